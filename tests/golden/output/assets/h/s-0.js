(data of the search)
