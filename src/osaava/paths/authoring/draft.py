"""The state of the path's edit page: what was typed, changed by buttons, turned into path data when saved.

A stage is `s0` with its names `s0-fi` …; its steps are `s0u0` (the unit's address) and `s0v0` (a pinned version, or empty).
"""

from __future__ import annotations

import re
from copy import deepcopy
from dataclasses import dataclass, field

from django.http import QueryDict
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from osaava.base.language import LANGUAGES
from osaava.library.api import Problem, clean_line
from osaava.paths import queries
from osaava.paths.authoring import queries as reads
from osaava.paths.authoring.forms import LANGUAGE_NAMES, PathFactsForm
from osaava.paths.data import PathData, StageData, StepData
from osaava.paths.models import Path, PathVersion

MAX_STAGES, MAX_STEPS = 30, 100


def whole(text) -> int | None:
    """A number from a form: ASCII digits only, or None."""
    return int(text) if re.fullmatch(r"[0-9]{1,8}", str(text or "")) else None


@dataclass
class PathDraft:
    """A path as being edited."""

    path: Path
    person: object
    base: PathVersion
    raw: QueryDict
    stages: list[StageData] = field(default_factory=list)
    words: str = ""
    quiet: bool = True
    problems: list[Problem] = field(default_factory=list)

    @classmethod
    def from_data(cls, path: Path, base: PathVersion, data: PathData, person, note: str = "") -> PathDraft:
        return cls(path, person, base, PathFactsForm.raw_of(data, note), deepcopy(data.stages))

    @classmethod
    def from_post(cls, path: Path, base: PathVersion, post: QueryDict, person) -> PathDraft:
        return cls(path, person, base, post, read_stages(post), words=post.get("q", ""))

    @cached_property
    def base_data(self) -> PathData:
        return queries.version_data(self.base)

    @cached_property
    def form(self) -> PathFactsForm:
        form = PathFactsForm(self.raw, primary=self.base_data.primary)
        form.quiet = self.quiet
        return form

    @property
    def slugs(self) -> list[str]:
        return [step.unit for stage in self.stages for step in stage.steps]

    @cached_property
    def units(self) -> dict:
        return reads.units_named(self.person, self.slugs, self.base)

    @property
    def minutes(self) -> int:
        return sum(unit.minutes for unit in self.units.values())

    @cached_property
    def found(self) -> list:
        """Units that the search words found."""
        return reads.units_found(self.person, self.words, self.slugs)

    @property
    def rows(self) -> list[dict]:
        """Stages and steps for drawing."""
        pins = reads.published_numbers(self.slugs)
        order = sorted(LANGUAGES, key=lambda code: code != self.base_data.primary)
        rows, number = [], 0
        for n, stage in enumerate(self.stages):
            steps = []
            for m, step in enumerate(stage.steps):
                number += 1
                numbers = sorted({*pins.get(step.unit, []), *([step.version] if step.version else [])}, reverse=True)
                unit = self.units.get(step.unit)
                steps.append({"n": m, "number": number, "slug": step.unit, "unit": unit, "version": step.version, "numbers": numbers})
            titles = [{"code": code, "name": LANGUAGE_NAMES[code], "value": stage.title.get(code, "")} for code in order]
            rows.append({"n": n, "number": n + 1, "titles": titles, "steps": steps, "errors": self._stage_errors(n)})
        return rows

    def _stage_errors(self, place: int) -> list[str]:
        return [p.message for p in self.problems if p.field == "stage" and p.block == place]

    def act(self, name: str, argument: str, post: QueryDict) -> None:
        """Do what a button asks."""
        first, _dot, second = argument.partition(".")
        n, m = whole(first), whole(second)
        if name == "stage-add":
            self._add_stage()
        elif name == "step-add":
            self._add_step(clean_line(post.get("unit", ""))[:80], whole(post.get("to-stage")))
        elif n is None or n >= len(self.stages):
            return
        elif name == "stage-remove":
            del self.stages[n]
        elif name == "stage-up" and n > 0:
            self.stages[n - 1 : n + 1] = reversed(self.stages[n - 1 : n + 1])
        elif name == "stage-down" and n < len(self.stages) - 1:
            self.stages[n : n + 2] = reversed(self.stages[n : n + 2])
        elif m is not None and m < len(self.stages[n].steps):
            self._act_on_step(name, n, m)

    def _act_on_step(self, name: str, n: int, m: int) -> None:
        steps = self.stages[n].steps
        if name == "step-remove":
            del steps[m]
        elif name == "step-up" and (m or n):
            if m:
                steps[m - 1 : m + 1] = reversed(steps[m - 1 : m + 1])
            else:
                self.stages[n - 1].steps.append(steps.pop(0))
        elif name == "step-down" and (m < len(steps) - 1 or n < len(self.stages) - 1):
            if m < len(steps) - 1:
                steps[m : m + 2] = reversed(steps[m : m + 2])
            else:
                self.stages[n + 1].steps.insert(0, steps.pop())

    def _add_stage(self) -> None:
        if len(self.stages) < MAX_STAGES:
            self.stages.append(StageData())
        else:
            self.problems.append(Problem(_("Split the path: at most %(stages)s stages and %(steps)s units fit.") % _MOST, field="stages"))

    def _add_step(self, slug: str, place: int | None) -> None:
        if not slug:
            self.problems.append(Problem(_("Choose a unit first."), field="q"))
            return
        if len(self.slugs) >= MAX_STEPS:
            self.problems.append(Problem(_("Split the path: at most %(stages)s stages and %(steps)s units fit.") % _MOST, field="stages"))
            return
        if slug in self.slugs:
            self.problems.append(Problem(_("The unit “%(unit)s” is on the path twice. Keep one.") % {"unit": slug[:60]}, field="stages"))
            return
        if not self.stages:
            self.stages.append(StageData())
        place = len(self.stages) - 1 if place is None or place >= len(self.stages) else place
        self.stages[place].steps.append(StepData(slug))

    def to_data(self) -> PathData | None:
        """Path data, or None when a fact cannot be read (the form then says which)."""
        self.quiet = self.form.quiet = False
        if not self.form.is_valid():
            return None
        data = self.form.apply(deepcopy(self.base_data))
        data.stages = deepcopy(self.stages)
        return data

    def take_problems(self, problems: list[Problem]) -> None:
        """Show why the data was refused: beside the fields and in the summary."""
        for problem in problems:
            name = f"{problem.field}-{problem.language or self.base_data.primary}"
            name = name if name in self.form.fields else problem.field
            if name in self.form.fields:
                self.form.add_error(name, problem.message)
            else:
                self.problems.append(problem)

    def target(self, problem: Problem) -> str:
        """Id of the control that a problem is about."""
        if problem.field == "stage" and problem.block is not None:
            return f"s{problem.block}-{self.base_data.primary}"
        name = f"{problem.field}-{problem.language or self.base_data.primary}"
        if name in self.form.fields:
            return f"id_{name}"
        return {"target_groups": "id_target_groups_0", "licence": "id_licence", "q": "q"}.get(problem.field, "vaiheet")

    def errors(self) -> list[dict]:
        """All that is wrong, for the error summary."""
        found = [] if self.quiet else [{"text": e, "target": self.form[n].id_for_label} for n, errors in self.form.errors.items() for e in errors]
        return found + [{"text": p.message, "target": self.target(p)} for p in self.problems]


_MOST = {"stages": MAX_STAGES, "steps": MAX_STEPS}


def read_stages(post: QueryDict) -> list[StageData]:
    """Stages and steps of a posted form, in order."""
    stages = []
    for n in sorted(int(m[1]) for key in post if (m := re.fullmatch(r"s([0-9]{1,2})", key))):
        steps = sorted(int(m[1]) for key in post if (m := re.fullmatch(rf"s{n}u([0-9]{{1,3}})", key)))
        stages.append(
            StageData(
                {code: post.get(f"s{n}-{code}", "") for code in LANGUAGES},
                [StepData(clean_line(post.get(f"s{n}u{m}", ""))[:80], whole(post.get(f"s{n}v{m}"))) for m in steps],
            )
        )
    return stages[: MAX_STAGES + 1]


def outline(data: PathData) -> str:
    """Stages and steps as lines of text, for comparing and for the merge."""
    lines = []
    for stage in data.stages:
        lines.append(" / ".join(stage.title[code] for code in LANGUAGES if stage.title.get(code)))
        lines += [f"  – {step.unit}" + (f" (v{step.version})" if step.version else "") for step in stage.steps]
    return "\n".join(lines)
