"""Web pages, one by one or zipped with their pictures."""
