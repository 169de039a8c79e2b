"""The seven questions: works · other entitled role · wrong organisation · missing · wrong method · insufficient role · equal queries."""

import io
import uuid

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django_scopes import scopes_disabled

from osaava.library.api import withdraw_unit
from osaava.network.tests import factories as network
from osaava.paths.api import withdraw_path
from osaava.paths.tests import factories as paths
from osaava.plans import operations, queries
from osaava.plans.models import Action, DevelopmentPlan, Goal
from osaava.plans.tests import factories

PLAN_READS = ["plan", "plan_history", "document"]
PLAN_WRITES = ["plan_start", "choose"]
GOAL_READS = ["goal"]
GOAL_WRITES = ["goal_edit", "action_new"]
GOAL_POSTS = ["goal_close", "goal_reopen", "goal_check_in", "measure_take"]
ACTION_READS = ["action"]
ACTION_WRITES = ["action_edit", "action_move"]
ACTION_POSTS = ["action_remove", "action_restore", "action_check_in"]
PLAN_POSTS = ["plan_close", "importance_save"]


def url(name, *args):
    return reverse(f"plans:{name}", args=args)


def address(name, here, goal, action):
    if name in (*GOAL_READS, *GOAL_WRITES, *GOAL_POSTS):
        return url(name, here.key, goal.thread)
    if name in (*ACTION_READS, *ACTION_WRITES, *ACTION_POSTS):
        return url(name, here.key, action.uuid)
    return url(name, here.key)


def as_(client, person):
    client.force_login(person)
    return client


@pytest.fixture
def antti(here):
    return network.member(here, "Antti Aho", "admin")


@pytest.mark.parametrize("name", [*PLAN_READS, *GOAL_READS, *ACTION_READS])
def test_reads_by_role(client, here, goal, action, aino, mikko, antti, eero, outi, name):
    page = address(name, here, goal, action)
    assert client.get(page).status_code == 302
    for person, status in ((aino, 200), (mikko, 200), (antti, 200), (eero, 403), (outi, 404)):
        assert as_(client, person).get(page).status_code == status, person.name
    assert as_(client, aino).post(page).status_code == 405


@pytest.mark.parametrize("name", [*PLAN_WRITES, *GOAL_WRITES, *ACTION_WRITES])
def test_forms_by_role(client, here, goal, action, aino, mikko, antti, eero, outi, name):
    page = address(name, here, goal, action)
    assert client.get(page).status_code == 302
    for person, status in ((aino, 200), (mikko, 200), (antti, 403), (eero, 403), (outi, 404)):
        assert as_(client, person).get(page).status_code == status, person.name
    assert as_(client, aino).delete(page).status_code == 405


@pytest.mark.parametrize("name", [*GOAL_POSTS, *ACTION_POSTS, *PLAN_POSTS])
def test_posts_by_role_and_method(client, here, goal, action, aino, antti, eero, outi, name):
    page = address(name, here, goal, action)
    assert as_(client, aino).get(page).status_code == 405
    for person, status in ((antti, 403), (eero, 403), (outi, 404)):
        assert as_(client, person).post(page).status_code == status, person.name


@pytest.mark.parametrize("name", [*GOAL_READS, *GOAL_WRITES, *GOAL_POSTS])
def test_goals_of_others_are_not_there(client, elsewhere, outi, goal, name):
    for key in (goal.thread, "T-000000", "x"):
        page = url(name, elsewhere.key, key)
        answer = as_(client, outi).post(page) if name in GOAL_POSTS else as_(client, outi).get(page)
        assert answer.status_code == 404


@pytest.mark.parametrize("name", [*ACTION_READS, *ACTION_WRITES, *ACTION_POSTS])
def test_actions_of_others_are_not_there(client, elsewhere, outi, action, name):
    factories.plan(elsewhere, outi)
    for key in (action.uuid, uuid.uuid4()):
        page = url(name, elsewhere.key, key)
        answer = as_(client, outi).post(page, {"to": "done", "progress": "slow"}) if name in ACTION_POSTS else as_(client, outi).get(page)
        assert answer.status_code == 404
    assert as_(client, outi).post(url("action_move", elsewhere.key, action.uuid), {"to": "done"}).status_code == 404
    with scopes_disabled():
        assert Action.objects.get(pk=action.pk).state == "proposed"


@pytest.mark.parametrize("query", ["", "?nakyma=taulukko", "?nakyma=taulu", "?siirretty=x&mista=done", "?nakyma=%00"])
def test_plan_page_costs_the_same_for_1_and_3(client, here, aino, plan, goal, action, query):
    as_(client, aino)

    def cost():
        client.get(url("plan", here.key) + query)
        with CaptureQueriesContext(connection) as made:
            assert client.get(url("plan", here.key) + query).status_code == 200
        return len(made)

    first = cost()
    for number, key in enumerate(("1.1", "1.2")):
        other = factories.goal(plan, aino, key, owner=aino)
        for _n in range(3):
            operations.check_in(goal=other, action=factories.action(other, aino, owner=aino), by=aino, progress="slow", text=str(number))
    assert cost() <= first + 1  # the present members among the owners: asked only where there are owners


def test_goal_page_costs_the_same_for_1_and_3(client, here, aino, goal, action):
    as_(client, aino)

    def cost():
        client.get(url("goal", here.key, goal.thread))
        with CaptureQueriesContext(connection) as made:
            assert client.get(url("goal", here.key, goal.thread)).status_code == 200
        return len(made)

    first = cost()
    for _n in range(3):
        operations.check_in(goal=goal, action=factories.action(goal, aino), by=aino, progress="slow")
    assert cost() == first


def test_from_no_plan_to_a_goal_with_a_measure(client, here, aino):
    as_(client, aino)
    assert "Aloita suunnitelma" in client.get(url("plan", here.key)).content.decode()
    answer = client.post(url("plan_start", here.key), {
        "name": "Suunnitelma 2027", "starts_on_0": 1, "starts_on_1": 1, "starts_on_2": 2027, "ends_on_0": 31, "ends_on_1": 12, "ends_on_2": 2027,
    })
    assert answer.url == url("choose", here.key)
    assert "6.2" in client.get(url("choose", here.key)).content.decode()
    due = factories.far()
    form = {"title": "Tieto näkyväksi", "wanted": 3, "due_on_0": due.day, "due_on_1": due.month, "due_on_2": due.year, "owner": "aino@college.example",
            "importance": 3, "baseline": 2}
    answer = client.post(url("goal_new", here.key, "6.2"), form)
    with scopes_disabled():
        goal = Goal.objects.get()
    assert answer.url == url("action_new", here.key, goal.thread)
    assert (goal.baseline, goal.baseline_kind, goal.owner) == (2, "own", aino)
    page = client.get(answer.url).content.decode()
    assert "m-6.2-a" in page
    assert client.post(url("measure_take", here.key, goal.thread), {"measure": "m-6.2-a"}).status_code == 302
    assert client.post(url("measure_take", here.key, goal.thread), {"measure": "m-1.1-a"}).status_code == 404
    with scopes_disabled():
        assert Action.objects.get().template == "m-6.2-a"


@pytest.mark.parametrize(("field", "value", "words"), [
    ("owner", "Kuka Tahansa", "Valitse joku, joka kuuluu organisaatioon"), ("wanted", "9", "taso"), ("due_on_0", "99", "päivämäärä"), ("title", "", "nimi"),
])
def test_goal_form_keeps_what_was_typed(client, here, aino, plan, field, value, words):
    due = factories.far()
    form = {"title": "Tieto", "wanted": 3, "due_on_0": due.day, "due_on_1": due.month, "due_on_2": due.year, "owner": "", "importance": 2, "text": "Koska"}
    answer = as_(client, aino).post(url("goal_new", here.key, "6.2"), form | {field: value})
    html = answer.content.decode()
    assert answer.status_code == 422
    assert words in html
    assert "Koska" in html


def test_goal_new_of_an_unknown_competence_is_missing(client, here, aino, plan, eero, outi):
    assert as_(client, aino).get(url("goal_new", here.key, "9.9")).status_code == 404
    assert client.get(url("goal_new", here.key, "6.2")).status_code == 200
    assert as_(client, eero).get(url("goal_new", here.key, "6.2")).status_code == 403
    assert as_(client, outi).get(url("goal_new", here.key, "6.2")).status_code == 404


def test_pages_without_a_plan_say_so_or_are_missing(client, here, aino):
    as_(client, aino)
    assert client.get(url("choose", here.key)).url == url("plan_start", here.key)
    for name in ("plan_history", "document"):
        assert client.get(url(name, here.key)).status_code == 404


def test_move_without_script_tells_and_undoes(client, here, aino, action):
    as_(client, aino)
    answer = client.post(url("action_move", here.key, action.uuid), {"to": "running", "was": "proposed", "idempotency_key": "k1"})
    page = client.get(answer.url).content.decode()
    assert "Siirretty." in page
    assert client.post(url("action_move", here.key, action.uuid), {"to": "running", "was": "proposed", "idempotency_key": "k1"})["Location"] == answer.url
    back = client.post(url("action_move", here.key, action.uuid), {"to": "proposed", "place": "0", "was": "running", "undo": "1"})
    assert "siirretty" not in back.url
    with scopes_disabled():
        assert Action.objects.get().state == "proposed"


def test_move_with_htmx_gives_the_goals_part(client, here, aino, goal, action):
    answer = as_(client, aino).post(url("action_move", here.key, action.uuid), {"to": "done", "was": "proposed"}, HTTP_HX_REQUEST="true")
    html = answer.content.decode()
    assert html.startswith(f'<section class="goal-board" id="alue-{goal.thread}"')
    assert "undo-bar" in html
    assert "<html" not in html


def test_conflicting_move_shows_both(client, here, aino, mikko, action):
    operations.move_action(action=action, by=mikko, to="done")
    form = {"to": "running", "was": "proposed"}
    answer = as_(client, aino).post(url("action_move", here.key, action.uuid), form)
    html = answer.content.decode()
    assert answer.status_code == 409
    assert "Mikko Manner" in html
    assert "Valmis" in html
    answer = client.post(url("action_move", here.key, action.uuid), form, HTTP_HX_REQUEST="true")
    assert answer.headers["HX-Redirect"].endswith("?to=running")
    assert "Mikko Manner" in client.get(answer.headers["HX-Redirect"]).content.decode()
    with scopes_disabled():
        assert Action.objects.get().state == "done"


@pytest.mark.parametrize("data", [{"to": "x"}, {"to": "done", "place": "-1"}, {"step": "up"}, {"to": "done", "place": "9" * 40}, {}])
def test_move_survives_strange_forms(client, here, aino, action, data):
    assert as_(client, aino).post(url("action_move", here.key, action.uuid), data).status_code == 302


def test_two_edits_meet_on_a_page_with_both_versions(client, here, aino, mikko, action):
    operations.change_action(action=action, by=mikko, revision=1, title="Mikon nimi", text="Mikon teksti", owner=mikko, effort_hours=5, due_on=factories.far())
    mine = {"title": "Ainon nimi", "text": "", "owner": "", "effort_hours": "8", "revision": "1", "due_on_0": "", "due_on_1": "", "due_on_2": ""}
    answer = as_(client, aino).post(url("action_edit", here.key, action.uuid), mine)
    html = answer.content.decode()
    assert answer.status_code == 409
    for words in ("Ainon nimi", "Mikon nimi", "Mikon teksti", "Mikko Manner"):
        assert words in html
    due = factories.far()
    merged = {
        "revision": "2", "merge": ["title", "text", "owner", "effort_hours", "due_on"], "mine-title": "Ainon nimi", "theirs-title": "Mikon nimi",
        "choose-title": "mine", "mine-text": "", "theirs-text": "Mikon teksti", "choose-text": "theirs", "mine-owner": "", "theirs-owner": mikko.email,
        "choose-owner": "theirs", "mine-effort_hours": "8", "theirs-effort_hours": "5", "choose-effort_hours": "mine",
        "theirs-due_on_0": due.day, "theirs-due_on_1": due.month, "theirs-due_on_2": due.year, "choose-due_on": "theirs",
    }
    assert client.post(url("action_edit", here.key, action.uuid), merged).status_code == 302
    with scopes_disabled():
        row = Action.objects.select_related("owner").get()
    assert (row.title, row.text, row.owner, row.effort_hours, row.due_on, row.revision) == ("Ainon nimi", "Mikon teksti", mikko, 8, due, 3)


def test_goal_edit_meets_too(client, here, aino, mikko, goal):
    values = {"text": "", "wanted": 4, "due_on": goal.due_on, "owner": None, "importance": 2}
    operations.change_goal(goal=goal, by=mikko, revision=1, title="Mikon", **values)
    due = goal.due_on
    mine = {"title": "Ainon", "wanted": 3, "due_on_0": due.day, "due_on_1": due.month, "due_on_2": due.year, "importance": 2, "revision": 1}
    answer = as_(client, aino).post(url("goal_edit", here.key, goal.thread), mine)
    assert answer.status_code == 409
    assert client.post(url("goal_edit", here.key, goal.thread), mine | {"revision": 2}).status_code == 302


def test_check_in_close_and_reopen_from_the_page(client, here, aino, goal, action):
    as_(client, aino)
    assert client.post(url("goal_check_in", here.key, goal.thread), {}).status_code == 422
    assert client.post(url("goal_check_in", here.key, goal.thread), {"progress": "slow", "text": "<b>Hidasta</b>"}).status_code == 302
    assert client.post(url("action_check_in", here.key, action.uuid), {"progress": "on_track"}).status_code == 302
    assert "&lt;b&gt;Hidasta" in client.get(url("goal", here.key, goal.thread)).content.decode()
    assert client.post(url("plan_close", here.key)).status_code == 302
    assert client.post(url("goal_close", here.key, goal.thread), {"outcome": "x"}).status_code == 422
    assert client.post(url("goal_close", here.key, goal.thread), {"outcome": "reached"}).status_code == 302
    assert client.post(url("goal_reopen", here.key, goal.thread)).status_code == 302
    assert client.post(url("action_remove", here.key, action.uuid)).status_code == 302
    assert "Tuo takaisin" in client.get(url("goal", here.key, goal.thread)).content.decode()
    assert client.post(url("action_restore", here.key, action.uuid)).status_code == 302


def test_importance_changes_the_order(client, here, aino, plan):
    keys = ("majakka", "kasvihuone", "voimala", "tori", "koulutalo", "tahtitorni", "paja", "kirjasto")
    form = {key: "3" if key == "kirjasto" else "1" for key in keys}
    assert as_(client, aino).post(url("importance_save", here.key), form).status_code == 302
    with scopes_disabled():
        assert DevelopmentPlan.objects.get().importance["kirjasto"] == 3
    _position, ranked = queries.ranked_for(queries.open_plan(here))
    assert {row.standing.theme for row in ranked[:5]} == {"kirjasto"}
    assert client.post(url("importance_save", here.key), {"majakka": "9"}).status_code == 302


def test_documents_say_the_same(client, here, aino, mikko, eero, outi, goal, action, plan):
    operations.check_in(goal=goal, by=aino, progress="slow", text="Odotetaan näkymää.")
    words = ["Ohjauksen tieto näkyväksi", action.title, goal.thread, "Odotetaan näkymää."]
    page = as_(client, mikko).get(url("document_of", here.key, plan.uuid)).content.decode()
    word = client.get(url("document_docx", here.key, plan.uuid))
    pdf = client.get(url("document_pdf", here.key, plan.uuid))
    assert word.headers["Content-Disposition"].endswith('.docx"')
    assert f'filename="{here.key}-kehittamissuunnitelma-' in pdf.headers["Content-Disposition"]
    for text in (page, _docx_text(word.content), _pdf_text(pdf.content)):
        for expected in words:
            assert expected in text
    assert _is_tagged(pdf.content)
    for name in ("document_of", "document_docx", "document_pdf"):
        assert as_(client, eero).get(url(name, here.key, plan.uuid)).status_code == 403
        assert as_(client, outi).get(url(name, here.key, plan.uuid)).status_code == 404
        assert as_(client, aino).get(url(name, here.key, uuid.uuid4())).status_code == 404
        assert client.post(url(name, here.key, plan.uuid)).status_code == 405


def test_withdrawn_content_is_said_and_nothing_of_the_plan_is_lost(client, here, aino, goal, plan):
    unit, kept = paths.unit(title="Ohjauksen näkymä"), paths.unit(title="Tieto kulkee")
    path = paths.path([kept], title="Ohjaajan polku")
    action = operations.add_action(goal=goal, by=aino, title="Opetellaan näkymä", units=[unit, kept], paths=[path])
    withdraw_unit(unit=unit, by=None)
    withdraw_path(path=path, by=None)
    as_(client, aino)
    for name in ("plan", "goal", "action", "action_edit"):
        page = client.get(address(name, here, goal, action))
        assert page.status_code == 200, name
    html = client.get(address("goal", here, goal, action)).content.decode()
    assert "Ohjauksen näkymä: " in html and "Ohjaajan polku: " in html, "what was taken out of sight is named"
    assert f"/osiot/{unit.slug}/" not in html and f"/polut/{path.slug}/" not in html
    assert f"/osiot/{kept.slug}/" in html
    document = client.get(url("document_of", here.key, plan.uuid)).content.decode()
    assert "Opetellaan näkymä" in document and "Tieto kulkee" in document
    assert client.get(reverse("analytics:thread", args=[here.key, goal.thread])).status_code == 200


def _is_tagged(content):
    import pypdfium2

    document = pypdfium2.PdfDocument(content)
    try:
        return bool(pypdfium2.raw.FPDFCatalog_IsTagged(document))
    finally:
        document.close()


def _docx_text(content):
    from docx import Document

    word = Document(io.BytesIO(content))
    cells = [cell.text for table in word.tables for row in table.rows for cell in row.cells]
    return "\n".join([paragraph.text for paragraph in word.paragraphs] + cells)


def _pdf_text(content):
    import pypdfium2

    document = pypdfium2.PdfDocument(content)
    try:
        return " ".join(" ".join(page.get_textpage().get_text_range().split()) for page in document)
    finally:
        document.close()


def test_dashboard_has_the_plans_tile(client, here, aino, eero, goal):
    assert "Painopisteet" in as_(client, aino).get(reverse("network:dashboard", args=[here.key])).content.decode()
    assert "Painopisteet" not in as_(client, eero).get(reverse("network:dashboard", args=[here.key])).content.decode()
