(themes/default/assets/display.js without comments)
