"""Reading an instrument file of the format osaava-instrument/1, with every problem named at once: file, item, what to put right."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

import yaml

from osaava.base.language import LANGUAGES

FORMAT = "osaava-instrument/1"
KINDS, SCALES = ("organisation", "staff", "personal"), ("levels", "agreement", "statement")
RESPONDENT_GROUPS = ("management", "teachers", "guidance", "support")
MOST_FIRST = 20
"""A first set of more than this takes longer than eight minutes."""

MAX_ITEMS, MAX_TEXT = 400, 1000
_KEY = re.compile(r"[a-z][a-z0-9.-]{0,39}")
_INSTRUMENT_KEY = re.compile(r"[a-z][a-z0-9-]{0,39}")
_TOP = {"format", "key", "number", "kind", "scale", "title", "purpose", "sources", "sections", "answers"}
_ITEM = {"key", "competence", "groups", "first", "text", "levels", "level", "kind", "help", "evidence", "difficulty", "checks"}


class InstrumentError(ValueError):
    """A file that is no instrument; `problems` says what to put right, one sentence each."""

    def __init__(self, problems: list[str]):
        super().__init__("\n".join(problems))
        self.problems = problems


@dataclass(frozen=True)
class Vocabulary:
    """What an instrument may speak of: themes in order, competences with their theme, target groups."""

    themes: tuple[str, ...]
    competences: dict[str, str]
    groups: frozenset[str]


@dataclass
class _Checker:
    file: str
    words: Vocabulary
    problems: list[str] = field(default_factory=list)

    def say(self, place: str, problem: str) -> None:
        self.problems.append(f"{self.file}, {place}: {problem}")

    def text(self, place: str, value: Any, *, required: bool = True) -> None:
        """A text in three languages. Finnish must be there; a missing translation is told by `translation_status`."""
        if value is None and not required:
            return
        if not isinstance(value, dict):
            self.say(place, "write the text by language, like {fi: …, sv: …, en: …}.")
            return
        for language in set(value) - set(LANGUAGES):
            self.say(place, f"unknown language {language!r}; the languages are {', '.join(LANGUAGES)}.")
        if not str(value.get(LANGUAGES[0]) or "").strip():
            self.say(place, f"the text is missing in {LANGUAGES[0]}.")
        for language, text in value.items():
            if text is not None and (not isinstance(text, str) or len(text) > MAX_TEXT):
                self.say(place, f"the text in {language} must be plain text of at most {MAX_TEXT} characters.")

    def top(self, data: dict) -> None:
        for name in sorted(set(data) - _TOP):
            self.say(name, "unknown field; remove it or correct its name.")
        if data.get("format") != FORMAT:
            self.say("format", f"must be {FORMAT!r}, is {data.get('format')!r}.")
        if not _INSTRUMENT_KEY.fullmatch(str(data.get("key", ""))):
            self.say("key", "must be lower-case letters, digits and hyphens, like staff.")
        if not isinstance(data.get("number"), int) or isinstance(data["number"], bool) or not 1 <= data["number"] <= 10_000:
            self.say("number", "must be a whole number from 1.")
        if data.get("kind") not in KINDS:
            self.say("kind", f"must be one of {', '.join(KINDS)}.")
        if data.get("scale") not in SCALES:
            self.say("scale", f"must be one of {', '.join(SCALES)}.")
        if data.get("scale") == "statement":
            self.answers(data.get("answers"))
        self.text("title", data.get("title"))
        self.text("purpose", data.get("purpose"), required=False)

    def answers(self, answers: Any) -> None:
        if not isinstance(answers, list) or len(answers) < 2:
            self.say("answers", "a scale of statements needs a list of answers, each with key and name.")
            return
        for entry in answers:
            key = entry.get("key") if isinstance(entry, dict) else None
            if not isinstance(key, str) or not key:
                self.say("answers", f"{entry!r} has no key in quotes.")
                continue
            self.text(f"answer {key}", entry.get("name"))

    def sections(self, data: dict) -> None:
        sections = data.get("sections")
        if not isinstance(sections, list) or not sections:
            self.say("sections", "must be a list with at least one section.")
            return
        places: list[int] = []
        seen: set[str] = set()
        first = dict.fromkeys(RESPONDENT_GROUPS, 0)
        for number, section in enumerate(sections, start=1):
            theme = section.get("theme") if isinstance(section, dict) else None
            if theme not in self.words.themes:
                self.say(f"section {number}", f"theme {theme!r} is not one of {', '.join(self.words.themes)}.")
                continue
            places.append(self.words.themes.index(theme))
            items = section.get("items")
            if not isinstance(items, list) or not items:
                self.say(f"section {theme}", "must have a list of items.")
                continue
            for entry in items:
                if not isinstance(entry, dict):
                    self.say(f"section {theme}", f"an item must be a mapping with key, competence and text, not {entry!r}.")
                    continue
                self.item(data, theme, entry, seen, first)
        if places != sorted(set(places)):
            self.say("sections", "each theme stands once, in the order of the houses.")
        if len(seen) > MAX_ITEMS:
            self.say("sections", f"at most {MAX_ITEMS} items.")
        for group, count in first.items():
            if data.get("kind") == "staff" and count > MOST_FIRST:
                self.say("sections", f"the first set of {group} has {count} items; at most {MOST_FIRST} fit in eight minutes.")

    def item(self, data: dict, theme: str, entry: dict, seen: set[str], first: dict[str, int]) -> None:
        key = str(entry.get("key", ""))
        place = f"item {key or '(no key)'}"
        if not _KEY.fullmatch(key):
            self.say(place, "the key must begin with a letter and hold lower-case letters, digits, points and hyphens, at most 40.")
        if key in seen:
            self.say(place, "the key is used twice.")
        seen.add(key)
        for name in sorted(set(entry) - _ITEM):
            self.say(place, f"unknown field {name!r}; remove it or correct its name.")
        competence = entry.get("competence")
        if not isinstance(competence, str) or competence not in self.words.competences:
            self.say(place, f"competence {competence!r} is not known. Write it in quotes, like '1.1'.")
        elif self.words.competences[competence] != theme:
            self.say(place, f"competence {competence} belongs to {self.words.competences[competence]}, not to {theme}.")
        self.groups(data, place, entry, first)
        self.texts(place, entry)
        if "levels" in entry:
            self.levels(place, entry["levels"])
        if data.get("kind") == "personal" and entry.get("level") not in (1, 2, 3, 4, 5):
            self.say(place, "a personal item needs the level (1–5) that a yes shows.")
        difficulty = entry.get("difficulty", 1)
        if isinstance(difficulty, bool) or not isinstance(difficulty, int | float) or not 0 <= difficulty <= 6:
            self.say(place, "difficulty must be a number on the scale of the levels.")

    def groups(self, data: dict, place: str, entry: dict, first: dict[str, int]) -> None:
        groups = entry.get("groups")
        allowed = set(RESPONDENT_GROUPS) if data.get("kind") == "staff" else set(self.words.groups)
        if groups is None and data.get("kind") != "staff":
            return
        if not isinstance(groups, list) or not groups or not set(map(str, groups)) <= allowed:
            self.say(place, f"groups must be a list of {', '.join(sorted(allowed))}.")
            return
        for group in groups:
            if entry.get("first") and group in first:
                first[group] += 1

    def texts(self, place: str, entry: dict) -> None:
        if not isinstance(entry.get("first", False), bool):
            self.say(place, "first must be true or false.")
        texts = entry.get("text")
        if not isinstance(texts, dict) or "default" not in texts:
            self.say(place, "needs text: default: with the wording by language.")
            return
        for group, text in texts.items():
            if group != "default" and group not in self.words.groups:
                self.say(place, f"wording for an unknown group {group!r}.")
            self.text(f"{place}, text for {group}", text)
        for name in ("help", "evidence"):
            self.text(f"{place}, {name}", entry.get(name), required=False)

    def levels(self, place: str, levels: Any) -> None:
        if not isinstance(levels, dict) or not levels.get(LANGUAGES[0]):
            self.say(place, "levels must be five descriptions by language.")
            return
        for language, texts in levels.items():
            if language not in LANGUAGES or not isinstance(texts, list) or len(texts) != 5 or not all(isinstance(t, str) and t for t in texts):
                self.say(place, f"levels need five descriptions in {language}.")


def parse(content: bytes | str, file: str) -> dict:
    """The mapping in a YAML (or JSON) file. Raises InstrumentError when there is none."""
    try:
        text = content.decode("utf-8-sig") if isinstance(content, bytes) else content
    except UnicodeDecodeError:
        raise InstrumentError([f"{file}: the file must be UTF-8 text."]) from None
    if re.search(r"(^|[\s\[{,:])[&*][A-Za-z0-9_]", text):
        # An alias can make a small file huge; instruments have no use for them.
        raise InstrumentError([f"{file}: anchors and aliases (& and *) are not used in instruments."])
    try:
        data = yaml.safe_load(text)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        where = f", line {mark.line + 1}" if mark else ""
        raise InstrumentError([f"{file}{where}: this is no YAML: {getattr(error, 'problem', None) or 'it cannot be read'}."]) from None
    except RecursionError:
        raise InstrumentError([f"{file}: the file is nested too deeply."]) from None
    if not isinstance(data, dict):
        raise InstrumentError([f"{file}: the file must be a mapping that begins with format: {FORMAT}."])
    return data


def check(data: dict, file: str, words: Vocabulary) -> None:
    """Raise InstrumentError with all problems of a definition."""
    checker = _Checker(file, words)
    checker.top(data)
    checker.sections(data)
    if checker.problems:
        raise InstrumentError(checker.problems)
