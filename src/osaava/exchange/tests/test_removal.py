"""A file or a collection is taken away: what it gave the library stays, what was private to it goes, from the disk too."""

import io
import os
import time

import pytest
from django.urls import reverse
from django_scopes import scopes_disabled

from osaava.exchange import housekeeping
from osaava.exchange.collections import operations, queries, storage
from osaava.exchange.collections.models import Collection
from osaava.exchange.tests import making
from osaava.exchange.tests.collection_people import accept_all, address, chunks_of, read_into, sources_of

pytestmark = pytest.mark.django_db
TWO_DAYS = 2 * 86_400


@pytest.fixture
def published(collection, aino):
    accept_all(collection, aino)
    operations.make_path(collection=collection, title="Polku", groups=["teachers"], chunks=chunks_of(collection), by=aino)
    operations.publish_accepted(collection=collection, by=aino)
    return collection


def stored() -> set[str]:
    return {path.name for path in storage.stored("0" * 64).parents[1].glob("??/*")}


def age() -> None:
    """Everything on the disk has lain for two days."""
    for path in storage.stored("0" * 64).parents[1].rglob("*"):
        os.utime(path, (time.time() - TWO_DAYS,) * 2)


def removal(collection, source) -> str:
    return address("source_remove", collection, source.pk)


def test_file_goes_with_its_drafts_and_the_others_stay(as_aino, collection, aino):
    read_into(collection, aino, toinen="# Toinen\n\nAivan toinen teksti.")
    first = sources_of(collection)[0]
    page = as_aino.get(removal(collection, first)).content.decode()
    assert "opas.md" in page
    assert "2 osioluonnosta" in page
    as_aino.post(removal(collection, first), {"idempotency_key": "k"})
    assert [source.name for source in sources_of(collection)] == ["toinen.md"]
    assert [(chunk.title, chunk.place) for chunk in chunks_of(collection)] == [("Toinen", 1)]
    assert as_aino.get(removal(collection, first)).status_code == 404


def test_words_of_a_removed_file_stay_in_no_history(as_aino, collection, aino):
    operations.merge_with_next(chunk=chunks_of(collection)[0], by=aino)
    as_aino.post(removal(collection, sources_of(collection)[0]))
    with scopes_disabled():
        assert not collection.changes.exists()
    assert operations.undo(collection=collection, by=aino) is None


def test_no_draft_is_said_to_be_like_one_that_is_gone(collection, aino):
    same = "# Sama\n\n" + "Sama teksti kahdessa paikassa. " * 30
    read_into(collection, aino, sama=same, toinen=same)
    assert [chunk.source.name for chunk in chunks_of(collection) if chunk.duplicates] == ["toinen.md"]
    operations.remove_source(source=sources_of(collection)[1], by=aino)
    assert not [chunk for chunk in chunks_of(collection) if chunk.duplicates]


def test_pictures_go_with_the_last_document_that_could_show_them(collection, aino):
    for name, content in (("kuva.png", making.png()), ("b.md", b"# B\n\n![Kuva](kuva.png)")):
        operations.add_file(collection=collection, file=io.BytesIO(content), name=name, by=aino)
    operations.read_waiting(collection.pk)
    opas, other = sources_of(collection)
    operations.remove_source(source=opas, by=aino)
    with scopes_disabled():
        assert collection.sources.count() == 2
    operations.remove_source(source=other, by=aino)
    with scopes_disabled():
        assert collection.sources.count() == 0


def test_published_units_and_the_path_outlive_the_collection(as_aino, published):
    unit, path = chunks_of(published)[0].unit, queries.paths_of(published)[0].path
    page = as_aino.get(address("collection_remove", published)).content.decode()
    assert "2 julkaistua osiota" in page
    assert as_aino.get(reverse("exchange:collections")).content.decode().count("Tietoturva") == 1
    answer = as_aino.post(address("collection_remove", published), {"idempotency_key": "k"}, follow=True)
    assert "poistettiin" in answer.content.decode()
    with scopes_disabled():
        assert not Collection.objects.exists()
    assert as_aino.get(reverse("library:unit", args=[unit.slug])).status_code == 200
    assert as_aino.get(reverse("paths:path", args=[path.slug])).status_code == 200


def test_stored_files_go_a_day_later_unless_another_collection_has_them(collection, aino, house):
    other = operations.create_collection(owner=house, by=aino, name="Toinen")
    read_into(other, aino, opas="# Vain täällä\n\nTeksti.")
    same = operations.create_collection(owner=house, by=aino, name="Kolmas")
    read_into(same, aino, opas="# Vain täällä\n\nTeksti.")
    kept, lonely = sources_of(other)[0].sha256, sources_of(collection)[0].sha256
    for one in (collection, same):
        operations.remove_collection(collection=one, by=aino)
    housekeeping.sweep_files()
    assert stored() == {kept, lonely}
    age()
    (storage.stored(kept).parents[1] / "part-x").write_bytes(b"half")
    housekeeping.sweep_files()
    assert stored() == {kept}
    assert (storage.stored(kept).parents[1] / "part-x").exists()


def test_reading_that_ends_after_the_removal_stores_nothing(collection, aino, monkeypatch):
    from osaava.exchange.collections.operations import reading

    source = operations.add_file(collection=collection, file=io.BytesIO(b"# A\n\nTeksti."), name="a.md", by=aino)[0]
    chunk = reading.chunk

    def removed_meanwhile(*args, **kwargs):
        operations.remove_collection(collection=queries.collection_for(aino, collection.uuid), by=aino)
        return chunk(*args, **kwargs)

    monkeypatch.setattr(reading, "chunk", removed_meanwhile)
    assert operations.read_source(source.pk) == ""
    with scopes_disabled():
        assert not Collection.objects.exists()


@pytest.mark.parametrize("name", ["source_remove", "collection_remove"])
def test_who_may_remove(client, collection, eero, ella, outi, name):
    more = [sources_of(collection)[0].pk] if name == "source_remove" else []
    place = address(name, collection, *more)
    assert client.get(place).status_code == 302
    for person, status in ((ella, 404), (outi, 404), (eero, 200)):
        client.force_login(person)
        assert client.get(place).status_code == status
    client.force_login(outi)
    assert client.post(place).status_code == 404
    assert len(sources_of(collection)) == 1
    assert client.put(place).status_code == 405


def test_file_of_another_collection_is_not_found_here(as_aino, collection, aino, house):
    other = operations.create_collection(owner=house, by=aino, name="Toinen")
    read_into(other, aino, a="# A\n\nTeksti.")
    assert as_aino.post(address("source_remove", other, sources_of(collection)[0].pk)).status_code == 404
    assert as_aino.post(address("source_remove", other, 10**15)).status_code == 404
    assert len(sources_of(collection)) == 1
