"""Reading results that were measured elsewhere: a CSV table and a mapping file that says what its rows are. No database in here.

Every problem is told at once, with its row, and nothing is brought in until there are none: half a baseline is worse than none. The format
is described in docs/reference/earlier-results.md.
"""

from __future__ import annotations

import csv
import io
import re
from dataclasses import dataclass, field
from typing import Any

import yaml
from django.utils.translation import gettext as _

FORMAT = "osaava-mapping/1"
MAX_BYTES, MAX_ROWS, MAX_COLUMNS, MAX_PROBLEMS = 1_000_000, 2_000, 200, 50
SMALLEST = 5
_NUMBER = re.compile(r"\d{1,6}([.,]\d{1,6})?")


class EarlierResultsError(ValueError):
    """Files that cannot be brought in; `problems` says what to put right, one sentence each."""

    def __init__(self, problems: list[str]):
        super().__init__("\n".join(problems))
        self.problems = problems[:MAX_PROBLEMS]


@dataclass(frozen=True)
class Mapping:
    """What the columns and rows of a table mean."""

    source: str
    item_column: str
    value_column: str
    respondents_column: str
    lowest: float
    highest: float
    items: dict[str, tuple[str, str]]
    """Row's name -> ("competence" or "theme", key)."""
    ignore_others: bool

    def on_our_scale(self, value: float) -> float:
        """The value moved to the scale from 1 to 5."""
        return 1 + 4 * (value - self.lowest) / (self.highest - self.lowest)


@dataclass(frozen=True)
class EarlierResults:
    """What a table says, on our scale: one mean for each competence or theme."""

    source: str
    lines: list[dict[str, Any]] = field(default_factory=list)


def read_mapping(content: bytes, *, competences: set[str], themes: set[str]) -> Mapping:
    """A mapping file. Raises EarlierResultsError with everything that is wrong with it."""
    data = _yaml(content)
    problems = []
    if data.get("format") != FORMAT:
        problems.append(_("The mapping file must begin with format: %(format)s.") % {"format": FORMAT})
    for name in ("source", "item_column", "value_column"):
        if not isinstance(data.get(name), str) or not data[name].strip():
            problems.append(_("The mapping file must say %(name)s.") % {"name": name})
    scale = data.get("scale") if isinstance(data.get("scale"), dict) else {}
    lowest, highest = scale.get("lowest"), scale.get("highest")
    if not all(isinstance(n, int | float) and not isinstance(n, bool) for n in (lowest, highest)) or not lowest < highest:
        problems.append(_("The mapping file must give the scale, like scale: {lowest: 1, highest: 5}."))
    items = {}
    for name, target in (data.get("items") if isinstance(data.get("items"), dict) else {}).items():
        kind, key = next(iter(target.items())) if isinstance(target, dict) and len(target) == 1 else ("", "")
        if key not in {"competence": competences, "theme": themes}.get(kind, set()):
            words = _("Item %(item)s of the mapping file: write {competence: '1.1'} or {theme: majakka} with a key that exists.")
            problems.append(words % {"item": name})
        else:
            items[str(name).strip()] = (kind, key)
    if not items and not problems:
        problems.append(_("The mapping file has no items."))
    if problems:
        raise EarlierResultsError(problems)
    return Mapping(
        source=" ".join(data["source"].split())[:200], item_column=data["item_column"].strip(), value_column=data["value_column"].strip(),
        respondents_column=str(data.get("respondents_column") or "").strip(), lowest=lowest, highest=highest, items=items,
        ignore_others=data.get("ignore_others") is True,
    )


def _yaml(content: bytes) -> dict:
    if len(content) > MAX_BYTES:
        raise EarlierResultsError([_("The mapping file is too large. The limit is 1 MB.")])
    try:
        text = content.decode("utf-8-sig")
        if re.search(r"(^|[\s\[{,:])[&*][A-Za-z0-9_]", text):
            raise EarlierResultsError([_("The mapping file may not use anchors and aliases (& and *).")])
        data = yaml.safe_load(text)
    except (UnicodeDecodeError, yaml.YAMLError, RecursionError):
        raise EarlierResultsError([_("The mapping file cannot be read. It must be YAML in UTF-8.")]) from None
    if not isinstance(data, dict):
        raise EarlierResultsError([_("The mapping file must begin with format: %(format)s.") % {"format": FORMAT}])
    return data


def _rows(content: bytes) -> list[dict[str, str]]:
    if len(content) > MAX_BYTES:
        raise EarlierResultsError([_("The table is too large. The limit is 1 MB.")])
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = content.decode("cp1252", errors="replace")
    if "\0" in text:
        raise EarlierResultsError([_("The table is no CSV file. Save it as CSV in your spreadsheet program.")])
    head = text.splitlines()[0] if text.strip() else ""
    delimiter = max(";,\t", key=head.count)
    try:
        lines = list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True))
    except csv.Error:
        raise EarlierResultsError([_("The table cannot be read: a quotation mark is not closed. Save it as CSV again.")]) from None
    names = [name.strip() for name in lines[0]] if lines else []
    if not names or len(names) > MAX_COLUMNS or len(lines) > MAX_ROWS + 1:
        raise EarlierResultsError([_("The table must have a header, at most 200 columns and at most 2,000 rows.")])
    if len(set(filter(None, names))) != len(list(filter(None, names))):
        raise EarlierResultsError([_("Two columns of the table have the same name.")])
    return [dict(zip(names, [*line, *[""] * len(names)], strict=False)) for line in lines[1:] if any(cell.strip() for cell in line)]


def read_table(content: bytes, mapping: Mapping) -> EarlierResults:
    """A table as its mapping says. Raises EarlierResultsError with every row that is wrong."""
    rows = _rows(content)
    wanted = [mapping.item_column, mapping.value_column, *filter(None, [mapping.respondents_column])]
    if missing := [name for name in wanted if not rows or name not in rows[0]]:
        raise EarlierResultsError([_("The table has no column %(name)s.") % {"name": name} for name in missing])
    problems: list[str] = []
    found: dict[tuple[str, str], list[tuple[float, int | None]]] = {}
    seen: set[str] = set()
    for number, row in enumerate(rows, start=2):
        try:
            if line := _line(row, mapping, seen):
                target, value, respondents = line
                found.setdefault(target, []).append((value, respondents))
        except ValueError as error:
            problems.append(_("Row %(number)s: %(problem)s") % {"number": number, "problem": error})
    if not found and not problems:
        problems.append(_("No row of the table is in the mapping file."))
    if problems:
        raise EarlierResultsError(problems)
    return EarlierResults(mapping.source, [_merged(kind, key, values) for (kind, key), values in sorted(found.items())])


def _line(row: dict[str, str], mapping: Mapping, seen: set[str]):
    """(target, value on our scale, respondents) of one row, None for a row to leave aside; ValueError says what is wrong."""
    name = row[mapping.item_column].strip()
    if name[:1] in ("=", "+", "-", "@"):
        raise ValueError(_("the cell begins with %(sign)s, like a formula. Save the table with values instead of formulas.") % {"sign": name[0]})
    if name not in mapping.items:
        if mapping.ignore_others or not name:
            return None
        raise ValueError(_("item %(item)s is not in the mapping file. Add it, or say ignore_others: true.") % {"item": name[:60]})
    if name in seen:
        raise ValueError(_("item %(item)s is there twice.") % {"item": name[:60]})
    seen.add(name)
    value = _number(row[mapping.value_column])
    if not mapping.lowest <= value <= mapping.highest:
        limits = {"value": f"{value:g}", "lowest": f"{mapping.lowest:g}", "highest": f"{mapping.highest:g}"}
        raise ValueError(_("%(value)s is not on the scale from %(lowest)s to %(highest)s.") % limits)
    respondents = None
    if mapping.respondents_column:
        respondents = int(_number(row[mapping.respondents_column]))
        if respondents < SMALLEST:
            raise ValueError(_("the value rests on fewer than 5 answers; leave the row out."))
    return mapping.items[name], mapping.on_our_scale(value), respondents


def _number(cell: str) -> float:
    """A number with a decimal comma or point; ValueError says what is there instead."""
    text = cell.strip().replace("\u00a0", "").replace(" ", "")
    if text[:1] in ("=", "+", "@"):
        raise ValueError(_("the cell begins with %(sign)s, like a formula. Save the table with values instead of formulas.") % {"sign": text[0]})
    if not _NUMBER.fullmatch(text):
        raise ValueError(_("“%(cell)s” is no number.") % {"cell": cell.strip()[:40]})
    return float(text.replace(",", "."))


def _merged(kind: str, key: str, values: list[tuple[float, int | None]]) -> dict[str, Any]:
    counts = [count for _value, count in values if count is not None]
    return {kind: key, "value": round(sum(value for value, _count in values) / len(values), 1), "respondents": min(counts) if counts else None}
