"""How good the statistics are, measured on simulated networks: coverage of intervals, false alarms and power of named findings."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from osaava.capability.anonymity import ALL, OTHERS, Ask, Change, FindingKind, Level, Published, Refusal, Value, publish
from osaava.capability.simulation.model import NOTHING_DIFFERS, Simulated, World, simulate
from osaava.capability.statistics.effects import Shift, effect

THEMES_ONLY = Ask(levels=(Level.THEME,))


@dataclass(frozen=True)
class Share:
    """So many of so many, for one line of a table."""

    what: str
    hits: int
    of: int

    @property
    def per_cent(self) -> float:
        """The share in per cent; 0 for nothing."""
        return 100 * self.hits / self.of if self.of else 0.0


def coverage(seed: int, rounds: int, world: World | None = None) -> list[Share]:
    """How often the 95 % intervals of `rounds` simulated rounds hold the figure of the whole staff, by kind, number and share of respondents."""
    hits: dict[str, list[bool]] = defaultdict(list)
    for simulated in _rounds(seed, rounds, world or World()):
        published = publish(simulated.snapshot, ask=Ask(levels=(Level.THEME, Level.ITEM), findings=False))
        for (level, _key, group), cell in published.cells.items():
            if isinstance(cell, Value):
                truth = simulated.truth(cell.items, cell.groups) if group == ALL else simulated.truth_of_block(cell.items, cell.groups)
                held = cell.interval.low - 1e-9 <= truth <= cell.interval.high + 1e-9
                for line in _lines(published, simulated, level, group, cell):
                    hits[line].append(held)
    return [Share(line, sum(found), len(found)) for line, found in sorted(hits.items())]


def coverage_of_changes(seed: int, pairs: int) -> list[Share]:
    """How often the 95 % interval of a theme's change holds the change of the whole staff; where both rounds show the same questions and groups."""
    hits: dict[str, list[bool]] = defaultdict(list)
    ask = Ask(levels=(Level.THEME,), findings=False)
    for before, now in _pairs(seed, pairs, World(acting=0.5, effect=0.4)):
        earlier, later = publish(before.snapshot, ask=ask), publish(now.snapshot, ask=ask, previous=before.snapshot)
        for place, cell in later.cells.items():
            past = earlier.cells.get(place)
            if isinstance(cell, Value) and isinstance(cell.change, Change) and _same_sets(cell, past):
                whole = place[2] == ALL
                true = [(s.truth if whole else s.truth_of_block)(cell.items, cell.groups) for s in (before, now)]
                held = cell.change.interval.low <= true[1] - true[0] <= cell.change.interval.high
                hits["change of a theme of organisation" if whole else "change of a theme of group"].append(held)
    return [Share(line, sum(found), len(found)) for line, found in sorted(hits.items())]


def _same_sets(now: Value, before: Value | Refusal | None) -> bool:
    """Whether both rounds show the same questions of the same groups, so that the true change is one number."""
    return isinstance(before, Value) and (before.items, before.groups) == (now.items, now.groups)


def false_alarms(seed: int, rounds: int) -> Share:
    """Rounds with any named finding in networks where nothing differs (each beside an earlier round)."""
    named = [bool(publish(now.snapshot, ask=THEMES_ONLY, previous=before.snapshot).findings) for before, now in _pairs(seed, rounds, NOTHING_DIFFERS)]
    return Share("any finding, nothing differs", sum(named), len(named))


def partial_false_alarms(seed: int, rounds: int) -> Share:
    """Rounds that name a divergence or a change in networks where only the themes differ: the error rate must also hold beside true findings."""
    world = replace(NOTHING_DIFFERS, between_themes=0.3, between_items=0.2)
    wrong = (FindingKind.DIVERGENCE, FindingKind.CHANGE)
    named = [
        any(finding.kind in wrong for finding in publish(now.snapshot, ask=THEMES_ONLY, previous=before.snapshot).findings)
        for before, now in _pairs(seed, rounds, world)
    ]
    return Share("divergence or change, only themes differ", sum(named), len(named))


def power(seed: int, rounds: int, effect: float) -> Share:
    """Rounds that name the right theme as changed, where measures lifted one theme by `effect`."""
    world = World(acting=1.0, effect=effect)
    named = [
        any(
            f.kind is FindingKind.CHANGE and f.theme == now.acted_on
            for f in publish(now.snapshot, ask=THEMES_ONLY, previous=before.snapshot).findings
        )
        for before, now in _pairs(seed, rounds, world)
    ]
    return Share(f"change named, true change {effect}", sum(named), len(named))


def effects(seed: int, networks: int, size: float) -> Share:
    """Effect pages that call an effect clear, where half of 40 organisations took measures worth `size` on their lowest theme."""
    ask, clear = Ask(levels=(Level.THEME,), findings=False), []
    for number in range(networks):
        network = simulate(seed + number, 40, 2, World(acting=0.5, effect=size))
        shifts = [(now.acted_on, _shifts(publish(now.snapshot, ask=ask, previous=before.snapshot))) for before, now in network]
        for theme, own in shifts:
            if theme in own:
                others = [other[theme] for aim, other in shifts if aim != theme and theme in other]
                found = effect(own[theme], others)
                clear += [found.clear and found.difference > 0] if found else []
    return Share(f"effect called clear, true effect {size}", sum(clear), len(clear))


def _shifts(published: Published) -> dict[str, Shift]:
    """Published figures of both rounds over common questions, by theme."""
    changes = {theme: cell.change for theme, cell in published.values(Level.THEME) if isinstance(cell.change, Change)}
    return {theme: Shift(change.previous, change.previous + change.value) for theme, change in changes.items()}


def _rounds(seed: int, rounds: int, world: World) -> Iterator[Simulated]:
    for number in range(0, rounds, 50):
        for organisation in simulate(seed + number, min(50, rounds - number), 1, world):
            yield organisation[0]


def _pairs(seed: int, rounds: int, world: World) -> Iterator[tuple[Simulated, Simulated]]:
    for number in range(0, rounds, 50):
        yield from simulate(seed + number, min(50, rounds - number), 2, world)  # type: ignore[misc]


def _lines(published: Published, simulated: Simulated, level: Level, group: str, cell: Value) -> Iterator[str]:
    whose = "organisation" if group == ALL else "small groups together" if group == OTHERS else "group"
    yield f"{level} of {whose}"
    yield "all intervals"
    if group == ALL:
        return
    yield f"{level} of group, n {'5-9' if cell.n < 10 else '10-19' if cell.n < 20 else '20-49' if cell.n < 50 else '50 and over'}"
    headcount = sum(len(g.rows) for g in simulated.whole.groups if g.key in cell.groups)
    fraction = cell.n / headcount
    yield f"{level} of group, {'under 40 %' if fraction < 0.4 else '40-70 %' if fraction < 0.7 else '70 % and over'} answered"


Progress = Callable[[str], None]


def table(seed: int, rounds: int, alarms: int, progress: Progress = lambda text: None) -> list[tuple[str, list[Share]]]:
    """Every measurement of docs/reference/statistics.md: titled lists of shares."""
    parts: list[tuple[str, Callable[[], list[Share]]]] = [
        ("Coverage of 95 % intervals, response unrelated to the answer", lambda: coverage(seed, rounds)),
        (
            "Coverage where those who think better of things respond more (log odds +0.8 a point)",
            lambda: [s for s in coverage(seed, max(rounds // 4, 1), World(selective=0.8)) if " of " in s.what and "," not in s.what],
        ),
        ("Coverage of 95 % intervals of changes", lambda: coverage_of_changes(seed, max(rounds // 4, 1))),
        ("False alarms of named findings", lambda: [false_alarms(seed, alarms), partial_false_alarms(seed, alarms)]),
        ('Power of the finding "largest change"', lambda: [power(seed, max(alarms // 8, 1), size) for size in (0.3, 0.5, 0.8)]),
        ("Effect pages", lambda: [effects(seed, alarms // 80, size) for size in (0.0, 0.5, 1.0)]),
    ]
    found = []
    for title, measure in parts:
        progress(title)
        found.append((title, measure()))
    return found
