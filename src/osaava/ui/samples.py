"""Made-up data for the living style guide. In Finnish, as the product speaks first."""

# ruff: noqa: E501, SIM905  made-up data reads best with one thing on a line

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django import forms
from django.core.paginator import Paginator
from django.http import HttpRequest
from django.utils import timezone

from osaava.ui import chart_samples
from osaava.ui.forms import DateField

HOUSES = [
    (1, "majakka", "Majakka", "Strategia ja johtaminen",
     "Digitalisaation johtaminen osana organisaation strategiaa, tavoitteita ja tehtävää", 7, 12, 5, "developer"),
    (2, "kasvihuone", "Kasvihuone", "Henkilöstön osaaminen",
     "Henkilöstön osaamisen johtaminen ja kehittäminen", 4, 14, 6, "participant"),
    (3, "voimala", "Voimala", "Digitaalinen infrastruktuuri",
     "Digitaalisen infrastruktuurin kehittäminen", 11, 11, 4, "participant"),
    (4, "tori", "Tori", "Verkostot ja yhteisöllisyys",
     "Verkostoituminen – jakamisen ja yhteisöllisyyden kulttuuri", 2, 9, 5, "participant"),
    (5, "koulutalo", "Koulutalo", "Opetus ja pedagogiikka",
     "Opetuksen ja oppimisen johtaminen sekä pedagogiikka", 9, 16, 7, "lead"),
    (6, "tahtitorni", "Tähtitorni", "Ohjaus, tuki ja seuranta",
     "Digitaalisuuden hyödyntäminen oppimisen ohjauksessa ja tuessa sekä edistymisen seurannassa", 0, 13, 5, "participant"),
    (7, "paja", "Paja", "Oppijoiden digitaidot",
     "Oppijoiden digitaalisen osaamisen varmistaminen ja kehittäminen", 5, 15, 6, "participant"),
    (8, "kirjasto", "Kirjasto", "Digitaaliset sisällöt",
     "Digitaalisten sisältöjen hyödyntäminen osana opetusta ja oppimista", 12, 18, 8, "developer"),
]  # fmt: skip
ROLE_NAMES = {"lead": "Vetäjä", "developer": "Kehittäjä", "participant": "Osallistuja"}
ICONS = (
    "search menu x check circle-check circle circle-dot circle-minus info triangle-alert circle-alert lightbulb pencil trash-2 plus "
    "minus download upload file file-text folder external-link link copy share-2 bookmark clock calendar user users building-2 log-in "
    "log-out settings sliders-horizontal sun moon monitor globe languages funnel list map route award book-open message-square flag history "
    "eye play pause undo-2 rotate-ccw save cloud-off refresh-cw chart-column target clipboard-list house ellipsis grip-vertical video "
    "headphones image quote circle-question-mark mail key shield graduation-cap network accessibility bell send table square-kanban merge "
    "git-compare pin arrow-right arrow-left arrow-up arrow-down arrow-up-down chevron-right chevron-left chevron-up chevron-down"
).split()
COLOURS = "text text-2 text-3 link link-visited primary accent success warning danger info line-strong".split()


class SampleForm(forms.Form):
    """One field of every kind."""

    name = forms.CharField(label="Osion nimi", help_text="Nimi on kysymys tai toteamus, jonka lukija tunnistaa.")
    summary = forms.CharField(label="Tiivistelmä", max_length=300, widget=forms.Textarea(attrs={"rows": 3}))
    theme = forms.ChoiceField(label="Talo", choices=[("", "Valitse"), ("1", "1 Majakka"), ("8", "8 Kirjasto")])
    group = forms.ChoiceField(
        label="Mihin ryhmään kuulut?",
        widget=forms.RadioSelect,
        choices=[("m", "Johto"), ("t", "Opettajat"), ("g", "Ohjaajat"), ("s", "Tuki")],
    )
    topics = forms.MultipleChoiceField(
        label="Mikä kiinnostaa?",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        choices=[("a", "Avoimet oppimateriaalit"), ("b", "Saavutettavuus"), ("c", "Tietoturva")],
    )
    due = DateField(label="Määräaika", help_text="Esimerkiksi 14 3 2027")
    attachment = forms.FileField(label="Liite", required=False, help_text="PDF, PNG tai JPG, enintään 50 Mt")
    consent = forms.BooleanField(label="Osion saa julkaista lisenssillä CC BY 4.0", required=False)


def houses() -> list[dict[str, Any]]:
    return [
        {
            "number": number,
            "key": key,
            "slug": key,
            "name": name,
            "short_name": short,
            "theme_name": theme,
            "url": f"#{key}",
            "done": done,
            "total": total,
            "paths": paths,
            "role": role,
            "role_name": ROLE_NAMES[role],
        }
        for number, key, name, short, theme, done, total, paths, role in HOUSES
    ]


def trail() -> dict[str, Any]:
    def station(number: int, title: str, status: str, minutes: int, house: int, note: str = "") -> dict[str, Any]:
        return {
            "number": number, "title": title, "url": "#polku", "status": status, "minutes": minutes,
            "house": house, "house_name": HOUSES[house - 1][2], "note": note,
        }  # fmt: skip

    return {
        "stages": [
            {"title": "Alkuun", "status": "done", "stations": [
                station(1, "Oma lähtötaso", "done", 10, 7),
                station(2, "Turvallinen verkkotyö", "elsewhere", 12, 3),
                station(3, "Välineet kuntoon", "done", 8, 3),
            ]},
            {"title": "Sisällöt haltuun", "status": "current", "text": "1/3 suoritettu", "stations": [
                station(4, "Haku ja arviointi", "done", 12, 8),
                station(5, "Avoimet oppimateriaalit ja lisenssit", "current", 12, 8),
                station(6, "Oma materiaali saavutettavaksi", "todo", 15, 8, "Suositus: tee ensin Avoimet oppimateriaalit ja lisenssit."),
            ]},
            {"title": "Käyttöön", "status": "todo", "text": "0/3 suoritettu", "stations": [
                station(7, "Lähi, etä vai työpaikka", "todo", 14, 5),
                station(8, "Palaute, joka ohjaa eteenpäin", "todo", 12, 5),
                station(9, "Hyvä käytäntö yhdelle sivulle", "todo", 10, 4),
            ]},
        ],
        "badge": {"title": "Digisisältöjen käyttäjä", "url": "#merkki", "status": "todo", "text": "Merkin voi hakea, kun polku on valmis."},
    }  # fmt: skip


def quizzes() -> list[dict[str, Any]]:
    def option(value: str, text: str, state: str = "", explanation: str = "", chosen: bool = False) -> dict[str, Any]:
        return {"value": value, "text": text, "state": state, "explanation": explanation, "chosen": chosen}

    return [
        {"id": "q1", "kind": "single", "number": 1, "total": 4, "question": "Saatko käyttää kuvaa, jonka lisenssi on CC BY 4.0?", "options": [
            option("a", "Saan, kun mainitsen tekijän ja lisenssin."), option("b", "En ilman tekijän kirjallista lupaa."), option("c", "Saan, jos en muokkaa kuvaa."),
        ]},
        {"id": "q2", "kind": "multiple", "number": 2, "total": 4, "result": "partly", "question": "Mitkä kuuluvat lähdemerkintään?", "options": [
            option("a", "Tekijän nimi", "right", "Lisenssi vaatii nimen.", True),
            option("b", "Kuvan koko", "wrong", "Koko ei kuulu lähteeseen.", True),
            option("c", "Lisenssin nimi", "missed", "Lukija tietää siitä, miten hän saa käyttää teosta."),
        ]},
        {"id": "q3", "kind": "ordering", "number": 3, "total": 4, "question": "Missä järjestyksessä tarkistat aineiston?", "options": [
            option("a", "Kuka on tehnyt?"), option("b", "Milloin päivitetty?"), option("c", "Mikä lisenssi?"),
        ]},
        {"id": "q4", "kind": "number", "number": 4, "total": 4, "question": "Montako opiskelijaa mahtuu 24 paikan ryhmään, kun 6 on jo varattu?", "unit": "opiskelijaa", "value": "18", "result": "right", "explanation": "24 − 6 = 18."},
    ]  # fmt: skip


def everything(request: HttpRequest) -> dict[str, Any]:
    now = timezone.now()
    wrong = SampleForm({"name": "", "summary": "x" * 310, "due_0": "31", "due_1": "2", "due_2": "2027"}, auto_id="wrong_%s")
    wrong.is_valid()
    return {
        "houses": houses(),
        "view": "list" if request.GET.get("nakyma") == "luettelo" else "map",
        "overlay": "role" if request.GET.get("kartalla") == "rooli" else "progress",
        "sample_form": SampleForm(),
        "wrong_form": wrong,
        "trail": trail(),
        "quizzes": quizzes(),
        "icons": ICONS,
        "colours": COLOURS,
        "page": Paginator(range(180), 18).get_page(request.GET.get("sivu", 3)),
        "now": now,
        "last_week": now - timedelta(days=6),
        "breadcrumb": [{"label": "Kampus", "url": "/"}, {"label": "Talot", "url": "#"}, {"label": "Tyyliopas", "url": ""}],
        "section_nav": [
            {"label": "Työpöytä", "url": "#", "current": False},
            {"label": "Itsearviointi", "url": "#", "current": True},
            {"label": "Profiili", "url": "#", "current": False},
            {"label": "Suunnitelma", "url": "#", "current": False},
        ],
        "current_organisation": {"name": "Koivurannan ammattiopisto", "role_name": "digivastaava", "switch_url": "#"},
        "unit": {"title": "Avoimet oppimateriaalit ja lisenssit", "url": "#", "house": 8, "house_name": "Kirjasto", "minutes": 12,
                 "level": "taso 2", "summary": "Tunnistat lisenssin ja osaat merkitä lähteen oikein.", "status": "current", "updated": "päivitetty 3/2026"},
        "units": [
            {"title": "Haku ja arviointi", "url": "#", "house": 8, "house_name": "Kirjasto", "minutes": 12, "level": "taso 2", "status": "done"},
            {"title": "Avoimet oppimateriaalit ja lisenssit", "url": "#", "house": 8, "house_name": "Kirjasto", "minutes": 12, "level": "taso 2", "status": "current"},
            {"title": "Etäohjauskeskustelu, jossa opiskelija puhuu enemmän kuin ohjaaja", "url": "#", "house": 6, "house_name": "Tähtitorni", "minutes": 15, "level": "taso 3"},
        ],
        "path": {"title": "Digiopettajan ensiaskeleet", "url": "#", "summary": "Ensimmäinen lukukausi opettajana digitaalisessa ympäristössä.",
                 "target_group": "opettajat", "units": 9, "done": 4, "duration": "n. 2 h", "badge": True, "progress_text": "4/9 osiota suoritettu", "house": 8},
        "checklist": [{"value": "1", "text": "Tarkistin lisenssin", "checked": True}, {"value": "2", "text": "Merkitsin tekijän", "checked": False},
                      {"value": "3", "text": "Tallensin lähteen osoitteen", "checked": False}],
        "steps": [{"name": "Johtaminen", "state": "done", "url": "#"}, {"name": "Henkilöstö", "state": "done", "url": "#"}, {"name": "Infrastruktuuri", "state": "current"},
                  {"name": "Verkostot", "state": "todo"}, {"name": "Opetus", "state": "todo"}],
        "scale_points": [{"value": 1, "label": "Täysin eri mieltä"}, {"value": 2, "label": "Jokseenkin eri mieltä"}, {"value": 3, "label": "En samaa enkä eri mieltä"},
                         {"value": 4, "label": "Jokseenkin samaa mieltä"}, {"value": 5, "label": "Täysin samaa mieltä"}],
        "scale_apart": [{"value": "unknown", "label": "En osaa sanoa"}, {"value": "na", "label": "Ei koske meitä"}],
        "versions": [
            {"number": 4, "tag": "Julkaistu", "published": True, "when": "12.3.2026", "who": "Mikko", "summary": "Lisenssitaulukko uusittu", "actions": [{"label": "Vertaa", "url": "#"}]},
            {"number": 3, "when": "2.2.2026", "who": "Aino", "actions": [{"label": "Vertaa", "url": "#"}, {"label": "Palauta", "url": "#"}]},
        ],
        "matrix": [("Koivurannan ammattiopisto", ["developer", "participant", "participant", "participant", "participant", "participant", "participant", "developer"]),
                   ("Saarnivaaran koulutuskuntayhtymä", ["lead", "participant", "none", "participant", "lead", "participant", "none", "participant"]),
                   ("Yrkesinstitutet Skärgården", ["participant", "none", "participant", "developer", "participant", "none", "participant", "participant"])],
        "role_names": ROLE_NAMES,
        "segments": [{"label": "Matriisi", "url": "#", "current": True}, {"label": "Teemoittain", "url": "#", "current": False}, {"label": "Järjestäjittäin", "url": "#", "current": False}],
        "levels": ["1", "2", "3", "4", "5"],
        "facts": [{"term": "Tekijät", "description": "Aino, Mikko"}, {"term": "Lisenssi", "description": "CC BY 4.0"}, {"term": "Versio", "description": "4 (12.3.2026)"}],
        "filter_groups": [{"value": "t", "label": "Opettajat"}, {"value": "g", "label": "Ohjaajat"}],
        "charts": chart_samples.samples(),
        "has_errors": False,
    }  # fmt: skip
