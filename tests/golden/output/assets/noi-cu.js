(every place of the gazetteer)
