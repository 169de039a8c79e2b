"""The one door from answers to figures: `publish`. It is a pure function; the same snapshot always gives the same figures."""

from __future__ import annotations

from collections.abc import Iterator
from types import MappingProxyType

from osaava.capability.anonymity.benchmarks import Benchmark
from osaava.capability.anonymity.figures import Figure, Figures, dress, extras_of_item
from osaava.capability.anonymity.plan import FLOOR, Block
from osaava.capability.anonymity.published import (
    ALL,
    Ask,
    Cell,
    Change,
    Finding,
    GroupCard,
    Interval,
    Level,
    Published,
    Reason,
    Refusal,
)
from osaava.capability.anonymity.rounding import even_decimal, two_decimals
from osaava.capability.anonymity.snapshot import ItemRef, Snapshot
from osaava.capability.statistics.intervals import combine, difference

NO_CHANGE = Refusal(Reason.NOTHING_TO_COMPARE)


class RefusedComparison(ValueError):
    """The earlier round cannot stand beside this one: the same round again, another organisation, another instrument, or a later date."""


def publish(snapshot: Snapshot, *, ask: Ask | None = None, benchmark: Benchmark | None = None, previous: Snapshot | None = None) -> Published:
    """Everything the closed round shows, by the plan in `plan.py`.

    `previous` is the earlier round of the same organisation; changes are differences of what both rounds publish. `benchmark` is frozen with the
    round that it belongs to. Raises RefusedComparison where the two snapshots could be two states of one round (R4).
    """
    ask = ask or Ask()
    _check(snapshot, previous)
    now, before = Figures(snapshot), Figures(previous) if previous else None
    cells = dict(_cells(now, before, ask))
    findings: tuple[Finding, ...] = ()
    if ask.findings and now.plan.blocks:
        from osaava.capability.anonymity.findings import findings_of  # needs numpy: only where findings are wanted

        findings = findings_of(now, before, cells if Level.THEME in ask.levels else dict(_cells(now, before, Ask(levels=(Level.THEME,)))))
    people = sum(len(block.rows) for block in now.plan.blocks)
    return Published(
        round=snapshot.round,
        organisation=snapshot.organisation,
        closed_on=snapshot.closed_on,
        instrument=snapshot.instrument,
        version=snapshot.version,
        size_class=snapshot.size_class,
        respondents=_coarse(people),
        headcount=sum(group.headcount for group in snapshot.groups),
        groups=tuple(_card(now, group) for group in snapshot.groups),
        cells=MappingProxyType(cells),
        findings=findings,
        bands=benchmark.bands_for(snapshot.size_class) if benchmark else {},
    )


def _check(snapshot: Snapshot, previous: Snapshot | None) -> None:
    if previous is None:
        return
    if previous.round == snapshot.round:
        raise RefusedComparison("A round is published once; two states of one round are never compared.")
    if previous.organisation != snapshot.organisation:
        raise RefusedComparison("The earlier round belongs to another organisation.")
    if previous.instrument != snapshot.instrument:
        raise RefusedComparison("The earlier round used another instrument.")
    if previous.closed_on > snapshot.closed_on:
        raise RefusedComparison("The earlier round closed after this one.")


def _coarse(people: int) -> str:
    if people == 0:
        return "0"
    return "1-4" if people < FLOOR else str(people)


def _card(figures: Figures, group) -> GroupCard:
    given = len(group.given)
    return GroupCard(group.key, group.headcount, _coarse(given), figures.plan.block_of(group.key), headcount_too_small=group.headcount < given)


def _keys(figures: Figures, level: Level) -> Iterator[str]:
    if level is Level.ITEM:
        yield from (item.key for item in figures.snapshot.items)
    elif level is Level.COMPETENCE:
        yield from figures.snapshot.competences()
    else:
        yield from figures.snapshot.themes()


def _cells(now: Figures, before: Figures | None, ask: Ask) -> Iterator[tuple[tuple[Level, str, str], Cell]]:
    for level in ask.levels:
        for key in _keys(now, level):
            items = now.items_of(level, key)
            parts = [(block, now.block_figure(block, items)) for block in now.plan.blocks]
            yield (level, key, ALL), dress(now.whole_figure(items, parts), change=_change_of_whole(now, before, items))
            for block, figure in parts:
                more = extras_of_item(now, block, items[0]) if level is Level.ITEM and isinstance(figure, Figure) else {}
                change = _as_change(*_pair(now, before, block, items))
                yield (level, key, block.key), dress(figure, change=change, **more)
            yield from (((level, key, group), refusal) for group, refusal in _refused_groups(now, items))


def _refused_groups(figures: Figures, items: list[ItemRef]) -> Iterator[tuple[str, Refusal]]:
    own = {block.key for block in figures.plan.blocks}
    for group in figures.snapshot.groups:
        if group.key not in own:
            asked = any(item.is_asked_of(group.key) for item in items)
            few = Refusal(Reason.TOO_FEW, FLOOR, _coarse(len(group.given)))
            yield group.key, few if asked else Refusal(Reason.NOT_ASKED)


def _pair(now: Figures, before: Figures | None, block: Block, items: list[ItemRef]) -> tuple[Figure | None, Figure | None]:
    """The block's figures in both rounds over the questions that both show."""
    if before is None:
        return None, None
    members = {group.key for group in block.groups}
    earlier = next((b for b in before.plan.blocks if b.key == block.key and {g.key for g in b.groups} == members), None)
    if earlier is None:
        return None, None
    common = [i for i in items if i.key in now.plan.shown[block.key] and i.key in before.plan.shown[earlier.key]]
    asked = [i for i in items if block.asked(i) and i.key in before.positions]
    if not common or 2 * len(common) < len(asked):
        return None, None
    then = [before.snapshot.items[before.positions[i.key]] for i in common]
    pair = now.block_figure(block, common), before.block_figure(earlier, then)
    return tuple(figure if isinstance(figure, Figure) else None for figure in pair)  # type: ignore[return-value]


def _as_change(now: Figure | None, before: Figure | None) -> Change | Refusal:
    if now is None or before is None:
        return NO_CHANGE
    low, high = difference(now.shown, before.shown)
    value = even_decimal(now.mean - before.mean)
    return Change(value, Interval(two_decimals(low), two_decimals(high)), before.mean, len(now.items))


def _change_of_whole(now: Figures, before: Figures | None, items: list[ItemRef]) -> Change | Refusal:
    """The blocks that both rounds show, weighted by today's headcounts: a shift between groups is no change of anybody's view."""
    pairs = [(now.weight(block, items), *_pair(now, before, block, items)) for block in now.plan.blocks]
    both = [(weight, a, b) for weight, a, b in pairs if a is not None and b is not None]
    asked = sum(max(g.headcount, len(g.given)) for g in now.snapshot.groups if any(i.is_asked_of(g.key) for i in items))
    if not both or 2 * sum(weight for weight, _a, _b in both) < asked:
        return NO_CHANGE
    weights = [weight for weight, _a, _b in both]
    sides = [[figure.shown for figure in side] for side in zip(*[(a, b) for _w, a, b in both], strict=True)]
    made_of = tuple(dict.fromkeys(key for _w, a, _b in both for key in a.items))
    totals = [Figure(side[0] if len(side) == 1 else combine(side, weights), 0, (), made_of) for side in sides]
    return _as_change(*totals)
