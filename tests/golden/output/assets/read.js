(themes/default/assets/read.js as it is)
