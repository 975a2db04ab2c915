(themes/default/assets/submit.js without comments)
