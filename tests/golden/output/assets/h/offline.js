(themes/default/assets/offline.js without comments)
