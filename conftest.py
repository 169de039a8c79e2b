"""People are always the same: Aino leads, Eero takes part, Outi is from elsewhere. The vocabulary is always loaded."""

import pytest


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker):
    """The eight themes, target groups and competences exist in every test, as in every installation."""
    from osaava.themes.api import load_vocabulary

    with django_db_blocker.unblock():
        load_vocabulary()


@pytest.fixture(autouse=True)
def forget_what_was_remembered_by_revision():
    """A rolled-back database may come to the same revision with other content, which a real one never does."""
    from osaava.paths.queries.units import forget

    forget()
