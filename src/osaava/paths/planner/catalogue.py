"""The units that plans choose from, prepared once for many questions: who covers a step, what a unit builds on, who may read it."""

from __future__ import annotations

from collections.abc import Iterable

from osaava.paths.planner.port import Candidate, Step


class Catalogue:
    """Candidates by id and by the step they cover, with everything they build on. Never changed after it is made."""

    def __init__(self, candidates: Iterable[Candidate]):
        """Raises ValueError where two candidates share an id or a key, or where prerequisites run in a circle."""
        ordered = sorted(candidates, key=lambda c: c.key)
        self.units: dict[int, Candidate] = {c.unit: c for c in ordered}
        if len(self.units) < len(ordered) or len({c.key for c in ordered}) < len(ordered):
            raise ValueError("two units share an id or a key")
        self.order: dict[int, int] = {unit: place for place, unit in enumerate(self.units)}
        self.steps: dict[int, frozenset[Step]] = {c.unit: c.steps for c in ordered}
        self.closure: dict[int, frozenset[int]] = {}
        """Unit -> everything it requires, directly or through others; also ids that are not in the catalogue."""
        self.required: frozenset[int] = frozenset().union(*(c.prerequisites for c in ordered))
        """Everything that some unit requires."""
        self.needed: frozenset[str] = frozenset(competence for c in ordered for competence in c.needs)
        """Competences of which some unit needs a level."""
        self._close()
        self._readers: dict[tuple[str, frozenset[str]], Readers] = {}

    def _close(self) -> None:
        for start in self.units:
            stack, open_now = [start], set()
            while stack:
                unit = stack[-1]
                if unit in self.closure:
                    stack.pop()
                    continue
                required = self.units[unit].prerequisites if unit in self.units else frozenset()
                waiting = [p for p in required if p not in self.closure]
                if not waiting:
                    self.closure[unit] = required.union(*(self.closure[p] for p in required))
                    stack.pop()
                elif unit in open_now:
                    raise ValueError(f"prerequisites of {self.units[unit].key} run in a circle")
                else:
                    open_now.add(unit)
                    stack.extend(waiting)

    def bundle(self, unit: int, done: frozenset[int]) -> frozenset[int]:
        """The unit with everything that must be done before it; what is done asks for nothing more."""
        closure = self.closure[unit]
        if closure.isdisjoint(done):
            return closure | {unit}
        found, queue = {unit}, [unit]
        while queue:
            candidate = self.units.get(queue.pop())
            new = (candidate.prerequisites if candidate else frozenset()) - done - found
            found |= new
            queue.extend(new)
        return frozenset(found)

    def telling(self, units: Iterable[int], competences: Iterable[str]) -> frozenset[int]:
        """Of units done or declined, those that a question about these competences depends on. The others would only make equal questions differ."""
        about = self.needed.union(competences)
        return frozenset(u for u in units if u in self.units and (u in self.required or not about.isdisjoint(self.units[u].gains)))

    def readers(self, group: str, languages: Iterable[str]) -> Readers:
        """What one target group can read in these languages; remembered, since many people share it."""
        key = (group, frozenset(languages))
        if key not in self._readers:
            self._readers[key] = Readers(self, *key)
        return self._readers[key]


class Readers:
    """The part of a catalogue that is for one group in some languages."""

    def __init__(self, catalogue: Catalogue, group: str, languages: frozenset[str]):
        self.allowed: frozenset[int] = frozenset(u for u, c in catalogue.units.items() if group in c.groups and c.languages & languages)
        self.covering: dict[Step, list[int]] = {}
        """Step -> units that cover it, in the order of their keys."""
        for unit in catalogue.units:
            if unit in self.allowed:
                for step in catalogue.steps[unit]:
                    self.covering.setdefault(step, []).append(unit)
