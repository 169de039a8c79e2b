"""Documents become draft units, a person curates them, and learners find the units and the path."""

import io

import pytest
from django.core.exceptions import PermissionDenied

from osaava.exchange.collections import operations, queries
from osaava.exchange.collections.errors import CollectionProblem, StaleChunk
from osaava.exchange.collections.operations.blocks import atoms, cut, paragraphs
from osaava.exchange.reading.document import Refused
from osaava.exchange.tests.collection_people import LONG, accept_all, chunks_of, collection_with, read_into, sources_of, text
from osaava.library.api import version_data

pytestmark = pytest.mark.django_db


def titles(collection):
    return [chunk.title for chunk in chunks_of(collection)]


def test_document_becomes_draft_units_in_order(collection):
    found = chunks_of(collection)
    assert len(found) >= 2
    assert [chunk.place for chunk in found] == list(range(1, len(found) + 1))
    assert all(chunk.state == "proposed" and chunk.language == "fi" and chunk.theme.key == "majakka" for chunk in found)
    source = sources_of(collection)[0]
    assert source.state == "read"
    assert source.words_carried >= 0.98 * source.source_words


def test_accepting_makes_a_draft_that_says_where_it_is_from(collection, aino):
    one = operations.accept_chunk(chunk=chunks_of(collection)[0], by=aino)
    data = version_data(one.unit.draft)
    assert one.unit.published is None
    assert data.owner == "koivuranta"
    assert data.licence == "CC-BY-4.0"
    assert "opas.md" in data.source["title"]
    assert sources_of(collection)[0].sha256[:16] in data.source["title"]
    assert data.authors == []


def test_names_in_the_file_are_carried_only_when_asked(house, aino):
    for keep in (False, True):
        made = operations.create_collection(owner=house, by=aino, name=f"Kokoelma {keep}", theme="majakka", keep_authors=keep)
        found = read_into(made, aino, opas="---\nauthor: Maija Mallikas\n---\n\n" + text())
        assert sources_of(made)[0].authors_found == ["Maija Mallikas"]
        data = version_data(operations.accept_chunk(chunk=found[0], by=aino).unit.draft)
        assert ("Maija Mallikas" in data.authors) is keep
        assert ("Maija" in str(data.source)) is keep


def test_edit_of_an_accepted_one_makes_a_new_draft_version(collection, aino):
    one = operations.accept_chunk(chunk=chunks_of(collection)[0], by=aino)
    operations.edit_chunk(chunk=one, by=aino, title="Uusi nimi")
    one.unit.refresh_from_db()
    assert one.unit.draft.number == 2
    assert one.unit.draft.title == "Uusi nimi"


def test_edit_that_changes_nothing_is_no_change(collection, aino):
    one = chunks_of(collection)[0]
    after = operations.edit_chunk(chunk=one, by=aino, title=one.title, target_groups=one.target_groups)
    assert after.revision == one.revision
    assert queries.newest_change(collection) is None


def test_two_people_at_once_meet_and_nothing_is_lost(collection, aino, eero):
    one = chunks_of(collection)[0]
    operations.edit_chunk(chunk=one, by=aino, revision=one.revision, title="Ainon nimi")
    with pytest.raises(StaleChunk) as stale:
        operations.edit_chunk(chunk=one, by=eero, revision=one.revision, title="Eeron nimi")
    assert stale.value.newer.title == "Ainon nimi"


def test_merge_and_undo(collection, aino):
    before = titles(collection)
    first = chunks_of(collection)[0]
    merged = operations.merge_with_next(chunk=first, by=aino)
    assert len(chunks_of(collection)) == len(before) - 1
    assert any(block["kind"] == "heading" and block["text"] == before[1] for block in merged.blocks)
    operations.undo(collection=collection, by=aino)
    assert titles(collection) == before
    assert chunks_of(collection)[0].blocks == first.blocks


def test_split_and_undo(collection, aino):
    one = operations.merge_with_next(chunk=chunks_of(collection)[0], by=aino)
    whole, count = one.blocks, len(chunks_of(collection))
    place = max(n for n, block in enumerate(one.blocks) if block["kind"] == "heading")
    first, second = operations.split_chunk(chunk=one, at_block=place, by=aino)
    assert second.place == first.place + 1
    assert second.title == whole[place]["text"]
    assert [*first.blocks, whole[place], *second.blocks] == whole
    operations.undo(collection=collection, by=aino)
    assert len(chunks_of(collection)) == count
    assert chunks_of(collection)[0].blocks == whole


def test_split_between_paragraphs_of_one_text_and_undo(collection, aino):
    one = chunks_of(collection)[0]
    place, block = next((n, block) for n, block in enumerate(one.blocks) if block["kind"] == "text" and block["markdown"].count("\n\n") > 3)
    parts = block["markdown"].split("\n\n")
    first, second = operations.split_chunk(chunk=one, at_block=place, at_paragraph=2, by=aino)
    assert first.blocks == [*one.blocks[:place], block | {"markdown": "\n\n".join(parts[:2])}]
    assert second.blocks == [block | {"markdown": "\n\n".join(parts[2:])}, *one.blocks[place + 1 :]]
    assert first.minutes < one.minutes
    operations.undo(collection=collection, by=aino)
    assert chunks_of(collection)[0].blocks == one.blocks
    with pytest.raises(CollectionProblem, match="kahden lohkon"):
        operations.split_chunk(chunk=chunks_of(collection)[0], at_block=place, at_paragraph=len(parts), by=aino)


@pytest.mark.parametrize(
    ("markdown", "parts"),
    [
        ("Yksi.", 1),
        ("Yksi.\n\nKaksi.\n\nKolme.", 3),
        ("Näin:\n\n- a\n\n- b\n\n  vielä b\n\nLoppu.", 3),
        ("Koodi:\n\n```\na\n\nb\n```\n\nLoppu.", 3),
        ("| a | b |\n|---|---|\n| 1 | 2 |\n\nLoppu.", 2),
        ("- a\n* b\n\n\nLoppu.", 1),
        ("", 1),
    ],
)
def test_paragraphs_of_a_text_make_it_again(markdown, parts):
    """A list, code or table is one part, whatever empty lines it has; nothing is lost wherever the text is cut."""
    block = {"kind": "text", "markdown": markdown}
    found = paragraphs(block)
    assert len(found) == parts
    assert "\n\n".join(found) == markdown
    for at in range(1, parts):
        head, tail = cut([block], at)
        assert [*atoms(head), *atoms(tail)] == atoms([block])


def test_last_one_has_nothing_to_merge_with(collection, aino):
    with pytest.raises(CollectionProblem, match="ei ole seuraavaa"):
        operations.merge_with_next(chunk=chunks_of(collection)[-1], by=aino)


@pytest.mark.parametrize("place", [0, -1, 10_000])
def test_split_outside_the_text_is_refused(collection, aino, place):
    with pytest.raises(CollectionProblem, match="kahden lohkon"):
        operations.split_chunk(chunk=chunks_of(collection)[0], at_block=place, by=aino)


def test_move_and_undo(collection, aino):
    before = titles(collection)
    operations.move_chunk(chunk=chunks_of(collection)[0], to=99, by=aino)
    assert titles(collection) == [*before[1:], before[0]]
    operations.undo(collection=collection, by=aino)
    assert titles(collection) == before


def test_drop_restore_reopen_and_undo_of_each(collection, aino):
    one = chunks_of(collection)[0]
    assert operations.drop_chunk(chunk=one, by=aino).state == "dropped"
    assert operations.restore_chunk(chunk=one, by=aino).state == "proposed"
    accepted = operations.accept_chunk(chunk=one, by=aino)
    assert operations.reopen_chunk(chunk=one, by=aino).state == "proposed"
    states = []
    while operations.undo(collection=collection, by=aino) is not None:
        states.append(chunks_of(collection)[0].state)
    assert states == ["accepted", "proposed", "dropped", "proposed"]
    assert chunks_of(collection)[0].unit_id == accepted.unit_id


def test_accepting_without_a_house_says_so(house, aino):
    made = operations.create_collection(owner=house, by=aino, name="Ilman taloa")
    one = read_into(made, aino, a="# Otsikko\n\nLyhyt teksti.\n")[0]
    one = operations.edit_chunk(chunk=one, by=aino, theme="")
    if not one.sure_theme:
        with pytest.raises(CollectionProblem, match="taloon"):
            operations.accept_chunk(chunk=one, by=aino)


def test_accepting_in_a_house_that_is_not_ones_own_is_refused_whole(collection, aino):
    one = operations.edit_chunk(chunk=chunks_of(collection)[0], by=aino, theme="paja")
    with pytest.raises(CollectionProblem, match="Et voi kirjoittaa"):
        operations.accept_chunk(chunk=one, by=aino)
    assert chunks_of(collection)[0].unit is None


def test_path_of_accepted_ones_is_published_whole(collection, aino):
    chunks = accept_all(collection, aino)
    path = operations.make_path(collection=collection, title="Tietoturvan polku", groups=["teachers"], chunks=chunks, by=aino)
    assert queries.publishing_gaps(queries.accepted_chunks(collection)) == []
    assert operations.publish_accepted(collection=collection, by=aino) == len(chunks)
    path.refresh_from_db()
    assert path.published.steps.count() == len(chunks)
    counts = queries.counts(collection)
    assert counts["published"] == counts["accepted"] == len(chunks)


def test_publishing_is_the_leads(house, eero):
    collection = collection_with(house, eero, theme="kirjasto")
    accept_all(collection, eero)
    with pytest.raises(PermissionDenied):
        operations.publish_accepted(collection=collection, by=eero)
    assert queries.counts(collection)["published"] == 0


def test_what_is_missing_is_named_before_publishing(house, aino):
    made = operations.create_collection(owner=house, by=aino, name="Kesken", theme="majakka")
    read_into(made, aino, opas=text())
    for chunk in chunks_of(made):
        operations.accept_chunk(chunk=operations.edit_chunk(chunk=chunk, by=aino, target_groups=[]), by=aino)
    _chunk, problems = queries.publishing_gaps(queries.accepted_chunks(made))[0]
    assert {problem.field for problem in problems} == {"target_groups", "licence", "source_licence"}
    operations.choose_licence(collection=made, licence="CC0-1.0", by=aino)
    _chunk, problems = queries.publishing_gaps(queries.accepted_chunks(made))[0]
    assert {problem.field for problem in problems} == {"target_groups"}


def test_outsider_and_participant_may_not_work(house, collection, outi, ella):
    for person in (outi, ella):
        with pytest.raises(PermissionDenied):
            operations.create_collection(owner=house, by=person, name="X")
        with pytest.raises(PermissionDenied):
            operations.drop_chunk(chunk=chunks_of(collection)[0], by=person)
        assert house not in queries.owners_for(person)


def test_second_collection_of_one_name_is_refused(house, aino, collection):
    with pytest.raises(CollectionProblem, match="jo olemassa"):
        operations.create_collection(owner=house, by=aino, name=collection.name)


@pytest.mark.parametrize(("name", "content", "code"), [("a.exe", b"MZ", "unsupported"), ("a.md", b"", "empty")])
def test_file_that_cannot_be_taken_is_refused_with_a_reason(collection, aino, name, content, code):
    before = len(sources_of(collection))
    with pytest.raises(Refused) as refused:
        operations.add_file(collection=collection, file=io.BytesIO(content), name=name, by=aino)
    assert refused.value.code == code
    assert len(sources_of(collection)) == before


@pytest.mark.parametrize("name", ["../../etc/passwd.md", "C:\\x\\y.md", "/abs.md", "a\x00b.md", "\u202egnp.md", "…" * 400 + ".md"])
def test_names_of_files_are_only_names(collection, aino, name):
    source = operations.add_file(collection=collection, file=io.BytesIO(b"# A\n\nTeksti.\n"), name=name, by=aino)[0]
    assert ".." not in source.name.split("/")
    assert not source.name.startswith("/")
    assert len(source.name) <= 300
    assert operations.read_source(source.pk) == "read"


def test_broken_file_costs_itself_only(collection, aino):
    before = titles(collection)
    source = operations.add_file(collection=collection, file=io.BytesIO(b"PK\x03\x04 not a document"), name="rikki.docx", by=aino)[0]
    assert operations.read_source(source.pk) == "refused"
    read_into(collection, aino, toinen="# Toinen\n\n" + LONG)
    assert titles(collection)[: len(before)] == before
    assert len(titles(collection)) > len(before)
    report = queries.report(collection)
    assert report["totals"] | {"files": 3, "read": 2, "refused": 1} == report["totals"]
    assert "rikki.docx" in queries.report_as_text(report)


def test_reading_twice_reads_once(collection):
    source = sources_of(collection)[0]
    before = [(chunk.uuid, chunk.revision) for chunk in chunks_of(collection)]
    assert operations.read_source(source.pk) == "read"
    assert [(chunk.uuid, chunk.revision) for chunk in chunks_of(collection)] == before
