"""The same document comes again: nothing doubles, drafts follow the file, hand edits stay, and where both changed a person chooses."""

import pytest

from osaava.exchange.collections import operations, queries
from osaava.exchange.tests.collection_people import LONG, OTHER, accept_all, chunks_of, read_into, sources_of, text

pytestmark = pytest.mark.django_db
NEW = "Salasanan voi korvata pääsyavaimella, jota ei tarvitse muistaa lainkaan."


def state(collection):
    return [(c.uuid, c.title, c.blocks, c.state, c.revision, c.place, c.news) for c in chunks_of(collection)]


def edited(other: str = OTHER) -> str:
    """The file with one paragraph changed in its last chapter."""
    return other.replace(other.split("\n\n")[0], NEW, 1)


def last(collection):
    return chunks_of(collection)[-1]


def test_same_file_again_changes_nothing(collection, aino):
    accept_all(collection, aino)
    before, sources = state(collection), sources_of(collection)
    read_into(collection, aino, opas=text())
    assert state(collection) == before
    assert [source.revision for source in sources_of(collection)] == [source.revision for source in sources]


def test_changed_paragraph_changes_its_draft_only(collection, aino):
    before = state(collection)
    read_into(collection, aino, opas=text(other=edited()))
    after = state(collection)
    assert [row[0] for row in after] == [row[0] for row in before]
    changed = [n for n, (a, b) in enumerate(zip(before, after, strict=True)) if a[2] != b[2]]
    assert 1 <= len(changed) <= 2
    assert NEW in str(last(collection).blocks)
    assert {row["kind"] for row in queries.changes_since_import(collection)} == {"changed"}


def test_hand_edit_elsewhere_in_the_text_survives(collection, aino):
    one = last(collection)
    operations.edit_chunk(chunk=one, by=aino, title="Minun nimeni", target_groups=["support"])
    read_into(collection, aino, opas=text(other=edited()))
    after = last(collection)
    assert after.title == "Minun nimeni"
    assert after.target_groups == ["support"]
    assert NEW in str(after.blocks)
    assert after.conflict is None


def test_published_unit_stays_and_gets_a_new_draft(collection, aino):
    accept_all(collection, aino)
    operations.publish_accepted(collection=collection, by=aino)
    unit = last(collection).unit
    published = unit.published
    read_into(collection, aino, opas=text(other=edited()))
    unit.refresh_from_db()
    assert unit.published_id == published.pk
    assert unit.draft.number == published.number + 1
    assert NEW in str(unit.draft.texts.get().blocks)
    assert NEW not in str(unit.published.texts.get().blocks)


def _write_in_the_editor(unit, words: str) -> None:
    """Somebody edits the first paragraph of the unit in the library's own editor."""
    from osaava.library.api import save_version, version_data

    data = version_data(unit.draft)
    block = next(block for block in data.texts["fi"].blocks if block["kind"] == "text")
    block["markdown"] = block["markdown"].replace(block["markdown"].split("\n\n")[0], words, 1)
    save_version(unit=unit, data=data, by=None, base_number=unit.draft.number)


@pytest.mark.parametrize("side", ["mine", "theirs"])
def test_both_changed_the_same_and_a_person_chooses(collection, aino, side):
    accept_all(collection, aino)
    _write_in_the_editor(last(collection).unit, "Tämän kirjoitin itse.")
    read_into(collection, aino, opas=text(other=edited()))
    one = last(collection)
    assert one.conflict
    assert "Tämän kirjoitin itse." in str(one.blocks)
    assert queries.counts(collection)["conflicts"] == 1
    picks = {n: side for n, row in enumerate(one.conflict["rows"]) if row["ask"]}
    after = operations.resolve_conflict(chunk=one, by=aino, revision=one.revision, title=None, picks=picks)
    assert after.conflict is None
    assert ("Tämän kirjoitin itse." in str(after.blocks)) is (side == "mine")
    assert (NEW in str(after.blocks)) is (side == "theirs")
    after.unit.refresh_from_db()
    assert after.unit.draft.texts.get().blocks == after.blocks
    before = state(collection)
    read_into(collection, aino, opas=text(other=edited()))
    assert state(collection) == before


def test_edit_in_the_editor_is_not_lost_by_an_import_elsewhere(collection, aino):
    accept_all(collection, aino)
    one = chunks_of(collection)[0]
    _write_in_the_editor(one.unit, "Editorissa kirjoitettu.")
    read_into(collection, aino, opas=text(other=edited()))
    one.unit.refresh_from_db()
    assert "Editorissa kirjoitettu." in str(one.unit.draft.texts.get().blocks)


def test_chapter_that_vanished_is_marked_and_kept(collection, aino):
    accept_all(collection, aino)
    count = len(chunks_of(collection))
    content = text()
    read_into(collection, aino, opas=content[: content.index("## Salasanojen hallinta")])
    rows = chunks_of(collection)
    assert len(rows) == count
    gone = [row for row in rows if row.news == "gone"]
    assert gone
    assert all(row.unit_id and row.state == "accepted" for row in gone)
    read_into(collection, aino, opas=content)
    assert not [row for row in chunks_of(collection) if row.news == "gone"]
    assert len(chunks_of(collection)) == count


def test_new_chapter_comes_to_its_place(collection, aino):
    read_into(collection, aino, toinen="# Toinen tiedosto\n\n" + LONG.replace("Pitkä", "Toinen"))
    before = [chunk.title for chunk in chunks_of(collection)]
    more = "\n\n".join(["Monivaiheinen tunnistautuminen pyytää salasanan lisäksi toisen todisteen, esimerkiksi puhelimeen tulevan pyynnön."] * 60)
    read_into(collection, aino, opas=text() + "\n## Monivaiheinen tunnistautuminen\n\n" + more)
    rows = chunks_of(collection)
    new = [row for row in rows if row.news == "new"]
    assert new
    assert all(row.source.name == "opas.md" for row in new)
    assert [row.title for row in rows if row.news != "new"] == before
    assert rows[-1].source.name == "toinen.md"


def test_dropped_stays_dropped(collection, aino):
    operations.drop_chunk(chunk=last(collection), by=aino)
    read_into(collection, aino, opas=text(other=edited()))
    assert last(collection).state == "dropped"


def test_merged_ones_are_updated_as_one(collection, aino):
    operations.merge_with_next(chunk=chunks_of(collection)[-2], by=aino)
    count = len(chunks_of(collection))
    read_into(collection, aino, opas=text(other=edited()))
    assert len(chunks_of(collection)) == count
    assert NEW in str(last(collection).blocks)
    assert last(collection).conflict is None


def test_split_ones_are_updated_each(collection, aino):
    one = operations.merge_with_next(chunk=chunks_of(collection)[-2], by=aino)
    place = max(n for n, block in enumerate(one.blocks) if block["kind"] == "heading")
    first, second = operations.split_chunk(chunk=one, at_block=place, by=aino)
    read_into(collection, aino, opas=text(other=edited()))
    rows = {row.uuid: row for row in chunks_of(collection)}
    assert NEW in str(rows[second.uuid].blocks)
    assert rows[first.uuid].blocks == first.blocks
    assert rows[second.uuid].title == second.title


def _split_in_text(collection, aino):
    one = chunks_of(collection)[-1]
    place = next(n for n, block in enumerate(one.blocks) if block["kind"] == "text")
    return operations.split_chunk(chunk=one, at_block=place, at_paragraph=10, by=aino)


def test_parts_of_one_text_are_updated_each(collection, aino):
    """The border that a person drew between two paragraphs stays where it is when the file changes."""
    first, second = _split_in_text(collection, aino)
    read_into(collection, aino, opas=text())
    assert queries.changes_since_import(collection) == []
    changed = "\n\n".join([*OTHER.split("\n\n")[:-1], NEW])
    read_into(collection, aino, opas=text(other=changed))
    rows = {row.uuid: row for row in chunks_of(collection)}
    assert rows[first.uuid].blocks == first.blocks
    assert rows[second.uuid].blocks[-1]["markdown"].endswith(NEW)
    assert len(rows[second.uuid].blocks[0]["markdown"].split("\n\n")) == 50
    assert rows[second.uuid].conflict is None


def test_text_split_and_merged_again_is_the_same(collection, aino):
    first, _second = _split_in_text(collection, aino)
    merged = operations.merge_with_next(chunk=first, by=aino)
    assert [block["kind"] for block in merged.blocks] == ["text", "text"]
    read_into(collection, aino, opas=text())
    assert queries.changes_since_import(collection) == []


def test_import_closes_the_way_back(collection, aino):
    operations.drop_chunk(chunk=chunks_of(collection)[0], by=aino)
    read_into(collection, aino, opas=text(other=edited()))
    assert queries.newest_change(collection) is None
    assert operations.undo(collection=collection, by=aino) is None
