"""One theme of the profile: its competences with their five levels, management's claims, the view of staff and the statements behind it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from osaava.base.language import current_language
from osaava.capability.anonymity import ALL, Cell, Count, Level, Refusal, Shares, Value
from osaava.capability.documents import words
from osaava.capability.documents.content import Table
from osaava.capability.models import Round
from osaava.capability.queries import Claim, Line, Profile, shape_of
from osaava.themes.api import Competence, Theme, all_themes, competences_of


@dataclass(frozen=True)
class LevelText:
    """One of the five levels of a competence, and who is there."""

    number: int
    word: str
    text: str
    team: bool
    staff: bool


@dataclass(frozen=True)
class CompetencePart:
    """A competence on the page."""

    key: str
    label: str
    line: Line
    own: str
    claim: Claim | None
    levels: tuple[LevelText, ...]
    statements: Table | None


def links(organisation, round_: Round) -> list[dict]:
    """The pages of the eight themes for one round."""
    return [
        {
            "label": f"{theme.number} {theme.house_name}", "number": theme.number,
            "url": f"{reverse('capability:profile_theme', args=[organisation.key, str(theme.slug)])}?kierros={round_.uuid}",
        }
        for theme in all_themes()
    ]


def context(profile: Profile, theme: Theme) -> dict:
    """What the page shows."""
    line = next(line for line in profile.lines if line.key == theme.key)
    claims = {claim.competence: claim for claim in profile.claims}
    lines = {found.key: found for found in profile.of_theme(theme)}
    parts = [_part(profile, competence, lines[competence.key], claims.get(competence.key)) for competence in competences_of(theme)]
    return {"theme": theme, "line": line, "own": _sentence(line), "parts": parts, "profile": profile}


def _sentence(line: Line) -> str:
    """The level of staff's view with what it rests on, or why it is not shown."""
    if isinstance(line.own, Refusal):
        return words.reason(line.own)
    values = {"level": words.number(line.own.mean), "interval": words.interval(line.own.interval), "people": words.answers(line.own.n)}
    return _("Staff: level %(level)s (%(interval)s), %(people)s.") % values


def _part(profile: Profile, competence: Competence, line: Line, claim: Claim | None) -> CompetencePart:
    texts = competence.organisation_levels.in_language(current_language())
    staff = line.own.level if isinstance(line.own, Value) else 0
    team = claim.level if claim else 0
    levels = tuple(LevelText(n, words.level_word(n), text, n == team, n == staff) for n, text in enumerate(texts, start=1))
    return CompetencePart(competence.key, line.label, line, _sentence(line), claim, levels, _statements(profile, competence))


def _statements(profile: Profile, competence: Competence) -> Table | None:
    """The statements of a competence with every group's figure; None when staff were not asked about it."""
    if profile.published is None:
        return None
    cells: dict[str, dict[str, Cell]] = {}
    for (level, key, group), cell in profile.published.cells.items():
        if level is Level.ITEM:
            cells.setdefault(key, {})[group] = cell
    items = [item for item in shape_of(profile.round.staff_version_id).items if item.competence == competence.key and item.key in cells]
    if not items:
        return None
    head = (_("Statement"), _("All groups"), *(words.group(key) for key in profile.columns), _("Other answers"))
    rows = tuple(
        (
            item.text_for().in_language(current_language()), words.cell(cells[item.key].get(ALL)),
            *(words.cell(cells[item.key].get(key)) for key in profile.columns), _apart(cells[item.key], profile.columns),
        )
        for item in items
    )
    return Table(_("Statements about %(competence)s") % {"competence": competence.name}, head, rows)


def _apart(cells: Mapping[str, Cell], columns: tuple[str, ...]) -> str:
    """Don't know, does not concern us and shares, group by group, where they may be shown."""
    found = []
    for key in columns:
        cell = cells.get(key)
        if not isinstance(cell, Value):
            continue
        parts = [_("don't know %(count)s") % {"count": _count(cell.dont_know)}] if cell.dont_know and _count(cell.dont_know) != "0" else []
        if cell.not_applicable and _count(cell.not_applicable) != "0":
            parts.append(_("does not concern us %(count)s") % {"count": _count(cell.not_applicable)})
        if cell.shares:
            parts.append(_shares(cell.shares))
        if parts:
            found.append(f"{words.group(key)}: {', '.join(parts)}")
    return "; ".join(found) or "–"


def _count(count: Count) -> str:
    if count.exact:
        return str(count.value)
    return _("at least %(count)s") % {"count": count.value} if count.at_least else _("about %(count)s") % {"count": count.value}


def _shares(shares: Shares) -> str:
    values = {"low": _tens(shares.low), "middle": _tens(shares.middle), "high": _tens(shares.high)}
    return _("disagree %(low)s, in between %(middle)s, agree %(high)s per cent") % values


def _tens(share: int) -> str:
    return {10: _("at most 10"), 90: _("at least 90")}.get(share, str(share))
