"""Writing a unit without script: every button is a form that keeps what was typed."""

import pytest
from django.urls import reverse

from osaava.library import queries
from osaava.library.data import TextData
from osaava.library.tests.authoring_people import blocks, organisation, person, unit

pytestmark = pytest.mark.django_db


@pytest.fixture
def house():
    return organisation("majakkaopisto")


@pytest.fixture
def aino(house):
    return person("Aino", house, theme="majakka", kind="lead")


@pytest.fixture
def outi():
    return person("Outi", organisation("muu"), theme="paja", kind="lead")


@pytest.fixture
def its_unit(house, aino):
    return unit(house, by=aino)


def form_of(response) -> dict:
    """The fields of the edit page as a browser would send them."""
    from html.parser import HTMLParser

    class Reader(HTMLParser):
        def __init__(self):
            super().__init__()
            self.found, self.inside, self.area, self.select = {}, False, None, None

        def put(self, name, value):
            self.found.setdefault(name, []).append(value)

        def handle_starttag(self, tag, attrs):
            a = dict(attrs)
            if tag == "form":
                self.inside = "editor" in a.get("class", "") or a.get("action", "").endswith("/muokkaa/")
            if not self.inside:
                return
            box = a.get("type") in ("checkbox", "radio")
            if tag == "input" and a.get("name") and a.get("type") != "file" and (not box or "checked" in a):
                self.put(a["name"], a.get("value", "on" if box else ""))
            if tag == "textarea":
                self.area = (a["name"], "")
            if tag == "select":
                self.select = [a["name"], None]
            if tag == "option" and self.select and ("selected" in a or self.select[1] is None):
                self.select[1] = a.get("value", "")

        def handle_data(self, data):
            if self.area:
                self.area = (self.area[0], self.area[1] + data)

        def handle_endtag(self, tag):
            if tag == "form":
                self.inside = False
            if tag == "textarea" and self.area:
                self.put(self.area[0], self.area[1].replace("\r\n", "\n").removeprefix("\n"))
                self.area = None
            if tag == "select" and self.select:
                self.put(*self.select)
                self.select = None

    reader = Reader()
    reader.feed(response.content.decode())
    return reader.found


def edit(client, unit, language=""):
    return form_of(client.get(reverse("library:unit_edit", args=[unit.slug]) + (f"?kieli={language}" if language else "")))


def send(client, unit, form, act="save", **changes):
    return client.post(reverse("library:unit_edit", args=[unit.slug]), form | {"act": act} | changes)


def draft_blocks(unit, language="fi"):
    unit.refresh_from_db()
    return queries.version_data(unit.draft).texts[language].blocks


def test_new_unit_then_blocks_then_saved(client, aino, house):
    client.force_login(aino)
    page = client.get(reverse("library:unit_new"))
    assert page.status_code == 200
    made = client.post(reverse("library:unit_new"), {"title": "Uusi alku", "language": "fi", "theme": "majakka", "target_groups": ["teachers"]})
    assert made.status_code == 302
    its = queries.unit_for_author(aino, "uusi-alku")
    assert its.owner == house
    form = edit(client, its)
    form = form_of(send(client, its, form, "add", **{"add-kind": "heading"}))
    form = form_of(send(client, its, form | {"b0-text": "Otsikko"}, "add", **{"add-kind": "quiz-single"}))
    assert form["b0-text"] == ["Otsikko"]
    form |= {"b1-question": "Kumpi?", "b1-o0": "Tämä", "b1-e0": "Niin.", "b1-o1": "Tuo", "b1-e1": "Ei.", "b1-right": "0"}
    answer = send(client, its, form)
    assert answer.status_code == 302, answer.content.decode()[:3000]
    heading, quiz = draft_blocks(its)
    assert heading == {"kind": "heading", "level": 2, "text": "Otsikko"}
    assert quiz["id"] == "quiz-1"
    assert [o["correct"] for o in quiz["options"]] == [True, False]


def test_page_saved_as_it_came_makes_no_version(client, aino, house):
    everything = blocks(
        {"kind": "image", "file": "", "alt": "Kaavio", "decorative": False, "caption": "Kuva"},
        {"kind": "table", "caption": "Taulu", "head": ["A", "B | C"], "align": ["left", "right"], "rows": [["1", "2"]]},
        {"kind": "callout", "tone": "tip", "title": "Vihje", "markdown": "Kokeile."},
        {"kind": "quiz", "id": "n", "quiz": "number", "question": "Paljonko?", "answer": "12.5", "tolerance": "0.5", "unit": "h", "explanation": "Laske."},
        {"kind": "quiz", "id": "t", "quiz": "text", "question": "Mikä?", "accept": ["HOKS", "hoks"], "explanation": "Se on."},
        {"kind": "quiz", "id": "o", "quiz": "ordering", "question": "Järjestä", "options": [{"text": "1", "explanation": "a"}, {"text": "2", "explanation": "b"}]},
        {"kind": "quote", "source": "Aino", "markdown": "Sanottu."},
        {"kind": "link", "title": "Sivu", "url": "https://example.org/", "description": "D"},
        {"kind": "video", "title": "V", "src": "https://example.org/v.mp4", "captions": "", "markdown": "Litterointi"},
    )
    its = unit(house, by=aino, texts={"fi": TextData(title="Kaikki", summary="S", blocks=everything)}, source={"title": "T", "licence": "CC0"})
    client.force_login(aino)
    before = draft_blocks(its)
    answer = send(client, its, edit(client, its))
    assert answer.status_code == 302, answer.content.decode()[:3000]
    its.refresh_from_db()
    assert (its.draft.number, draft_blocks(its)) == (1, before)


def test_moving_and_removing_keep_what_was_typed(client, aino, its_unit):
    client.force_login(aino)
    form = edit(client, its_unit) | {"b1-markdown": "Kirjoitin tämän.", "title": "Uusi nimi", "outcomes": "Osaat johtaa."}
    form = form_of(send(client, its_unit, form, "up:1"))
    assert form["b0-markdown"] == ["Kirjoitin tämän."]
    form = form_of(send(client, its_unit, form, "down:0"))
    form = form_of(send(client, its_unit, form, "remove:2"))
    assert (form["b1-markdown"], form["title"], form["outcomes"], "b3" in form) == (["Kirjoitin tämän."], ["Uusi nimi"], ["Osaat johtaa."], False)
    its_unit.refresh_from_db()
    assert its_unit.draft.number == 1


def test_refused_save_keeps_everything_and_links_to_the_field(client, aino, its_unit):
    client.force_login(aino)
    form = edit(client, its_unit) | {"title": "", "minutes": "kauan", "b1-markdown": "Säilyy."}
    answer = send(client, its_unit, form)
    text = answer.content.decode()
    assert answer.status_code == 422
    assert 'href="#id_title"' in text
    assert 'href="#id_minutes"' in text
    assert "Säilyy." in text
    assert form_of(answer)["minutes"] == ["kauan"]


def test_block_that_cannot_be_stored_is_marked(client, aino, its_unit):
    client.force_login(aino)
    form = form_of(send(client, its_unit, edit(client, its_unit), "add", **{"add-kind": "link"}))
    answer = send(client, its_unit, form | {"b4-title": "Sivu", "b4-url": "javascript:alert(1)"})
    assert answer.status_code == 422
    assert 'href="#id_b4-url"' in answer.content.decode()


def test_unfinished_blocks_are_saved_as_they_are(client, aino, its_unit):
    client.force_login(aino)
    form = form_of(send(client, its_unit, edit(client, its_unit), "add", **{"add-kind": "quiz-multiple"}))
    assert send(client, its_unit, form | {"b4-question": "Kesken?"}).status_code == 302
    assert draft_blocks(its_unit)[-1]["question"] == "Kesken?"


def test_the_rail_says_what_is_wrong_and_changes_nothing(client, aino, its_unit):
    client.force_login(aino)
    form = edit(client, its_unit) | {"b1-markdown": "Lue lisää [tästä](https://example.org)."}
    text = send(client, its_unit, form, "find").content.decode()
    assert 'href="#id_b1-markdown"' in text
    assert "“tästä”" in text or "tästä" in text


def test_at_most_two_hundred_blocks(client, aino, house):
    many = [{"kind": "heading", "level": 2, "text": f"H{n}"} for n in range(200)]
    its = unit(house, by=aino, texts={"fi": TextData(title="Pitkä", blocks=many)})
    client.force_login(aino)
    answer = send(client, its, edit(client, its), "add", **{"add-kind": "text"})
    assert answer.status_code == 200
    assert "b200" not in form_of(answer)
    assert len(edit(client, its)) < 1000


def test_same_key_stores_once(client, aino, its_unit):
    client.force_login(aino)
    form = edit(client, its_unit) | {"title": "Kahdesti"}
    first, second = send(client, its_unit, form), send(client, its_unit, form)
    assert first.status_code == second.status_code == 302
    its_unit.refresh_from_db()
    assert its_unit.draft.number == 2


# -- languages --------------------------------------------------------------------------------------------------------------------


def test_translator_sees_the_original_and_swedish_gets_outdated_when_finnish_changes(client, aino, its_unit):
    client.force_login(aino)
    form = edit(client, its_unit, "sv")
    assert [form[f"b{n}"][0] for n in range(4)] == ["heading", "text", "heading", "checklist#lista"]
    form |= {"title": "Mål", "b0-text": "Varför", "b1-markdown": "Ledning börjar med ett mål.", "b2-text": "Pröva", "b3-title": "Börja", "b3-items": "Fråga\nAnteckna"}
    answer = send(client, its_unit, form)
    assert answer.status_code == 302
    its_unit.refresh_from_db()
    assert its_unit.draft.outline["states"] == {"fi": "complete", "sv": "complete"}
    send(client, its_unit, edit(client, its_unit) | {"b1-markdown": "Johtaminen alkaa kysymyksestä."})
    its_unit.refresh_from_db()
    assert its_unit.draft.outline["states"]["sv"] == "outdated"
    page = client.get(reverse("library:unit_edit", args=[its_unit.slug]) + "?kieli=sv").content.decode()
    assert "Johtaminen alkaa kysymyksestä." in page
    send(client, its_unit, edit(client, its_unit, "sv") | {"confirmed": "on"})
    its_unit.refresh_from_db()
    assert its_unit.draft.outline["states"]["sv"] == "complete"


def test_half_translated_text_stays_half(client, aino, its_unit):
    client.force_login(aino)
    send(client, its_unit, edit(client, its_unit, "sv") | {"title": "Mål", "b1-markdown": "Text."})
    assert [b["kind"] for b in draft_blocks(its_unit, "sv")] == ["text"]
    form = edit(client, its_unit, "sv")
    assert (form["b0-text"], form["b1-markdown"], form["b3"]) == ([""], ["Text."], ["checklist#lista"])
    its_unit.refresh_from_db()
    assert its_unit.draft.outline["states"]["sv"] == "outdated"


# -- who ---------------------------------------------------------------------------------------------------------------------------

NAMES = ["unit_edit", "unit_preview", "unit_publish", "unit_versions", "unit_compare"]


@pytest.mark.parametrize("name", NAMES)
def test_outsiders_meet_404(client, outi, its_unit, name):
    client.force_login(outi)
    assert client.get(reverse(f"library:{name}", args=[its_unit.slug])).status_code == 404
    assert client.get(reverse(f"library:{name}", args=["ei-ole"])).status_code == 404


@pytest.mark.parametrize("name", [*NAMES, "unit_withdraw"])
def test_anonymous_people_sign_in_first(client, its_unit, name):
    assert client.get(reverse(f"library:{name}", args=[its_unit.slug])).status_code in (302, 405)


@pytest.mark.parametrize("name", NAMES)
def test_another_developer_of_the_theme_may_open(client, its_unit, name):
    client.force_login(person("Eero", organisation("toinen"), theme="majakka", kind="developer"))
    assert client.get(reverse(f"library:{name}", args=[its_unit.slug])).status_code == 200


def test_own_organisations_unit_is_its_editors_only(client, house, aino):
    its = unit(house, by=None, licence="own-organisation")
    editor, outsider = person("Eija", house, role="digital_lead"), person("Olli", organisation("kolmas"), theme="majakka", kind="lead")
    client.force_login(editor)
    assert client.get(reverse("library:unit_edit", args=[its.slug])).status_code == 200
    client.force_login(outsider)
    assert client.get(reverse("library:unit_edit", args=[its.slug])).status_code == 404


def test_people_without_a_role_are_told_who_gives_it(client, house):
    client.force_login(person("Liisa", house))
    assert client.get(reverse("library:production")).status_code == 200
    assert client.get(reverse("library:unit_new")).status_code == 403


def test_list_takes_equally_many_queries_for_one_and_many(client, aino, house, django_assert_max_num_queries):
    unit(house, by=aino)
    client.force_login(aino)
    client.get(reverse("library:production"))
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as few:
        client.get(reverse("library:production"))
    for n in range(5):
        unit(house, by=aino, title=f"Osio {n}")
    client.get(reverse("library:production"))
    with CaptureQueriesContext(connection) as many:
        client.get(reverse("library:production"))
    assert len(few) == len(many), [q["sql"][:150] for q in many]
