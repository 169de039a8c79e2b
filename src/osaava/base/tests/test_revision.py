"""A cached page can never be stale, because the database itself counts the changes."""

import pytest

from osaava.base import revision
from osaava.themes.models import Theme


@pytest.mark.django_db
@pytest.mark.parametrize(
    "change",
    [
        lambda: Theme.objects.filter(key="tori").update(description={"fi": "Uusi"}),
        lambda: Theme.objects.get(key="tori").save(),
        lambda: Theme.objects.get(key="tori").competences.first().usual_levels.all().delete(),
    ],
    ids=["queryset update", "save", "delete"],
)
def test_every_change_of_shared_content_moves_the_revision(change):
    before = revision.number()
    change()
    assert revision.number() > before


@pytest.mark.django_db
def test_private_rows_do_not_move_it():
    from osaava.accounts.api import Person

    before = revision.number()
    Person.objects.create_user("aino@esimerkki.example", name="Aino")
    assert revision.number() == before


def test_shared_tables_include_the_library_and_leave_learning_out():
    tables = revision.shared_tables()
    assert {"library_unit", "library_unittext", "network_themerole", "paths_pathstep"} <= set(tables)
    assert not [t for t in tables if t.startswith(("learning_", "accounts_"))]
