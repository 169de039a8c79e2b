"""The rule for one object and the filter for many agree, whatever memberships and roles there are."""

from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django_scopes import scopes_disabled
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from osaava.base import access, clock
from osaava.base.access import Permission
from osaava.network import queries, rules
from osaava.network.models import Membership, Organisation, RoleAssignment, ThemeRole, ThemeTeamMember
from osaava.network.tests import factories
from osaava.themes.api import all_themes

ROLES = ["digital_lead", "management", "admin"]
LINK = st.fixed_dictionaries(
    {
        "organisation": st.integers(0, 2), "ended": st.booleans(), "roles": st.sets(st.sampled_from(ROLES)),
        "theme": st.integers(0, 1), "kind": st.sampled_from([None, "lead", "developer", "participant"]), "team": st.booleans(), "over": st.booleans(),
    }
)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(LINK, max_size=4, unique_by=lambda link: link["organisation"]), st.booleans())
def test_allows_agrees_with_the_filters(db, links, coordinates):
    with transaction.atomic(), scopes_disabled():
        person = factories.person()
        organisations = [Organisation.objects.create(key=f"o{n}", name=f"O{n}") for n in range(3)]
        for link in links:
            _lay(person, organisations[link["organisation"]], link)
        if coordinates:
            RoleAssignment.objects.create(person=person, role="coordinator")
        for permission in Permission:
            if permission in rules.ORGANISATION_RIGHTS:
                one = {o.pk for o in organisations if access.allows(person, permission, o)}
                many = set(queries.organisations_where(person, permission).filter(pk__in=[o.pk for o in organisations]).values_list("pk", flat=True))
                assert one == many, permission
            if permission in rules.THEME_RIGHTS:
                assert {t.pk for t in all_themes() if access.allows(person, permission, t)} == queries.themes_where(person, permission), permission
        transaction.set_rollback(True)


def _lay(person, organisation, link):
    today = clock.today()
    membership = Membership.objects.create(organisation=organisation, person=person, ended_at=clock.now() if link["ended"] else None)
    for role in link["roles"]:
        RoleAssignment.objects.create(person=person, organisation=organisation, role=role)
    theme = all_themes()[link["theme"]]
    if link["kind"]:
        end = today.replace(year=today.year - 1) if link["over"] else None
        ThemeRole.objects.create(organisation=organisation, theme=theme, kind=link["kind"], valid_from=today.replace(year=2022, day=1), valid_until=end)
    if link["team"]:
        ThemeTeamMember.objects.create(membership=membership, theme=theme)


def test_suspended_and_anonymous_people_may_nothing(here, aino):
    aino.is_active = False
    assert not any(access.allows(aino, permission, here) for permission in Permission)


def test_a_page_asks_for_roles_once_and_the_next_one_anew(client, here, aino):
    client.force_login(aino)
    with CaptureQueriesContext(connection) as asked:
        assert client.get(f"/organisaatio/{here.key}/").status_code == 200
    roles = [query["sql"] for query in asked if "network_roleassignment" in query["sql"] or "network_membership" in query["sql"]]
    assert len(set(roles)) == len(roles)
    with scopes_disabled():
        Membership.objects.filter(person=aino, organisation=here).update(ended_at=clock.now())
    assert client.get(f"/organisaatio/{here.key}/").status_code == 404


def test_where_something_is_written_roles_are_always_asked(rf, aino):
    """A view that writes may change the roles that it goes on to check."""
    seen = []

    @access.signed_in
    def view(request):
        for number in range(2):
            seen.append(access.once("fact", lambda number=number: number))

    for method in ("get", "post"):
        request = getattr(rf, method)("/")
        request.user = aino
        view(request)
    assert seen == [0, 0, 0, 1]
    assert access.once("fact", lambda: 2) == 2, "outside a request nothing is kept"
