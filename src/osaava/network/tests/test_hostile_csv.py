"""Files of people to invite, as nobody should write them (E1, E2)."""

import time

import pytest
from django.core.exceptions import ValidationError
from django_scopes import scopes_disabled

from osaava.network import operations
from osaava.network.invitation_file import read_invitation_file
from osaava.network.models import Invitation

HEAD = "email;name;role;target_group;language\n"


@pytest.mark.parametrize(
    "content",
    [
        "\ufeffsähköposti;nimi;kieli\naino@x.example;Åsa Öhman;ruotsi\n".encode(),
        "sähköposti;nimi;kieli\naino@x.example;Åsa Öhman;sv\n".encode("cp1252"),
        "nimi,sähköposti,kieli\r\nÅsa Öhman,aino@x.example,SV\r\n".encode(),
        'e-post\tnamn\tspråk\n"aino@x.example"\t"Åsa Öhman"\tsvenska'.encode(),
    ],
)
def test_encodings_and_separators(db, content):
    (row,) = read_invitation_file(content).rows
    assert (row.email, row.name, row.language) == ("aino@x.example", "Åsa Öhman", "sv")


@pytest.mark.parametrize(
    "content",
    [
        b"", b"   \n", b"\x00\x01\x02", "email\na@x.example".encode("utf-16"), b"name\nAino\n", b"email;email\na@x.example;b@x.example\n",
        b"x" * (1024 * 1024 + 1), b";" * 1_000_000, b'"email;name\na@x.example;Aino\n', HEAD.encode() + b"a@x.example\n" * 2001, b"PK\x03\x04\x00\x00",
        b"\xff\xd8\xff\xe0\x81\x8d",
    ],
)
def test_whole_file_refused(db, content):
    start = time.monotonic()
    with pytest.raises(ValidationError):
        read_invitation_file(content)
    assert time.monotonic() - start < 5


@pytest.mark.parametrize(
    "row",
    [
        "ei osoite;;;;", "a@x.example;=HYPERLINK(1);;;", "a@x.example;@SUM(1);;;", "a@x.example;+1;;;", "a@x.example;-1;;;", "a@x.example;;is_superuser;;",
        "a@x.example;;;tuntematon;", "a@x.example;;;;xx", "a@x.example;" + "x" * 501 + ";;;", "a@x.example;http://evil.example;;;", "\u202e;;;;",
    ],
)
def test_bad_row_is_named_and_the_rest_goes_on(db, row):
    found = read_invitation_file((HEAD + "hyvä@x.example\n".replace("ä", "a") + row + "\nb@x.example\n").encode())
    assert [r.email for r in found.rows] == ["hyva@x.example", "b@x.example"]
    assert [problem.row for problem in found.problems] == [3]
    assert str(found.problems[0].reason)


def test_quotation_mark_never_closed_keeps_the_rows_before(db):
    found = read_invitation_file((HEAD + 'a@x.example\nb@x.example;"Bo\nc@x.example\n').encode())
    assert [r.email for r in found.rows] == ["a@x.example"]
    assert len(found.problems) == 1


def test_mass_assignment_columns_do_nothing(here, aino):
    content = b"email,is_superuser,organisation,uses,max_uses,token_hash\na@x.example,1,999,0,5000,abc\na@x.example,1,1,1,1,1\n"
    report = operations.invite_many(organisation=here, content=content, by=aino)
    assert report.ignored_columns == ["is_superuser", "organisation", "uses", "max_uses", "token_hash"]
    assert (report.invited, [p.row for p in report.problems]) == (1, [3])
    with scopes_disabled():
        made = Invitation.objects.get()
    assert (made.organisation, made.max_uses) == (here, 1)
    assert made.token_hash != "abc"


def test_members_and_invited_people_are_said(here, aino, eero):
    operations.create_invitation(organisation=here, by=aino, email="uusi@x.example")
    report = operations.invite_many(organisation=here, content=f"email\n{eero.email}\nUUSI@x.example\nc@x.example\n".encode(), by=aino)
    assert (report.invited, [p.row for p in report.problems]) == (1, [2, 3])


def test_two_thousand_rows_in_time(here, aino):
    content = HEAD.encode() + b"".join(b"p%d@x.example;P %d;;opettajat;fi\n" % (n, n) for n in range(2000))
    start = time.monotonic()
    assert operations.invite_many(organisation=here, content=content, by=aino).invited == 2000
    assert time.monotonic() - start < 5
