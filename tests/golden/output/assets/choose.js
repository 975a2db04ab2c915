(themes/default/assets/choose.js as it is)
