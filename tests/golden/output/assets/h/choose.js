(themes/default/assets/choose.js without comments)
