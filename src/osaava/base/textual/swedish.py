"""How Swedish joins words: "kompetens+märke", "tillgänglighet+s+krav", "skol(a)+ledare"."""

from __future__ import annotations

from .compounds import Joining, Lookup, words

_SHORT = words("bok dag hem lag led lek lön mål man ort mat natt råd rum tal tid väg val del stöd krav språk plan kurs test steg")


def _head(written: str, lookup: Lookup) -> str | None:
    """A first piece is a base form, one with a joining s, or one that has lost its final a or e."""
    if lookup(written) == written:
        return written
    if written.endswith("s") and lookup(written[:-1]) == written[:-1]:
        return written[:-1]
    for vowel in "ae":
        if lookup(written + vowel) == written + vowel:
            return written + vowel
    return None


JOINING = Joining(
    head=_head,
    short_heads=_SHORT | words("års"),
    short_tails=_SHORT,
    prefixes=words("digi för med över under efter mellan själv sam grund huvud vux yrkes nät"),
    not_tails=words("ande ande arna aren arnas ende ering eringen else elser erna het heten ling liga ligt ningar ningen ning skap sion aste are ares"),
)
