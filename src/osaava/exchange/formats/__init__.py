"""One folder a format, all of the same shape; formats do not know each other.

`reader.py` makes a `reading.document.Document` of a file, `writer.py` makes a file of an `offline.Publication`.
"""

from types import ModuleType

from osaava.exchange.formats.epub import writer as epub
from osaava.exchange.formats.html import writer as html

WRITERS: dict[str, ModuleType] = {"html": html, "epub": epub}
