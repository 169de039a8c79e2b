"""What authors of paths read: drafts, versions, a version as plain data, units to choose from."""

from __future__ import annotations

import unicodedata

from django.db.models import QuerySet
from django.http import Http404
from django.utils.text import slugify

from osaava.base import access
from osaava.base.access import Permission
from osaava.base.language import LANGUAGES
from osaava.library.api import Unit, units_to_write, visible_units
from osaava.network.api import Organisation, memberships_of, organisations_where, themes_where
from osaava.paths import rules
from osaava.paths.data import PathData, StageData, StepData
from osaava.paths.models import Path, PathSlug, PathStep, PathVersion

RESERVED_SLUGS = frozenset({"uusi", "ny", "new", "versiot", "versioner", "versions"})
"""Addresses that pages of paths themselves use."""


def version_data(version: PathVersion) -> PathData:
    """A stored version as plain data: what forms are filled with and what export writes."""
    path = Path.objects.select_related("owner").get(pk=version.path_id)
    steps = PathStep.objects.filter(version=version).order_by("order").values_list("stage_id", "unit__slug", "pinned")
    by_stage: dict[int, list[StepData]] = {}
    for stage, slug, pinned in steps:
        by_stage.setdefault(stage, []).append(StepData(slug, pinned))
    return PathData(
        slug=path.slug,
        primary=version.primary_language,
        title=in_order(version.title),
        summary=in_order(version.summary),
        body=in_order(version.body),
        target_groups=list(version.group_keys),
        owner=path.owner.key,
        licence=version.licence,
        stages=[StageData(in_order(stage.title), by_stage.get(stage.pk, [])) for stage in version.stages.order_by("order")],
    )


def in_order(texts: dict) -> dict[str, str]:
    """The same texts, languages in their usual order."""
    return {code: texts[code] for code in LANGUAGES if code in texts}


def path_themes(version: PathVersion) -> set[int]:
    """Ids of the themes that the version's units are in (their draft where nothing is published)."""
    found = PathStep.objects.filter(version=version).values_list("unit__published__theme_id", "unit__draft__theme_id")
    return {published or draft for published, draft in found} - {None}


def units_to_choose(person) -> QuerySet[Unit]:
    """Units that the person may put on a path: those they may read or write. `None` is the system: all of them."""
    if person is None:
        return Unit.objects.all()
    return Unit.objects.filter(pk__in=visible_units(person).order_by().values("pk")) | Unit.objects.filter(
        pk__in=units_to_write(person).order_by().values("pk")
    )


def owners_to_choose(person) -> QuerySet[Organisation]:
    """Organisations in whose name the person may write a path."""
    if access.allows(person, Permission.NETWORK_COORDINATE):
        return Organisation.objects.all()
    return Organisation.objects.filter(pk__in=memberships_of(person).order_by().values("organisation_id"))


def may_start(person) -> bool:
    """Whether the person may begin a new path at all."""
    return bool(themes_where(person, Permission.PATH_WRITE)) or organisations_where(person, Permission.ORGANISATION_EDIT).exists()


def paths_to_write(person) -> list[Path]:
    """Paths that the person may edit, by title. Goes through the same rule as the edit page."""
    found = Path.objects.filter(owner__in=owners_to_choose(person)).select_related("owner", "draft", "published")
    return [path for path in found.order_by("slug") if path.draft and _allowed(person, path, rules.may_write)]


def _allowed(person, path: Path, check) -> bool:
    return check(person, owner=path.owner, licence=path.draft.licence, theme_ids=path_themes(path.draft))


def path_for_author(person, slug: str, *, publish: bool = False) -> Path:
    """The path for someone who may write (or publish) it, else 404."""
    path = Path.objects.filter(slug=slug).select_related("owner", "draft", "published").first()
    if path is None or path.draft is None or person is None or not _allowed(person, path, rules.may_publish if publish else rules.may_write):
        raise Http404
    return path


def may_publish(person, path: Path) -> bool:
    """Whether the person may make the path's draft visible."""
    return _allowed(person, path, rules.may_publish)


def versions_of(path: Path) -> QuerySet[PathVersion]:
    """All versions, newest first, with who saved them."""
    return path.versions.select_related("created_by").order_by("-number")


def version_of(path: Path, number: int) -> PathVersion:
    """One version of this path, or 404."""
    found = path.versions.select_related("created_by").filter(number=number).first()
    if found is None:
        raise Http404
    return found


def free_slug(title: str) -> str:
    """An address made of the title that no path has or had."""
    plain = title.lower().replace("å", "a").replace("ä", "a").replace("ö", "o")
    base = slugify(unicodedata.normalize("NFKD", plain))[:50].strip("-_").replace("_", "-") or "polku"
    base = "-".join(part for part in base.split("-") if part)
    taken = set(Path.objects.filter(slug__startswith=base).values_list("slug", flat=True))
    taken |= set(PathSlug.objects.filter(slug__startswith=base).values_list("slug", flat=True)) | RESERVED_SLUGS
    number, slug = 2, base
    while slug in taken:
        slug, number = f"{base}-{number}", number + 1
    return slug


def published_path(slug: str) -> Path | None:
    """A path by its slug whatever its state, for operations and import."""
    return Path.objects.filter(slug=slug).select_related("owner", "draft", "published").first()
