"""One path as a page: stages and steps with their units, whatever has happened to the units meanwhile."""

from __future__ import annotations

from dataclasses import dataclass, field

from django.http import Http404
from django.urls import reverse

from osaava.base.language import LanguageText, current_language
from osaava.library.api import UnitRow
from osaava.network.api import is_member
from osaava.paths import rules
from osaava.paths.models import Path, PathSlug, PathVersion
from osaava.paths.queries.lists import visible_q
from osaava.paths.queries.units import rows_for
from osaava.themes.api import all_target_groups


@dataclass(frozen=True)
class Step:
    """One station. `unit` is None where this person cannot read it (withdrawn, or another organisation's own)."""

    number: int
    unit_id: int
    pinned: int | None
    unit: UnitRow | None

    @property
    def is_open(self) -> bool:
        return self.unit is not None

    @property
    def title(self) -> str:
        return self.unit.title if self.unit else ""


@dataclass(frozen=True)
class Stage:
    """A named part of the path."""

    number: int
    title: LanguageText
    steps: list[Step]


@dataclass
class PathPage:
    """A version of a path, with its units in one language."""

    path: Path
    version: PathVersion
    stages: list[Stage]
    language: str
    target_groups: list
    newer: PathVersion | None = None
    is_preview: bool = False
    steps: list[Step] = field(init=False)

    def __post_init__(self):
        self.steps = [step for stage in self.stages for step in stage.steps]

    @property
    def title(self) -> str:
        return self.version.title.in_language(self.language)

    @property
    def summary(self) -> str:
        return self.version.summary.in_language(self.language)

    @property
    def body(self) -> str:
        return self.version.body.in_language(self.language)

    @property
    def text_language(self) -> str:
        """The language that title and summary are really in."""
        return self.version.title.language_used(self.language)

    @property
    def open_steps(self) -> list[Step]:
        return [step for step in self.steps if step.is_open]

    @property
    def missing(self) -> int:
        """How many steps this person cannot open now."""
        return len(self.steps) - len(self.open_steps)

    @property
    def minutes(self) -> int:
        return sum(step.unit.minutes for step in self.open_steps)

    @property
    def url(self) -> str:
        return reverse("paths:path", args=[self.path.slug])

    def step(self, number: int) -> Step | None:
        """The step with this number, or None."""
        return self.steps[number - 1] if 1 <= number <= len(self.steps) else None

    def place_of(self, unit_id: int) -> int | None:
        """The number of the step with this unit, or None."""
        return next((step.number for step in self.steps if step.unit_id == unit_id), None)


def _is_member(person, path: Path) -> bool:
    return bool(getattr(person, "is_authenticated", False) and is_member(person, path.owner))


def current_slug(old: str) -> str | None:
    """The present address of a path that used to have this one."""
    return PathSlug.objects.filter(slug=old).values_list("path__slug", flat=True).first()


def path_page(slug: str, language: str | None = None, *, person=None, version: int | None = None) -> PathPage:
    """The page of a published path, or Http404. `version`: an older published one, whose page says that a newer one exists."""
    path = Path.objects.select_related("owner", "published").filter(visible_q(person), slug=slug).first()
    if path is None:
        raise Http404
    shown, newer = path.published, None
    if version is not None and version != shown.number:
        shown = path.versions.filter(number=version, published_at__isnull=False).first()
        if shown is None or (rules.stays_inside(shown.licence) and not _is_member(person, path)):
            raise Http404
        newer = path.published if path.published.number > shown.number else None
    return page_of(path, shown, language, person=person, newer=newer)


def page_of(path: Path, version: PathVersion, language: str | None = None, *, person=None, newer=None, is_preview: bool = False) -> PathPage:
    """The page of any version, for `path_page` and for previews, whose callers have checked access."""
    language = language or current_language()
    rows = rows_for([step[0] for stage in version.outline for step in stage["steps"]], language, person)
    stages, number = [], 0
    for place, stage in enumerate(version.outline, start=1):
        steps = []
        for unit_id, pinned in stage["steps"]:
            number += 1
            steps.append(Step(number=number, unit_id=unit_id, pinned=pinned, unit=rows.get(unit_id)))
        stages.append(Stage(number=place, title=LanguageText(stage["title"]), steps=steps))
    return PathPage(
        path=path,
        version=version,
        stages=stages,
        language=language,
        target_groups=[group for group in all_target_groups() if group.key in version.group_keys],
        newer=newer,
        is_preview=is_preview,
    )


def published_versions_of(path: Path, person=None) -> list[PathVersion]:
    """Versions that were published and that this person may read, newest first."""
    found = path.versions.filter(published_at__isnull=False).order_by("-number")
    if not _is_member(person, path):
        found = found.exclude(licence="own-organisation")
    return list(found)
