"""Results measured elsewhere, with everything that such files get wrong."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from osaava.base import clock
from osaava.capability import operations, queries
from osaava.capability.earlier_results import EarlierResultsError

MAPPING = """format: osaava-mapping/1
source: Digikyvykkyyden itsearviointi 2024
item_column: Kysymys
value_column: Keskiarvo
respondents_column: N
scale: {lowest: 1, highest: 4}
items:
  K1: {competence: '1.1'}
  K2: {theme: tori}
  K3: {theme: tori}
"""
TABLE = "Kysymys;Keskiarvo;N\nK1;2,5;40\nK2;4;12\nK3;1.0;30\n"


def bring_in(here, aino, table=TABLE, mapping=MAPPING, **values):
    table = table if isinstance(table, bytes) else table.encode()
    given = {"name": "Kevät 2024", "assessed_on": date(2024, 4, 2)} | values
    return operations.import_earlier_results(organisation=here, by=aino, table=table, mapping=mapping.encode(), **given)


def problems(here, aino, **files):
    with pytest.raises(EarlierResultsError) as refused:
        bring_in(here, aino, **files)
    assert queries.rounds_of(here) == [], "nothing is brought in"
    return " ".join(refused.value.problems)


def test_a_table_becomes_a_dated_point_on_our_scale(here, aino):
    round_ = bring_in(here, aino)
    assert (round_.kind, round_.closed_on, round_.source) == ("imported", date(2024, 4, 2), "Digikyvykkyyden itsearviointi 2024")
    assert queries.snapshot_row(round_).imported == [
        {"competence": "1.1", "value": 3.0, "respondents": 40}, {"theme": "tori", "value": 3.0, "respondents": 12},
    ]
    assert queries.snapshot_of(round_) is None, "there are no answers to publish"


@pytest.mark.parametrize(
    ("table", "words"),
    [
        ("Kysymys;Keskiarvo;N\nK1;5,1;40\n", "Rivi 2: 5.1|5.1 is not on the scale from 1 to 4"),
        ("Kysymys;Keskiarvo;N\nK9;2;40\n", "K9"),
        ("Kysymys;Keskiarvo;N\nK1;=A1;40\n", "="),
        ("Kysymys;Keskiarvo;N\n=K1;2;40\n", "="),
        ("Kysymys;Keskiarvo;N\nK1;kaksi;40\n", "kaksi"),
        ("Kysymys;Keskiarvo;N\nK1;2;4\n", "viiteen"),
        ("Kysymys;Keskiarvo;N\nK1;2;40\nK1;3;40\n", "K1"),
        ("Kysymys;Arvo;N\nK1;2;40\n", "Keskiarvo"),
        ("Kysymys;Keskiarvo;N;N\nK1;2;40;1\n", ""),
        ('Kysymys;Keskiarvo;N\n"K1;2;40\n', ""),
        (b"\x00\x01\x02", ""),
        ("", ""),
        ("Kysymys;Keskiarvo;N\n" + "K1;2;40\n" * 2001, ""),
    ],
)
def test_a_wrong_table_says_what_and_brings_nothing_in(here, aino, table, words):
    told = problems(here, aino, table=table)
    assert any(word in told for word in words.split("|")), told


@pytest.mark.parametrize(
    "mapping",
    [
        "- lista", "a: [", MAPPING.replace("mapping/1", "mapping/9"), MAPPING.replace("'1.1'", "'9.9'"), MAPPING.replace("theme: tori", "talo: tori"),
        MAPPING.replace("{lowest: 1, highest: 4}", "{lowest: 4, highest: 1}"), MAPPING.split("items:", maxsplit=1)[0], MAPPING.replace("K1: {", "K1: &x {"),
    ],
)
def test_a_wrong_mapping_file_brings_nothing_in(here, aino, mapping):
    assert problems(here, aino, mapping=mapping)


def test_rows_outside_the_mapping_may_be_left_aside_on_purpose(here, aino):
    table = TABLE + "Muu;1;10\n"
    assert "Muu" in problems(here, aino, table=table)
    assert bring_in(here, aino, table=table, mapping=MAPPING + "ignore_others: true\n")


@pytest.mark.parametrize("encoding", ["utf-8-sig", "cp1252"])
def test_a_table_from_a_spreadsheet_program_is_read(here, aino, encoding):
    mapping = MAPPING.replace("K1:", "Kysymys ä:")
    assert bring_in(here, aino, table="Kysymys,Keskiarvo,N\nKysymys ä,2.5,40\n".encode(encoding), mapping=mapping)


def test_only_those_who_run_rounds_bring_in_and_only_the_past(here, aino, mikko):
    with pytest.raises(PermissionDenied):
        bring_in(here, mikko)
    with pytest.raises(ValidationError):
        bring_in(here, aino, assessed_on=clock.today() + timedelta(days=1))


def test_the_page_tells_all_problems_and_keeps_what_was_typed(here, aino):
    client = Client()
    client.force_login(aino)
    address = "/organisaatio/esimerkkiopisto/itsearviointi/tuo/"
    data = {"name": "Kevät 2024", "assessed_on_0": "2", "assessed_on_1": "4", "assessed_on_2": "2024"}

    def files(table):
        return {"table": SimpleUploadedFile("t.csv", table.encode()), "mapping": SimpleUploadedFile("m.yaml", MAPPING.encode())}

    refused = client.post(address, data | files(TABLE.replace("2,5", "9").replace("K3;1.0", "K3;x")))
    assert refused.status_code == 422
    assert refused.content.decode().split("error-list")[1].split("</ul>")[0].count("<li>") == 2
    assert 'value="Kevät 2024"' in refused.content.decode()
    assert client.post(address, data | files(TABLE)).status_code == 302
    assert client.get(address).status_code == 200
