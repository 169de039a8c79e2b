"""Saving, publishing, renaming paths; the Markdown form; what the operations refuse."""

from pathlib import Path as Folder

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.http import Http404

from osaava.base import facts
from osaava.base.models import AuditRow
from osaava.library import api as library
from osaava.paths import api, operations
from osaava.paths.models import PathStep, PathVersion
from osaava.paths.tests import factories

pytestmark = pytest.mark.django_db
STARTER = Folder(library.__file__).parent / "starter" / "paths"


def test_save_and_publish_tells_everybody_and_the_audit_trail():
    heard = []
    facts.receiver(api.PathPublished)(heard.append)
    try:
        path = factories.path([factories.unit(), factories.unit()], slug="oma-polku")
    finally:
        facts._receivers[api.PathPublished].remove(heard.append) if heard.append in facts._receivers[api.PathPublished] else None
    assert path.published.number == 1
    assert [step.order for step in path.published.steps.all()] == [1, 2]
    assert [fact.slug for fact in heard] == ["oma-polku"]
    assert set(AuditRow.objects.values_list("action", flat=True)) >= {"paths.path.saved", "paths.path.published"}


def test_saving_the_same_again_makes_no_version():
    units = [factories.unit()]
    path = factories.path(units)
    again = api.save_path_version(path=path, data=factories.data(units, slug=path.slug), by=None, base_number=1)
    assert again.number == 1


def test_stale_save_stores_nothing_and_shows_the_newer():
    one, two = factories.unit(), factories.unit()
    path = factories.path([one])
    api.save_path_version(path=path, data=factories.data([one, two]), by=None, base_number=1)
    with pytest.raises(library.StaleVersion) as caught:
        api.save_path_version(path=path, data=factories.data([two]), by=None, base_number=1)
    assert caught.value.newer.number == 2
    assert path.versions.count() == 2


def test_two_saves_at_once_meet_in_the_unique_number():
    path = factories.path([factories.unit()])
    with pytest.raises(IntegrityError), transaction.atomic():
        PathVersion.objects.create(path=path, number=1, created_at=path.created_at)


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"title": {}}, "title"),
        ({"title": {"fi": "x" * 201}}, "title"),
        ({"summary": {"fi": "x" * 301}}, "summary"),
        ({"body": {"fi": "x" * 20_001}}, "body"),
        ({"licence": "WTFPL"}, "licence"),
        ({"owner": "ei-ole"}, "owner"),
        ({"target_groups": ["ei-ole"]}, "target_groups"),
        ({"stages": [api.StageData({"fi": ""}, [])]}, "stage"),
        ({"stages": [api.StageData({"fi": "Yksi"}, [api.StepData("ei-ole")])]}, "stages"),
        ({"stages": [api.StageData({"fi": f"V{i}"}, []) for i in range(31)]}, "stages"),
        ({"primary": "xx"}, "title"),
    ],
)
def test_what_cannot_be_stored_is_refused_in_words(change, field):
    data = factories.data([])
    for name, value in change.items():
        setattr(data, name, value)
    with pytest.raises(api.InvalidPath) as caught:
        api.save_path_version(data=data, by=None)
    assert field in [problem.field for problem in caught.value.problems]
    assert api.Path.objects.count() == 0


def test_a_unit_twice_and_a_pin_that_does_not_exist_are_refused():
    unit = factories.unit()
    with pytest.raises(api.InvalidPath):
        api.save_path_version(data=factories.data([unit, unit]), by=None)
    data = factories.data([unit])
    data.stages[0].steps[0].version = 7
    with pytest.raises(api.InvalidPath):
        api.save_path_version(data=data, by=None)


def test_publishing_lists_everything_missing_and_drafts_stay_hidden():
    draft = factories.unit(publish=False, title="Luonnos")
    data = factories.data([draft], groups=(), licence="")
    data.summary = {}
    version = api.save_path_version(data=data, by=None)
    with pytest.raises(api.NotReady) as caught:
        api.publish_path(path=version.path, by=None)
    assert {p.field for p in caught.value.problems} == {"summary", "target_groups", "licence", "stages"}
    with pytest.raises(Http404):
        api.path_page(version.path.slug)


def test_text_is_cleaned_of_what_nobody_types():
    data = factories.data([factories.unit()], title="Polku\x00 \u202egnirts")
    assert api.save_path_version(data=data, by=None).title["fi"] == "Polku gnirts"


def test_only_the_owners_people_in_a_theme_of_the_path_may_write():
    here, elsewhere = factories.organisation(), factories.organisation("muualla", "Muualla")
    mikko = factories.author(here)
    outi = factories.author(elsewhere, name="Outi Oja")
    eero = factories.person("Eero Eskola", here, role="digital_lead")
    developer = factories.author(factories.organisation("kolmas", "Kolmas"), kind="developer", name="Kaarlo Kehittäjä")
    unit = factories.unit()
    version = api.save_path_version(data=factories.data([unit]), by=mikko)
    for nobody in (outi, eero):
        with pytest.raises(PermissionDenied):
            api.save_path_version(path=version.path, data=factories.data([unit], title="Toinen"), by=nobody, base_number=1)
        with pytest.raises(PermissionDenied):
            api.publish_path(path=version.path, by=nobody)
    mine = api.save_path_version(data=factories.data([unit], owner=factories.organisation("kolmas")), by=developer)
    with pytest.raises(PermissionDenied):
        api.publish_path(path=mine.path, by=developer)
    api.publish_path(path=version.path, by=mikko)
    assert api.path_page(version.path.slug).title == "Polku"


def test_what_stays_inside_is_its_organisations_only():
    here = factories.organisation()
    aino = factories.person("Aino Aalto", here, role="digital_lead")
    outi = factories.person("Outi Oja", factories.organisation("muualla", "Muualla"), role="digital_lead")
    version = api.save_path_version(data=factories.data([factories.unit()], licence="own-organisation"), by=aino)
    api.publish_path(path=version.path, by=aino)
    assert api.path_page(version.path.slug, person=aino).title == "Polku"
    for stranger in (outi, None):
        with pytest.raises(Http404):
            api.path_page(version.path.slug, person=stranger)
        assert version.path_id not in [row.path_id for row in api.path_rows(person=stranger)]
    assert not list(api.documents())
    with pytest.raises(PermissionDenied):
        api.withdraw_path(path=version.path, by=outi)


def test_an_author_cannot_put_another_organisations_own_unit_on_a_path():
    mikko = factories.author(factories.organisation())
    hidden = factories.unit(licence="own-organisation", owner=factories.organisation("muualla", "Muualla"))
    with pytest.raises(api.InvalidPath):
        api.save_path_version(data=factories.data([hidden]), by=mikko)


def test_withdraw_and_publish_again():
    path = factories.path([factories.unit()])
    api.withdraw_path(path=path, by=None)
    api.withdraw_path(path=path, by=None)
    with pytest.raises(Http404):
        api.path_page(path.slug)
    api.publish_path(path=path, by=None)
    assert api.path_page(path.slug)


def test_rename_keeps_the_old_address_and_goes_back():
    path = factories.path([factories.unit()], slug="vanha")
    api.rename_path(path=path, slug="uusi-nimi", by=None)
    assert api.current_slug("vanha") == "uusi-nimi"
    with pytest.raises(api.InvalidPath):
        factories.path([factories.unit()], slug="vanha")
    api.rename_path(path=path, slug="vanha", by=None)
    assert api.current_slug("uusi-nimi") == "vanha"
    for bad in ("UUSI", "a b", "uusi", "x" * 61, "../x"):
        with pytest.raises(api.InvalidPath):
            api.rename_path(path=path, slug=bad, by=None)


def test_restore_is_a_new_version():
    one, two = factories.unit(), factories.unit()
    path = factories.path([one])
    factories.change(path, [one, two])
    restored = api.restore_path_version(path=path, version=path.versions.get(number=1), by=None, base_number=2)
    assert restored.number == 3
    assert [s.unit_id for s in PathStep.objects.filter(version=restored)] == [one.pk]


def test_starter_paths_load_once_and_round_trip_byte_for_byte():
    library.load_starter_units() if hasattr(library, "load_starter_units") else library.load_starter()
    loaded = api.load_starter_paths()
    assert len(loaded) == 6
    assert api.load_starter_paths() == []
    for slug in loaded:
        files = {file.name: file.read_text(encoding="utf-8") for file in (STARTER / slug).iterdir()}
        assert api.export_path(api.published_path(slug)) == files


def test_starter_paths_leave_what_was_edited_or_withdrawn():
    library.load_starter_units() if hasattr(library, "load_starter_units") else library.load_starter()
    slug, other = api.load_starter_paths()[:2]
    edited = api.published_path(slug)
    data = api.version_data(edited.published)
    data.title["fi"] = "Oma nimi"
    operations.save_path_version(path=edited, data=data, by=None, base_number=1)
    PathVersion.objects.filter(path=edited, number=2).update(created_by=factories.person("Mikko Meri"))
    api.withdraw_path(path=api.published_path(other), by=None)
    assert api.load_starter_paths() == []
    assert api.published_path(other).withdrawn_at


def test_search_documents_are_what_everyone_may_read():
    path = factories.path([factories.unit(title="Erikoinen osio")])
    factories.path([factories.unit()], publish=False)
    found = list(api.documents())
    assert [(d["key"], d["language"]) for d in found] == [(path.slug, "fi")]
    assert "Erikoinen osio" in found[0]["body"]
    assert found[0]["themes"] == ["paja"]
    assert list(api.documents([])) == []
