"""The YAML between two `---` lines: read strictly, written in one fixed form."""

from __future__ import annotations

import re
from datetime import date

import yaml
from django.utils.translation import gettext as _

from osaava.library.data import CompetenceStep, LevelNeed, Problem, UnitData
from osaava.library.texts import clean_line

MAX_FRONT_MATTER = 40_000
SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*\Z")
UNIT_FORMAT, PATH_FORMAT, FOLDER_FORMAT = "osaava-unit/1", "osaava-path/1", "osaava-folder/1"


class FormatError(ValueError):
    """A file that cannot be read. `problems` is a list of (file name, Problem)."""

    def __init__(self, problems: list[tuple[str, Problem]]):
        self.problems = problems
        super().__init__("; ".join(self.lines()))

    def lines(self) -> list[str]:
        """One sentence for each problem, with its place."""
        return [f"{name}:{problem.line}: {problem.message}" if problem.line else f"{name}: {problem.message}" for name, problem in self.problems]


class _Loader(yaml.SafeLoader):
    """SafeLoader without aliases: no file of ours needs them, and they are how a small file becomes a huge one."""

    def compose_node(self, parent, index):
        if self.check_event(yaml.AliasEvent):
            raise yaml.YAMLError("aliases (*name) are not used in this format")
        return super().compose_node(parent, index)


def _read_one(text: str):
    loader = _Loader(text)
    try:
        return loader.get_single_data()
    finally:
        loader.dispose()


def load_yaml(text: str) -> dict:
    """A mapping from YAML; raises ValueError with a sentence."""
    if len(text) > MAX_FRONT_MATTER:
        raise ValueError(_("The facts at the top of the file are too long."))
    try:
        found = _read_one(text)
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        mark = getattr(error, "problem_mark", None)
        where = f" ({_('line')} {mark.line + 2})" if mark else ""
        reason = str(getattr(error, "problem", None) or error)[:200] + where
        raise ValueError(_("The facts at the top of the file cannot be read: %(reason)s") % {"reason": reason}) from None
    if not isinstance(found, dict):
        raise ValueError(_("The file must begin with facts between two --- lines."))
    return found


def split(text: str) -> tuple[dict, str, int]:
    """(facts, body, line number where the body begins)."""
    text = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    lines = text.split("\n")
    if lines[0].rstrip() != "---":
        raise ValueError(_("The file must begin with facts between two --- lines."))
    for number, line in enumerate(lines[1:], start=1):
        if line.rstrip() == "---":
            return load_yaml("\n".join(lines[1:number])), "\n".join(lines[number + 1 :]), number + 2
    raise ValueError(_("The facts at the top of the file have no closing --- line."))


# -- reading --------------------------------------------------------------------------------------------------------------------


class Facts:
    """Takes values out of front matter one by one and collects what is wrong with them."""

    def __init__(self, values: dict):
        self.values = dict(values)
        self.problems: list[Problem] = []

    def wrong(self, name: str, message: str) -> None:
        self.problems.append(Problem(f"{name}: {message}", field=name))

    def text(self, name: str, default: str = "", limit: int = 300) -> str:
        value = self.values.pop(name, None)
        if value is None:
            return default
        if isinstance(value, bool | list | dict):
            self.wrong(name, _("Write text, in quotation marks if needed."))
            return default
        value = clean_line(value)
        if len(value) > limit:
            self.wrong(name, _("Shorten this to %(limit)s characters (now %(count)s).") % {"limit": limit, "count": len(value)})
        return value

    def number(self, name: str, default: int, low: int, high: int) -> int:
        value = self.values.pop(name, None)
        if value is None:
            return default
        if isinstance(value, bool) or not isinstance(value, int) or not low <= value <= high:
            self.wrong(name, _("Write a whole number from %(low)s to %(high)s.") % {"low": low, "high": high})
            return default
        return value

    def texts(self, name: str, limit: int = 300) -> list[str]:
        value = self.values.pop(name, None)
        if value is None:
            return []
        if not isinstance(value, list) or any(isinstance(item, dict | list | bool) or item is None for item in value):
            self.wrong(name, _("Write a list of texts."))
            return []
        if len(value) > 100 or any(len(str(item)) > limit for item in value):
            self.wrong(name, _("Shorten the list."))
            return []
        return [clean_line(item) for item in value]

    def mappings(self, name: str) -> list[dict]:
        value = self.values.pop(name, None)
        if value is None:
            return []
        if not isinstance(value, list) or not all(isinstance(item, dict) for item in value) or len(value) > 200:
            self.wrong(name, _("Write a list like - {key: value}."))
            return []
        return value

    def day(self, name: str) -> date | None:
        value = self.values.pop(name, None)
        if value is None or type(value) is date:
            return value
        self.wrong(name, _("Write a date like 2027-11-30."))
        return None

    def source(self, name: str = "source") -> dict | None:
        value = self.values.pop(name, None)
        if value is None:
            return None
        if not isinstance(value, dict) or set(value) - {"title", "authors", "url", "licence"}:
            self.wrong(name, _("Write null or {title: …, authors: …, url: …, licence: …}."))
            return None
        return clean_source(value)

    def unknown(self) -> None:
        for name in self.values:
            self.wrong(str(name)[:60], _("This fact is not part of the format."))


def clean_source(value: dict) -> dict | None:
    """The source work's facts that were given, each as one line."""
    found = {}
    for key in ("title", "authors", "url", "licence"):
        item = value.get(key)
        text = clean_line(", ".join(map(str, item)) if isinstance(item, list) else item) if item else ""
        if text:
            found[key] = text[:500]
    return found or None


def take_common(facts: Facts, data: UnitData) -> None:
    """The facts that only the primary language's file carries."""
    data.themes = facts.texts("themes")
    data.target_groups = facts.texts("target_groups")
    data.minutes = facts.number("minutes", 0, 1, 240)
    data.licence = facts.text("licence")
    data.owner = facts.text("owner")
    data.authors = facts.texts("authors")
    data.contributors = facts.texts("contributors")
    data.review_by = facts.day("review_by")
    data.source = facts.source()
    for item in facts.mappings("competences"):
        first, last = item.get("from"), item.get("to")
        if set(item) != {"key", "from", "to"} or type(first) is not int or type(last) is not int or not 1 <= first < last <= 5:
            facts.wrong("competences", _("Write each like {key: '6.5', from: 1, to: 2}, levels 1–5 and rising."))
            continue
        data.competences.append(CompetenceStep(str(item["key"]), first, last))
    for item in facts.mappings("prerequisites"):
        if set(item) == {"unit"} and isinstance(item["unit"], str):
            data.required_units.append(item["unit"])
        elif set(item) == {"competence", "level"} and type(item["level"]) is int and 1 <= item["level"] <= 5:
            data.required_levels.append(LevelNeed(str(item["competence"]), item["level"]))
        else:
            facts.wrong("prerequisites", _("Write each like {unit: some-slug} or {competence: '6.1', level: 2}."))


# -- writing --------------------------------------------------------------------------------------------------------------------


def scalar(value) -> str:
    """One value on one line."""
    if value is None:
        return "null"
    return yaml.safe_dump(value, allow_unicode=True, width=10**9, default_flow_style=True).removesuffix("\n").removesuffix("\n...")


def flow(value) -> str:
    """A list or mapping on one line, keys in the given order."""
    return yaml.safe_dump(value, allow_unicode=True, width=10**9, default_flow_style=True, sort_keys=False).removesuffix("\n")


def listing(name: str, values: list) -> list[str]:
    """A list, one line an item; an empty one on the same line."""
    if not values:
        return [f"{name}: []"]
    return [f"{name}:", *(f"- {flow(v) if isinstance(v, dict | list) else scalar(v)}" for v in values)]
