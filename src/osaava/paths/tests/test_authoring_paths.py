"""Writing a path without script: stages, steps, saving, two at once, publishing, history, strangers."""

import pytest
from django.test import Client
from django.urls import reverse

from osaava.library.tests.authoring_people import organisation, person, unit
from osaava.library.tests.test_authoring_edit import form_of
from osaava.paths import operations, queries
from osaava.paths.data import PathData, StageData, StepData

pytestmark = pytest.mark.django_db


@pytest.fixture
def house():
    return organisation("majakkaopisto")


@pytest.fixture
def aino(house):
    return person("Aino", house, theme="majakka", kind="lead")


@pytest.fixture
def eero(house):
    return person("Eero", house, theme="majakka", kind="lead")


@pytest.fixture
def outi():
    return person("Outi", organisation("muu"), theme="paja", kind="lead")


@pytest.fixture
def units(house, aino):
    from osaava.library.api import publish_unit

    made = [unit(house, by=aino, title=title) for title in ("Tavoitteet", "Mittarit", "Johtoryhmä")]
    for one in made:
        publish_unit(unit=one, by=aino)
    return made


@pytest.fixture
def path(house, aino, units):
    data = PathData(
        primary="fi", title={"fi": "Johdon polku"}, summary={"fi": "Alkuun."}, target_groups=["management"], owner=house.key,
        stages=[StageData({"fi": "Alku"}, [StepData(units[0].slug), StepData(units[1].slug)])],
    )
    return operations.save_path_version(path=None, slug="johdon-polku", data=data, by=aino).path


def signed_in(who) -> Client:
    client = Client()
    client.force_login(who)
    return client


def edit(client, path):
    return form_of(client.get(reverse("paths:path_edit", args=[path.slug])))


def send(client, path, form, act="save", **changes):
    return client.post(reverse("paths:path_edit", args=[path.slug]), form | {"act": act} | changes)


def data_of(path) -> PathData:
    path.refresh_from_db()
    return queries.version_data(path.draft)


def test_new_path_gets_stages_and_units_by_search(aino, units):
    client = signed_in(aino)
    assert client.post(reverse("paths:path_new"), {"title": "Uusi polku", "language": "fi"}).status_code == 302
    made = queries.path_for_author(aino, "uusi-polku")
    form = form_of(send(client, made, edit(client, made), "stage-add"))
    form = form_of(send(client, made, form | {"s0-fi": "Ensin", "q": "mittar"}, "find"))
    assert form["unit"] == ["mittarit"]
    form = form_of(send(client, made, form | {"to-stage": "0"}, "step-add"))
    assert (form["s0u0"], form["s0-fi"]) == (["mittarit"], ["Ensin"])
    assert send(client, made, form | {"title-sv": "Ny stig", "s0-sv": "Först", "s0v0": "1"}).status_code == 302
    data = data_of(made)
    assert data.title == {"fi": "Uusi polku", "sv": "Ny stig"}
    assert data.stages == [StageData({"fi": "Ensin", "sv": "Först"}, [StepData("mittarit", 1)])]


def test_page_saved_as_it_came_makes_no_version(aino, path):
    client = signed_in(aino)
    assert send(client, path, edit(client, path)).status_code == 302
    assert (data_of(path), path.draft.number) == (data_of(path), 1)


def test_steps_and_stages_move_and_leave_with_everything_kept(aino, path, units):
    client = signed_in(aino)
    form = form_of(send(client, path, edit(client, path) | {"summary-fi": "Muutettu."}, "step-down:0.0"))
    assert [form["s0u0"], form["s0u1"]] == [["mittarit"], ["tavoitteet"]]
    form = form_of(send(client, path, form, "stage-add"))
    form = form_of(send(client, path, form | {"s1-fi": "Loppu"}, "step-down:0.1"))
    assert (form["s1u0"], form["summary-fi"]) == (["tavoitteet"], ["Muutettu."])
    form = form_of(send(client, path, form, "stage-up:1"))
    form = form_of(send(client, path, form, "step-remove:1.0"))
    assert send(client, path, form).status_code == 302
    assert data_of(path).stages == [StageData({"fi": "Loppu"}, [StepData("tavoitteet")]), StageData({"fi": "Alku"}, [])]


def test_refused_save_keeps_everything(aino, path):
    client = signed_in(aino)
    answer = send(client, path, edit(client, path) | {"title-fi": "", "s0-fi": "", "body-fi": "Säilyy."})
    assert answer.status_code == 422
    assert 'href="#id_title-fi"' in answer.content.decode()
    assert form_of(answer)["body-fi"] == ["Säilyy."]
    answer = send(client, path, edit(client, path) | {"s0-fi": ""})
    assert 'href="#s0-fi"' in answer.content.decode()


def test_two_authors_in_different_fields_fit_together(aino, eero, path):
    first, second = signed_in(aino), signed_in(eero)
    mine, theirs = edit(first, path), edit(second, path)
    send(second, path, theirs | {"title-sv": "Ledningens stig"})
    answer = send(first, path, mine | {"summary-fi": "Ainon tiivistelmä"})
    assert answer.status_code == 409
    assert send(first, path, form_of(answer), "merge").status_code == 302
    data = data_of(path)
    assert (data.title["sv"], data.summary["fi"]) == ("Ledningens stig", "Ainon tiivistelmä")


@pytest.mark.parametrize(
    ("choices", "title", "stages"),
    [
        ({"pick-title-fi": "mine", "pick-stages": "mine"}, "Ainon polku", ["mittarit"]),
        ({"pick-title-fi": "theirs", "pick-stages": "theirs"}, "Eeron polku", ["mittarit", "tavoitteet"]),
        ({"pick-title-fi": "edit", "title-fi": "Yhteinen", "pick-stages": "theirs"}, "Yhteinen", ["mittarit", "tavoitteet"]),
    ],
)
def test_choosing_in_the_merge(aino, eero, path, choices, title, stages):
    first, second = signed_in(aino), signed_in(eero)
    mine, theirs = edit(first, path), edit(second, path)
    send(second, path, form_of(send(second, path, theirs | {"title-fi": "Eeron polku"}, "step-down:0.0")))
    answer = send(first, path, form_of(send(first, path, mine | {"title-fi": "Ainon polku"}, "step-remove:0.0")))
    text = answer.content.decode()
    assert answer.status_code == 409
    assert "Ainon polku" in text
    assert "Eeron polku" in text
    assert send(first, path, form_of(answer) | choices, "merge").status_code == 302
    data = data_of(path)
    assert (data.title["fi"], [s.unit for s in data.steps]) == (title, stages)


def test_publishing_says_what_is_missing_with_links(aino, path):
    client = signed_in(aino)
    send(client, path, edit(client, path) | {"target_groups": [], "summary-fi": ""})
    refused = client.post(reverse("paths:path_publish", args=[path.slug]), {"number": 2})
    assert refused.status_code == 422
    assert "#id_summary-fi" in refused.content.decode()
    send(client, path, edit(client, path) | {"target_groups": ["management"], "summary-fi": "Nyt."})
    assert client.post(reverse("paths:path_publish", args=[path.slug]), {"number": 3}).status_code == 302
    assert client.get(reverse("paths:path", args=[path.slug])).status_code == 200
    assert client.post(reverse("paths:path_withdraw", args=[path.slug])).status_code == 302
    assert client.get(reverse("paths:path", args=[path.slug])).status_code == 404


def test_developer_does_not_publish(house, path):
    client = signed_in(person("Ella", house, theme="majakka", kind="lead"))
    from osaava.network.models import ThemeRole

    ThemeRole.objects.filter(organisation=house).update(kind="developer")
    assert client.get(reverse("paths:path_publish", args=[path.slug])).status_code == 200
    assert client.post(reverse("paths:path_publish", args=[path.slug]), {"number": 1}).status_code == 403


def test_history_is_listed_compared_and_restored(aino, path):
    client = signed_in(aino)
    send(client, path, edit(client, path) | {"summary-fi": "Toinen alku.", "note": "Parempi"})
    assert "Parempi" in client.get(reverse("paths:path_versions", args=[path.slug])).content.decode()
    compared = client.get(reverse("paths:path_compare", args=[path.slug])).content.decode()
    assert "<ins>" in compared
    assert "<del>" in compared
    client.post(reverse("paths:path_restore", args=[path.slug, 1]), {"base_number": 2})
    assert data_of(path).summary == {"fi": "Alkuun."}
    client.post(reverse("paths:path_restore", args=[path.slug, 2]), {"base_number": 2})
    assert path.draft.number == 3


NAMES = ["path_edit", "path_preview", "path_publish", "path_versions", "path_compare"]


@pytest.mark.parametrize("name", NAMES)
def test_who_may_open(aino, outi, path, name):
    address = reverse(f"paths:{name}", args=[path.slug])
    assert signed_in(aino).get(address).status_code == 200
    assert signed_in(outi).get(address).status_code == 404
    assert signed_in(aino).get(reverse(f"paths:{name}", args=["ei-ole"])).status_code == 404
    assert Client().get(address).status_code == 302


@pytest.mark.parametrize("name", ["path_withdraw", "path_restore"])
def test_writing_addresses_take_posts_only(aino, outi, path, name):
    address = reverse(f"paths:{name}", args=[path.slug, *([1] if name == "path_restore" else [])])
    assert signed_in(aino).get(address).status_code == 405
    assert signed_in(outi).post(address, {"base_number": 1}).status_code == 404


def test_outsiders_save_and_foreign_units_are_refused(aino, outi, path, units):
    form = edit(signed_in(aino), path)
    assert send(signed_in(outi), path, form | {"title-fi": "Kaapattu"}).status_code == 404
    hidden = unit(organisation("salainen"), title="Salainen", licence="own-organisation")
    assert send(signed_in(aino), path, form | {"s0u2": hidden.slug}).status_code == 422
    found = send(signed_in(aino), path, form | {"q": "Salainen"}, "find")
    assert "unit" not in form_of(found)
    assert send(signed_in(aino), path, form | {"owner": "muu", "slug": "x", "published": "1", "summary-fi": "Uusi"}).status_code == 302
    path.refresh_from_db()
    assert (path.slug, path.published, path.owner.key) == ("johdon-polku", None, "majakkaopisto")


@pytest.mark.parametrize(
    "junk",
    [
        {"base_number": "²"}, {"base_number": "99999999999"}, {"act": "step-up:²"}, {"act": "step-down:0.99"}, {"act": "stage-remove:99"},
        {"act": "step-add"}, {"act": "step-add", "unit": "ei-ole"}, {"act": "step-add", "unit": "tavoitteet"}, {"s0v0": "x"}, {"s0v0": "77"},
        {"s99": "1"}, {"s0u0": "ei-ole"}, {"s0u0": "a\x00b", "act": "find"}, {"licence": "oma"}, {"target_groups": "x"}, {"q": "\x00%_'\"", "act": "find"}, {"title-fi": "x" * 5000},
        {"title-fi": '"><img src=x onerror=alert(1)>'},
    ],
)
def test_junk_never_breaks_the_page(aino, path, junk):
    client = signed_in(aino)
    answer = client.post(reverse("paths:path_edit", args=[path.slug]), edit(client, path) | {"act": "save"} | junk)
    assert answer.status_code in (200, 302, 404, 422)
    page = client.get(reverse("paths:path_edit", args=[path.slug]))
    assert page.status_code == 200
    assert "<img src=x" not in page.content.decode()


def test_list_of_the_author_has_the_paths(aino, outi, path):
    assert "Johdon polku" in signed_in(aino).get(reverse("library:production")).content.decode()
    assert "Johdon polku" not in signed_in(outi).get(reverse("library:production")).content.decode()


def test_list_asks_as_little_for_many_paths_and_agrees_with_the_rule(aino, outi, house, path, units):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    from osaava.paths.authoring.queries import own_paths

    client, address = signed_in(aino), reverse("library:production")
    counts = []
    for n in range(2):
        client.get(address)
        with CaptureQueriesContext(connection) as asked:
            client.get(address)
        counts.append(len(asked))
        for k in range(4):
            licence = "own-organisation" if k % 2 else "CC-BY-4.0"
            data = PathData(primary="fi", title={"fi": f"Polku {n}{k}"}, owner=house.key, licence=licence, stages=[StageData({"fi": "A"}, [StepData(units[k % 3].slug)][: k])])
            operations.save_path_version(path=None, data=data, by=None)
    assert counts[0] == counts[1]
    editor = person("Eija", house, role="digital_lead")
    for who in (aino, outi, editor, person("Liisa", house)):
        assert [p.pk for p in own_paths(who)] == [p.pk for p in queries.paths_to_write(who)]
