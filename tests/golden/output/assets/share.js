(themes/default/assets/share.js as it is)
