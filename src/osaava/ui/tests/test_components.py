"""Components as pages use them: fields tied to their hints and errors, dates, pages of a list, the choice of appearance."""

from datetime import date

import pytest
from django import forms
from django.core.paginator import Paginator
from django.template import Context, Template
from django.test import RequestFactory
from django.utils import translation

from osaava.ui.forms import DateField
from osaava.ui.templatetags.osaava_ui import day, page_address, percent_of
from osaava.ui.views import style_guide, theme_set


class UnitForm(forms.Form):
    name = forms.CharField(help_text="Lyhyt nimi", max_length=20)
    due = DateField(required=False)


def render(source: str, **context) -> str:
    return Template("{% load osaava_ui %}" + source).render(Context(context))


def test_field_names_its_hint_and_its_error():
    html = render("{% field_control form.name %}", form=UnitForm({"name": ""}))
    assert 'aria-describedby="id_name_hint id_name_error"' in html
    assert 'aria-invalid="true"' in html
    assert "required" not in html


def test_field_without_error_is_not_invalid():
    html = render("{% field_control form.name %}", form=UnitForm())
    assert 'aria-describedby="id_name_hint"' in html
    assert "aria-invalid" not in html


def test_counted_field_lets_one_type_too_much():
    assert "maxlength" not in render("{% field_control form.name counted=True %}", form=UnitForm())


@pytest.mark.parametrize(("given", "expected"), [(("14", "3", "2027"), date(2027, 3, 14)), (("", "", ""), None)])
def test_date_in_three_parts(given, expected):
    form = UnitForm({"name": "x", **{f"due_{i}": part for i, part in enumerate(given)}})
    assert form.is_valid()
    assert form.cleaned_data["due"] == expected


@pytest.mark.parametrize("given", [("31", "2", "2027"), ("14", "", "2027"), ("a", "b", "c")])
def test_date_that_does_not_exist(given):
    form = UnitForm({"name": "x", **{f"due_{i}": part for i, part in enumerate(given)}})
    assert list(form.errors) == ["due"]


def test_dates_are_written_as_the_language_writes_them():
    for language, words in (("fi", "14.3.2026"), ("sv", "14.3.2026"), ("en", "14 March 2026")):
        with translation.override(language):
            assert day(date(2026, 3, 14)) == words


def test_pages_keep_the_filters():
    request = RequestFactory().get("/?taso=2&sivu=1")
    assert page_address(Context({"request": request}), "sivu", 3) == "?taso=2&sivu=3"
    assert Paginator(range(5), 2).num_pages == 3


def test_not_quite_done_is_never_a_hundred():
    assert percent_of(999, 1000) == 99
    assert percent_of(1000, 1000) == 100


def choose(theme: str, wanted: str):
    return theme_set(RequestFactory().post("/ulkoasu/", {"theme": theme, "next": wanted}))


def test_theme_is_remembered_and_leads_back():
    response = choose("dark", "/haku/?q=a")
    assert (response.status_code, response["Location"]) == (302, "/haku/?q=a")
    assert response.cookies["theme"].value == "dark"


@pytest.mark.parametrize("wanted", ["https://example.org/", "//example.org/", "javascript:alert(1)", ""])
def test_theme_never_leads_elsewhere(wanted):
    assert choose("dark", wanted)["Location"] == "/"


def test_unknown_theme_is_not_kept():
    assert "theme" not in choose("<b>", "/").cookies


def test_theme_is_not_set_by_looking():
    assert theme_set(RequestFactory().get("/ulkoasu/")).status_code == 405


@pytest.mark.parametrize("language", ["fi", "sv", "en"])
def test_style_guide_shows_everything(language):
    with translation.override(language):
        response = style_guide(RequestFactory().get("/tyyliopas/"))
    html = response.content.decode()
    assert response.status_code == 200
    assert f'<html lang="{language}"' in html
    assert " style=" not in html
    assert "<style" not in html
    assert "<c-" not in html
