"""Two authors at once, publishing, history, files, and what strangers try."""

import io

import pytest
from django.test import Client
from django.urls import reverse
from PIL import Image

from osaava.library import operations, queries
from osaava.library.data import TextData
from osaava.library.tests.authoring_people import blocks, organisation, person, unit
from osaava.library.tests.test_authoring_edit import draft_blocks, edit, form_of, send

pytestmark = pytest.mark.django_db


@pytest.fixture
def house():
    return organisation("majakkaopisto")


@pytest.fixture
def aino(house):
    return person("Aino", house, theme="majakka", kind="lead")


@pytest.fixture
def eero():
    return person("Eero", organisation("toinen"), theme="majakka", kind="developer")


@pytest.fixture
def outi():
    return person("Outi", organisation("muu"), theme="paja", kind="lead")


@pytest.fixture
def its_unit(house, aino):
    return unit(house, by=aino)


def signed_in(who) -> Client:
    client = Client()
    client.force_login(who)
    return client


# -- two at once -------------------------------------------------------------------------------------------------------------------


def test_two_authors_in_different_places_fit_together(aino, eero, its_unit):
    first, second = signed_in(aino), signed_in(eero)
    mine, theirs = edit(first, its_unit), edit(second, its_unit)
    send(second, its_unit, theirs | {"b1-markdown": "Johtaminen alkaa tavoitteesta ja luottamuksesta.", "summary": "Eeron tiivistelmä."})
    answer = send(first, its_unit, mine | {"b0-text": "Miksi ja milloin", "title": "Ainon nimi"})
    assert answer.status_code == 409
    merged = form_of(answer)
    assert not [name for name in merged if name.startswith("pick-")]
    assert send(first, its_unit, merged, "merge").status_code == 302
    its_unit.refresh_from_db()
    text = queries.version_data(its_unit.draft).texts["fi"]
    assert (text.title, text.summary) == ("Ainon nimi", "Eeron tiivistelmä.")
    assert [text.blocks[0]["text"], text.blocks[1]["markdown"]] == ["Miksi ja milloin", "Johtaminen alkaa tavoitteesta ja luottamuksesta."]
    assert its_unit.draft.number == 3


@pytest.fixture
def collision(aino, eero, its_unit):
    """Both change the same block and the same title; Eero is first."""
    first, second = signed_in(aino), signed_in(eero)
    mine, theirs = edit(first, its_unit), edit(second, its_unit)
    send(second, its_unit, theirs | {"b1-markdown": "Johtaminen alkaa EERON tavoitteesta.", "title": "Eeron nimi"})
    answer = send(first, its_unit, mine | {"b1-markdown": "Johtaminen alkaa AINON tavoitteesta.", "title": "Ainon nimi"})
    return first, answer


def test_both_texts_are_shown_and_nothing_is_stored(its_unit, collision):
    _client, answer = collision
    text = answer.content.decode()
    assert answer.status_code == 409
    for words in ("AINON tavoitteesta", "EERON tavoitteesta", "Ainon nimi", "Eeron nimi", "Eero"):
        assert words in text
    its_unit.refresh_from_db()
    assert its_unit.draft.number == 2


@pytest.mark.parametrize(
    ("block", "title", "expected"),
    [
        ({"pick-b1": "mine"}, {"pick-title": "mine"}, ("Johtaminen alkaa AINON tavoitteesta.", "Ainon nimi")),
        ({"pick-b1": "theirs"}, {"pick-title": "theirs"}, ("Johtaminen alkaa EERON tavoitteesta.", "Eeron nimi")),
        ({"pick-b1": "edit", "b1-markdown": "Yhdessä."}, {"pick-title": "edit", "title": "Yhteinen"}, ("Yhdessä.", "Yhteinen")),
    ],
)
def test_choosing_in_the_merge(its_unit, collision, block, title, expected):
    client, answer = collision
    assert send(client, its_unit, form_of(answer) | block | title, "merge").status_code == 302
    its_unit.refresh_from_db()
    text = queries.version_data(its_unit.draft).texts["fi"]
    assert (text.blocks[1]["markdown"], text.title) == expected
    assert len(text.blocks) == 4


def test_a_third_save_during_the_merge_is_merged_too(eero, its_unit, collision):
    client, answer = collision
    third = signed_in(eero)
    send(third, its_unit, edit(third, its_unit) | {"b0-text": "Kolmas"})
    again = send(client, its_unit, form_of(answer), "merge")
    assert again.status_code == 409
    assert send(client, its_unit, form_of(again), "merge").status_code == 302
    found = draft_blocks(its_unit)
    assert (found[0]["text"], found[1]["markdown"]) == ("Kolmas", "Johtaminen alkaa AINON tavoitteesta.")


def test_block_that_the_other_removed_is_asked(aino, eero, its_unit):
    first, second = signed_in(aino), signed_in(eero)
    mine, theirs = edit(first, its_unit), edit(second, its_unit)
    send(second, its_unit, form_of(send(second, its_unit, theirs, "remove:3")))
    answer = send(first, its_unit, mine | {"b3-items": "Kysy\nKirjaa\nTarkista"})
    form = form_of(answer)
    assert form["pick-b3"] == ["mine"]
    assert send(first, its_unit, form | {"pick-b3": "theirs"}, "merge").status_code == 302
    assert [b["kind"] for b in draft_blocks(its_unit)] == ["heading", "text", "heading"]


def test_blocks_that_both_added_stay_both(aino, eero, its_unit):
    first, second = signed_in(aino), signed_in(eero)
    mine = form_of(send(first, its_unit, edit(first, its_unit), "add", **{"add-kind": "callout"}))
    theirs = form_of(send(second, its_unit, edit(second, its_unit), "add", **{"add-kind": "quote"}))
    send(second, its_unit, theirs | {"b4-markdown": "Eeron lainaus"})
    answer = send(first, its_unit, mine | {"b4-markdown": "Ainon huomio"})
    assert send(first, its_unit, form_of(answer), "merge").status_code == 302
    assert {b.get("markdown") for b in draft_blocks(its_unit)[4:]} == {"Eeron lainaus", "Ainon huomio"}


def test_two_added_questions_with_the_same_id_are_a_question_to_the_author(aino, eero, its_unit):
    first, second = signed_in(aino), signed_in(eero)
    forms = [form_of(send(c, its_unit, edit(c, its_unit), "add", **{"add-kind": "reflection"})) for c in (first, second)]
    send(second, its_unit, forms[1] | {"b4-markdown": "Eero kysyy"})
    answer = send(first, its_unit, forms[0] | {"b4-markdown": "Aino kysyy"})
    assert "Eero kysyy" in answer.content.decode()
    assert send(first, its_unit, form_of(answer), "merge").status_code == 302


def test_translation_and_original_saved_at_once_are_both_kept(aino, eero, its_unit):
    first, second = signed_in(aino), signed_in(eero)
    mine, theirs = edit(first, its_unit), edit(second, its_unit, "sv")
    send(second, its_unit, theirs | {"title": "Mål", "b1-markdown": "Text."})
    answer = send(first, its_unit, mine | {"b0-text": "Uusi otsikko"})
    assert send(first, its_unit, form_of(answer), "merge").status_code == 302
    its_unit.refresh_from_db()
    data = queries.version_data(its_unit.draft)
    assert (data.texts["fi"].blocks[0]["text"], data.texts["sv"].title) == ("Uusi otsikko", "Mål")


# -- publishing --------------------------------------------------------------------------------------------------------------------


def png() -> io.BytesIO:
    out = io.BytesIO()
    Image.new("RGB", (40, 30), "teal").save(out, "PNG")
    out.name = "Kaavio 1.png"
    out.seek(0)
    return out


def test_picture_is_added_and_publishing_without_alt_text_is_refused_with_a_link(aino, its_unit):
    client = signed_in(aino)
    address = reverse("library:unit_edit", args=[its_unit.slug])
    answer = client.post(address, edit(client, its_unit) | {"act": "upload", "file": png(), "file-place": "new"})
    form = form_of(answer)
    assert form["b4-file"] == ["kaavio-1.webp"]
    assert send(client, its_unit, form, "save-publish").url == reverse("library:unit_publish", args=[its_unit.slug])
    refused = client.post(reverse("library:unit_publish", args=[its_unit.slug]), {"number": 2})
    assert refused.status_code == 422
    assert f'href="{address}#id_b4-alt"' in refused.content.decode()
    assert 'id="id_b4-alt"' in client.get(address).content.decode()
    send(client, its_unit, edit(client, its_unit) | {"b4-alt": "Tavoitteesta tekoon kolmessa vaiheessa."})
    assert client.post(reverse("library:unit_publish", args=[its_unit.slug]), {"number": 3}).status_code == 302
    assert client.get(reverse("library:unit", args=[its_unit.slug])).status_code == 200


def test_svg_and_a_missing_file_are_refused_and_the_text_stays(aino, its_unit):
    client = signed_in(aino)
    form = edit(client, its_unit) | {"title": "Säilyy tämä", "act": "upload"}
    drawing = io.BytesIO(b"<svg xmlns='http://www.w3.org/2000/svg'/>")
    drawing.name = "x.svg"
    for extra in ({"file": drawing}, {}):
        answer = client.post(reverse("library:unit_edit", args=[its_unit.slug]), form | extra)
        assert answer.status_code == 422
        assert form_of(answer)["title"] == ["Säilyy tämä"]


def test_link_leads_to_the_language_and_place_of_what_is_missing(aino, house):
    image = {"kind": "image", "file": "", "alt": "", "decorative": False, "caption": "Bild"}
    texts = {"fi": TextData(title="Nimi", summary="S", blocks=blocks()), "sv": TextData(title="Namn", blocks=[blocks()[1], image])}
    its = unit(house, by=aino, texts=texts)
    page = signed_in(aino).get(reverse("library:unit_publish", args=[its.slug])).content.decode()
    assert "?kieli=sv#id_b" in page


def test_developer_does_not_publish(eero, its_unit):
    client = signed_in(eero)
    assert client.get(reverse("library:unit_publish", args=[its_unit.slug])).status_code == 200
    assert client.post(reverse("library:unit_publish", args=[its_unit.slug]), {"number": 1}).status_code == 403
    its_unit.refresh_from_db()
    assert its_unit.published is None


def test_preview_shows_the_draft_to_authors_only(aino, outi, its_unit):
    address = reverse("library:unit_preview", args=[its_unit.slug])
    assert "Johtaminen alkaa tavoitteesta." in signed_in(aino).get(address).content.decode()
    assert signed_in(outi).get(address).status_code == 404
    assert signed_in(aino).get(reverse("library:unit", args=[its_unit.slug])).status_code == 404


# -- history -----------------------------------------------------------------------------------------------------------------------


def test_versions_are_listed_compared_and_restored(aino, its_unit):
    client = signed_in(aino)
    send(client, its_unit, edit(client, its_unit) | {"b1-markdown": "Johtaminen alkaa kysymyksestä.", "minutes": "25", "note": "Uusi alku"})
    listed = client.get(reverse("library:unit_versions", args=[its_unit.slug])).content.decode()
    assert "Uusi alku" in listed
    assert "Aino" in listed
    compared = client.get(reverse("library:unit_compare", args=[its_unit.slug]) + "?a=1&b=2").content.decode()
    assert "<del>tavoitteesta.</del>" in compared
    assert "<ins>kysymyksestä.</ins>" in compared
    assert "<ins>25</ins>" in compared
    client.post(reverse("library:unit_restore", args=[its_unit.slug, 1]), {"base_number": 2})
    its_unit.refresh_from_db()
    assert (its_unit.draft.number, draft_blocks(its_unit)[1]["markdown"]) == (3, "Johtaminen alkaa tavoitteesta.")


def test_restoring_over_a_newer_save_says_so(aino, its_unit):
    client = signed_in(aino)
    send(client, its_unit, edit(client, its_unit) | {"title": "Toinen"})
    send(client, its_unit, edit(client, its_unit) | {"title": "Kolmas"})
    client.post(reverse("library:unit_restore", args=[its_unit.slug, 1]), {"base_number": 2})
    its_unit.refresh_from_db()
    assert (its_unit.draft.number, its_unit.draft.title) == (3, "Kolmas")


def test_withdrawing_is_the_leads(aino, eero, its_unit):
    operations.publish_unit(unit=its_unit, by=aino)
    address = reverse("library:unit_withdraw", args=[its_unit.slug])
    assert signed_in(eero).post(address).status_code == 403
    assert signed_in(aino).get(address).status_code == 405
    assert signed_in(aino).post(address).status_code == 302
    assert signed_in(aino).get(reverse("library:unit", args=[its_unit.slug])).status_code == 404


# -- strangers ---------------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("act", ["save", "add", "upload", "merge", "remove:0", "option:0"])
def test_outsiders_post_meets_404_and_stores_nothing(aino, outi, its_unit, act):
    form = edit(signed_in(aino), its_unit)
    assert send(signed_in(outi), its_unit, form | {"title": "Kaapattu"}, act).status_code == 404
    its_unit.refresh_from_db()
    assert its_unit.draft.title == "Tavoitteet"


def test_versions_of_another_unit_are_never_reached(aino, house, its_unit):
    """I1: own parent, foreign child."""
    other = unit(house, by=aino, title="Toinen")
    send(signed_in(aino), other, edit(signed_in(aino), other) | {"title": "Toinen uusi"})
    client = signed_in(aino)
    assert client.post(reverse("library:unit_restore", args=[its_unit.slug, 2]), {"base_number": 1}).status_code == 404
    assert client.get(reverse("library:unit_compare", args=[its_unit.slug]) + "?a=1&b=2").status_code == 404
    assert client.get(reverse("library:unit_preview", args=[its_unit.slug]) + "?versio=2").status_code == 404
    assert client.post(reverse("library:unit_publish", args=[its_unit.slug]), {"number": 2}).status_code == 404


def test_fields_that_the_form_does_not_have_change_nothing(aino, house, its_unit):
    """I6: mass assignment."""
    elsewhere = organisation("muualla")
    extra = {"owner": elsewhere.key, "slug": "kaapattu", "published": "1", "published_at": "2020-01-01", "created_by": "1", "status": "published", "unit": "7"}
    send(signed_in(aino), its_unit, edit(signed_in(aino), its_unit) | {"title": "Muutettu"} | extra)
    its_unit.refresh_from_db()
    assert (its_unit.slug, its_unit.owner, its_unit.published, its_unit.draft.title) == ("tavoitteet", house, None, "Muutettu")


def test_file_of_another_organisation_cannot_be_named(aino, outi, its_unit):
    from osaava.network.models import Organisation

    foreign = operations.store_media(owner=Organisation.objects.get(key="muu"), file=png(), name="a.png", by=None)
    client = signed_in(aino)
    form = form_of(send(client, its_unit, edit(client, its_unit), "add", **{"add-kind": "image"}))
    form |= {"files": f'{{"a.webp": "{foreign.uuid}"}}', "b4-file": "a.webp", "b4-alt": "Kuva"}
    send(client, its_unit, form)
    its_unit.refresh_from_db()
    assert not its_unit.draft.files.exists()


def test_house_that_is_not_ones_own_is_refused(aino, its_unit):
    answer = send(signed_in(aino), its_unit, edit(signed_in(aino), its_unit) | {"theme": "paja"})
    assert answer.status_code == 422
    its_unit.refresh_from_db()
    assert its_unit.draft.theme.key == "majakka"


def test_role_lost_while_the_page_is_open(aino, its_unit):
    """I5."""
    from osaava.network.models import ThemeTeamMember

    client = signed_in(aino)
    form = edit(client, its_unit)
    ThemeTeamMember.objects.filter(membership__person=aino).delete()
    assert send(client, its_unit, form | {"title": "Myöhässä"}).status_code == 404


def test_without_the_token_nothing_is_stored(aino, its_unit):
    """I7: another site's form, a token in the address, another method's name."""
    client = Client(enforce_csrf_checks=True)
    client.force_login(aino)
    form = edit(client, its_unit)
    form.pop("csrfmiddlewaretoken")
    address = reverse("library:unit_edit", args=[its_unit.slug])
    assert client.post(address, form | {"act": "save", "title": "X"}).status_code == 403
    assert client.post(address + "?csrfmiddlewaretoken=abc", form | {"act": "save", "title": "X"}).status_code == 403
    assert client.put(address, "title=X").status_code in (403, 405)
    assert client.get(reverse("library:unit_withdraw", args=[its_unit.slug]) + "?_method=POST").status_code == 405
    its_unit.refresh_from_db()
    assert its_unit.draft.number == 1


HOSTILE = ['"><img src=x onerror=alert(1)>', "{{ 7*7 }}{% now 'Y' %}${7}", "\u202egnp.exe\u0000\u2028", "=cmd|' /C calc'!A0", "a\u0301" * 200, "\ud83d"]


@pytest.mark.parametrize("text", HOSTILE)
def test_text_in_every_field_is_only_text(aino, its_unit, text):
    client = signed_in(aino)
    form = edit(client, its_unit)
    names = [n for n in form if n in ("title", "summary", "outcomes", "authors", "contributors", "note", "source_title", "need_q") or (n.startswith("b") and "-" in n)]
    safe = text.encode("utf-8", "ignore").decode()
    answer = send(client, its_unit, form | {n: safe for n in names} | {"b0-level": "2"})
    assert answer.status_code in (302, 422)
    for name in ("unit_edit", "unit_preview", "unit_versions", "unit_compare", "unit_publish"):
        page = client.get(reverse(f"library:{name}", args=[its_unit.slug]))
        assert page.status_code == 200
        assert "<img src=x" not in page.content.decode()
    assert "<img src=x" not in client.get(reverse("library:production")).content.decode()


@pytest.mark.parametrize(
    "junk",
    [
        {"base_number": "99999999999999999999"}, {"base_number": "-1"}, {"base_number": "0"}, {"base_number": ""},
        {"language": "xx"}, {"files": "{" * 5000}, {"files": "[1]"}, {"files": '{"a.webp": 5}'}, {"b0": "nonsense"}, {"b0": "quiz-x#y"},
        {"b1": "text#" + "x" * 500}, {"act": "up:99999999"}, {"act": "remove:²"}, {"act": "add", "add-kind": "quiz-nonsense"}, {"act": "add", "add-place": "²"},
        {"b999-markdown": "x", "b999": "text"}, {"needs": "ei-ole"}, {"needs": "a\x00b", "act": "find"}, {"need_q": "\x00", "act": "find"}, {"c0": "zz", "c0s": "9-1"}, {"minutes": "²"}, {"review_by_0": "x"},
    ],
)
def test_junk_in_the_form_never_breaks_the_page(aino, its_unit, junk):
    client = signed_in(aino)
    answer = client.post(reverse("library:unit_edit", args=[its_unit.slug]), edit(client, its_unit) | {"act": "save"} | junk)
    assert answer.status_code in (200, 302, 404, 409, 422)
