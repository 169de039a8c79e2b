"""A draft's title and its key.

The title is the heading of the section that the draft is. A draft of several sections is named after the first and the last of them; one cut out of
the middle of a text after its first sentence. A heading that says nothing by itself ("Johdanto") or that another draft has too gets the heading above
it in front.
"""

from __future__ import annotations

import re
import unicodedata
from hashlib import blake2b

LONGEST_TITLE = 120
_SENTENCE = re.compile(r"(?<=[.!?…])[\"'”’)]*\s+(?=[\"'“”(]?[A-ZÅÄÖ0-9])")
_SAY_NOTHING = """
aluksi|esimerkkejä|esimerkki|harjoitukset|harjoitus|johdanto|johdatus|kertaus|kysymykset|lisälukemista|lisätietoa|lopuksi|lue lisää|lähteet|
lähteet ja lue lisää|muuta|määritelmä|määritelmät|sisältö|tausta|taustaa|tavoite|tavoitteet|tehtävä|tehtävät|yhteenveto|yleistä|
allmänt|avslutning|bakgrund|definition|definitioner|exempel|frågor|inledning|innehåll|introduktion|källor|läs mer|mål|repetition|sammanfattning|
syfte|uppgift|uppgifter|vidare läsning|övning|övningar|övrigt|
aims|background|conclusion|conclusions|definitions|example|examples|exercise|exercises|further reading|general|goals|introduction|objectives|
overview|questions|read more|references|sources|summary|task|tasks
"""
_GENERIC = frozenset(_SAY_NOTHING.replace("\n", "").split("|"))
_NUMBER = re.compile(r"\A(?:(?:luku|kapitel|chapter|osa|del|part)\s+)?(?:\d+(?:\.\d+)*|[IVX]+)[.:)]?\s+(?=\S)", re.IGNORECASE)


def is_generic(heading: str) -> bool:
    """Whether the heading says nothing without the one above it."""
    return _NUMBER.sub("", heading).strip(" .:").casefold() in _GENERIC


def shorten(text: str, longest: int = LONGEST_TITLE) -> str:
    """The text, cut between words with an ellipsis when it is longer."""
    text = " ".join(text.split())
    if len(text) <= longest:
        return text
    cut = text[: longest - 1]
    cut = cut[: cut.rfind(" ")] if " " in cut[longest // 2 :] else cut
    return cut.rstrip(" ,;:–-(") + "…"


def first_sentence(text: str) -> str:
    """The first sentence of a text, short enough for a title and without its full stop."""
    sentence = _SENTENCE.split(" ".join(text.split()), maxsplit=1)[0]
    if len(sentence) > 80 and (
        clause := re.split(r"[;:–]\s|,\s(?=(?:ja|mutta|joka|että|kun|och|men|som|att|and|but|which|that)\b)", sentence, maxsplit=1)[0]
    ):
        sentence = clause if len(clause) >= 20 else sentence
    return shorten(sentence.rstrip(".: "), 80)


def of_sections(headings: list[str], above: str) -> str:
    """The title of a draft that holds several sections beside each other."""
    headings = [heading for heading in headings if not is_generic(heading)] or headings
    if len(headings) == 1:
        return shorten(headings[0])
    if len(headings) == 2 and sum(map(len, headings)) <= 70:
        return " · ".join(headings)
    span = f"{headings[0]} – {headings[-1]}"
    return shorten(f"{above}: {span}" if above and len(above) + len(span) <= LONGEST_TITLE else span)


def below(above: str, heading: str) -> str:
    """The heading with the one above it in front."""
    return shorten(f"{above}: {heading}") if above and above.casefold() != heading.casefold() else shorten(heading)


def slug(text: str, longest: int = 40) -> str:
    """Lower-case ASCII letters, digits and hyphens."""
    plain = unicodedata.normalize("NFKD", text.lower()).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:longest].strip("-")


def number_of(words: str) -> str:
    """Eight hexadecimal digits made of the words."""
    return blake2b(words.encode(), digest_size=4).hexdigest()


def key_of(outline: tuple[str, ...], heading: str, opening: str) -> str:
    """Names a place among the headings: `chapter/section`, and for text without a heading of its own a number made of its first words."""
    parts = [slug(text) or "x" for text in (*outline, heading) if text]
    if not heading:
        parts.append("~" + number_of(opening))
    return "/".join(parts)[-180:].lstrip("/")
