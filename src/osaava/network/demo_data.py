"""The demo network: 77 invented organisations and their roles in the eight themes, the same every time.

None of the names belongs to a real education provider; the places in them are invented as well. Roles follow the shape of the source project: one
or two organisations lead each theme, some develop, most take part, and Esimerkkiopisto develops in themes 1 and 8 and takes part in the rest.
"""

from __future__ import annotations

import random
from datetime import date

from django.db import transaction
from django.utils.text import slugify

from osaava.network import queries
from osaava.network.enums import ThemeRoleKind
from osaava.network.models import Organisation
from osaava.network.operations import add_email_domain, create_organisation, hand_over_lead, set_theme_roles
from osaava.themes.api import all_themes

EXAMPLE = "esimerkkiopisto"
START = date(2022, 1, 1)

# Name | region code | size class | language profile
_ORGANISATIONS = """
Aallokon ammattiopisto|05|l|fi
Aarnimaan koulutuskuntayhtymä|13|xl|fi
Ahjolan ammattikoulu|06|m|fi
Airiston Merenkulkukoulu|02|s|fi-sv
Alvarin Käsityökoulu|07|s|fi
Arkipelagens yrkesinstitut|21|m|sv
Auringonkylän ammattiopisto|14|l|fi
Bergnäs yrkesskola|15|m|sv
Esimerkkiopisto|06|l|fi
Granholmens naturbruksinstitut|01|s|sv
Haapavirran koulutuskeskus|17|l|fi
Halliskosken ammattiopisto|02|m|fi
Harjulan Luontokoulu|16|s|fi
Havukan ammattiopisto|11|m|fi
Helmivuoren Palveluopisto|01|m|fi
Hiidenkallion ammattiopisto|01|xl|fi
Honkapuron koulutuskuntayhtymä|10|l|fi
Hopeaniemen Hotellikoulu|09|s|fi
Ilvesjoen ammattiopisto|14|m|fi
Jokivarren Terveysopisto|17|m|fi
Jäämeren Matkailukoulu|19|s|fi
Kaarnalan ammattiopisto|12|l|fi
Kaislarannan koulutuskeskus|08|l|fi
Kalliolaakson ammattiopisto|06|xl|fi
Kantatien Logistiikkakoulu|08|m|fi
Karhusaaren ammattiopisto|12|s|fi
Keskijärven ammattiopisto|13|l|fi
Kivikaaren Rakennuskoulu|07|m|fi
Koivurinteen kansanopisto|11|s|fi
Korpilammen Metsäkoulu|18|m|fi
Kultasuon ammattiopisto|19|l|fi
Kuunsillan Taideopisto|06|s|fi
Kvarnforsens yrkesinstitut|15|l|sv
Lakeudenportin koulutuskuntayhtymä|14|xl|fi
Lehtovaaran ammattiopisto|18|l|fi
Lintulahden ammattiopisto|04|m|fi
Loimun Konepajakoulu|04|s|fi
Lumikosken ammattiopisto|19|m|fi
Marjaniemen Elintarvikekoulu|02|s|fi
Meriportin ammattiopisto|04|l|fi
Mäntysalon koulutuskeskus|10|m|fi
Niittylän Maatalousopisto|05|s|fi
Nordanviks yrkesskola|01|m|sv
Ojanperän ammattiopisto|17|m|fi
Otavaisten ammattiopisto|02|xl|fi
Pajukallion ammattiopisto|09|l|fi
Peltosaaren Liikuntaopisto|14|s|fi
Pihlajaharjun ammattiopisto|13|m|fi
Pohjanselän koulutuskuntayhtymä|17|xl|fi
Porttilan Turvallisuusopisto|11|s|fi
Puistokaaren kaupunkiopisto|01|xl|fi
Päivärannan erityisammattioppilaitos|05|m|fi
Rauhalan Hoiva-akatemia|01|s|fi
Ristiveden ammattiopisto|18|m|fi
Ruskatunturin ammattiopisto|19|s|fi
Salmensuun ammattiopisto|10|l|fi
Sandholms yrkesinstitut|02|m|sv
Satamakaupungin koulutuskeskus|08|m|fi
Saunaniemen ammattiopisto|13|m|fi
Selkämeren ammattiopisto|04|m|fi
Sinivuoren ammattiopisto|11|l|fi
Skärholms sjöfartsskola|21|s|sv
Suvannon koulutuskuntayhtymä|12|xl|fi
Taivalkaaren ammattiopisto|07|xl|fi
Tammivuoren ammattiopisto|05|m|fi
Terälahden Metallikoulu|06|s|fi
Tuulikankaan Energiakoulu|15|s|fi-sv
Uudenportin ammattiopisto|01|l|fi-sv
Valkamaan ammattiopisto|16|l|fi
Vaskilaakson ammattiopisto|05|m|fi
Verkaniemen Tekstiilikoulu|06|s|fi
Vesikaaren ammattiopisto|09|m|fi
Viherlaakson Puutarhakoulu|02|s|fi
Viitapohjan ammattiopisto|17|s|fi
Virtasalmen teknillinen opisto|10|m|fi
Ykköspolun koulutuskeskus|16|m|fi
Västerfjärdens yrkesakademi|16|m|fi-sv
"""

_FIELDS = (
    ("tekniikan ja liikenteen aloilla", "inom teknik och trafik", "in technology and transport"),
    ("sosiaali- ja terveysalalla", "inom social- och hälsovården", "in health care and social services"),
    ("palvelualoilla ja liiketoiminnassa", "inom servicebranscherna och affärsverksamhet", "in services and business"),
    ("luonnonvara-aloilla", "inom naturbruk", "in natural resources"),
    ("kulttuurialoilla ja käsityössä", "inom kultur och hantverk", "in culture and crafts"),
)
_EXAMPLE_TEXT = {
    "fi": "Esimerkkiopisto on keksitty monialainen koulutuksen järjestäjä. Se kehittää sisältöjä digitalisaation johtamisesta ja digitaalisista "
    "oppisisällöistä ja osallistuu verkoston kaikkiin teemoihin.",
    "sv": "Esimerkkiopisto är en påhittad mångsidig utbildningsanordnare. Den utvecklar innehåll om att leda digitaliseringen och om digitalt "
    "lärinnehåll och deltar i nätverkets alla teman.",
    "en": "Esimerkkiopisto is an invented provider with many fields of study. It develops content on leading digitalisation and on digital "
    "learning content, and takes part in every theme of the network.",
}
_LEADS = {
    1: ("puistokaaren-kaupunkiopisto",),
    2: ("kalliolaakson-ammattiopisto", "suvannon-koulutuskuntayhtyma"),
    3: ("taivalkaaren-ammattiopisto",),
    4: ("otavaisten-ammattiopisto",),
    5: ("aarnimaan-koulutuskuntayhtyma", "kvarnforsens-yrkesinstitut"),
    6: ("pohjanselan-koulutuskuntayhtyma",),
    7: ("hiidenkallion-ammattiopisto",),
    8: ("lakeudenportin-koulutuskuntayhtyma", "uudenportin-ammattiopisto"),
}
_HANDED_OVER = (
    (3, "meriportin-ammattiopisto", "taivalkaaren-ammattiopisto", date(2023, 1, 1), ThemeRoleKind.DEVELOPER),
    (6, "salmensuun-ammattiopisto", "pohjanselan-koulutuskuntayhtyma", date(2023, 8, 1), ThemeRoleKind.DEVELOPER),
    (4, "keskijarven-ammattiopisto", "otavaisten-ammattiopisto", date(2024, 8, 1), ThemeRoleKind.PARTICIPANT),
)
"""Theme, who led from the start, who leads now, since when, what the former lead does."""
_DEVELOPS = {"xl": 0.34, "l": 0.22, "m": 0.13, "s": 0.05}
_STAYS_OUT = {"xl": 0.01, "l": 0.03, "m": 0.07, "s": 0.16}


def _description(chance: random.Random) -> dict[str, str]:
    first, second = chance.sample(_FIELDS, 2)
    return {
        "fi": f"Keksitty koulutuksen järjestäjä, joka kouluttaa {first[0]} ja {second[0]}.",
        "sv": f"En påhittad utbildningsanordnare som utbildar {first[1]} och {second[1]}.",
        "en": f"An invented education provider that trains {first[2]} and {second[2]}.",
    }


def _role(chance: random.Random, key: str, size: str, number: int) -> str | None:
    """The role at the start, before any lead was handed over."""
    former = {theme: giver for theme, giver, *_rest in _HANDED_OVER}
    leads = (former[number],) if number in former else _LEADS[number]
    draw = chance.random()
    if key in leads:
        return ThemeRoleKind.LEAD
    if key == EXAMPLE:
        return ThemeRoleKind.DEVELOPER if number in (1, 8) else ThemeRoleKind.PARTICIPANT
    if key in _LEADS[number]:
        return ThemeRoleKind.DEVELOPER
    if draw < _DEVELOPS[size]:
        return ThemeRoleKind.DEVELOPER
    return None if draw > 1 - _STAYS_OUT[size] else ThemeRoleKind.PARTICIPANT


def demo_organisations() -> list[dict]:
    """The 77 organisations as plain values: key, name, region, size_class, language_profile, …, roles (theme number -> kind or None)."""
    chance = random.Random(77)  # noqa: S311 (the same every time is the point)
    found = []
    for line in _ORGANISATIONS.strip().splitlines():
        name, region, size, profile = line.split("|")
        key = slugify(name)
        found.append(
            {
                "key": key,
                "name": name,
                "region": region,
                "size_class": size,
                "language_profile": profile,
                "website": f"https://{key}.example/",
                "email_domain": f"{key}.example",
                "description": _EXAMPLE_TEXT if key == EXAMPLE else _description(chance),
                "joined_on": START if chance.random() < 0.85 or size == "xl" or key == EXAMPLE else date(2023, 1, 1),
                "roles": {number: _role(chance, key, size, number) for number in range(1, 9)},
            }
        )
    return found


@transaction.atomic
def build_demo_network(by=None) -> dict[str, Organisation]:
    """Create the demo organisations with their domains, roles and history; returns them by key. What is there already is left as it is."""
    themes = {theme.number: theme for theme in all_themes()}
    data = demo_organisations()
    built = queries.organisations_by_keys(entry["key"] for entry in data)
    fresh = [entry for entry in data if entry["key"] not in built]
    for entry in fresh:
        facts = {name: entry[name] for name in ("name", "region", "size_class", "language_profile", "website", "description", "joined_on")}
        organisation = create_organisation(by=by, key=entry["key"], **facts)
        add_email_domain(organisation=organisation, domain=entry["email_domain"], by=by)
        kinds = [(themes[number], kind) for number, kind in entry["roles"].items()]
        set_theme_roles(organisation=organisation, kinds=kinds, by=by, valid_from=entry["joined_on"])
        built[organisation.key] = organisation
    if len(fresh) == len(data):
        _later_changes(built, themes, by)
    return built


def _later_changes(built: dict[str, Organisation], themes: dict, by) -> None:
    for number, giver, taker, day, then in _HANDED_OVER:
        hand_over_lead(
            theme=themes[number], from_organisation=built[giver], to_organisation=built[taker], valid_from=day, then=then, by=by
        )
    for key, number, kind, day in (
        ("haapavirran-koulutuskeskus", 5, ThemeRoleKind.DEVELOPER, date(2024, 1, 1)),
        ("kaislarannan-koulutuskeskus", 2, ThemeRoleKind.DEVELOPER, date(2024, 8, 1)),
        ("nordanviks-yrkesskola", 8, ThemeRoleKind.DEVELOPER, date(2025, 1, 1)),
        ("korpilammen-metsakoulu", 7, ThemeRoleKind.DEVELOPER, date(2025, 8, 1)),
        ("rauhalan-hoiva-akatemia", 3, None, date(2025, 8, 1)),
    ):
        set_theme_roles(organisation=built[key], kinds=[(themes[number], kind)], by=by, valid_from=day)
