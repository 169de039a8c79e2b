"""The profile for other programs: CSV for spreadsheets and JSON. The same figures as on the page, and as little more as the page."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator

from django.utils.translation import gettext as _

from osaava.base.spreadsheets import safe_cell
from osaava.capability.anonymity import Band, Cell, Refusal, to_data
from osaava.capability.documents import words
from osaava.capability.queries import Line, Profile

FORMAT = "osaava-profile/1"


def csv_of(profile: Profile) -> str:
    """Themes and competences by group, one figure a row; UTF-8 with a mark and semicolons, as spreadsheets here expect."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";", quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    writer.writerow(_head())
    for line in (*profile.lines, *profile.competences):
        for row in _rows(line):
            writer.writerow([safe_cell(cell, numbers=True) for cell in row])
    return "\ufeff" + out.getvalue()


def _head() -> list[str]:
    return [
        _("What"), _("Group"), _("Level"), _("Interval from"), _("Interval to"), _("People who answered"),
        _("Network average"), _("Network Q1"), _("Network median"), _("Network Q3"),
        _("Size class average"), _("Size class Q1"), _("Size class median"), _("Size class Q3"),
        _("Previous"), _("Change since the previous"), _("Management agreed"), _("Target"), _("Note"),
    ]


def _rows(line: Line) -> Iterator[list[object]]:
    beside = [*_band(line.network), *_band(line.size_class), _number(line.previous), _number(line.change.value if line.change else None)]
    yield [line.label, _("All groups"), *_cell(line.own), *beside, _number(line.team), _number(line.target), _why(line.own)]
    for key, cell in line.groups.items():
        yield [line.label, words.group(key), *_cell(cell), *[""] * 12, _why(cell)]


def _cell(cell: Cell) -> list[object]:
    if isinstance(cell, Refusal):
        return ["", "", "", ""]
    low, high = words.interval(cell.interval).split("–")
    return [words.number(cell.mean), low, high, cell.n]


def _why(cell: Cell) -> str:
    if isinstance(cell, Refusal):
        return words.reason(cell)
    return _("rests on few answers") if cell.rests_on_few else ""


def _band(band: Band | Refusal) -> list[object]:
    if isinstance(band, Refusal):
        return [""] * 4
    return [_number(band.mean), _number(band.low), _number(band.median), _number(band.high)]


def _number(value: float | None) -> str:
    """With the language's own decimal sign and a plain minus, so that a spreadsheet can calculate with it."""
    return "" if value is None else words.number(value)


def json_of(profile: Profile) -> str:
    """Everything that the profile publishes, with keys instead of words."""
    data = {
        "format": FORMAT,
        "organisation": profile.round.organisation.key,
        "round": {
            "uuid": str(profile.round.uuid), "name": profile.round.name, "kind": profile.round.kind,
            "closed_on": profile.round.closed_on.isoformat(),
        },
        "published": to_data(profile.published) if profile.published else None,
        "benchmark": profile.benchmark and {"made_on": profile.benchmark.made_on.isoformat(), "organisations": profile.benchmark.organisations},
        "team": [
            {
                "competence": claim.competence, "theme": claim.theme, "level": claim.level, "evidence": claim.evidence,
                "evidence_on": claim.evidence_on.isoformat() if claim.evidence_on else None,
            }
            for claim in profile.claims
        ],
        "trend": [
            {
                "name": point.name, "closed_on": point.closed_on.isoformat(), "imported": point.imported, "source": point.source,
                "levels": dict(point.levels),
            }
            for point in profile.trend
        ],
        "previous": {line.key: line.previous for line in (*profile.lines, *profile.competences) if line.previous is not None},
        "targets": {line.key: line.target for line in (*profile.lines, *profile.competences) if line.target is not None},
    }
    return json.dumps(data, ensure_ascii=False, indent=1)
