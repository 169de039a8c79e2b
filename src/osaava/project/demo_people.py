"""The invented people of the demo network as plain values: the same every time.

First names are common ones; surnames are put together from parts, and every address ends in `.example`, which belongs to nobody.
"""

from __future__ import annotations

import random
from dataclasses import dataclass
from itertools import product

from django.utils.text import slugify

EXAMPLE = "esimerkkiopisto"
SIZES = {"s": 3, "m": 4, "l": 6, "xl": 8}
"""People of an organisation by its size class."""
EXAMPLE_SIZE = 34

GROUPS = ("teachers", "guidance", "support", "development", "management")
GROUP_WEIGHTS = (50, 20, 12, 12, 6)
TITLES = {
    "fi": {
        "teachers": ("Opettaja", "Ammatillinen opettaja", "Lehtori", "Tutoropettaja"),
        "guidance": ("Opinto-ohjaaja", "Erityisopettaja", "Ohjaaja"),
        "support": ("Digitukihenkilö", "ICT-asiantuntija"),
        "development": ("Kehittämispäällikkö", "Projektikoordinaattori"),
        "management": ("Rehtori", "Koulutuspäällikkö", "Toimialajohtaja"),
        "lead": ("Digivastaava",),
    },
    "sv": {
        "teachers": ("Lärare", "Yrkeslärare", "Lektor"),
        "guidance": ("Studiehandledare", "Speciallärare", "Handledare"),
        "support": ("Digistödperson", "IT-specialist"),
        "development": ("Utvecklingschef", "Projektkoordinator"),
        "management": ("Rektor", "Utbildningschef"),
        "lead": ("Digitaliseringsansvarig",),
    },
}
FIRST = {
    "fi": "Anna Antti Elina Emilia Hanna Heikki Helena Henri Iida Jaana Janne Jari Johanna Juha Jukka Kaarina Kari Katja Kirsi Laura Lauri "
    "Leena Liisa Maarit Marja Markku Marko Matti Mika Minna Niina Noora Olli Pasi Pekka Petri Päivi Riikka Ritva Sami Sanna Sari Satu Teemu "
    "Tiina Timo Tuomas Ulla Ville Virpi",
    "sv": "Anders Annika Björn Camilla Carina Daniel Elin Erik Fredrik Gun Gustav Henrik Ingrid Jenny Johan Karin Kristina Lars Linda Magnus "
    "Malin Mats Monika Niklas Pia-Maria Robert Sofia Stefan Susanne Ulrika",
}
SURNAMES = {
    "fi": (
        "Aalto Haapa Honka Kaarna Kanerva Kuura Lumi Marja Pihka Ruska Sini Suvi Terho Tuuli Vesi Usva",
        "harju kallio lähde metsä niitty polku ranta saari silta vuo",
    ),
    "sv": ("Asp Björk Dagg Fjäll Gran Hav Lind Ljung Molnar Norr Rönn Snö Vass Äng", "backe berga fors holme kulla sunda vik äng"),
}


@dataclass(frozen=True)
class DemoPerson:
    """One invented person. `role`: role in the organisation; `key`: the organisation, empty for people of the whole network."""

    name: str
    email: str
    language: str
    key: str
    group: str
    title: str
    role: str = ""
    part: str = ""


STARS = {
    "aino": DemoPerson(
        "Aino Kuuraharju", "aino.kuuraharju@esimerkkiopisto.example", "fi", EXAMPLE, "teachers", "Ammatillinen opettaja", part="learner"
    ),
    "eero": DemoPerson(
        "Eero Lumiranta", "eero.lumiranta@esimerkkiopisto.example", "fi", EXAMPLE, "development", "Digivastaava", "digital_lead", "digital lead"
    ),
    "kaisa": DemoPerson("Kaisa Pihkapolku", "kaisa.pihkapolku@verkosto.example", "fi", "", "development", "", part="network coordinator"),
    "mikko": DemoPerson(
        "Mikko Ruskaniitty", "mikko.ruskaniitty@lakeudenportin-koulutuskuntayhtyma.example", "fi", "lakeudenportin-koulutuskuntayhtyma",
        "development", "Sisältösuunnittelija", part="author",
    ),
    "outi": DemoPerson(
        "Outi Usvasilta", "outi.usvasilta@haapavirran-koulutuskeskus.example", "fi", "haapavirran-koulutuskeskus", "guidance", "Opinto-ohjaaja",
        part="learner elsewhere",
    ),
    "stina": DemoPerson(
        "Stina Norrvik", "stina.norrvik@bergnas-yrkesskola.example", "sv", "bergnas-yrkesskola", "development", "Digitaliseringsansvarig",
        "digital_lead", "digital lead elsewhere",
    ),
    "pia": DemoPerson("Pia Terhovuo", "pia.terhovuo@verkosto.example", "fi", "", "support", "", part="operator"),
}  # fmt: skip
"""The people whom one signs in as."""


def _names(language: str, chance: random.Random) -> list[str]:
    beginnings, endings = (part.split() for part in SURNAMES[language])
    surnames = [a + b for a, b in product(beginnings, endings)]
    names = [f"{first} {last}" for first, last in product(FIRST[language].split(), surnames)]
    chance.shuffle(names)
    taken = {star.name for star in STARS.values()}
    return [name for name in names if name not in taken]


def _language(profile: str, number: int) -> str:
    return {"fi": "fi", "sv": "sv"}.get(profile, "sv" if number % 2 else "fi")


def demo_people(organisations: list[dict]) -> list[DemoPerson]:
    """Everybody: the named ones first, then the people of each organisation, its digital lead and management first."""
    chance = random.Random(400)  # noqa: S311 (the same every time is the point)
    names = {language: iter(_names(language, chance)) for language in FIRST}
    people = list(STARS.values())
    for organisation in organisations:
        key, present = organisation["key"], [star for star in STARS.values() if star.key == organisation["key"]]
        wanted = EXAMPLE_SIZE if key == EXAMPLE else SIZES[organisation["size_class"]]
        has_lead = any(star.role for star in present)
        for number in range(wanted - len(present)):
            language = _language(organisation["language_profile"], number)
            if number == 0 and not has_lead:
                group, kind, role = "development", "lead", "digital_lead"
            elif number == 1:
                group, kind, role = "management", "management", "management"
            else:
                group = kind = chance.choices(GROUPS, GROUP_WEIGHTS)[0]
                role = ""
            name = next(names[language])
            address = f"{slugify(name).replace('-', '.')}@{key}.example"
            people.append(DemoPerson(name, address, language, key, group, chance.choice(TITLES[language][kind]), role))
    return people
