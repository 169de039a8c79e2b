"""One folder a format, all of the same shape; formats do not know each other.

`reader.py` makes a `reading.document.Document` of a file, in a child process that knows no Django; `writer.py` makes a file of an
`offline.Publication`. The registry of readers is `reading.port`, that of writers is `formats.writers`: importing one must not bring in the other.
"""
