"""The instruments and measures in the package keep the rules of `docs/guides/instruments.md`, checked without a database.

A survey is easy to spoil by one well-meant edit: a second idea in a statement, a language forgotten, a group that is no longer asked about
a theme. Each rule here names the item and says what is wrong with it.
"""

import re
from collections import Counter, defaultdict
from functools import cache
from pathlib import Path

import pytest
import yaml

PACKAGE = Path(__file__).resolve().parents[2]
DATA = PACKAGE / "capability" / "data"
LANGUAGES = ("fi", "sv", "en")
THEMES = ("majakka", "kasvihuone", "voimala", "tori", "koulutalo", "tahtitorni", "paja", "kirjasto")
STAFF_GROUPS = ("management", "teachers", "guidance", "support")
PERSON_GROUPS = (*STAFF_GROUPS, "development")
INSTRUMENTS = ("organisation", "staff", "personal")
EMPTY_WORDS = re.compile(
    r"\b(hyvin|laajasti|aktiivisesti|monipuolisesti|riittävä\w*|säännöllisesti|tehokkaasti|tarvittaessa|(?<!kuinka )usein|aina|yleensä|"
    r"väl|aktivt|brett|mångsidigt|tillräcklig\w*|regelbundet|effektivt|vid behov|(?<!hur )ofta|alltid|vanligtvis|"
    r"well|actively|widely|sufficient\w*|adequate\w*|regularly|effectively|(?<!how )often|always|usually|appropriate\w*)\b",
    re.IGNORECASE,
)
NEGATIONS = {
    "fi": re.compile(r"\b(ei|en|eivät|eikä|emme|ilman)\b", re.IGNORECASE),
    "sv": re.compile(r"\b(inte|ingen|inga|inget|aldrig|utan)\b", re.IGNORECASE),
    "en": re.compile(r"\b(not|no|never|without|nobody|cannot)\b|n't\b", re.IGNORECASE),
}
TWO_IDEAS = {"fi": re.compile(r"\b(ja|sekä)\b"), "sv": re.compile(r"\boch\b"), "en": re.compile(r"\band\b")}
MOST_WORDS = {"organisation": {"fi": 14, "sv": 18, "en": 18}, "staff": {"fi": 12, "sv": 18, "en": 18}, "personal": {"fi": 12, "sv": 18, "en": 18}}
SECONDS_AN_ITEM = 24
"""Reading a short statement and choosing one of seven answers on a phone, taken on the slow side; twenty make eight minutes."""


@cache
def load(name: str) -> dict:
    return yaml.safe_load((DATA / f"{name}.yaml").read_text(encoding="utf-8"))


@cache
def competences() -> dict[str, dict]:
    """Every competence of the vocabulary by key, with its theme."""
    found = {}
    for path in sorted((PACKAGE / "themes" / "data" / "competences").glob("*.yaml")):
        content = yaml.safe_load(path.read_text(encoding="utf-8"))
        found |= {c["key"]: c | {"theme": content["theme"]} for c in content["competences"]}
    return found


def items(instrument: str) -> list[dict]:
    return [item | {"theme": s["theme"]} for s in load(f"instruments/{instrument}")["sections"] for item in s["items"]]


def measures() -> list[dict]:
    return load("measures")["measures"]


def wordings(instrument: str):
    """Every statement as (item key, group or default, language, text)."""
    for item in items(instrument):
        for group, text in item["text"].items():
            yield from ((item["key"], group, language, text[language]) for language in LANGUAGES)


def language_texts(value, place: str):
    """Every mapping of languages anywhere in the file, with its place."""
    if isinstance(value, dict):
        if set(value) & set(LANGUAGES):
            yield place, value
        else:
            for key, child in value.items():
                yield from language_texts(child, f"{place}/{key}")
    elif isinstance(value, list):
        for child in value:
            name = child.get("key") or child.get("theme") or "" if isinstance(child, dict) else ""
            yield from language_texts(child, f"{place}/{name}")


FILES = (*(f"instruments/{name}" for name in INSTRUMENTS), "measures")


@pytest.mark.parametrize("name", FILES)
def test_every_text_is_written_in_each_language_and_differs_between_them(name):
    texts = list(language_texts(load(name), name))
    assert len(texts) > 20
    for place, text in texts:
        assert set(text) == set(LANGUAGES), place
        assert all(isinstance(t, str) and t.strip() == t and t for t in text.values()), place
        assert len(set(text.values())) == 3 or place.startswith("measures/owners/digital_tutor"), f"{place} is the same in two languages"


@pytest.mark.parametrize("name", FILES)
def test_file_is_readable_and_calm(name):
    source = (DATA / f"{name}.yaml").read_text(encoding="utf-8")
    for number, line in enumerate(source.splitlines(), 1):
        assert len(line) <= 150, f"{name}.yaml line {number} is longer than 150 characters"
    for place, text in language_texts(load(name), name):
        assert not any("!" in t for t in text.values()), f"{place} has an exclamation mark"


@pytest.mark.parametrize("name", FILES)
def test_no_text_uses_a_word_that_two_readers_measure_differently(name):
    for place, text in language_texts(load(name), name):
        for language, wording in text.items():
            assert not EMPTY_WORDS.search(wording), f"{place} {language}: {wording}"


@pytest.mark.parametrize("instrument", INSTRUMENTS)
def test_heading_says_what_the_file_is(instrument):
    content = load(f"instruments/{instrument}")
    assert (content["format"], content["key"], content["kind"]) == ("osaava-instrument/1", instrument, instrument)
    assert content["scale"] == {"organisation": "levels", "staff": "agreement", "personal": "statement"}[instrument]
    assert content["number"] >= 1
    assert all(source["title"] and source["by"] and source["used"] for source in content["sources"])
    assert [section["theme"] for section in content["sections"]] == list(THEMES)


@pytest.mark.parametrize("instrument", INSTRUMENTS)
def test_item_keys_are_unique_and_name_a_competence_of_the_section(instrument):
    keys = Counter(item["key"] for item in items(instrument))
    assert not [key for key, times in keys.items() if times > 1]
    for item in items(instrument):
        assert competences()[item["competence"]]["theme"] == item["theme"], item["key"]
        assert re.fullmatch(rf"{instrument[0]}-{re.escape(item['competence'])}(-[a-h])?", item["key"]), item["key"]


@pytest.mark.parametrize("instrument", INSTRUMENTS)
def test_statement_is_short_enough_for_a_phone(instrument):
    for key, group, language, text in wordings(instrument):
        assert len(text.split()) <= MOST_WORDS[instrument][language], f"{key} {group} {language}: {text}"
        assert len(text) <= 125, f"{key} {group} {language}: {text}"


@pytest.mark.parametrize("instrument", ["staff", "personal"])
def test_statement_has_one_idea_and_no_negation(instrument):
    for key, group, language, text in wordings(instrument):
        assert text.endswith("."), f"{key} {group} {language} is no sentence: {text}"
        assert not TWO_IDEAS[language].search(text), f"{key} {group} {language} asks two things: {text}"
        assert not NEGATIONS[language].search(text), f"{key} {group} {language} has a negation: {text}"


@pytest.mark.parametrize("instrument", INSTRUMENTS)
def test_no_statement_is_asked_twice(instrument):
    seen = defaultdict(set)
    for key, _group, language, text in wordings(instrument):
        seen[language, text].add(key)
    assert not {text: keys for text, keys in seen.items() if len(keys) > 1}


@pytest.mark.parametrize("instrument", ["staff", "personal"])
def test_own_wording_belongs_to_a_group_that_is_asked(instrument):
    for item in items(instrument):
        assert "default" in item["text"], item["key"]
        assert set(item["text"]) - {"default"} <= set(item["groups"]) <= set(PERSON_GROUPS), item["key"]


# The organisation's instrument


def test_organisation_is_asked_about_each_competence_once():
    assert [item["competence"] for item in items("organisation")] == sorted(competences())
    assert Counter(item["theme"] for item in items("organisation")) == dict.fromkeys(THEMES, 5)


def test_organisation_item_is_a_question_with_help_and_a_hint_of_evidence():
    for item in items("organisation"):
        for language in LANGUAGES:
            assert item["text"]["default"][language].endswith("?"), item["key"]
            assert len(item["help"][language]) <= 130, f"{item['key']} {language}: {item['help'][language]}"
            assert len(item["evidence"][language]) <= 120, f"{item['key']} {language}: {item['evidence'][language]}"


def test_levels_of_the_vocabulary_can_be_seen():
    for key, competence in competences().items():
        for scale in ("organisation_levels", "person_levels"):
            for language, levels in competence[scale].items():
                assert len(set(levels)) == 5, f"{key} {scale} {language}"
                for text in levels:
                    assert not EMPTY_WORDS.search(text), f"{key} {scale}: {text}"
                    assert len(re.findall(r"[.?](?:\s|$)", text)) <= 2, f"{key} {scale} {language} is longer than two sentences: {text}"


# The staff view


@pytest.mark.parametrize("group", STAFF_GROUPS)
def test_group_answers_a_short_set_over_every_theme(group):
    mine = [item for item in items("staff") if group in item["groups"]]
    assert len(mine) <= 20
    assert sum(item["first"] for item in mine) * SECONDS_AN_ITEM <= 8 * 60
    assert set(Counter(item["theme"] for item in mine).values()) <= {2, 3}
    assert {item["theme"] for item in mine} == set(THEMES)


def test_two_items_of_each_theme_are_common_to_all_groups():
    common = Counter(item["theme"] for item in items("staff") if set(item["groups"]) == set(STAFF_GROUPS))
    assert common == dict.fromkeys(THEMES, 2)


def test_staff_items_ask_about_different_competences():
    assert max(Counter(item["competence"] for item in items("staff")).values()) == 1


# The personal item bank


def test_bank_has_a_statement_at_each_level_for_each_group_that_usually_needs_the_competence():
    levels = defaultdict(set)
    for item in items("personal"):
        for group in item["groups"]:
            levels[item["competence"], group].add(item["level"])
    for key, competence in competences().items():
        for group in set(competence["usual_levels"]) & set(PERSON_GROUPS):
            assert levels[key, group] == {2, 3, 4, 5}, f"{key} {group}: {sorted(levels[key, group])}"


def test_statement_is_as_hard_as_the_step_it_marks():
    for item in items("personal"):
        assert item["kind"] == "statement"
        assert item["level"] in (2, 3, 4, 5), item["key"]
        assert item["level"] - 1 < item["difficulty"] <= item["level"], item["key"]


def test_bank_has_six_statements_or_more_of_each_competence():
    assert min(Counter(item["competence"] for item in items("personal")).values()) >= 6


def test_statements_of_a_competence_rise_in_level():
    for key in competences():
        levels = [item["level"] for item in items("personal") if item["competence"] == key]
        assert levels == sorted(levels), key


# Measures


def test_each_competence_has_two_or_three_measures():
    counts = Counter(measure["competence"] for measure in measures())
    assert set(counts) == set(competences())
    assert set(counts.values()) <= {2, 3}


def test_measure_can_be_done_in_a_term_and_says_when_it_is_done():
    done = {"fi": "Valmis, kun ", "sv": "Klart när ", "en": "Done when "}
    for measure in measures():
        assert 1 <= measure["hours"] <= 60, measure["key"]
        assert measure["towards"] in (2, 3, 4, 5), measure["key"]
        for language in LANGUAGES:
            assert measure["description"][language].startswith(done[language]), measure["key"]
            assert not measure["title"][language].endswith("."), measure["key"]
            assert len(measure["title"][language]) <= 110, f"{measure['key']} {language}: {measure['title'][language]}"
            assert len(measure["description"][language]) <= 130, f"{measure['key']} {language}: {measure['description'][language]}"


def test_measure_has_a_key_an_owner_and_groups():
    keys = [measure["key"] for measure in measures()]
    assert len(set(keys)) == len(keys)
    for measure in measures():
        assert re.fullmatch(rf"m-{re.escape(measure['competence'])}-[abc]", measure["key"])
        assert measure["owner"] in load("measures")["owners"], measure["key"]
        assert measure["groups"] and set(measure["groups"]) <= set(PERSON_GROUPS), measure["key"]


def test_every_owner_role_is_used():
    assert {measure["owner"] for measure in measures()} == set(load("measures")["owners"])
