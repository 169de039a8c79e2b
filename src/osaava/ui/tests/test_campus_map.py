"""The map for the words of one request: names, rings, roles, and signs that leave each other room."""

from itertools import combinations

import pytest
from django.template.loader import render_to_string
from django.utils import translation

from osaava.ui import samples
from osaava.ui.campus_map.signs import COMPACT_SCALES, accessible_name, wide_and_portrait

LONG_NAMES = ["Lighthouse", "Greenhouse", "Power station", "Market square", "Schoolhouse", "Observatory", "Workshop", "Library"]


def _overlaps(signs, boxes):
    places = [(s.number, float(s.x), float(s.y), w / 2, h / 2) for s, (w, h) in zip(signs, boxes, strict=True)]
    return [(a[0], b[0]) for a, b in combinations(places, 2) if abs(a[1] - b[1]) < a[3] + b[3] and abs(a[2] - b[2]) < a[4] + b[4]]


@pytest.mark.parametrize("names", [None, LONG_NAMES])
def test_signs_never_overlap(names):
    houses = samples.houses()
    for house, name in zip(houses, names or [], strict=False):
        house["name"] = name
    pictures = wide_and_portrait(houses)
    for picture, signs in pictures.items():
        scale = COMPACT_SCALES[picture]
        assert _overlaps(signs, [(float(s.compact.width) * scale, float(s.compact.height) * scale) for s in signs]) == []
    full = [(float(s.full.width), float(s.full.height)) for s in pictures["wide"]]
    assert _overlaps(pictures["wide"], full) == []


def test_name_begins_with_what_the_sign_shows():
    house = samples.houses()[0]
    with translation.override("fi"):
        assert accessible_name(house, overlay="progress") == "1 Majakka Strategia ja johtaminen. 7/12 osiota suoritettu. Rooli: Kehittäjä."
        assert accessible_name(house, overlay="role").startswith("1 Majakka Kehittäjä.")


def test_visitor_sees_neither_progress_nor_roles():
    houses = [{**house, "done": None, "role": None, "role_name": ""} for house in samples.houses()]
    html = render_to_string("ui/map/campus_map.html", {"houses": houses, "overlay": "none", "view": "map"})
    assert "sign-progress" not in html
    assert "sign-for-role" not in html
    assert html.count('<a class="house') == 16


def test_numbers_on_the_picture_have_a_decimal_point_in_every_language():
    with translation.override("fi"):
        html = render_to_string("ui/map/campus_map.html", {"houses": samples.houses()})
    assert 'x="-' in html
    assert not [part for part in html.split('"') if part.replace(",", "", 1).lstrip("-").isdigit() and "," in part]
