(themes/default/assets/read.js without comments)
