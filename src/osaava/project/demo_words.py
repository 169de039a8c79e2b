"""What the demo network's organisations wrote in their own language: names of rounds and plans, goals, actions, check-ins."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Words:
    """The words of one language. `rounds`: first, second, third; `actions` fill the board after the package's own measures."""

    rounds: tuple[str, str, str]
    again: str
    plan: str
    evidence: str
    check_ins: tuple[str, str, str]
    actions: tuple[str, ...]


WORDS = {
    "fi": Words(
        rounds=("Ensimmäinen kierros", "Toinen kierros", "Kolmas kierros"),
        again="Kohdennettu uusinta",
        plan="Digitaalisuuden kehittämissuunnitelma",
        evidence="Suunnitelma on hyväksytty johtoryhmässä ja tallennettu intranetiin.",
        check_ins=(
            "Aloitettiin kahdessa tiimissä. Palaute on hyvää.",
            "Koulutuspäivä siirtyi, uusi aika on sovittu.",
            "Kolme tiimiä on mukana, ja ohje on päivitetty.",
        ),
        actions=(
            "Jokainen tiimi sopii yhdestä kokeilusta ja kertoo siitä tiimipalaverissa",
            "Digivastaava käy läpi ohjeet kahden tiimin kanssa",
            "Kokeilujen tulokset kootaan yhteiselle sivulle",
            "Hyväksi todettu tapa kirjataan perehdytykseen",
            "Tilanne katsotaan johtoryhmässä kerran lukukaudessa",
        ),
    ),
    "sv": Words(
        rounds=("Första omgången", "Andra omgången", "Tredje omgången"),
        again="Riktad uppföljning",
        plan="Utvecklingsplan för digitaliseringen",
        evidence="Planen är godkänd i ledningsgruppen och sparad på intranätet.",
        check_ins=(
            "Vi började i två team. Responsen är god.",
            "Utbildningsdagen flyttades, en ny tid är bestämd.",
            "Tre team är med och anvisningen är uppdaterad.",
        ),
        actions=(
            "Varje team väljer ett försök och berättar om det på teammötet",
            "Digitaliseringsansvarig går igenom anvisningarna med två team",
            "Resultaten av försöken samlas på en gemensam sida",
            "Det som fungerar skrivs in i introduktionen",
            "Läget tas upp i ledningsgruppen en gång per termin",
        ),
    ),
}

EARLIER_TABLE = (
    "Kysymys;Keskiarvo;Vastaajia\n"
    "Johtaminen;2,4;61\nHenkilöstön osaaminen;2,2;61\nInfrastruktuuri;2,8;58\nVerkostot;2,3;60\n"
    "Pedagogiikka;2,1;55\nOhjaus;2,0;57\nOppijoiden taidot;2,3;54\nSisällöt;2,6;59\n"
)
"""Results that Esimerkkiopisto measured before it came to the campus: invented, on a scale of 1 to 4."""

EARLIER_MAPPING = """format: osaava-mapping/1
source: Oma digikysely
item_column: Kysymys
value_column: Keskiarvo
respondents_column: Vastaajia
scale: {lowest: 1, highest: 4}
items:
  Johtaminen: {theme: majakka}
  Henkilöstön osaaminen: {theme: kasvihuone}
  Infrastruktuuri: {theme: voimala}
  Verkostot: {theme: tori}
  Pedagogiikka: {theme: koulutalo}
  Ohjaus: {theme: tahtitorni}
  Oppijoiden taidot: {theme: paja}
  Sisällöt: {theme: kirjasto}
"""
