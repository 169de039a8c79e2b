"""The writers: name of the form -> its module, with `write(publication) -> bytes`."""

from types import ModuleType

from osaava.exchange.formats.epub import writer as epub
from osaava.exchange.formats.html import writer as html

WRITERS: dict[str, ModuleType] = {"html": html, "epub": epub}
