"""Turning the structure of a LimeSurvey questionnaire (.lss) into a draft instrument that a person completes and loads.

A structure file is XML: one table for each thing (groups, questions, subquestions, answers), its rows by language. Since LimeSurvey 4 the wording
stands in tables of its own (`question_l10ns`, `answer_l10ns`). Of all question types only those with five steps can be an item here: the
five-point choice and the arrays (agreement), and lists of five answers (described levels). What else there is, is named and left aside.
Source: the format as LimeSurvey 3–6 write it (table names of its database, question types of its manual).
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

import nh3
from lxml import etree

from osaava.base.language import LANGUAGES
from osaava.capability.instruments.reading import FORMAT, MAX_TEXT, RESPONDENT_GROUPS, InstrumentError, Vocabulary

MAX_BYTES = 5_000_000
STEPS = 5
_ARRAYS, _ARRAYS_WITH_ANSWERS, _SINGLE, _LISTS = {"A"}, {"F", "H"}, {"5"}, {"L", "!"}

Row = dict[str, str]


@dataclass
class Draft:
    """A definition in the format of instruments, a line for each thing of the questionnaire that is not in it, and codes that lack a competence."""

    definition: dict[str, Any]
    left_aside: list[str] = field(default_factory=list)
    without_competence: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class _Question:
    code: str
    texts: dict[str, str]
    levels: dict[str, list[str]]


def draft(content: bytes, file: str, *, competences: Mapping[str, str], words: Vocabulary) -> Draft:
    """The questionnaire as an instrument. `competences`: code of a question (QUESTION or QUESTION_SUBQUESTION) to the competence that it asks about.

    A question without a competence stands in a section without a theme; loading such a draft says so for each. Raises InstrumentError when the
    file is no structure of a questionnaire, or the mapping names what is not there.
    """
    tables = _Tables(_root(content, file))
    asked, aside = tables.questions()
    if not asked:
        raise InstrumentError([f"{file}: no question has five steps, so nothing of it can be an item. {' '.join(aside)}".strip()])
    unknown = sorted(set(competences) - {one.code for one in asked})
    wrong = [f"{file}: the mapping names {code}, which is no question with five steps." for code in unknown]
    wrong += [f"{file}: {code} is mapped to {key!r}, which is no competence." for code, key in competences.items() if key not in words.competences]
    if wrong:
        raise InstrumentError(wrong)
    with_levels = [one for one in asked if one.levels]
    levels = len(with_levels) * 2 > len(asked)
    kept = with_levels if levels else [one for one in asked if not one.levels]
    aside += [
        f"{one.code}: the other questions have {'levels' if levels else 'a scale of agreement'}; an instrument has one scale."
        for one in asked
        if one not in kept
    ]
    return Draft(_definition(tables, kept, levels, competences, words), aside, [one.code for one in kept if one.code not in competences])


def _definition(tables: _Tables, kept: list[_Question], levels: bool, competences: Mapping[str, str], words: Vocabulary) -> dict[str, Any]:
    sections: dict[str, list[dict]] = {}
    for one in sorted(kept, key=lambda one: _place(competences.get(one.code, ""), words)):
        competence = competences.get(one.code, "")
        item: dict[str, Any] = {"key": _key(one.code), "competence": competence, "text": {"default": one.texts}}
        item |= {"levels": one.levels} if levels else {"groups": list(RESPONDENT_GROUPS)}
        sections.setdefault(words.competences.get(competence, ""), []).append(item)
    return {
        "format": FORMAT, "key": _key(tables.titles().get("en") or next(iter(tables.titles().values()), "") or "questionnaire"), "number": 1,
        "kind": "organisation" if levels else "staff", "scale": "levels" if levels else "agreement", "title": tables.titles(),
        "sections": [{"theme": theme, "items": items} for theme, items in sections.items()],
    }  # fmt: skip


def _place(competence: str, words: Vocabulary) -> int:
    """Where the competence's theme stands; what has none comes last."""
    return words.themes.index(words.competences[competence]) if competence in words.competences else len(words.themes)


def _key(code: str) -> str:
    """A key that an instrument may have."""
    plain = re.sub(r"[^a-z0-9]+", "-", code.casefold()).strip("-")
    return (plain if plain[:1].isalpha() else f"q-{plain}")[:40].rstrip("-")


def _root(content: bytes, file: str) -> etree._Element:
    if len(content) > MAX_BYTES:
        raise InstrumentError([f"{file}: the file is larger than {MAX_BYTES // 1_000_000} MB."])
    if re.search(rb"<!\s*(DOCTYPE|ENTITY)", content.replace(b"\0", b""), re.IGNORECASE):
        raise InstrumentError([f"{file}: the file declares a document type or entities, which a structure file never does."])
    try:
        root = etree.fromstring(
            content, etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True, remove_pis=True)
        )
    except etree.XMLSyntaxError as error:
        raise InstrumentError([f"{file}: this is no XML: {error}."]) from None
    if root.findtext("LimeSurveyDocType") != "Survey":
        raise InstrumentError(
            [f"{file}: this is no structure of a LimeSurvey questionnaire. Export it with Display/Export → Survey structure (.lss)."]
        )
    return root


class _Tables:
    """The tables of a structure file and the wording that belongs to their rows."""

    def __init__(self, root: etree._Element):
        self.root = root
        self.wording = self._by("question_l10ns", "qid") or self._by("questions", "qid") | self._by("subquestions", "qid")
        if self.rows("question_l10ns"):
            self.wording |= {qid: rows for qid, rows in self._by("subquestions", "qid").items() if qid not in self.wording}

    def rows(self, table: str) -> list[Row]:
        return [{cell.tag: (cell.text or "").strip() for cell in row} for row in self.root.iterfind(f"{table}/rows/row")]

    def _by(self, table: str, name: str) -> dict[str, list[Row]]:
        found: dict[str, list[Row]] = {}
        for row in self.rows(table):
            found.setdefault(row.get(name, ""), []).append(row)
        return found

    def titles(self) -> dict[str, str]:
        """The questionnaire's title by language."""
        return _texts(self.rows("surveys_languagesettings"), "surveyls_title", "surveyls_language")

    def questions(self) -> tuple[list[_Question], list[str]]:
        """Questions with five steps in their order, and a line for each other one."""
        groups = {row["gid"]: _number(row.get("group_order")) for row in self.rows("groups")}
        once = {row.get("qid", ""): row for row in self.rows("questions") if row.get("parent_qid", "0") in ("", "0")}
        found: list[_Question] = []
        aside: list[str] = []
        for row in sorted(once.values(), key=lambda row: (groups.get(row.get("gid", ""), 0), _number(row.get("question_order")))):
            kind, code = row.get("type", ""), row.get("title", "")
            taken = list(self._of(row, kind, code))
            found += taken
            if not taken:
                aside.append(f"{code}: a question of type {kind or '?'} has no five steps.")
        return found, aside

    def _of(self, row: Row, kind: str, code: str) -> Iterator[_Question]:
        qid = row["qid"]
        if kind in _SINGLE:
            yield _Question(code, self._text(qid), {})
        elif kind in _LISTS and (levels := self._levels(qid)):
            yield _Question(code, self._text(qid), levels)
        elif kind in _ARRAYS or (kind in _ARRAYS_WITH_ANSWERS and self._steps(qid) in (STEPS, STEPS + 1)):
            parts = {part["qid"]: part for part in self.rows("subquestions") if part.get("parent_qid") == qid}
            for part in sorted(parts.values(), key=lambda part: _number(part.get("question_order"))):
                yield _Question(f"{code}_{part.get('title', '')}", self._text(part["qid"]), {})

    def _text(self, qid: str) -> dict[str, str]:
        return _texts(self.wording.get(qid, []), "question")

    def _steps(self, qid: str) -> int:
        """How many answers an array has; one more than five is the usual "cannot say"."""
        return len({row.get("code") for row in self.rows("answers") if row.get("qid") == qid})

    def _levels(self, qid: str) -> dict[str, list[str]]:
        """The five answers of a list in their order, by language; empty unless there are five."""
        own = sorted((row for row in self.rows("answers") if row.get("qid") == qid), key=lambda row: _number(row.get("sortorder")))
        worded = self._by("answer_l10ns", "aid")
        found: dict[str, list[str]] = {}
        for row in own:
            for language, text in _texts(worded.get(row.get("aid", ""), []) or [row], "answer").items():
                found.setdefault(language, []).append(text)
        return {language: texts for language, texts in found.items() if len(texts) == STEPS}


def _texts(rows: list[Row], name: str, by: str = "language") -> dict[str, str]:
    """Plain wording by language, in our order of languages; dialects and others are left aside."""
    found = {row.get(by, ""): _plain(row.get(name, "")) for row in rows}
    return {language: found[language] for language in LANGUAGES if found.get(language)}


def _plain(text: str) -> str:
    return " ".join(html.unescape(nh3.clean(text, tags=set())).split())[:MAX_TEXT]


def _number(text: str | None) -> int:
    return int(text) if text and text.isdecimal() else 0
