"""People are always the same: Aino leads, Eero takes part, Outi is from elsewhere. The vocabulary and the instruments are always loaded."""

import pytest
from pytest_django.plugin import blocking_manager_key


def pytest_configure():
    """The suite has settings of its own (mail in memory, a cheap password hasher, a database in memory); a variable outside may not change them."""
    from django.conf import settings

    if settings.SETTINGS_MODULE != "tests.settings":
        raise pytest.UsageError(f"The tests would run with {settings.SETTINGS_MODULE}. Unset DJANGO_SETTINGS_MODULE and run them again.")


def pytest_collection_modifyitems(config, items):
    """Stories of the same moment are for PostgreSQL: SQLite has one writer at a time, so there they are not chosen.

    What uses no database at all runs once, in the lane of SQLite.
    """
    from django.conf import settings

    on_postgres = "postgresql" in settings.DATABASES["default"]["ENGINE"]
    apart = [item for item in items if not (_uses_a_database(item) if on_postgres else item.get_closest_marker("postgres") is None)]
    config.hook.pytest_deselected(items=apart)
    left = set(apart)
    items[:] = [item for item in items if item not in left]


def _uses_a_database(item) -> bool:
    marked = any(item.get_closest_marker(name) for name in ("django_db", "postgres", "database"))
    return marked or not {"db", "transactional_db", "django_db_setup"}.isdisjoint(getattr(item, "fixturenames", ()))


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker):
    """The eight themes, target groups and competences exist in every test, as in every installation."""
    from osaava.capability.api import load_package_instruments
    from osaava.themes.api import load_vocabulary

    with django_db_blocker.unblock():
        load_vocabulary()
        load_package_instruments()


@pytest.fixture(autouse=True)
def finnish():
    """A page asked for in Swedish leaves its language behind in this thread; the next test begins in Finnish again."""
    from django.conf import settings
    from django.utils import translation

    translation.activate(settings.LANGUAGE_CODE)


@pytest.fixture(autouse=True)
def forget_what_was_remembered_by_revision():
    """A rolled-back database may come to the same revision with other content, which a real one never does."""
    from osaava.base import rates, remembered
    from osaava.capability.api import forget as forget_instruments
    from osaava.paths.queries.units import forget

    forget()
    forget_instruments()
    rates.forget()
    remembered.forget()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_teardown(item):
    """A test with real transactions empties every table at its end; the vocabulary and the revision row come back before the next."""
    result = yield
    marker = item.get_closest_marker("django_db")
    if (marker and marker.kwargs.get("transaction")) or "transactional_db" in getattr(item, "fixturenames", ()):
        from osaava.base import triggers
        from osaava.capability.api import load_package_instruments
        from osaava.themes import queries
        from osaava.themes.api import load_vocabulary

        with item.config.stash[blocking_manager_key].unblock():
            triggers.install()
            queries.forget()
            load_vocabulary()
            load_package_instruments()
    return result
