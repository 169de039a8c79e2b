"""The vocabulary in the package is complete, and loading it again never overwrites what people edited."""

import re

import pytest

from osaava.base.language import LANGUAGES
from osaava.themes import operations
from osaava.themes.api import Competence, Theme, UsualLevel, all_competences, all_target_groups, all_themes, load_vocabulary, theme_by_slug

SAYS_NOTHING = re.compile(r"\b(hyvin|laajasti|aktiivisesti|aktivt|actively|widely)\b", re.IGNORECASE)


@pytest.mark.django_db
def test_package_holds_eight_themes_forty_competences_and_six_groups():
    assert [t.number for t in all_themes()] == list(range(1, 9))
    assert len(all_competences()) == 40
    assert [g.key for g in all_target_groups()] == ["management", "teachers", "guidance", "support", "development", "students"]


@pytest.mark.django_db
@pytest.mark.parametrize("scale", ["organisation_levels", "person_levels"])
def test_every_competence_has_five_different_levels_in_three_languages(scale):
    for competence in all_competences():
        levels = getattr(competence, scale)
        for language in LANGUAGES:
            assert len(set(levels[language])) == 5, f"{competence.key} {scale} {language}"
            for text in levels[language]:
                assert not SAYS_NOTHING.search(text), f"{competence.key}: {text}"


@pytest.mark.django_db
def test_every_competence_is_asked_of_some_group():
    assert UsualLevel.objects.values("competence").distinct().count() == 40


@pytest.mark.django_db
def test_second_load_changes_nothing():
    done = load_vocabulary()
    assert (done.created, done.changed, done.kept) == (0, 0, 0)


@pytest.mark.django_db
def test_edited_wording_stays_and_untouched_follows_the_files():
    edited = Competence.objects.get(key="1.1")
    edited.description = {**edited.description, "fi": "Muokattu kuvaus."}
    edited.save()
    older = Theme.objects.get(key="tori")  # as an older release of the files would have left it
    older.name = {**older.name, "en": "An older wording"}
    older.loaded_hash = operations._hash({n: getattr(older, n) for n in ("number", "house_name", "slug", "short_name", "name")})
    older.save()
    done = load_vocabulary()
    assert (done.changed, done.kept) == (1, 0)
    assert Theme.objects.get(key="tori").name["en"].startswith("Networking")
    assert Competence.objects.get(key="1.1").description["fi"] == "Muokattu kuvaus."


@pytest.mark.django_db
def test_house_is_found_by_its_address_in_any_language():
    assert theme_by_slug("verkstaden").key == theme_by_slug("workshop").key == theme_by_slug("paja").key == "paja"
    assert theme_by_slug("linna") is None
