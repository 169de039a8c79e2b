"""What was made of a mixed folder leaves as Markdown and comes back into an empty campus as the same units and the same path."""

from dataclasses import asdict

import docx
import pytest
from django.core.management import call_command
from django.db import transaction
from docx.shared import Cm

from osaava.base import remembered
from osaava.exchange import operations as exchange
from osaava.exchange.collections import bringing, operations
from osaava.exchange.tests import making
from osaava.exchange.tests.collection_people import LONG, accept_all, chunks_of
from osaava.library.api import Unit, media_bytes, save_version, version_data
from osaava.paths.api import Path as LearningPath
from osaava.paths.queries.units import forget

pytestmark = pytest.mark.django_db
QUIZ = "Mikä on vahvin?\n\n- [ ] Salasana\n- [x] Pääsyavain\n- [ ] PIN\n"
SWEDISH = "Ett långt lösenord är bättre än ett kort, eftersom det tar längre tid att gissa och användaren ändå kan komma ihåg det. "


def _word(path, picture):
    document = docx.Document()
    document.core_properties.author = "Maija Mallikas"
    document.add_heading("Kuvat opetuksessa", 1)
    document.add_paragraph("Kuva <b>kertoo</b> & {{ selittää }} *enemmän* kuin sana, jos se on 1 > 0.")
    document.add_picture(str(picture), width=Cm(4))
    table = document.add_table(rows=2, cols=2)
    for cell, words in zip([*table.rows[0].cells, *table.rows[1].cells], ("Mitä", "Mi|ssä", "Kuva", "Kirjastossa"), strict=True):
        cell.text = words
    document.add_paragraph("Katso", style="List Bullet")
    document.add_paragraph("Kokeile", style="List Bullet")
    document.save(str(path))


@pytest.fixture
def folder(tmp_path):
    """Word with a picture and a table, Markdown with a question and a picture beside it, a Swedish page, OpenDocument."""
    place = tmp_path / "aineisto"
    (place / "kuvat").mkdir(parents=True)
    (place / "kuvat/laatikko.png").write_bytes(making.png())
    _word(place / "kuvat.docx", place / "kuvat/laatikko.png")
    (place / "testi.md").write_text(f"# Testi\n\n![Sininen laatikko](kuvat/laatikko.png)\n\n> Viisas sana.\n\n{LONG}\n\n{QUIZ}\n```\nx = 1\n```\n")
    paragraphs = "".join(f"<p>{SWEDISH}</p>" for _n in range(12))
    (place / "sida.html").write_text(f'<!doctype html><html lang="sv"><title>Lösenord</title><main><h1>Lösenord</h1>{paragraphs}</main></html>')
    making.odt(place / "ohje.odt", '<text:h text:outline-level="1">Ohje</text:h><text:p>Toimi <text:s/>näin: ensin yksi, sitten toinen.</text:p>')
    return place


def _campus() -> dict:
    """Everything that the exported format promises to keep, as plain values."""
    units = {}
    for unit in Unit.objects.select_related("draft", "published").order_by("slug"):
        data = asdict(version_data(unit.draft)) | {"is_published": unit.published_id == unit.draft_id}
        data["files"] = {name: media_bytes(media) for name, media in version_data(unit.draft).files.items()}
        units[unit.slug] = data
    return {"units": units, "paths": {path.slug: _path(path) for path in LearningPath.objects.order_by("slug")}}


def _path(path) -> dict:
    from osaava.paths.api import version_data as path_data

    return asdict(path_data(path.draft)) | {"is_published": path.published_id == path.draft_id}


def _files(folder) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


def _explain(unit, by) -> None:
    """In the unit's editor: why each option is right or wrong."""
    data = version_data(unit.draft)
    for block in data.texts[data.primary].blocks:
        for option in block.get("options", []):
            option["explanation"] = f"Tässä on kyse siitä, kestääkö {option['text']}."
    save_version(unit=unit, data=data, by=by, base_number=unit.draft.number)


def _curate_and_publish(house, aino, folder):
    collection = bringing.bring_in(folder, owner=house, files=list(bringing.documents_in(folder)), tell=lambda line: None, theme="majakka", licence="CC-BY-4.0")
    for chunk in chunks_of(collection):
        images = [{"block": n, "alt": block["alt"] or "Laatikko", "decorative": False} for n, block in enumerate(chunk.blocks) if block["kind"] == "image"]
        operations.edit_chunk(chunk=chunk, by=aino, target_groups=["teachers"], keywords=["kuvat", "salasana"], images=images)
    for chunk in accept_all(collection, aino):
        _explain(chunk.unit, aino)
    operations.make_path(collection=collection, title="Kuvat ja salasanat", groups=["teachers"], chunks=chunks_of(collection), by=aino)
    operations.publish_accepted(collection=collection, by=aino)


def test_mixed_folder_leaves_and_comes_back_into_an_empty_campus(house, aino, folder, tmp_path):
    empty = transaction.savepoint()
    _curate_and_publish(house, aino, folder)
    before = _campus()
    assert len(before["units"]) >= 4
    assert {unit["primary"] for unit in before["units"].values()} == {"fi", "sv"}
    kinds = {block["kind"] for unit in before["units"].values() for text in unit["texts"].values() for block in text["blocks"]}
    assert kinds >= {"text", "image", "table", "quiz", "quote"}
    assert len(before["paths"]) == 1
    call_command("export", str(tmp_path / "out"), skip_checks=True)
    assert "Maija Mallikas" not in "".join(content.decode(errors="ignore") for content in _files(tmp_path / "out").values())

    transaction.savepoint_rollback(empty)
    remembered.forget()
    forget()
    assert not Unit.objects.exists()
    call_command("import", str(tmp_path / "out"), "--publish", skip_checks=True)
    assert _campus() == before
    exchange.export_to(tmp_path / "again")
    assert _files(tmp_path / "again") == _files(tmp_path / "out")
