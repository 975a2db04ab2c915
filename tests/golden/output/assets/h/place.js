(themes/default/assets/place.js without comments)
