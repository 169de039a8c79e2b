"""Collections: a folder of documents on its way to units. Each document is read, cut into draft units, curated by a person and published."""
