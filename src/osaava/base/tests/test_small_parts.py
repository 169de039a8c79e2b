"""Language text, Finnish order, log lines, jobs."""

import logging

import pytest
from django.db.models.functions import Collate
from django.utils import translation

from osaava.base.collation import FINNISH, finnish_key
from osaava.base.language import LanguageText
from osaava.base.logs import OneLineFormatter


def test_language_text_falls_back_instead_of_going_blank():
    text = LanguageText(fi="Majakka", sv="")
    with translation.override("sv"):
        assert str(text) == "Majakka"
    assert text.language_used("sv") == "fi"


def test_finnish_order_puts_å_ä_ö_last():
    words = ["Öljy", "Zeta", "Åland", "äiti", "aalto", "Ärla"]
    assert sorted(words, key=finnish_key) == ["aalto", "Zeta", "Åland", "äiti", "Ärla", "Öljy"]


@pytest.mark.django_db
def test_database_sorts_like_finnish():
    from osaava.network.api import Organisation

    for name in ["Öljy", "Zeta", "Åland", "Aalto", "Älvros"]:
        Organisation.objects.create(key=finnish_key(name)[:3].encode().hex(), name=name)
    ordered = Organisation.objects.order_by(Collate("name", FINNISH)).values_list("name", flat=True)
    assert [n for n in ordered if n in ("Öljy", "Zeta", "Åland", "Aalto", "Älvros")] == ["Aalto", "Zeta", "Åland", "Älvros", "Öljy"]


def test_log_line_cannot_be_forged():
    record = logging.LogRecord("x", logging.INFO, "f", 1, "path /a\r\n2026 INFO forged\x1b[31m", None, None)
    line = OneLineFormatter("{message}", style="{").format(record)
    assert "\n" not in line
    assert "\x1b" not in line


@pytest.mark.django_db
def test_tries_over_the_limit_are_counted_and_refused(rf):
    from osaava.accounts.api import Person
    from osaava.base import rates

    request = rf.post("/")
    request.user = Person.objects.create_user("aino@esimerkki.example", name="Aino")
    limit = rates.Limit("test", 3, 3600)
    assert [rates.count(request, limit) for _ in range(5)] == [True, True, True, False, False]
