(the scripts of the search)
