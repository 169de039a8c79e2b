"""Words that the chunker writes into a text, and words by which it knows what a paragraph is. In the text's language, not the interface's."""

from __future__ import annotations

import re
from typing import NamedTuple

NOTES = {"fi": "Alaviitteet", "sv": "Fotnoter", "en": "Notes"}
SPEAKER = {"fi": "Puhujan muistiinpanot", "sv": "Talarens anteckningar", "en": "Speaker notes"}

WARNING_WORDS = re.compile(
    r"\A[*_\s]*(?:(?P<tip>vinkki|tips|tip|hint|neuvo|råd)|(?:huom|huomaa|huomio|varoitus|tärkeää|obs|varning|viktigt|warning|caution|important|danger))\b",
    re.IGNORECASE,
)


class Label(NamedTuple):
    """A paragraph that begins with one of these words and a colon is a block of this kind."""

    kind: str
    pattern: re.Pattern
    tone: str = ""


def _label(words: str) -> re.Pattern:
    return re.compile(rf"\A\s*(?:\*\*|__|\*|_)?(?:{words})(?:\s*(?::(?:\*\*|__|\*|_)|(?:\*\*|__|\*|_)\s*:|:))\s*(?!\Z)", re.IGNORECASE)


LABELLED = (
    Label("task", _label("tehtävä|harjoitus|kokeile|uppgift|övning|pröva|task|exercise|try it")),
    Label("reflection", _label("pohdi|pohdittavaksi|pohdinta|reflektera|fundera|reflektion|reflect|reflection|think about it")),
    Label("example", _label("esimerkki|exempel|example")),
    Label("callout", _label("vinkki|tips|tip|hint"), "tip"),
    Label("callout", _label(r"huom|huomaa|huomio|varoitus|obs|varning|note|warning|caution|nb"), "warning"),
)
