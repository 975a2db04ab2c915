(themes/default/assets/compare.js as it is)
