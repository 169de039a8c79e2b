"""Every page of a collection: for those who may, for those who may not, with nonsense in the address, and as many queries for three rows as for one."""

import re

import pytest
from django.urls import reverse

from osaava.exchange.collections import operations, queries
from osaava.exchange.tasks import read_collection
from osaava.exchange.tests.collection_people import LONG, accept_all, address, chunks_of, collection_with, read_into, sources_of, text, upload

pytestmark = pytest.mark.django_db
READS = ["collection", "collection_progress", "chunks", "collection_changes", "collection_path", "collection_report"]
WRITES = ["collection_upload", "collection_facts", "chunks_accept", "chunks_undo", "collection_publish"]
NOT_THERE = "00000000-0000-4000-8000-000000000000"


@pytest.mark.parametrize("name", READS)
def test_page_opens_for_its_people(as_aino, collection, name):
    answer = as_aino.get(address(name, collection), follow=True)
    assert answer.status_code == 200
    assert "Tietoturva" in answer.content.decode()


@pytest.mark.parametrize("name", READS)
def test_page_opens_for_another_writer_of_the_house(client, collection, eero, name):
    client.force_login(eero)
    assert client.get(address(name, collection), follow=True).status_code == 200


@pytest.mark.parametrize("name", [*READS, *WRITES])
def test_page_is_not_there_for_others(client, collection, outi, ella, name):
    ask = client.get if name in READS else client.post
    for person in (outi, ella):
        client.force_login(person)
        assert ask(address(name, collection)).status_code == 404
    client.logout()
    assert ask(address(name, collection)).status_code == 302


@pytest.mark.parametrize("name", [*READS, *WRITES])
def test_collection_that_is_missing_is_404(as_aino, name):
    ask = as_aino.get if name in READS else as_aino.post
    assert ask(reverse(f"exchange:{name}", args=[NOT_THERE])).status_code == 404


@pytest.mark.parametrize("name", WRITES)
def test_writes_are_posts(as_aino, collection, name):
    assert as_aino.get(address(name, collection)).status_code == 405


@pytest.mark.parametrize("name", ["collection", "chunks", "collection_changes", "collection_report"])
def test_reads_are_no_posts(as_aino, collection, name):
    assert as_aino.post(address(name, collection)).status_code == 405


def test_participant_starts_nothing(client, ella):
    client.force_login(ella)
    assert client.get(reverse("exchange:collections")).status_code == 200
    assert client.get(reverse("exchange:collection_new")).status_code == 403


@pytest.mark.parametrize("name", READS)
def test_three_files_take_as_many_queries_as_one(as_aino, aino, collection, name):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    accept_all(collection, aino)
    url = address(name, collection)
    as_aino.get(url)
    with CaptureQueriesContext(connection) as one:
        as_aino.get(url)
    read_into(collection, aino, b="# Toinen\n\n" + LONG, c="# Kolmas\n\n" + LONG)
    accept_all(collection, aino)
    as_aino.get(url)  # the vocabulary is remembered until shared content changes
    with CaptureQueriesContext(connection) as three:
        as_aino.get(url)
    assert len(three) == len(one), f"{name}: {len(one)} → {len(three)}"


def test_list_of_collections_takes_as_many_queries_for_three(as_aino, aino, house, collection):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    url = reverse("exchange:collections")
    as_aino.get(url)
    with CaptureQueriesContext(connection) as one:
        as_aino.get(url)
    for name in ("Toinen", "Kolmas"):
        operations.create_collection(owner=house, by=aino, name=name)
    with CaptureQueriesContext(connection) as three:
        assert "Kolmas" in as_aino.get(url).content.decode()
    assert len(three) == len(one)


# -- the way through, without script -----------------------------------------------------------------------------------------------


def test_new_collection_with_its_files(as_aino, aino, house):
    answer = as_aino.post(reverse("exchange:collection_new"), {
        "name": "Uusi", "licence": "CC-BY-4.0", "language": "auto", "theme": "majakka", "files": [upload("opas.md", text()), upload("x.exe", "MZ")],
    }, follow=True)  # fmt: skip
    made = queries.collections_page(aino, 1).object_list[0]
    assert made.name == "Uusi"
    assert "x.exe" in answer.content.decode()
    assert [source.state for source in sources_of(made)] == ["waiting"]
    from django_tasks_db.models import DBTaskResult

    job = DBTaskResult.objects.get(task_path="osaava.exchange.tasks.read_collection")
    assert read_collection.call(*job.args_kwargs["args"]) == 0
    assert [source.state for source in sources_of(made)] == ["read"]
    assert chunks_of(made)


@pytest.mark.parametrize("fields", [{}, {"name": ""}, {"name": "x" * 121}, {"name": "X", "theme": "ei-ole"}, {"name": "X", "language": "xx"}, {"name": "X", "licence": "GPL"}])
def test_new_collection_says_what_is_wrong(as_aino, house, fields):
    answer = as_aino.post(reverse("exchange:collection_new"), {"theme": "auto", "language": "auto"} | fields)
    assert answer.status_code == 422
    assert "data-error-summary" in answer.content.decode()


def test_script_sends_files_one_by_one(as_aino, collection):
    ask = {"headers": {"accept": "application/json"}}
    good = as_aino.post(address("collection_upload", collection), {"files": upload("lisa.md", "# A\n\nTeksti.\n")}, **ask)
    assert good.json()["name"] == "lisa.md"
    bad = as_aino.post(address("collection_upload", collection), {"files": upload("a.exe", "MZ")}, **ask)
    assert bad.status_code == 422
    assert bad.json()["problem"]
    assert as_aino.post(address("collection_upload", collection), {}, **ask).status_code == 422


def test_same_write_twice_happens_once(as_aino, collection):
    one = chunks_of(collection)[0]
    fields = {"act": "merge", "idempotency_key": "sama", "revision": one.revision}
    count = len(chunks_of(collection))
    for _n in range(2):
        assert as_aino.post(address("chunk_act", collection, one.uuid), fields).status_code == 302
    assert len(chunks_of(collection)) == count - 1


def _typed(chunk, **more):
    return {"typed": "1", "title": chunk.title, "language": chunk.language, "theme": "majakka", "target_groups": ["teachers"], "keywords": "yksi, kaksi"} | more


def test_open_draft_is_saved_and_accepted(as_aino, collection):
    one = chunks_of(collection)[0]
    answer = as_aino.post(address("chunk_act", collection, one.uuid), _typed(one, title="Uusi nimi", act="accept", revision=one.revision))
    assert answer.status_code == 302
    after = chunks_of(collection)[0]
    assert (after.title, after.state, after.keywords, after.target_groups) == ("Uusi nimi", "accepted", ["yksi", "kaksi"], ["teachers"])
    assert after.unit.draft.title == "Uusi nimi"


@pytest.mark.parametrize("act", ["accept", "drop", "merge", "up", "down", "to", "split:1", "split:0.3", "save", "reopen", "restore"])
def test_every_button_answers_with_the_list(as_aino, collection, act):
    one = chunks_of(collection)[0]
    answer = as_aino.post(address("chunk_act", collection, one.uuid), {"act": act, "to": "2"}, follow=True)
    assert answer.status_code == 200
    assert str(one.uuid) in answer.content.decode()


@pytest.mark.parametrize(
    "fields",
    [
        {"act": "split:999999"}, {"act": "split:-1"}, {"act": "split:x"}, {"act": "split:0.99999"}, {"act": "split:1.2.3"}, {"act": "to", "to": "x"}, {"act": "to", "to": "99999999999999999999"},
        {"act": "x" * 5000}, {"act": ""}, {"revision": "abc", "act": "drop"}, {"theme": "<script>", "act": "accept"}, {"sivu": "0", "tiedosto": "x", "tila": "y"},
        {"luonnos": "x"}, {"valittu": "'"},
    ],
)  # fmt: skip
def test_nonsense_is_answered_calmly(as_aino, collection, fields):
    one = chunks_of(collection)[0]
    assert as_aino.post(address("chunk_act", collection, one.uuid), fields, follow=True).status_code == 200
    assert as_aino.post(address("chunks_accept", collection), fields, follow=True).status_code == 200
    assert as_aino.get(address("chunks", collection), fields).status_code == 200


@pytest.mark.parametrize("fields", [{"title": ""}, {"title": "x" * 201}, {"target_groups": ["ei-ole"]}, {"c0": "1.1"}, {"language": "xx"}])
def test_form_of_a_draft_says_what_is_wrong_and_keeps_the_rest(as_aino, collection, fields):
    one = chunks_of(collection)[0]
    answer = as_aino.post(address("chunk_act", collection, one.uuid), _typed(one, keywords="säily", act="save") | fields)
    assert answer.status_code == 422
    assert "säily" in answer.content.decode()
    assert chunks_of(collection)[0].revision == one.revision


def test_text_is_shown_as_text(as_aino, aino, house):
    made = collection_with(house, aino, "# <script>alert(1)</script>\n\n<img src=x onerror=alert(1)> [x](javascript:alert(1)) {{ 7*7 }}\n\n" + LONG, name="<b>X</b>")
    for name in READS:
        content = as_aino.get(address(name, made), follow=True).content.decode()
        assert "<script>alert" not in content
        assert "onerror=alert" not in content.replace("&lt;img src=x onerror=alert", "")
        assert 'href="javascript' not in content
        assert "<b>X</b>" not in content


def test_two_at_once_see_each_others_state(as_aino, aino, eero, collection):
    one = chunks_of(collection)[0]
    operations.edit_chunk(chunk=one, by=eero, title="Eeron nimi")
    answer = as_aino.post(address("chunk_act", collection, one.uuid), _typed(one, title="Ainon nimi", act="save", revision=one.revision))
    assert answer.status_code == 409
    content = answer.content.decode()
    assert "Eeron nimi" in content
    assert "Ainon nimi" in content
    assert chunks_of(collection)[0].title == "Eeron nimi"


def test_htmx_gets_the_part_it_asked_for(as_aino, collection):
    one = chunks_of(collection)[0]
    header = {"hx-request": "true", "hx-target": f"luonnos-{one.uuid}"}
    content = as_aino.get(address("chunks", collection), {"valittu": str(one.uuid)}, headers=header).content.decode()
    assert content.strip().startswith("<li")
    assert "<html" not in content
    header["hx-target"] = "kuratointi"
    content = as_aino.get(address("chunks", collection), headers=header).content.decode()
    assert 'id="kuratointi"' in content
    assert "<html" not in content


def test_all_in_sight_are_accepted_at_once_and_undone_at_once(as_aino, collection):
    rows = chunks_of(collection)
    as_aino.post(address("chunks_accept", collection), {"luonnos": [str(row.uuid) for row in rows]})
    assert {row.state for row in chunks_of(collection)} == {"accepted"}
    as_aino.post(address("chunks_undo", collection), {})
    assert {row.state for row in chunks_of(collection)} == {"proposed"}


def test_path_is_made_and_published_and_a_visitor_reads_it(as_aino, aino, client, collection):
    rows = accept_all(collection, aino)
    fields = {"title": "Polku", "summary": "Lyhyesti.", "target_groups": ["teachers"], "chunks": [str(row.uuid) for row in rows]}
    assert as_aino.post(address("collection_path", collection), fields).status_code == 302
    assert as_aino.post(address("collection_publish", collection), {"licence": "CC-BY-SA-4.0"}).status_code == 302
    collection = queries.collection_for(aino, collection.uuid)
    as_aino.logout()
    content = client.get(reverse("paths:path", args=[queries.paths_of(collection)[0].path.slug])).content.decode()
    assert rows[0].title in content
    unit = client.get(reverse("library:unit", args=[rows[0].unit.slug]))
    assert unit.status_code == 200
    assert "opas.md" in unit.content.decode()


def test_one_collection_gives_two_paths(as_aino, aino, collection):
    """The second form proposes what is on no path yet; each path is changed by itself; one button publishes both."""
    rows = accept_all(collection, aino)
    fields = {"title": "Ensimmäinen polku", "target_groups": ["teachers"], "chunks": [str(rows[0].uuid)]}
    assert as_aino.post(address("collection_path", collection), fields).status_code == 302
    content = as_aino.get(address("collection_path", collection)).content.decode()
    assert "1 osio ei ole vielä millään polulla" in content
    assert f"{rows[0].title} (polulla ”Ensimmäinen polku”)" in content
    assert re.findall(r'name="chunks" value="([^"]+)"[^>]* checked', content) == [str(rows[1].uuid)]
    second = fields | {"title": "Toinen polku", "chunks": [str(rows[1].uuid)]}
    assert as_aino.post(address("collection_path", collection), second).status_code == 302
    first, other = queries.paths_of(collection)
    assert (first.units, other.units) == ({rows[0].unit.slug}, {rows[1].unit.slug})
    page = as_aino.get(address("collection_path", collection, query=f"?polku={other.path.slug}")).content.decode()
    assert f'name="polku" value="{other.path.slug}"' in page
    both = second | {"polku": other.path.slug, "chunks": [str(row.uuid) for row in rows]}
    assert as_aino.post(address("collection_path", collection), both).status_code == 302
    assert [len(made.units) for made in queries.paths_of(collection)] == [1, 2]
    assert as_aino.post(address("collection_publish", collection), {"licence": "CC-BY-4.0"}).status_code == 302
    assert [made.is_published for made in queries.paths_of(collection)] == [True, True]
    assert "Kaikki on julkaistu" in as_aino.get(address("collection_path", collection)).content.decode()


def test_path_of_another_collection_is_not_changed_here(as_aino, aino, house, collection):
    rows = accept_all(collection, aino)
    path = operations.make_path(collection=collection, title="Polku", groups=["teachers"], chunks=rows, by=aino)
    other = collection_with(house, aino, name="Toinen", content="# Muu\n\nMuu teksti.")
    one = accept_all(other, aino)[0]
    fields = {"title": "Uusi", "target_groups": ["teachers"], "chunks": [str(one.uuid)], "polku": path.slug}
    assert as_aino.post(address("collection_path", other), fields).status_code == 302
    assert [len(made.units) for made in queries.paths_of(collection)] == [len(rows)]
    assert queries.paths_of(other)[0].path != path


def test_publishing_without_licence_names_it(as_aino, aino, house):
    made = collection_with(house, aino, licence="")
    accept_all(made, aino)
    answer = as_aino.post(address("collection_publish", made), {})
    assert answer.status_code == 422
    assert 'href="#licence"' in answer.content.decode()
    assert queries.counts(made)["published"] == 0


def test_missing_things_are_links_to_their_place(as_aino, aino, collection):
    one = operations.edit_chunk(chunk=chunks_of(collection)[0], by=aino, target_groups=[])
    operations.accept_chunk(chunk=one, by=aino)
    content = as_aino.get(address("collection_path", collection)).content.decode()
    found = re.findall(r'href="([^"]*valittu=[^"]*)"', content)
    assert found
    page = as_aino.get(found[0].split("#")[0]).content.decode()
    assert f'id="{found[0].split("#")[1]}"' in page


def test_conflict_page_asks_and_stores(as_aino, aino, collection):
    accept_all(collection, aino)
    from osaava.exchange.tests.test_again import _write_in_the_editor, edited

    _write_in_the_editor(chunks_of(collection)[-1].unit, "Tämän kirjoitin itse.")
    read_into(collection, aino, opas=text(other=edited()))
    one = chunks_of(collection)[-1]
    url = address("chunk_conflict", collection, one.uuid)
    content = as_aino.get(url).content.decode()
    assert "Tämän kirjoitin itse." in content
    picks = dict.fromkeys(re.findall(r'name="(pick-[0-9]+)"', content), "theirs")
    assert picks
    assert as_aino.post(url, picks | {"revision": one.revision}).status_code == 302
    assert "Tämän kirjoitin itse." not in str(chunks_of(collection)[-1].blocks)
    assert as_aino.get(url).status_code == 302


@pytest.mark.parametrize("name", ["chunk_act", "chunk_conflict"])
def test_draft_of_another_collection_is_not_there(as_aino, aino, house, collection, name):
    other = collection_with(house, aino, name="Toinen")
    strange = chunks_of(other)[0].uuid
    assert as_aino.post(address(name, collection, strange), {"act": "drop"}).status_code == 404
    assert as_aino.post(address(name, collection, NOT_THERE), {"act": "drop"}).status_code == 404


def test_report_is_a_file_too(as_aino, collection):
    answer = as_aino.get(address("collection_report", collection), {"muoto": "md"})
    assert answer["Content-Type"].startswith("text/markdown")
    assert "attachment" in answer["Content-Disposition"]
    assert "opas.md" in answer.content.decode()


def test_authors_room_leads_here(as_aino, collection):
    assert reverse("exchange:collections") in as_aino.get(reverse("library:production")).content.decode()


def test_details_can_be_changed_later(as_aino, aino, collection):
    one = operations.accept_chunk(chunk=chunks_of(collection)[0], by=aino)
    fields = {"licence": "CC0-1.0", "language": "sv", "theme": "auto", "keep_authors": "on"}
    assert as_aino.post(address("collection_facts", collection), fields).status_code == 302
    one.unit.refresh_from_db()
    assert one.unit.draft.licence == "CC0-1.0"
    assert as_aino.post(address("collection_facts", collection), fields | {"licence": "x"}).status_code == 422
