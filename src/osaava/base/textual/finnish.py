"""What the look-up in a Finnish word list needs to know about Finnish: joints, possessive endings, nouns in -minen, foreign names.

The lists are short on purpose. They were found by comparing the answers with Voikko's on some 7 000 words and keep only what the comparison
showed to matter.
"""

from __future__ import annotations

import re

from .compounds import Joining, Lookup, words

_PREFIXES = words(
    "ali alku avo bio digi edel edus eko ensi epä erikois erillis erityis esi etu etä hydro hyper hyöty ilma info irto itse jatko jälki kaksi "
    "kaksois kansallis kauko keski kesto kokonais kolmi kyber laaja lähi makro mega meta mikro mini mobiili moni multi muu neli nyky oheis oiko "
    "oma pika pitkä pro puoli pää rinnakkais seka sisä some suur super syrjä syys taka tele tosi täsmä täys ulko uus vaihto vapaa varhais vasta "
    "verkko video virtuaali yhdys yhteis yksi yleis yli ylä äly"
)
_SHORT = words(
    "ajo ala apu ase asu dia elo ero etu idea iho ikä ilo info iso jae jää koe kuu kyy laki luu maa oma osa puu pää suo suu syy sää tie työ uni ura"
)

_NOT_HEADS = words("altti kompo lihan muut ohja olen pai saan semin tois tulen vapa voin")

_CORRECTIONS = {"työ": "työ", "opinto": "opinto", "toimi": "toimi", "opinnot": "opinto"}

_MINEN = re.compile(
    r"(.{3,}mi)(?:nen|sen|sta|stä|seen|sena|senä|seksi|sessa|sessä|sesta|sestä|sella|sellä|selta|seltä|selle|setta|settä|set|sten|sien|sia|siä|"
    r"sissa|sissä|sista|sistä|siin|silla|sillä|silta|siltä|sille|siksi)(?:ni|si|nsa|nsä|mme|nne|an|än|en)?"
)
_BOUND = (
    "(?:aika|avuste|ehto|erä|iho|kerta|keske|kohta|koko|laatu|luonto|lähtö|miel|muoto|paikka|peruste|perä|pito|pohja|sisältö|suunta|sääntö|sääte|taso|vaihe|"
    "valta|vuot)i"
)
_ADJECTIVE = re.compile(
    rf"({_BOUND})(?:nen|sen|sta|stä|seen|sena|senä|seksi|sessa|sessä|sesta|sestä|sella|sellä|selta|seltä|selle|set|sten|sia|siä|siin|sissa|sissä|"
    r"sista|sistä|silla|sillä|silta|siltä|sille|siksi|sina|sinä|sesti)"
)
_QUALITY = re.compile(rf"({_BOUND}s(?:uu|yy))(?:s|tta|ttä|den|teen|tena|tenä|deksi|dessa|dessä|desta|destä|della|dellä|delta|deltä|delle|det)")
_POSSESSIVE = re.compile(r"(.{4,}?)(?:ns[aä]|mme|nne|ni|si|(?<=[aä])[aä]n|(?<=e)en)")
_PARTICLE = re.compile(r"(.{4,})(?:k[oö]|kin|kaan|kään|han|hän)")
_LOCATIVE = re.compile(r"(.{3,}?)(?:ss[aä]|st[aä]|ll[aä]|lt[aä]|lle|ksi|n[aä]|n|[aä])")
_ILLATIVE = re.compile(r"(.{2,}?([aeiouyäö]))\2n")


def word_in_nen(written: str, lookup: Lookup) -> str | None:
    """The word in -nen whose stem `written` is ("osaamis" is of "osaaminen"), if the word list has it."""
    word = written[:-1] + "nen"
    return word if written.endswith("is") and lookup(word) == word else None


def _head(written: str, lookup: Lookup) -> str | None:
    """A first piece is a base form ("merkki"), a genitive ("koulutuksen") or the stem of a word in -nen ("osaamis", "ihmis")."""
    if written in _NOT_HEADS:
        return None
    base = lookup(written)
    if base == written or (base is not None and written.endswith("n")):
        return base
    if written.endswith("is"):
        return word_in_nen(written, lookup)
    return None


JOINING = Joining(
    head=_head,
    prefixes=_PREFIXES,
    short_heads=_SHORT | words("yö"),
    short_tails=_SHORT | words("äly"),
    not_tails=words(
        "alisti alla alle alta asti avi aviin empi empien empiä esta esti estä esto foni immin impi impia impien isia isiä isto isyys itu lainen "
        "laisen laiset laisia mainen mien mienne naan nasta nella nentti nään öisin resti seen siksi taan taja tajan tama tava tavan tein teet tuna "
        "tuni tuva tään uksen uksia uksiin uuden uuteen uutta visti"
    ),
    whole=words(
        "aineisto esimerkki materiaali muutama olennainen seminaari toistuva mekanismi komponentti ravintola lihavointi aktivisti suojata priorisoida "
        "priorisointi palaveri parantola"
    ),
)


def lookup_with(plain: Lookup) -> Lookup:
    """`plain` for Finnish: corrects its few bad answers and sees through what it does not list."""

    def lookup(form: str) -> str | None:
        if form in _CORRECTIONS:
            return _CORRECTIONS[form]
        base = plain(form)
        if base is None and len(form) > 5:
            base = _bound(form) or _of_adverb(form, plain) or _without_possessive(form, plain) or _without_particle(form, plain)
        return _CORRECTIONS.get(base, base) if base else None

    return lookup


def _bound(form: str) -> str | None:
    """Words that live only at the end of others: "-kohtaisia" is of "-kohtainen", "-lähtöisyyttä" of "-lähtöisyys"."""
    if match := _ADJECTIVE.fullmatch(form):
        return match[1] + "nen"
    if match := _QUALITY.fullmatch(form):
        return match[1] + "s"
    return None


def _of_adverb(form: str, plain: Lookup) -> str | None:
    """The adjective of an adverb ("yksilöllisesti"), if the word list has it."""
    word = form.removesuffix("sesti") + "nen"
    return word if form.endswith("isesti") and plain(word) == word else None


def _without_possessive(form: str, plain: Lookup) -> str | None:
    match = _POSSESSIVE.fullmatch(form)
    if not match:
        return None
    stem = match[1]
    # "järjestelmii+nsä" and "tarpeide+mme" have lost the n of their case.
    return plain(stem) or plain(stem + "n")


def _without_particle(form: str, plain: Lookup) -> str | None:
    match = _PARTICLE.fullmatch(form)
    return plain(match[1]) if match else None


def noun_in_minen(word: str) -> str | None:
    """The base form of a noun in -minen by its ending alone; for words that no list has ("henkilökohtaistamista")."""
    match = _MINEN.fullmatch(word)
    return match[1] + "nen" if match and len(match[1]) > 5 else None


def stems_of_name(word: str) -> tuple[str, ...]:
    """What an unknown word may be without its case: "moodlessa" gives "moodle", "teamsiin" gives "teamsi" and "teams".

    Guesses, and meant for words that are in no list: product names above all. At most two; the word itself is indexed besides.
    """
    match = _ILLATIVE.fullmatch(word) or _LOCATIVE.fullmatch(word)
    if not match or len(word) < 6:
        return ()
    stem = match[1]
    if stem.endswith("i") and len(stem) > 4 and stem[-2] not in "aeiouyäö":
        return stem, stem[:-1]
    return (stem,)
