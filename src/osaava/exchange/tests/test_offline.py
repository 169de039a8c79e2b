"""Units and paths leave as files that open anywhere: a zip of pages and a book."""

import io
import zipfile

import pytest
from django.core.management import CommandError, call_command
from django.urls import reverse
from lxml import etree

from osaava.exchange import offline
from osaava.exchange.formats.writers import WRITERS
from osaava.library.api import load_starter_units
from osaava.paths.api import load_starter_paths

XHTML = "{http://www.w3.org/1999/xhtml}"
PATH = "digiopettajan-ensiaskeleet"


@pytest.fixture
def campus(db, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "files"
    load_starter_units()
    load_starter_paths()


def _opened(content):
    archive = zipfile.ZipFile(io.BytesIO(content))
    return {name: archive.read(name) for name in archive.namelist()}


@pytest.mark.parametrize("language", ["fi", "sv", "en"])
def test_path_has_all_its_units_in_each_language(campus, language):
    publication = offline.of_path(PATH, language)
    assert len(publication.chapters) == 9
    assert not publication.left_out
    assert publication.language == language
    assert all(chapter.credit and chapter.facts for chapter in publication.chapters)


def test_library_holds_every_unit_by_house(campus):
    publication = offline.of_library("fi")
    assert len(publication.parts) == 8
    assert len(publication.chapters) >= 24


@pytest.mark.parametrize("form", ["html", "epub"])
def test_every_page_is_well_formed_and_stands_on_its_own(campus, form):
    files = _opened(WRITERS[form].write(offline.of_path(PATH, "fi")))
    names = {name.removeprefix("EPUB/") for name in files}
    checked = 0
    for name, content in files.items():
        if not name.endswith(".html"):
            continue
        root = etree.fromstring(content)
        assert root.get("lang") == "fi"
        assert len(root.findall(f".//{XHTML}h1")) == 1
        for link in root.iter(f"{XHTML}a", f"{XHTML}img", f"{XHTML}link"):
            address = link.get("href") or link.get("src")
            if address.startswith(("http:", "https:", "mailto:", "tel:")):
                continue
            folder = name.removeprefix("EPUB/").rpartition("/")[0]
            target = address.removeprefix("../") if address.startswith("../") else f"{folder}/{address}".lstrip("/")
            assert target in names, f"{name} leads to {address}"
        assert not list(root.iter(f"{XHTML}form", f"{XHTML}script", f"{XHTML}input"))
        checked += 1
    assert checked == 10


def test_question_shows_its_answer_and_why(campus):
    page = offline.of_path(PATH, "fi").chapters[0].html
    assert "<details><summary>Vastaus</summary>" in page
    assert "– oikein" in page
    assert "– väärin" in page


def test_book_begins_with_its_type_and_lists_every_file(campus):
    content = WRITERS["epub"].write(offline.of_path(PATH, "sv"))
    archive = zipfile.ZipFile(io.BytesIO(content))
    first = archive.infolist()[0]
    assert (first.filename, first.compress_type, archive.read("mimetype")) == ("mimetype", zipfile.ZIP_STORED, b"application/epub+zip")
    package = etree.fromstring(archive.read("EPUB/package.opf"))
    listed = {item.get("href") for item in package.iter("{http://www.idpf.org/2007/opf}item")}
    assert listed == {n.removeprefix("EPUB/") for n in archive.namelist() if n.startswith("EPUB/")} - {"package.opf"}
    assert package.findtext(".//{http://purl.org/dc/elements/1.1/}language") == "sv"


def test_same_content_gives_the_same_bytes(campus):
    for writer in WRITERS.values():
        assert writer.write(offline.of_path(PATH, "fi")) == writer.write(offline.of_path(PATH, "fi"))


def test_command_writes_one_file_and_never_over_another(campus, tmp_path, capsys):
    target = tmp_path / "polku.epub"
    call_command("export", str(target), "--as", "epub", "--path", PATH, skip_checks=True)
    assert "9 units" in capsys.readouterr().out
    with pytest.raises(CommandError, match="exists already"):
        call_command("export", str(target), "--as", "epub", skip_checks=True)
    with pytest.raises(CommandError, match="no published path"):
        call_command("export", str(tmp_path / "x.zip"), "--as", "html", "--path", "ei-ole", skip_checks=True)


@pytest.mark.parametrize(("form", "kind"), [("epub", "application/epub+zip"), ("html", "application/zip")])
def test_visitor_takes_a_path_along(campus, client, form, kind):
    answer = client.get(reverse("exchange:path_download", args=[PATH, form]))
    assert answer.status_code == 200
    assert answer["Content-Type"] == kind
    assert answer["Content-Disposition"] == f'attachment; filename="{PATH}.{"epub" if form == "epub" else "zip"}"'
    assert len(_opened(answer.content)) > 10


def test_download_of_a_missing_path_or_form_is_not_found(campus, client):
    assert client.get("/polut/ei-ole/lataa/epub/").status_code == 404
    assert client.get(f"/polut/{PATH}/lataa/pdf/").status_code == 404
    assert client.post(reverse("exchange:path_download", args=[PATH, "epub"])).status_code == 405


def test_path_page_offers_the_files(campus, client):
    page = client.get(f"/polut/{PATH}/").content.decode()
    assert reverse("exchange:path_download", args=[PATH, "epub"]) in page
