"""L7: things that happen at the same moment. Needs a database that really runs them at once."""

import pytest

from osaava.base.models import AuditRow, SearchEntry
from osaava.base.tests.at_once import at_once
from osaava.library import operations, queries
from osaava.library.errors import InvalidUnit, StaleVersion
from osaava.library.models import Unit, UnitPrerequisite
from osaava.library.tests import factories
from osaava.network.api import Organisation


def really_at_once(test):
    """Marks a test for PostgreSQL whose rows are committed."""
    return pytest.mark.postgres(pytest.mark.usefixtures("committed_rows_that_go_away")(test))


@pytest.fixture
def committed_rows_that_go_away(django_db_setup, django_db_blocker):
    """Threads see only what is committed, so these tests commit, and delete what they made."""
    with django_db_blocker.unblock():
        yield
        Unit.objects.update(draft=None, published=None)
        UnitPrerequisite.objects.all().delete()
        Unit.objects.all().delete()
        Organisation.objects.all().delete()
        for table in (AuditRow, SearchEntry):
            table.objects.all().delete()


@really_at_once
def test_of_two_saves_one_wins_and_the_other_is_told():
    version = factories.draft()

    def save(minutes):
        data = queries.version_data(version)
        data.minutes = minutes
        return operations.save_version(unit=version.unit, data=data, by=None, base_number=1)

    found = at_once(*(lambda m=m: save(m) for m in (11, 12, 13, 14)))
    assert sum(isinstance(f, StaleVersion) for f in found) == 3, found
    assert list(version.unit.versions.order_by("number").values_list("number", flat=True)) == [1, 2]


@really_at_once
def test_publishing_many_times_at_once_publishes_once():
    version = factories.draft()
    found = at_once(*(lambda: operations.publish_unit(unit=version.unit, by=None) for _n in range(6)))
    assert {f.pk for f in found} == {version.pk}


@really_at_once
def test_two_halves_of_a_cycle_cannot_both_be_saved():
    a, b = factories.draft(slug="a"), factories.draft(slug="b")

    def require(version, slug):
        data = queries.version_data(version)
        data.required_units = [slug]
        return operations.save_version(unit=version.unit, data=data, by=None, base_number=1)

    found = at_once(lambda: require(a, "b"), lambda: require(b, "a"))
    assert UnitPrerequisite.objects.count() <= 1, found
    assert any(isinstance(f, InvalidUnit | Exception) for f in found)
    edge = UnitPrerequisite.objects.first()
    if edge:
        assert Unit.objects.get(pk=edge.unit_id).depth > Unit.objects.get(pk=edge.required_id).depth


@pytest.mark.django_db
def test_one_after_the_other_the_second_is_told():
    version = factories.draft()
    data = queries.version_data(version)
    data.minutes = 11
    operations.save_version(unit=version.unit, data=data, by=None, base_number=1)
    data.minutes = 12
    with pytest.raises(StaleVersion):
        operations.save_version(unit=version.unit, data=data, by=None, base_number=1)
