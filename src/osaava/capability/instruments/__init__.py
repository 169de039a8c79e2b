"""Instruments as data: reading and checking a file, comparing versions, what is translated. No database in here."""

from osaava.capability.instruments.comparing import Difference, changes_of_meaning, compare, translation_status
from osaava.capability.instruments.limesurvey import Draft, draft
from osaava.capability.instruments.reading import FORMAT, InstrumentError, Vocabulary, check, parse
from osaava.capability.instruments.shape import Item, Page, Shape

__all__ = [
    "FORMAT",
    "Difference",
    "Draft",
    "InstrumentError",
    "Item",
    "Page",
    "Shape",
    "Vocabulary",
    "changes_of_meaning",
    "check",
    "compare",
    "draft",
    "parse",
    "translation_status",
]
