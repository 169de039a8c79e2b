"""How Swedish joins words: "kompetens+märke", "tillgänglighet+s+krav", "skol(a)+ledare"."""

from __future__ import annotations

from .compounds import Joining, Lookup, words

_SHORT = words("bok dag hem lag led lek lön mål man ort mat natt råd rum tal tid väg val del stöd krav språk plan kurs test steg")


def _head(written: str, lookup: Lookup) -> str | None:
    """A first piece is a base form, one with a joining s, or one that has lost its final a or e."""
    if written == "till":
        return None
    if lookup(written) == written:
        return written
    if written.endswith("s") and lookup(written[:-1]) == written[:-1]:
        return written[:-1]
    for vowel in "ae":
        if lookup(written + vowel) == written + vowel:
            return written + vowel
    return None


_CORRECTIONS = {"plan": "plan"}


def lookup_with(plain: Lookup) -> Lookup:
    """`plain` for Swedish, with its few bad answers corrected."""
    return lambda form: _CORRECTIONS.get(form) or plain(form)


JOINING = Joining(
    head=_head,
    short_heads=_SHORT | words("års"),
    short_tails=_SHORT,
    prefixes=words("digi efter fram före grund huvud lär mellan nät sam själv under yrkes över"),
    not_tails=words(
        "ande ande arna aren arnas ende ering eringen else elser erna het heten ling liga ligt ningar ningen ning skap sion aste are ares"
    ),
    whole=words("handledare handledning handleda förening förtroende verksamhet"),
    nested=False,
)
