(themes/default/assets/display.js as it is)
