"""Which of the three languages a text is in, by its commonest words and the shapes of the others.

A closed set of three languages needs no model: function words are a third of any running text, and what Finnish, Swedish and English words look like
differs. The word lists hold only words that mean nothing in the other two languages.
"""

from __future__ import annotations

import re

LANGUAGES = ("fi", "sv", "en")
_WORD = re.compile(r"[^\W\d_]+")
_ADDRESS = re.compile(r"https?://\S+|\S+@\S+|`[^`]*`")

_COMMON = {
    "fi": """ja on ei se että kun jos tai sekä mutta ovat oli olla voi myös niin kuin mitä miten mikä jotka joka sen ne sitä tämä tämän nämä näin hän
        he me te sinun sinulle voit voidaan tulee pitää ole eivät eikä vain vielä jo nyt siitä siihen niiden niitä niistä kaikki kaikkien sitten
        kanssa mukaan ennen jälkeen kautta avulla esimerkiksi tarvittaessa koska jotta joita jossa jonka minkä mihin missä onko ovatko kuka
        käyttää käytetään tehdä tekee saa saat anna kirjoita valitse muun muassa eri oma oman omat uusi hyvä kuten eli vaan sillä ettei kuinka
        milloin miksi usein aina joskus yksi kaksi kolme toinen paljon enemmän itse""",
    "sv": """och att det som är på för med av den till inte har de ett eller om kan från ska vid så också när var hur vad vilka vilken vilket detta
        denna dessa där här efter innan genom utan under mellan över mot sig sin sitt sina du din ditt dina dig vi ni oss er deras dem hans
        hennes man alla andra några någon något mycket mer mest bara även redan sedan eftersom därför samt dock inom enligt blir bli blev varit
        vara finns göra gör får få måste bör skall skulle kunde när varför vem två tre ny nya god bra behöver används exempel""",
    "en": """the and of to is that it with as are be this by from or an have has had not you your we our they their he she his her its was were
        will would can could should may might must which who what when where how why there these those but if than then also into about more
        most some any all each other such only own same so because while after before between through during without within do does did
        been being use used using make makes need needs one two three new good example""",
}  # fmt: skip
_SURE = {word: code for code, words in _COMMON.items() for word in words.split()}
_SHAPES = {
    "fi": re.compile(
        r"aa|ii|uu|yy|ää|öö|(?:ssa|ssä|sta|stä|lla|llä|lta|ltä|lle|ksi|inen|iset|isen|isia|minen|misen|mista|minen|taan|tään|ien|jen|uus|yys|uden|"
        r"yden|vat|vät|aan|ään|een|iin|ista|issa|ille|olle|nut|nyt|maan|mään)$|kk[aeiouyäö]|tt[aeiouyäö][aeiouyäön]|[uyo]ö|äy|yö"
    ),
    "sv": re.compile(
        r"å|(?:ning|ningen|ningar|ningarna|het|heten|heter|ande|ende|erna|arna|orna|ssen|tion|tionen|tioner|lig|liga|ligt|isk|iska|iskt|skap|else|elser"
        r"|ade|ar|or|rna|ens|ets|sk)$|sj|skj|ck"
    ),
    "en": re.compile(
        r"th|wh|sh|(?:ing|tion|tions|ed|ly|ment|ments|ness|ity|ies|ous|ful|able|ible|"
        r"ance|ence|ship|al|ve|ts|es|rs|ers|ght|gh|ow|ay)$|qu|ee|oo|ou"
    ),
}  # fmt: skip
_ENOUGH_WORDS, _ENOUGH_EVIDENCE, _CLEAR = 4, 1.5, 1.25


def scores(text: str) -> dict[str, float]:
    """Evidence for each language: one for a common word, a third for a word that looks like it."""
    found = dict.fromkeys(LANGUAGES, 0.0)
    for word in _WORD.findall(_ADDRESS.sub(" ", text).lower()):
        if code := _SURE.get(word):
            found[code] += 1
        elif len(word) > 3:
            hits = [code for code in LANGUAGES if _SHAPES[code].search(word)]
            for code in hits:
                found[code] += 0.34 / len(hits)
    return found


def detect(text: str) -> str:
    """ "fi", "sv" or "en", or "" when the text is too short or too unclear to say."""
    if len(_WORD.findall(text)) < _ENOUGH_WORDS:
        return ""
    ranked = sorted(((value, code) for code, value in scores(text).items()), reverse=True)
    (best, code), (second, _other) = ranked[0], ranked[1]
    return code if best >= _ENOUGH_EVIDENCE and best >= _CLEAR * second else ""
