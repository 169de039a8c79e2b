"""Theme roles: history, planned changes, handing over, and that overlaps cannot be stored."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from osaava.base import clock
from osaava.network import demo_data, operations, queries
from osaava.network.models import Organisation, ThemeRole
from osaava.themes.api import all_themes

DAY = timedelta(days=1)


def course(organisation, theme):
    rows = ThemeRole.objects.filter(organisation=organisation, theme=theme).order_by("valid_from")
    return [(row.kind, row.valid_from, row.valid_until) for row in rows]


def test_a_change_ends_the_period_before_it(here, kaisa):
    theme, today = all_themes()[0], clock.today()
    operations.set_theme_role(organisation=here, theme=theme, kind="participant", by=None, valid_from=date(2022, 1, 1))
    operations.set_theme_role(organisation=here, theme=theme, kind="developer", by=kaisa, valid_from=today + 10 * DAY)
    assert course(here, theme) == [("participant", date(2022, 1, 1), today + 9 * DAY), ("developer", today + 10 * DAY, None)]
    operations.set_theme_role(organisation=here, theme=theme, kind="participant", by=kaisa, valid_from=today + 10 * DAY)
    assert course(here, theme) == [("participant", date(2022, 1, 1), None)], "a planned change that is taken back leaves no trace in the course"
    operations.set_theme_role(organisation=here, theme=theme, kind=None, by=kaisa)
    assert course(here, theme) == [("participant", date(2022, 1, 1), today - DAY)]
    assert queries.role_matrix().rows[0].cells[0].kind == ""


def test_same_role_again_changes_nothing(here):
    theme = all_themes()[0]
    operations.set_theme_role(organisation=here, theme=theme, kind="developer", by=None, valid_from=date(2022, 1, 1))
    assert operations.set_theme_roles(organisation=here, kinds=[(theme, "developer"), (all_themes()[1], None)], by=None) == 0


def test_what_has_been_in_force_is_not_rewritten(here, kaisa):
    theme = all_themes()[0]
    operations.set_theme_role(organisation=here, theme=theme, kind="participant", by=None, valid_from=date(2022, 1, 1))
    operations.set_theme_role(organisation=here, theme=theme, kind="developer", by=None, valid_from=date(2023, 1, 1))
    with pytest.raises(ValidationError):
        operations.set_theme_role(organisation=here, theme=theme, kind="lead", by=kaisa, valid_from=date(2022, 6, 1))


def test_own_people_choose_today_or_later_and_never_the_lead(here, aino, eero, outi):
    theme = all_themes()[0]
    for kind, day in (("developer", clock.today() - DAY), ("lead", clock.today())):
        with pytest.raises(ValidationError):
            operations.set_theme_role(organisation=here, theme=theme, kind=kind, by=aino, valid_from=day)
    for person in (eero, outi):
        with pytest.raises(PermissionDenied):
            operations.set_theme_role(organisation=here, theme=theme, kind="developer", by=person)


def test_the_last_lead_does_not_leave_the_theme_alone(here, elsewhere, aino):
    theme = all_themes()[0]
    operations.set_theme_role(organisation=here, theme=theme, kind="lead", by=None)
    with pytest.raises(ValidationError):
        operations.set_theme_role(organisation=here, theme=theme, kind="developer", by=aino)
    operations.set_theme_role(organisation=elsewhere, theme=theme, kind="lead", by=None)
    operations.set_theme_role(organisation=here, theme=theme, kind="developer", by=aino)


def test_handing_over_is_one_act(here, elsewhere, aino, kaisa):
    theme = all_themes()[2]
    operations.set_theme_role(organisation=here, theme=theme, kind="lead", by=None, valid_from=date(2022, 1, 1))
    operations.set_theme_role(organisation=elsewhere, theme=theme, kind="participant", by=None, valid_from=date(2022, 1, 1))
    arguments = {"theme": theme, "from_organisation": here, "to_organisation": elsewhere, "valid_from": date(2023, 8, 1)}
    with pytest.raises(PermissionDenied):
        operations.hand_over_lead(**arguments, by=aino)
    operations.hand_over_lead(**arguments, by=kaisa)
    assert [kind for kind, *_ in course(here, theme)] == ["lead", "developer"]
    assert course(elsewhere, theme) == [("participant", date(2022, 1, 1), date(2023, 7, 31)), ("lead", date(2023, 8, 1), None)]
    assert queries.theme_role_summary(theme).leads == ((elsewhere.name, elsewhere.key),)
    with pytest.raises(ValidationError):
        operations.hand_over_lead(**arguments, by=kaisa)


@pytest.mark.parametrize(
    ("start", "end"), [(date(2022, 6, 1), date(2022, 7, 1)), (date(2021, 1, 1), date(2022, 1, 1)), (date(2022, 12, 31), None), (date(2021, 1, 1), None)]
)
def test_the_database_refuses_an_overlap(here, start, end):
    theme = all_themes()[0]
    ThemeRole.objects.create(organisation=here, theme=theme, kind="lead", valid_from=date(2022, 1, 1), valid_until=date(2022, 12, 31))
    with pytest.raises(IntegrityError), transaction.atomic():
        ThemeRole.objects.create(organisation=here, theme=theme, kind="developer", valid_from=start, valid_until=end)
    later = ThemeRole.objects.create(organisation=here, theme=theme, kind="developer", valid_from=date(2023, 1, 1))
    with pytest.raises(IntegrityError), transaction.atomic():
        ThemeRole.objects.filter(pk=later.pk).update(valid_from=date(2022, 12, 1))


KIND = st.sampled_from([None, "lead", "developer", "participant"])


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(KIND, st.integers(-40, 40)), max_size=8))
def test_any_course_of_changes_holds_what_was_asked_last(db, changes):
    theme, today = all_themes()[0], clock.today()
    with transaction.atomic():
        organisation = Organisation.objects.create(key="koe", name="Koe")
        for kind, offset in changes:
            try:
                operations.set_theme_role(organisation=organisation, theme=theme, kind=kind, by=None, valid_from=today + offset * DAY)
            except ValidationError:
                continue
            rows = course(organisation, theme)
            now = [k for k, start, end in rows if start <= today + offset * DAY and (end is None or end >= today + offset * DAY)]
            assert now == ([kind] if kind else [])
            for (_k, _s, end), (_k2, start, _e2) in pairwise(rows):
                assert end is not None
                assert end < start
        transaction.set_rollback(True)


def test_demo_network_is_as_the_source_project(db):
    built = demo_data.build_demo_network()
    assert len(built) == 77
    assert demo_data.demo_organisations() == demo_data.demo_organisations()
    matrix = queries.role_matrix()
    example = next(row for row in matrix.rows if row.organisation.key == "esimerkkiopisto")
    assert [cell.kind for cell in example.cells] == ["developer"] + ["participant"] * 6 + ["developer"]
    assert all(1 <= column.counts["lead"] <= 2 for column in matrix.columns)
    assert all(column.counts["participant"] > column.counts["developer"] > 4 for column in matrix.columns)
    assert all(sum(row.counts.values()) >= 4 for row in matrix.rows)
    before = ThemeRole.objects.count()
    demo_data.build_demo_network()
    assert ThemeRole.objects.count() == before
    assert queries.role_matrix(date(2022, 6, 1)).columns[2].leads[0].key == "meriportin-ammattiopisto"


def test_matrix_filters_and_orders(db):
    demo_data.build_demo_network()
    names = [row.organisation.name for row in queries.role_matrix(search="YRKES").rows]
    assert names
    assert all("yrkes" in name.lower() for name in names)
    assert {row.organisation.region for row in queries.role_matrix(region="21").rows} == {"21"}
    assert {row.organisation.size_class for row in queries.role_matrix(size="xl").rows} == {"xl"}
    leads = queries.role_matrix(role="lead").rows
    assert len(leads) == sum(bool(row.counts["lead"]) for row in queries.role_matrix().rows)
    assert queries.role_matrix(order="roles").rows[0].counts["lead"] == 1
    assert len(queries.role_matrix(role="admin", order="id; DROP").rows) == 77
