"""Many files at once: a zip is taken apart when it is its turn, one job reads them all, and what dies on the way costs itself only."""

import io

import pytest
from django.urls import reverse
from django_scopes import scopes_disabled
from django_tasks_db.models import DBTaskResult

from osaava.base import revision
from osaava.exchange.collections import apart, operations, queries
from osaava.exchange.collections.models import Source
from osaava.exchange.collections.operations import running
from osaava.exchange.suggesting import LearnedSuggester, suggester
from osaava.exchange.tests import making
from osaava.exchange.tests.collection_people import address, chunks_of, sources_of, upload

pytestmark = pytest.mark.django_db


@pytest.fixture
def empty(house, aino):
    return operations.create_collection(owner=house, by=aino, name="Erä", theme="majakka", licence="CC-BY-4.0")


def packed(tmp_path, **files) -> bytes:
    return making.zipped(tmp_path / "a.zip", {name.replace("__", "."): content for name, content in files.items()}).read_bytes()


def states(collection) -> dict[str, str]:
    return {source.name: source.state for source in sources_of(collection)}


def jobs_waiting() -> int:
    return DBTaskResult.objects.filter(task_path="osaava.exchange.tasks.read_collection", status="READY").count()


def test_zip_is_taken_apart_when_it_is_read(as_aino, empty, tmp_path):
    """The page that received it answers at once; its files and the pictures beside them come in its place."""
    content = packed(tmp_path, opas__md="# Opas\n\n![Laatikko](kuva.png)\n\nTeksti.", kuva__png=making.png(), tyhja__md="", vanha__doc="x")
    as_aino.post(address("collection_upload", empty), {"files": [upload("aineisto.zip", content)]})
    assert states(empty) == {"aineisto.zip": "waiting"}
    assert jobs_waiting() == 1
    assert operations.read_portion(empty.pk) == 0
    assert states(empty) == {"aineisto/opas.md": "read", "aineisto/tyhja.md": "refused", "aineisto/vanha.doc": "refused"}
    assert [block["kind"] for block in chunks_of(empty)[0].blocks] == ["image", "text"]
    as_aino.post(address("collection_upload", empty), {"files": [upload("aineisto.zip", content)]})
    before = [(chunk.uuid, chunk.revision) for chunk in chunks_of(empty)]
    operations.read_portion(empty.pk)
    assert [(chunk.uuid, chunk.revision) for chunk in chunks_of(empty)] == before
    assert len(states(empty)) == 3


def test_zip_that_is_not_safe_stays_with_its_reason(as_aino, empty, tmp_path):
    as_aino.post(address("collection_upload", empty), {"files": [upload("paha.zip", packed(tmp_path, **{"../../x.md": "# X"}))]})
    operations.read_portion(empty.pk)
    assert states(empty) == {"paha.zip": "refused"}
    assert "turvattomasti" in as_aino.get(address("collection", empty)).content.decode()


def test_files_sent_one_by_one_wait_for_one_job(as_aino, empty):
    for number in range(4):
        as_aino.post(address("collection_upload", empty), {"files": [upload(f"{number}.md", f"# Luku {number}\n\nTeksti.")]})
    assert jobs_waiting() == 1
    assert operations.read_portion(empty.pk) == 0
    assert set(states(empty).values()) == {"read"}


def test_portion_ends_and_queues_the_rest(empty, aino, monkeypatch):
    for number in range(3):
        operations.add_file(collection=empty, file=io.BytesIO(b"# Luku\n\nTeksti."), name=f"{number}.md", by=aino)
    monkeypatch.setattr(running, "PORTION", -1)
    assert operations.read_portion(empty.pk) == 3
    assert jobs_waiting() == 1
    monkeypatch.setattr(running, "PORTION", 60)
    assert operations.read_portion(empty.pk) == 0


def test_file_that_kills_the_reading_process_is_passed_over(as_aino, empty, aino):
    for number in range(2):
        operations.add_file(collection=empty, file=io.BytesIO(b"# Luku\n\nTeksti."), name=f"{number}.md", by=aino)
    with scopes_disabled():
        empty.sources.filter(name="0.md").update(state="reading")
    assert running.give_up(empty.pk) == 1
    operations.read_portion(empty.pk)
    assert states(empty) == {"0.md": "refused", "1.md": "read"}
    assert "0.md" in as_aino.get(address("collection", empty)).content.decode()


def test_process_apart_that_cannot_read_says_so(monkeypatch, tmp_path):
    """Its settings are refused, so it ends with an error; one that the service stops is no failure of a file."""
    monkeypatch.setenv("OSAAVA_JOBS", "nonsense")
    assert apart.read(1, 1) is False


def test_what_a_lost_job_left_waits_for_the_next_day_only(empty, aino):
    operations.add_file(collection=empty, file=io.BytesIO(b"# Luku\n\nTeksti."), name="a.md", by=aino)
    assert operations.take_up_again() == 1
    assert operations.take_up_again() == 0
    operations.read_portion(empty.pk)
    DBTaskResult.objects.all().delete()
    assert operations.take_up_again() == 0


def test_batch_keeps_what_its_suggester_learned(empty, aino, django_assert_num_queries):
    steady = suggester(steady=True)
    assert isinstance(steady, LearnedSuggester)
    first = steady.model("fi")
    from osaava.library.tests.authoring_people import unit

    unit(empty.owner, by=aino)
    with django_assert_num_queries(0):
        assert steady.model("fi") is first
    assert suggester().model("fi") is not first


def test_new_collection_takes_a_zip_too(as_aino, aino, tmp_path):
    as_aino.post(reverse("exchange:collection_new"), {
        "name": "Uusi", "language": "auto", "theme": "auto", "files": [upload("a.zip", packed(tmp_path, a__md="# A\n\nTeksti."))],
    })  # fmt: skip
    made = queries.collections_page(aino, 1).object_list[0]
    operations.read_portion(made.pk)
    assert states(made) == {"a/a.md": "read"}


def test_reading_makes_no_kept_page_new_until_a_unit_shows_the_picture(empty, aino):
    """Else every picture of a batch would cost all visitors a page made anew."""
    for name, content in (("kuva.png", making.png()), ("a.md", b"# A\n\n![Kuva](kuva.png)\n\nTeksti.")):
        operations.add_file(collection=empty, file=io.BytesIO(content), name=name, by=aino)
    before = revision.number()
    operations.read_waiting(empty.pk)
    assert chunks_of(empty)[0].blocks[0]["kind"] == "image"
    assert revision.number() == before
    operations.accept_chunk(chunk=chunks_of(empty)[0], by=aino)
    named = revision.number()
    assert named > before
    media = next(iter(queries.media_of(sources_of(empty)[0]).values()))
    media.save()
    assert revision.number() > named


def test_many_files_are_shown_a_page_at_a_time_and_the_refused_ones_found(as_aino, empty, aino):
    with scopes_disabled():
        rows = [Source(collection=empty, name=f"{n:03}.md", position=n, sha256="0" * 64, state="read") for n in range(60)]
        rows[55].state, rows[55].code = "refused", "broken"
        Source.objects.bulk_create(rows)
    first = as_aino.get(address("collection", empty)).content.decode()
    assert "049.md" in first
    assert "050.md" not in first
    assert "?sivu=2" in first
    second = as_aino.get(address("collection", empty, query="?sivu=2")).content.decode()
    assert "050.md" in second
    assert "049.md" not in second
    refused = as_aino.get(address("collection", empty, query="?tila=refused")).content.decode()
    assert "055.md" in refused
    assert "054.md" not in refused
    polled = as_aino.get(address("collection_progress", empty, query="?katso=1&valmiina=60&sivu=2"), headers={"HX-Request": "true"}).content.decode()
    assert "050.md" in polled
    assert "049.md" not in polled


def test_drafts_of_many_files_name_some_and_the_chosen_one(as_aino, empty, aino, monkeypatch):
    from osaava.exchange.collections.queries import lists

    monkeypatch.setattr(lists, "MOST_NAMED", 2)
    for number in range(4):
        operations.add_file(collection=empty, file=io.BytesIO(b"# Luku\n\nTeksti."), name=f"{number}.md", by=aino)
    operations.read_portion(empty.pk)
    last = sources_of(empty)[-1].pk
    assert [name for _pk, name in queries.sources_named(empty)] == ["0.md", "1.md"]
    assert [name for _pk, name in queries.sources_named(empty, last)] == ["0.md", "1.md", "3.md"]
    assert as_aino.get(address("chunks", empty, query=f"?tiedosto={last}")).status_code == 200
