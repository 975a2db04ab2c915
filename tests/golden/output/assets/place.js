(themes/default/assets/place.js as it is)
