"""Named findings: differences that chance alone would hardly make, with the published figures that show them.

Four questions are put to a round: where management and another group differ most (one comparison for each group), which theme changed most, which
stands highest and which lowest. Within each question the themes are one family by max-T, over the questions Holm's method; together a round in
which nothing differs names anything at all in at most 5 % of cases. Only the fact that a finding is named leaves this module, never a p-value.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from osaava.capability.anonymity.figures import Figures
from osaava.capability.anonymity.plan import Block
from osaava.capability.anonymity.published import ALL, Cell, Change, Finding, FindingKind, Level, Refusal, Value
from osaava.capability.anonymity.rounding import even_decimal
from osaava.capability.statistics.permutation import holm, standing_out, two_groups, two_rounds

ALARM = 0.05
"""Family-wise rate of findings where nothing differs."""
LEADING = "management"

Cells = Mapping[tuple[Level, str, str], Cell]
Candidate = tuple[float, Finding]


def findings_of(now: Figures, before: Figures | None, cells: Cells) -> tuple[Finding, ...]:
    """What may be named, strongest evidence first within the order divergence, change, highest, lowest."""
    themes = [theme for theme in now.snapshot.themes() if any(isinstance(cells.get((Level.THEME, theme, b.key)), Value) for b in now.plan.blocks)]
    if not themes:
        return ()
    candidates = [*_divergences(now, cells, themes), *_change(now, before, cells, themes), *_extremes(now, cells, themes)]
    adjusted = holm([p for p, _finding in candidates])
    named = [(p, finding) for p, (_raw, finding) in zip(adjusted, candidates, strict=True) if p <= ALARM]
    divergences = [pair for pair in named if pair[1].kind is FindingKind.DIVERGENCE]
    rest = [finding for _p, finding in named if finding.kind is not FindingKind.DIVERGENCE]
    widest = sorted(divergences, key=lambda pair: -abs(pair[1].value - (pair[1].against or 0)))[:1]
    return (*(finding for _p, finding in widest), *rest)


def scores(figures: Figures, block: Block, themes: Sequence[str], keys: Mapping[str, frozenset[str]]) -> np.ndarray:
    """One row for each person, one column for each theme: the mean of their answers to the given shown questions; NaN where there is none.

    The rows are sorted, so that drawn permutations, too, give the same result in whatever order the answers lie.
    """
    table = np.full((len(block.rows), len(themes)), np.nan)
    for position, theme in enumerate(themes):
        columns = [figures.columns[block.key][key] for key in sorted(keys.get(theme, ()))]
        for row in range(len(block.rows)):
            answers = [column.answers[row] for column in columns if row in column.answers]
            if answers:
                table[row, position] = sum(answers) / len(answers)
    return table[np.lexsort(np.nan_to_num(table, nan=-1.0).T)]


def _value(cells: Cells, theme: str, group: str) -> Value:
    cell = cells[Level.THEME, theme, group]
    if isinstance(cell, Refusal):
        raise TypeError(f"A finding about {theme} of {group}, which is not shown.")
    return cell


def _shown(figures: Figures, block: Block, themes: Sequence[str], cells: Cells) -> dict[str, frozenset[str]]:
    """Shown questions of each theme whose figure is shown for the block."""
    found = {}
    for theme in themes:
        cell = cells.get((Level.THEME, theme, block.key))
        found[theme] = frozenset(cell.items) if isinstance(cell, Value) else frozenset()
    return found


def _divergences(now: Figures, cells: Cells, themes: Sequence[str]) -> list[Candidate]:
    blocks = {block.key: block for block in now.plan.blocks}
    if LEADING not in blocks:
        return []
    lead, found = blocks.pop(LEADING), []
    for key, block in blocks.items():
        mine, theirs = _shown(now, lead, themes, cells), _shown(now, block, themes, cells)
        both = [theme for theme in themes if mine[theme] and theirs[theme]]
        if not both:
            continue
        common = {theme: (mine[theme] & theirs[theme]) or None for theme in both}
        first = scores(now, lead, both, {t: common[t] or mine[t] for t in both})
        second = scores(now, block, both, {t: common[t] or theirs[t] for t in both})
        p = two_groups(first, second)
        best = int(p.argmin())
        value, against = _value(cells, both[best], LEADING), _value(cells, both[best], key)
        found.append((float(p[best]), Finding(FindingKind.DIVERGENCE, both[best], value.mean, against.mean, (LEADING, key))))
    return found


def _change(now: Figures, before: Figures | None, cells: Cells, themes: Sequence[str]) -> list[Candidate]:
    wholes = {theme: cell.change for theme in themes if isinstance(cell := cells[Level.THEME, theme, ALL], Value)}
    changes = {theme: change for theme, change in wholes.items() if isinstance(change, Change)}
    changed = list(changes)
    if before is None or not changed:
        return []
    earlier = {block.key: block for block in before.plan.blocks}
    pairs = [(b, earlier[b.key]) for b in now.plan.blocks if b.key in earlier and {g.key for g in b.groups} == {g.key for g in earlier[b.key].groups}]
    sides: tuple[list[np.ndarray], list[np.ndarray]] = ([], [])
    for block, past in pairs:
        both = now.plan.shown[block.key] & before.plan.shown[past.key]
        keys = {t: frozenset(i.key for i in now.items_of(Level.THEME, t) if i.key in both) for t in changed}
        sides[0].append(scores(now, block, changed, keys))
        sides[1].append(scores(before, past, changed, keys))
    p = two_rounds(*sides, [block.headcount() for block, _past in pairs])
    best = int(p.argmin())
    change = changes[changed[best]]
    return [(float(p[best]), Finding(FindingKind.CHANGE, changed[best], even_decimal(change.previous + change.value), change.previous))]


def _extremes(now: Figures, cells: Cells, themes: Sequence[str]) -> list[Candidate]:
    shown = [theme for theme in themes if isinstance(cells[Level.THEME, theme, ALL], Value)]
    if len(shown) < 3:
        return []
    tables, weights = [], []
    for block in now.plan.blocks:
        tables.append(scores(now, block, shown, _shown(now, block, shown, cells)))
        weights.append(np.full(len(tables[-1]), block.headcount() / len(tables[-1])))
    p = standing_out(np.vstack(tables), np.concatenate(weights))
    means = [_value(cells, theme, ALL).mean for theme in shown]
    found = []
    for kind, pick in ((FindingKind.HIGHEST, max), (FindingKind.LOWEST, min)):
        place = means.index(pick(means))
        if means.count(means[place]) == 1:
            found.append((float(p[place]), Finding(kind, shown[place], means[place])))
    return found
