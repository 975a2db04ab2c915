(themes/default/assets/share.js without comments)
