"""The seven questions: works · other entitled role · wrong organisation · missing · wrong method · insufficient role · equal queries."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django_scopes import scopes_disabled

from osaava.network import operations, tokens
from osaava.network.demo_data import build_demo_network
from osaava.network.models import EmailDomain, Invitation, Membership, Organisation, RoleAssignment, ThemeRole
from osaava.network.tests import factories
from osaava.themes.api import all_themes, theme_by_key

OWN = ["dashboard", "people", "theme_roles", "settings"]
POSTS = ["invitation_create", "link_create", "invitations_upload", "theme_roles_save", "team_add", "domain_add"]
COORDINATION = ["coordination", "coordination_organisations", "coordination_organisation_new", "coordination_roles"]


def url(name, *args):
    return reverse(f"network:{name}", args=args)


def in_charge(client, person):
    client.force_login(person)
    return client


@pytest.mark.parametrize("query", ["", "?nayta=teemoittain", "?nayta=jarjestajittain", "?rooli=lead&q=x", "?maakunta=99&koko=%00&jarjestys=size"])
def test_matrix_works_for_a_visitor(client, here, query):
    assert client.get(url("matrix") + query).status_code == 200


def test_matrix_shows_role_words_and_totals(client, here):
    operations.set_theme_role(organisation=here, theme=all_themes()[0], kind="developer", by=None)
    html = client.get(url("matrix")).content.decode()
    assert "Esimerkkiopisto" in html
    assert "Kehittäjä" in html


@pytest.mark.parametrize("query", ["", "?nayta=teemoittain", "?nayta=jarjestajittain"])
def test_matrix_costs_the_same_for_1_and_77(client, here, query):
    def cost():
        client.get(url("matrix") + "?q=warm")
        with CaptureQueriesContext(connection, ) as made:
            assert client.get(url("matrix") + query, HTTP_HX_REQUEST="true").status_code == 200
        return len(made)

    first = cost()
    build_demo_network()
    client.get(url("matrix"))
    assert cost() == first <= 8


def test_public_pages_of_an_organisation_and_a_theme(client, here, eero):
    theme = all_themes()[0]
    operations.set_theme_role(organisation=here, theme=theme, kind="lead", by=None)
    with scopes_disabled():
        operations.add_theme_team_member(membership=eero.memberships.get(), theme=theme, by=None)
    assert client.get(url("organisation", here.key)).status_code == 200
    assert client.get(url("organisation", "ei-ole")).status_code == 404
    assert client.get(url("theme_people", "ei-ole")).status_code == 404
    page = url("theme_people", str(theme.slug))
    assert "Eero Eskola" not in client.get(page).content.decode()
    client.force_login(factories.person("Ville Vieras"))
    assert "Eero Eskola" not in client.get(page).content.decode()
    client.force_login(eero)
    assert "Eero Eskola" in client.get(page).content.decode()


@pytest.mark.parametrize("name", OWN)
def test_own_pages_by_role(client, here, aino, eero, outi, name):
    assert client.get(url(name, here.key)).status_code == 302
    assert in_charge(client, aino).get(url(name, here.key)).status_code == 200
    assert client.get(url(name, "ei-ole")).status_code == 404
    expected = 200 if name in ("dashboard", "theme_roles") else 403
    assert in_charge(client, eero).get(url(name, here.key)).status_code == expected
    assert in_charge(client, outi).get(url(name, here.key)).status_code == 404


@pytest.mark.parametrize("name", OWN)
def test_own_pages_by_administrator(client, here, name):
    admin = factories.member(here, "Antti Aho", "admin")
    assert in_charge(client, admin).get(url(name, here.key)).status_code == 200


@pytest.mark.parametrize("name", POSTS)
def test_own_posts_by_role_and_method(client, here, aino, eero, outi, name):
    assert in_charge(client, aino).get(url(name, here.key)).status_code == 405
    assert in_charge(client, eero).post(url(name, here.key)).status_code == 403
    assert in_charge(client, outi).post(url(name, here.key)).status_code == 404
    assert client.post(url(name, "ei-ole")).status_code == 404


def test_nobody_reaches_another_organisations_people_through_their_own_address(client, here, aino, eero, elsewhere, outi):
    with scopes_disabled():
        theirs = Membership.objects.get(person=eero)
    made = operations.create_invitation(organisation=here, by=aino)
    domain = operations.add_email_domain(organisation=here, domain="college.example", by=aino)
    operations.set_theme_role(organisation=here, theme=all_themes()[0], kind="developer", by=aino)
    place = operations.add_theme_team_member(membership=theirs, theme=all_themes()[0], by=aino)
    in_charge(client, outi)
    for name, key, data in (
        ("role_give", theirs.uuid, {"role": "admin"}), ("role_take", theirs.uuid, {"role": "admin"}), ("membership_end", theirs.uuid, {}),
        ("invitation_revoke", made.invitation.uuid, {}), ("domain_remove", domain.pk, {}), ("team_remove", place.pk, {}),
    ):
        assert client.post(url(name, elsewhere.key, key), data).status_code == 404, name
        assert client.post(url(name, here.key, key), data).status_code == 404, name
    assert client.post(url("team_add", elsewhere.key), {"theme": "majakka", "membership": theirs.uuid}).status_code == 404
    assert client.post(url("team_add", elsewhere.key), {"theme": "majakka", "membership": "'"}).status_code == 404
    assert client.post(url("leave", theirs.uuid)).status_code == 404
    with scopes_disabled():
        assert Membership.objects.get(pk=theirs.pk).ended_at is None
        assert Invitation.objects.get().revoked_at is None
    assert EmailDomain.objects.count() == 1


def test_people_page_costs_the_same_for_3_and_40(client, here, aino):
    in_charge(client, aino)

    def cost():
        with CaptureQueriesContext(connection) as made:
            assert client.get(url("people", here.key)).status_code == 200
        return len(made)

    for number in range(2):
        factories.member(here, f"Jäsen {number}", "management", f"a{number}@college.example")
    operations.create_invitation(organisation=here, by=aino)
    cost()
    few = cost()
    for number in range(40):
        factories.member(here, f"Jäsen {number}", "management", f"b{number}@college.example")
        operations.create_invitation(organisation=here, by=aino, email=f"c{number}@college.example")
    assert cost() == few


def test_invite_one_by_mail_and_extra_fields_change_nothing(client, here, elsewhere, aino):
    data = {"email": "Uusi@College.Example", "name": "Uusi", "language": "sv", "organisation": elsewhere.pk, "uses": 5, "max_uses": 99}
    assert in_charge(client, aino).post(url("invitation_create", here.key), data).status_code == 302
    with scopes_disabled():
        made = Invitation.objects.get()
    assert (made.organisation, made.email, made.max_uses, made.uses, made.language) == (here, "uusi@college.example", 1, 0, "sv")


def test_invite_form_keeps_what_was_typed(client, here, aino):
    answer = in_charge(client, aino).post(url("invitation_create", here.key), {"email": "ei osoite", "name": "Uusi", "language": "fi"})
    assert answer.status_code == 422
    assert 'value="ei osoite"' in answer.content.decode()


def test_link_is_shown_once_to_its_maker_only(client, here, aino):
    admin = factories.member(here, "Antti Aho", "admin")
    answer = in_charge(client, aino).post(url("link_create", here.key), {"max_uses": 20, "days": 30, "idempotency_key": "a"})
    with scopes_disabled():
        token = tokens.token_of(Invitation.objects.get())
    assert token in client.get(answer["Location"]).content.decode()
    assert token not in client.get(url("people", here.key)).content.decode()
    assert token not in in_charge(client, admin).get(answer["Location"]).content.decode()


def test_upload_reports_rows(client, here, aino):
    from django.core.files.uploadedfile import SimpleUploadedFile

    file = SimpleUploadedFile("a.csv", b"email;name;is_superuser\nuusi@college.example;Uusi;1\n<script>;X;1\n")
    html = in_charge(client, aino).post(url("invitations_upload", here.key), {"file": file}).content.decode()
    assert "is_superuser" in html
    assert "<script>;" not in html
    assert "&lt;script&gt;" in html


def test_organisations_roles_are_saved_and_lead_is_refused(client, here, aino):
    in_charge(client, aino)
    assert client.post(url("theme_roles_save", here.key), {"theme_1": "developer", "theme_2": "participant"}).status_code == 302
    assert ThemeRole.objects.filter(organisation=here).count() == 2
    assert client.post(url("theme_roles_save", here.key), {"theme_1": "lead"}).status_code == 422
    past = {"theme_1": "participant", "valid_from_0": "1", "valid_from_1": "1", "valid_from_2": "2020"}
    assert client.post(url("theme_roles_save", here.key), past).status_code == 422


def test_settings_are_saved_and_wrong_ones_shown_again(client, here, aino):
    in_charge(client, aino)
    data = {"name": "Uusi nimi", "language_profile": "fi", "kind": "coordinator", "key": "toinen"}
    assert client.post(url("settings", here.key), data | {"website": "javascript:alert(1)"}).status_code == 422
    assert client.post(url("settings", here.key), data).status_code == 302
    row = Organisation.objects.get(pk=here.pk)
    assert (row.name, row.kind, row.key) == ("Uusi nimi", "provider", here.key)
    assert client.post(url("domain_add", here.key), {"domain": "gmail.com"}).status_code == 422
    assert client.post(url("domain_add", here.key), {"domain": "college.example"}).status_code == 302


def test_invitation_page_signed_out_accept_and_guessing(client, here, aino):
    made = operations.create_invitation(organisation=here, by=aino)
    page = url("invitation", made.token)
    answer = client.get(page)
    assert answer.status_code == 200
    assert answer["Referrer-Policy"] == "no-referrer"
    outsider = factories.person("Ville Vieras")
    in_charge(client, outsider)
    assert client.post(page, {"idempotency_key": "x"}).status_code == 302
    with scopes_disabled():
        assert outsider.memberships.count() == 1
    for guess in range(11):
        method = client.post if guess % 2 else client.get
        assert method(url("invitation", "a" * 32)).status_code == 404
    assert client.get(page).status_code == 404, "after ten misses nothing opens, right or wrong"


def test_own_organisations_join_and_leave(client, here, aino):
    operations.add_email_domain(organisation=here, domain="college.example", by=None)
    made = operations.create_invitation(organisation=here, by=aino)
    assert client.get(url("my_organisations")).status_code == 302
    ville = factories.person("Ville Vieras")
    in_charge(client, ville)
    assert here.name in client.get(url("my_organisations")).content.decode()
    assert client.post(url("join_by_code"), {"code": f"https://x.example/kutsu/{made.token}/"})["Location"] == url("invitation", made.token)
    assert client.post(url("join_by_code"), {"code": "höpö"}).status_code == 422
    assert client.post(url("join_by_domain", "ei-ole")).status_code == 404
    assert client.post(url("join_by_domain", here.key)).status_code == 302
    with scopes_disabled():
        own = ville.memberships.get()
    assert client.post(url("leave", own.uuid)).status_code == 302
    in_charge(client, aino)
    with scopes_disabled():
        last = aino.memberships.get()
    client.post(url("leave", last.uuid))
    with scopes_disabled():
        assert aino.memberships.get().ended_at is None


@pytest.mark.parametrize("name", COORDINATION)
def test_coordination_is_the_coordinators(client, here, aino, kaisa, name):
    assert client.get(url(name)).status_code == 302
    assert in_charge(client, aino).get(url(name)).status_code == 403
    assert in_charge(client, kaisa).get(url(name)).status_code == 200


def test_coordinator_creates_appoints_sets_and_hands_over(client, here, elsewhere, kaisa):
    in_charge(client, kaisa)
    data = {"name": "Uusi opisto", "kind": "provider", "language_profile": "fi"}
    made = client.post(url("coordination_organisation_new"), data)
    assert made.status_code == 302
    assert client.post(url("coordination_organisation_new"), data | {"name": "uusi OPISTO"}).status_code == 422
    assert client.get(made["Location"]).status_code == 200
    assert client.get(url("coordination_organisation", "ei-ole")).status_code == 404
    assert client.post(url("lead_appoint", here.key), {"email": "uusi@college.example", "language": "fi"}).status_code == 302
    with scopes_disabled():
        assert Invitation.objects.get().role == "digital_lead"
    assert client.post(url("coordination_roles_save", here.key), {"theme_3": "lead"}).status_code == 302
    assert client.get(url("coordination_roles") + f"?organisaatio={here.key}").status_code == 200
    hand = {"theme": "voimala", "from_organisation": here.key, "to_organisation": elsewhere.key, "then": "participant"}
    assert client.post(url("lead_hand_over"), hand).status_code == 302
    assert client.post(url("lead_hand_over"), hand).status_code == 422
    kinds = dict(ThemeRole.objects.filter(theme=theme_by_key("voimala")).values_list("organisation__key", "kind"))
    assert kinds == {here.key: "participant", elsewhere.key: "lead"}


def test_coordinator_does_not_see_people(client, here, aino, kaisa):
    assert in_charge(client, kaisa).get(url("people", here.key)).status_code == 404
    assert client.post(url("link_create", here.key), {"max_uses": 1, "days": 1}).status_code == 404


def test_markup_in_every_text_is_only_text(client, here, aino, kaisa):
    bad = '"><img src=x onerror=alert(1)>{{ 7|add:7 }}'
    operations.change_organisation(organisation=here, by=None, name=bad, description={"fi": bad})
    aino.name = bad
    aino.save()
    in_charge(client, aino)
    pages = [url(n, here.key) for n in [*OWN, "organisation"]] + [url("matrix"), url("my_organisations")]
    for page in pages:
        html = client.get(page).content.decode()
        assert "<img src=x" not in html, page
    in_charge(client, kaisa)
    for name in COORDINATION:
        assert "<img src=x" not in client.get(url(name)).content.decode(), name


def test_role_taken_while_the_page_is_open(client, here, aino, eero):
    operations.give_role(organisation=here, person=eero, role="admin", by=aino)
    in_charge(client, eero)
    RoleAssignment.objects.filter(person=eero).delete()
    assert client.post(url("link_create", here.key), {"max_uses": 1, "days": 1}).status_code == 403
