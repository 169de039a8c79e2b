"""Whole files to units and paths: front matter, languages, and the body's blocks."""

from __future__ import annotations

from django.utils.translation import gettext as _

from osaava.base.language import LANGUAGES
from osaava.library import blocks as schema
from osaava.library.data import Problem, TextData, UnitData
from osaava.library.markdown import front_matter
from osaava.library.markdown.front_matter import Facts, FormatError
from osaava.library.markdown.reader import parse
from osaava.library.texts import clean_line

MAX_FILE = 1_000_000


def _languages(files: dict[str, str], kind: str) -> tuple[dict[str, tuple[Facts, str, int]], list[tuple[str, Problem]], str]:
    """Facts and bodies by language, what is wrong, and the primary language."""
    found: dict[str, tuple[Facts, str, int]] = {}
    problems: list[tuple[str, Problem]] = []
    primary = ""
    for name in sorted(files):
        language = name.removesuffix(".md")
        if language not in LANGUAGES:
            problems.append((name, Problem(_("Name the file by its language: fi.md, sv.md or en.md."))))
            continue
        if len(files[name]) > MAX_FILE:
            problems.append((name, Problem(_("The file is too big."))))
            continue
        try:
            values, body, line = front_matter.split(files[name])
        except ValueError as error:
            problems.append((name, Problem(str(error))))
            continue
        facts = Facts(values)
        if facts.text("format") != kind:
            facts.wrong("format", _("Write format: %(format)s.") % {"format": kind})
        if facts.text("language") != language:
            facts.wrong("language", _("The language must be the file's name: %(language)s.") % {"language": language})
        if facts.values.pop("primary", False) is True:
            if primary:
                facts.wrong("primary", _("Only one language can be the primary one."))
            primary = primary or language
        found[language] = (facts, body, line)
    if files and not primary and not problems:
        name = "fi.md" if "fi.md" in files else sorted(files)[0]
        problems.append((name, Problem(_("Mark one language with primary: true."))))
    return found, problems, primary


def read_unit(files: dict[str, str], slug: str = "") -> UnitData:
    """A unit from its files (`{"fi.md": text, …}`); raises FormatError that names every file, line and problem."""
    languages, problems, primary = _languages(files, front_matter.UNIT_FORMAT)
    data = UnitData(slug=slug, primary=primary or "fi")
    if slug and (len(slug) > 60 or not front_matter.SLUG.match(slug)):
        problems.append((slug[:80], Problem(_("Name the folder with lower-case letters a–z, digits and hyphens, at most 60 characters."))))
    for language, (facts, body, line) in languages.items():
        text = TextData(title=facts.text("title", limit=200), summary=facts.text("summary"), outcomes=facts.texts("outcomes"))
        if not text.title:
            facts.wrong("title", _("Write the title."))
        if language == primary:
            front_matter.take_common(facts, data)
        facts.unknown()
        text.blocks, wrong = parse(body, line)
        data.texts[language] = text
        problems += [(f"{language}.md", problem) for problem in [*facts.problems, *wrong]]
    if problems:
        raise FormatError(problems)
    if not data.minutes and primary:
        data.minutes = schema.reckon_minutes(data.texts[primary].blocks, primary)
    return data


def read_path(files: dict[str, str], slug: str = "") -> dict:
    """A path from its files as a plain dict: slug, primary, title/summary/body by language, target_groups, owner, licence, stages.

    Each stage is `{"title": {language: text}, "steps": [{"unit": slug, "version": number or None}]}`.
    """
    languages, problems, primary = _languages(files, front_matter.PATH_FORMAT)
    out: dict = {"slug": slug, "primary": primary or "fi", "title": {}, "summary": {}, "body": {}, "stages": []}
    for language in sorted(languages, key=lambda code: code != primary):
        facts, body, _line = languages[language]
        out["title"][language] = facts.text("title", limit=200)
        out["summary"][language] = facts.text("summary")
        out["body"][language] = body.strip("\n")
        if not out["title"][language]:
            facts.wrong("title", _("Write the title."))
        if language == primary:
            out |= {"target_groups": facts.texts("target_groups"), "owner": facts.text("owner"), "licence": facts.text("licence")}
        _take_stages(facts, language, language == primary, out)
        facts.unknown()
        problems += [(f"{language}.md", problem) for problem in facts.problems]
    if problems:
        raise FormatError(problems)
    return out


def _take_stages(facts: Facts, language: str, is_primary: bool, out: dict) -> None:
    stages = facts.mappings("stages")
    if is_primary:
        for stage in stages:
            steps = stage.get("steps") if isinstance(stage.get("steps"), list) else []
            good = [s for s in steps if isinstance(s, dict) and isinstance(s.get("unit"), str) and not set(s) - {"unit", "version"}]
            if len(good) != len(steps) or any(type(s.get("version", 1)) is not int for s in good) or set(stage) - {"title", "steps"}:
                facts.wrong("stages", _("Write each step like {unit: some-slug} or {unit: some-slug, version: 3}."))
            out["stages"].append(
                {"title": {language: clean_line(stage.get("title") or "")}, "steps": [{"unit": s["unit"], "version": s.get("version")} for s in good]}
            )
    elif len(stages) != len(out["stages"]):
        facts.wrong("stages", _("Give the same stages in the same order as in the primary language."))
    else:
        for stage, target in zip(stages, out["stages"], strict=True):
            target["title"][language] = clean_line(stage.get("title") or "")
