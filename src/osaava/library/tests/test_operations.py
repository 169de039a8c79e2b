"""Saving, publishing and their refusals, on the real database."""

import pytest
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, IntegrityError, connection, transaction

from osaava.base import audit, facts
from osaava.library import operations, queries
from osaava.library.enums import TextStatus
from osaava.library.errors import InvalidUnit, NotReady, StaleVersion
from osaava.library.facts import UnitPublished, UnitWithdrawn
from osaava.library.models import Unit, UnitPrerequisite, UnitVersion
from osaava.library.tests import factories
from osaava.network import api as network

pytestmark = pytest.mark.django_db


def save(version, by=None, base=None, confirmed=(), **changes):
    data = queries.version_data(version)
    for name, value in changes.items():
        setattr(data, name, value)
    return operations.save_version(unit=version.unit, data=data, by=by, base_number=base or version.number, confirmed=set(confirmed))


def test_save_makes_versions_and_keeps_history():
    first = factories.draft()
    second = save(first, minutes=12)
    assert (first.number, second.number, second.based_on) == (1, 2, 1)
    assert UnitVersion.objects.get(pk=first.pk).minutes == 10
    assert Unit.objects.get().draft == second


def test_save_of_the_same_makes_no_version():
    first = factories.draft()
    assert save(first) == first
    assert first.unit.versions.count() == 1


def test_data_comes_back_as_it_was_saved():
    given = factories.data(languages=("fi", "sv"), contributors=["Harju"], source={"title": "Teos", "licence": "CC0-1.0"})
    version = operations.save_version(unit=None, data=given, by=None)
    found = queries.version_data(version)
    assert (found.texts["sv"].title, found.themes, found.source, found.contributors) == (
        given.texts["sv"].title, ["paja"], {"title": "Teos", "licence": "CC0-1.0"}, ["Harju"],
    )  # fmt: skip


def test_stale_save_stores_nothing_and_names_the_newer():
    first = factories.draft()
    newer = save(first, minutes=12)
    with pytest.raises(StaleVersion) as caught:
        save(first, base=1, minutes=15)
    assert caught.value.newer == newer
    assert first.unit.versions.count() == 2


def test_number_is_unique_in_the_database():
    first = factories.draft()
    with pytest.raises(IntegrityError), transaction.atomic():
        UnitVersion.objects.create(unit=first.unit, number=1, created_at=first.created_at)


def test_translation_falls_behind_until_it_is_changed_or_confirmed():
    first = factories.draft(languages=("fi", "sv", "en"))
    data = queries.version_data(first)
    data.texts["fi"].summary = "Toisin sanoen."
    data.texts["en"].summary = "In other words."
    second = operations.save_version(unit=first.unit, data=data, by=None, base_number=1)
    states = dict(second.texts.values_list("language", "status"))
    assert states == {"fi": TextStatus.COMPLETE, "sv": TextStatus.OUTDATED, "en": TextStatus.COMPLETE}
    third = save(second, confirmed={"sv"})
    assert third.texts.get(language="sv").status == TextStatus.COMPLETE


def test_copied_or_shorter_translation_is_never_complete():
    data = factories.data(languages=("fi", "sv"))
    data.texts["sv"].blocks = list(data.texts["fi"].blocks)
    version = operations.save_version(unit=None, data=data, by=None)
    assert version.texts.get(language="sv").status == TextStatus.OUTDATED
    data = factories.data(slug="toinen", languages=("fi", "sv"))
    data.texts["sv"].blocks = data.texts["sv"].blocks[:1]
    version = operations.save_version(unit=None, data=data, by=None)
    assert version.texts.get(language="sv").status == TextStatus.OUTDATED


def test_publishing_tells_and_is_safe_to_repeat():
    told = []
    facts.receiver(UnitPublished)(told.append)
    version = factories.draft()
    operations.publish_unit(unit=version.unit, by=None)
    operations.publish_unit(unit=version.unit, by=None)
    assert [(f.slug, f.version) for f in told if f.unit_id == version.unit_id] == [("huijaus", 1)]
    assert audit.verify() == []


def test_publishing_lists_everything_that_is_missing():
    version = factories.draft(
        themes=[], target_groups=[], licence="",
        blocks=[{"kind": "image", "file": "a.png"}, {"kind": "video", "src": "v.mp4", "title": "V"}, dict(factories.QUIZ, options=[])],
    )  # fmt: skip
    with pytest.raises(NotReady) as caught:
        operations.publish_unit(unit=version.unit, by=None)
    fields = {p.field for p in caught.value.problems}
    assert {"theme", "target_groups", "licence", "alt", "captions", "markdown", "options", "src"} <= fields
    assert Unit.objects.get().published is None


@pytest.mark.parametrize("field", ["licence", "title", "theme", "target_group_count"])
def test_database_refuses_to_publish_without(field):
    version = factories.draft()
    UnitVersion.objects.filter(pk=version.pk).update(**{field: {"theme": None, "target_group_count": 0}.get(field, "")})
    with pytest.raises(IntegrityError), transaction.atomic():
        UnitVersion.objects.filter(pk=version.pk).update(published_at=version.created_at)


def test_withdrawn_unit_is_gone_and_can_come_back():
    told = []
    facts.receiver(UnitWithdrawn)(told.append)
    unit = factories.unit()
    operations.withdraw_unit(unit=unit, by=None)
    assert list(queries.visible_units()) == []
    assert told[-1].unit_id == unit.pk
    operations.publish_unit(unit=unit, by=None)
    assert list(queries.visible_units()) == [unit]


def test_restoring_is_a_new_version():
    first = factories.draft()
    save(first, minutes=12)
    restored = operations.restore_version(unit=first.unit, version=first, by=None, base_number=2)
    assert (restored.number, restored.minutes) == (3, 10)


def test_older_version_is_not_published_over_a_newer():
    first = factories.draft()
    second = save(first, minutes=12)
    operations.publish_unit(unit=first.unit, by=None, version=second)
    with pytest.raises(NotReady):
        operations.publish_unit(unit=first.unit, by=None, version=first)


def test_renamed_unit_keeps_its_old_address():
    unit = factories.unit()
    operations.rename_unit(unit=unit, slug="toinen-nimi", by=None)
    assert queries.current_slug("huijaus") == "toinen-nimi"
    with pytest.raises(InvalidUnit):
        factories.draft(slug="huijaus")
    operations.rename_unit(unit=unit, slug="huijaus", by=None)
    assert queries.current_slug("toinen-nimi") == "huijaus"


@pytest.mark.parametrize("slug", ["Iso", "a_b", "-a", "a--b", "x" * 61, "uusi", "ä", ""])
def test_address_must_fit(slug):
    unit = factories.unit()
    with pytest.raises(InvalidUnit):
        operations.rename_unit(unit=unit, slug=slug, by=None)


@pytest.mark.parametrize(
    "change",
    [
        {"themes": ["ei-ole"]}, {"target_groups": ["ei-ole"]}, {"licence": "GPL"}, {"minutes": 0}, {"required_units": ["ei-ole"]},
        {"required_units": ["huijaus"]}, {"files": {"a.png": 999}, "blocks": [{"kind": "image", "file": "a.png", "alt": "x"}]}, {"title": ""},
        {"title": "x" * 201}, {"owner": "ei-ole"}, {"blocks": [{"kind": "text", "markdown": "# Iso"}]}, {"blocks": [{"kind": "kuvitelma"}]},
        {"blocks": [factories.QUIZ, factories.QUIZ]}, {"slug": "../etc"},
    ],
)  # fmt: skip
def test_unfit_data_is_refused_in_words(change):
    with pytest.raises(InvalidUnit) as caught:
        factories.draft(**change)
    assert all(p.message for p in caught.value.problems)
    assert not Unit.objects.exists()


# -- who may


def test_developer_writes_and_lead_publishes():
    eero, aino = factories.eero(), factories.aino()
    version = factories.draft(by=eero, owner="harju")
    with pytest.raises(PermissionDenied):
        operations.publish_unit(unit=version.unit, by=eero)
    operations.publish_unit(unit=version.unit, by=aino)
    for act in (operations.withdraw_unit, lambda **k: operations.rename_unit(slug="muu", **k)):
        with pytest.raises(PermissionDenied):
            act(unit=version.unit, by=eero)


def test_outsider_writes_nothing():
    outi = factories.outi()
    version = factories.draft()
    with pytest.raises(PermissionDenied):
        save(version, by=outi, minutes=12)
    with pytest.raises(PermissionDenied):
        factories.draft(by=outi, slug="oma", owner="saarnivaara")


def test_developer_cannot_move_a_unit_into_a_theme_of_others():
    eero = factories.eero()
    version = factories.draft(by=eero, owner="harju")
    with pytest.raises(PermissionDenied):
        save(version, by=eero, themes=["majakka"])


def test_developer_cannot_write_in_another_organisations_name():
    factories.organisation()
    with pytest.raises(PermissionDenied):
        factories.draft(by=factories.eero(), owner="koivuranta")


def test_organisation_keeps_and_publishes_its_own_material():
    lead = factories.member("Liisa", factories.organisation(), role=network.OrganisationRole.DIGITAL_LEAD)
    version = factories.draft(by=lead, licence="own-organisation")
    operations.publish_unit(unit=version.unit, by=lead)
    eero, aino = factories.eero(), factories.outi()
    for stranger in (eero, aino):
        with pytest.raises(PermissionDenied):
            save(version, by=stranger, minutes=12)
    with pytest.raises(PermissionDenied):
        save(version, by=lead, licence="CC-BY-4.0")


# -- prerequisites


def chain(*slugs):
    made = []
    for slug in slugs:
        made.append(factories.draft(slug=slug, required_units=[made[-1].unit.slug] if made else []))
    return [version.unit for version in made]


def test_depth_grows_along_prerequisites_and_lifts_dependents():
    a, *_rest = chain("a", "b", "c")
    new = factories.draft(slug="alku")
    save(a.draft, required_units=["alku"])
    depths = dict(Unit.objects.values_list("slug", "depth"))
    assert depths["alku"] < depths["a"] < depths["b"] < depths["c"]
    assert new.unit.depth == 0


@pytest.mark.parametrize("closes", ["b", "c"])
def test_cycle_is_refused_in_words(closes):
    a, *_rest = chain("a", "b", "c")
    with pytest.raises(InvalidUnit) as caught:
        save(a.draft, required_units=[closes])
    assert closes in str(caught.value)
    assert a.versions.count() == 1


def test_database_refuses_a_cycle_by_raw_insert():
    a, _b, c = chain("a", "b", "c")
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("INSERT INTO library_unitprerequisite (unit_id, required_id) VALUES (%s, %s)", [a.pk, c.pk])
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("UPDATE library_unitprerequisite SET unit_id = %s, required_id = %s WHERE unit_id = %s", [a.pk, c.pk, c.pk])
    assert UnitPrerequisite.objects.count() == 2


def test_database_refuses_a_depth_that_would_let_a_cycle_in():
    a, b, _c = chain("a", "b", "c")
    for unit, depth in ((a, 5), (b, 0)):
        with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("UPDATE library_unit SET depth = %s WHERE id = %s", [depth, unit.pk])


# -- starter


def test_starter_loads_once_and_leaves_edited_units_alone():
    first = operations.load_starter_units()
    assert first.refused == []
    assert len(first.created) >= 24
    edited = Unit.objects.get(slug=first.created[0])
    aino = factories.person("Toimittaja")
    network.give_network_role(person=aino, by=None)
    save(edited.draft, by=aino, minutes=33)
    again = operations.load_starter_units()
    assert again.kept == [edited.slug]
    assert (again.created, again.changed) == ([], [])
