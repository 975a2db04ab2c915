(themes/default/assets/compare.js without comments)
