"""Saving, publishing, withdrawing and renaming paths. History is append-only: every save is a new version."""

from __future__ import annotations

import re
from dataclasses import dataclass
from importlib import resources

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from osaava.base import audit, clock, facts
from osaava.base.access import Permission
from osaava.base.language import LANGUAGES, LanguageText
from osaava.library.api import Licence, Problem, StaleVersion, UnitVersion, clean_block, clean_line, read_path, write_path
from osaava.network.api import Organisation
from osaava.paths import queries, rules
from osaava.paths.data import PathData, StageData, StepData
from osaava.paths.errors import InvalidPath, NotReady
from osaava.paths.facts import PathPublished, PathRenamed, PathWithdrawn
from osaava.paths.models import Path, PathSlug, PathStage, PathStep, PathVersion
from osaava.themes.api import all_target_groups

MAX_STAGES, MAX_STEPS, MAX_BODY = 30, 100, 20_000
SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*\Z")


@dataclass
class _Resolved:
    owner: Organisation
    groups: list
    units: dict
    theme_ids: set[int]


@transaction.atomic
def save_path_version(*, path: Path | None = None, slug: str = "", data: PathData, by, base_number: int | None = None, note: str = "") -> PathVersion:
    """Store one more version of a path (or the first one of a new path) as its draft.

    `base_number` is the version the author started from; when it is not the newest any more, raises StaleVersion and stores nothing.
    Saving what is already there makes no new version. `by=None` is the system itself (starter content, import by the operator).
    """
    data = _cleaned(data)
    newest = None
    if path is not None:
        path = Path.objects.select_for_update(of=("self",)).select_related("owner").get(pk=path.pk)
        newest = path.versions.order_by("-number").first()
    resolved = _resolve(data, path, newest, by)
    _ensure_may_save(by, path, newest, data, resolved)
    if newest is not None and base_number != newest.number:
        raise StaleVersion(newest)
    if newest is not None and _unchanged(newest, data):
        return newest
    if path is None:
        path = Path.objects.create(slug=_new_slug(slug or data.slug, data), owner=resolved.owner, created_by=by)
    try:
        with transaction.atomic():
            version = _write_version(path, newest, data, resolved, by, clean_line(note)[:300])
    except IntegrityError:
        if newer := path.versions.filter(number__gt=newest.number if newest else 0).order_by("-number").first():
            raise StaleVersion(newer) from None
        raise
    path.draft = version
    path.save(update_fields=["draft"])
    audit.record("paths.path.saved", path, by=by, organisation=path.owner, version=version.number)
    return version


@transaction.atomic
def publish_path(*, path: Path, by, version: PathVersion | None = None) -> PathVersion:
    """Make a version (the draft by default) the one everyone sees. Raises NotReady with everything that is missing."""
    path = Path.objects.select_for_update(of=("self",)).select_related("owner", "published").get(pk=path.pk)
    version = path.versions.get(pk=version.pk if version else path.draft_id)
    _ensure(rules.may_publish(by, owner=path.owner, licence=version.licence, theme_ids=queries.path_themes(version)), Permission.PATH_PUBLISH)
    if path.published_id == version.pk and path.withdrawn_at is None:
        return version
    if path.published and path.published.number > version.number:
        raise NotReady([Problem(_("A newer version is already published. Restore this one first."))])
    if missing := publishing_gaps(version):
        raise NotReady(missing)
    now = clock.now()
    PathVersion.objects.filter(pk=version.pk, published_at=None).update(published_at=now)
    version.published_at = version.published_at or now
    path.published, path.withdrawn_at = version, None
    path.save(update_fields=["published", "withdrawn_at"])
    audit.record("paths.path.published", path, by=by, organisation=path.owner, version=version.number)
    facts.publish(PathPublished(path_id=path.pk, path_uuid=path.uuid, slug=path.slug, version=version.number))
    return version


@transaction.atomic
def withdraw_path(*, path: Path, by) -> Path:
    """Take a path out of sight. What learners have done stays; publishing brings it back."""
    path = Path.objects.select_for_update(of=("self",)).select_related("owner", "published").get(pk=path.pk)
    if path.published is None or path.withdrawn_at:
        return path
    shown = path.published
    _ensure(rules.may_publish(by, owner=path.owner, licence=shown.licence, theme_ids=queries.path_themes(shown)), Permission.PATH_PUBLISH)
    path.withdrawn_at = clock.now()
    path.save(update_fields=["withdrawn_at"])
    audit.record("paths.path.withdrawn", path, by=by, organisation=path.owner)
    facts.publish(PathWithdrawn(path_id=path.pk, path_uuid=path.uuid, slug=path.slug))
    return path


def restore_path_version(*, path: Path, version: PathVersion, by, base_number: int) -> PathVersion:
    """Make an earlier version's content the newest draft. History in between stays."""
    data = queries.version_data(path.versions.get(pk=version.pk))
    note = _("Restored from version %(number)s") % {"number": version.number}
    return save_path_version(path=path, data=data, by=by, base_number=base_number, note=note)


@transaction.atomic
def rename_path(*, path: Path, slug: str, by) -> Path:
    """Give a path another address; the old one redirects for ever."""
    path = Path.objects.select_for_update(of=("self",)).select_related("owner", "draft").get(pk=path.pk)
    newest = path.draft
    _ensure(rules.may_publish(by, owner=path.owner, licence=newest.licence, theme_ids=queries.path_themes(newest)), Permission.PATH_PUBLISH)
    if slug == path.slug:
        return path
    _ensure_slug(slug, own=path)
    old = path.slug
    PathSlug.objects.filter(slug=slug, path=path).delete()
    path.slug = slug
    path.save(update_fields=["slug"])
    PathSlug.objects.create(slug=old, path=path)
    audit.record("paths.path.renamed", path, by=by, organisation=path.owner, old=old, new=slug)
    facts.publish(PathRenamed(path_id=path.pk, path_uuid=path.uuid, old_slug=old, slug=slug))
    return path


def publishing_gaps(version: PathVersion) -> list[Problem]:
    """Everything that is missing before this version may be shown; empty when it is ready."""
    data, found = queries.version_data(version), []
    if not data.summary.get(data.primary):
        found.append(Problem(_("Write the summary."), field="summary", language=data.primary))
    if not data.target_groups:
        found.append(Problem(_("Choose who the path is for."), field="target_groups"))
    if not data.licence:
        found.append(Problem(_("Choose the licence."), field="licence"))
    if not data.steps:
        found.append(Problem(_("Add at least one unit to the path."), field="stages"))
    waiting = PathStep.objects.filter(version=version, unit__published=None).order_by("order").values_list("unit__draft__title", flat=True)
    found += [Problem(_("Publish the unit “%(title)s” first, or leave it out.") % {"title": title}, field="stages") for title in waiting]
    for language in data.title:
        if any(not stage.title.get(language) for stage in data.stages):
            found.append(Problem(_("Write the name of every stage in every language of the path."), field="stages", language=language))
    return found


@transaction.atomic
def load_starter_paths() -> list[str]:
    """Bring in the paths of the package; safe to repeat. Paths edited in the product are left as they are. Returns slugs that changed."""
    changed = []
    folder = resources.files("osaava.library") / "starter" / "paths"
    for entry in sorted(folder.iterdir(), key=lambda e: e.name):
        if not entry.is_dir():
            continue
        files = {f.name: f.read_text(encoding="utf-8") for f in entry.iterdir() if f.name.endswith(".md")}
        if files and _load_one(PathData.from_dict(read_path(files, entry.name))):
            changed.append(entry.name)
    return changed


def _load_one(data: PathData) -> bool:
    path = queries.published_path(data.slug)
    if path is not None and path.versions.filter(created_by__isnull=False).exists():
        return False
    before = path.published_id if path else None
    number = path.versions.order_by("-number").values_list("number", flat=True).first() if path else None
    version = save_path_version(path=path, slug=data.slug, data=data, by=None, base_number=number)
    if path is None or (path.withdrawn_at is None and version.pk != before):
        publish_path(path=version.path, by=None)
        return True
    return False


# -- helpers ----------------------------------------------------------------------------------------------------------------------


def _ensure(condition: bool, permission: Permission) -> None:
    if not condition:
        raise PermissionDenied(permission.value)


def _texts(values: dict, clean) -> dict[str, str]:
    found = {code: clean(values.get(code) or "") for code in LANGUAGES}
    return {code: text for code, text in found.items() if text}


def _cleaned(data: PathData) -> PathData:
    """The data in canonical form; raises InvalidPath with everything that cannot be stored."""
    title = _texts(data.title, clean_line)
    summary, body = _texts(data.summary, clean_line), _texts(data.body, clean_block)
    stages = [StageData(_texts(s.title, clean_line), [StepData(clean_line(x.unit), x.version) for x in s.steps]) for s in data.stages]
    problems = _problems(data, title, summary, body, stages)
    if problems:
        raise InvalidPath(problems)
    keep = set(title)
    return PathData(
        slug=data.slug,
        primary=data.primary,
        title=title,
        summary={code: summary.get(code, "") for code in title},
        body={code: body.get(code, "") for code in title},
        target_groups=list(dict.fromkeys(data.target_groups)),
        owner=data.owner,
        licence=data.licence,
        stages=[StageData({c: t for c, t in s.title.items() if c in keep}, s.steps) for s in stages],
    )


def _problems(data: PathData, title, summary, body, stages) -> list[Problem]:
    found: list[Problem] = []
    if data.primary not in LANGUAGES or not title.get(data.primary):
        found.append(Problem(_("Write the name of the path."), field="title", language=data.primary))
    for name, texts, limit, words in (
        ("title", title, 200, _("Shorten the name to %(limit)s characters (now %(count)s).")),
        ("summary", summary, 300, _("Shorten the summary to %(limit)s characters (now %(count)s).")),
        ("body", body, MAX_BODY, _("Shorten the text to %(limit)s characters (now %(count)s).")),
    ):
        for language, text in texts.items():
            if len(text) > limit:
                found.append(Problem(words % {"limit": limit, "count": len(text)}, field=name, language=language))
    for language in [*summary, *body]:
        if language not in title:
            found.append(Problem(_("Write the name of the path in this language too."), field="title", language=language))
            break
    if data.licence and data.licence not in Licence.values:
        found.append(Problem(_("“%(licence)s” is not one of the licences.") % {"licence": str(data.licence)[:60]}, field="licence"))
    steps = [step for stage in stages for step in stage.steps]
    if len(stages) > MAX_STAGES or len(steps) > MAX_STEPS:
        words = _("Split the path: at most %(stages)s stages and %(steps)s units fit.")
        found.append(Problem(words % {"stages": MAX_STAGES, "steps": MAX_STEPS}, field="stages"))
    for place, stage in enumerate(stages):
        if not stage.title.get(data.primary):
            found.append(Problem(_("Write the name of the stage."), field="stage", block=place))
        if any(len(text) > 200 for text in stage.title.values()):
            found.append(Problem(_("Shorten the name of the stage to 200 characters."), field="stage", block=place))
    for slug in {step.unit for step in steps if [s.unit for s in steps].count(step.unit) > 1}:
        found.append(Problem(_("The unit “%(unit)s” is on the path twice. Keep one.") % {"unit": slug[:60]}, field="stages"))
    return found


def _resolve(data: PathData, path: Path | None, newest: PathVersion | None, by) -> _Resolved:
    problems: list[Problem] = []
    owner = path.owner if path else Organisation.objects.filter(key=data.owner).first()
    if owner is None:
        problems.append(Problem(_("There is no organisation “%(key)s”.") % {"key": str(data.owner)[:60]}, field="owner"))
    groups = {group.key: group for group in all_target_groups()}
    for key in data.target_groups:
        if key not in groups:
            problems.append(Problem(_("There is no target group “%(key)s”.") % {"key": str(key)[:60]}, field="target_groups"))
    wanted = {step.unit for step in data.steps}
    units = {u.slug: u for u in queries.units_to_choose(by).filter(slug__in=wanted).select_related("published", "draft")}
    if newest is not None and wanted - set(units):  # what the path already has may stay
        kept = PathStep.objects.filter(version=newest, unit__slug__in=wanted).select_related("unit__published", "unit__draft")
        units |= {step.unit.slug: step.unit for step in kept}
    for slug in sorted(wanted - set(units)):
        problems.append(Problem(_("There is no unit “%(key)s”.") % {"key": slug[:60]}, field="stages"))
    problems += _pin_problems(data, units)
    if problems:
        raise InvalidPath(problems)
    themes = {v.theme_id for u in units.values() if (v := u.published or u.draft)} - {None}
    return _Resolved(owner=owner, groups=[groups[key] for key in data.target_groups], units=units, theme_ids=themes)


def _pin_problems(data: PathData, units: dict) -> list[Problem]:
    pins = [(step.unit, step.version) for step in data.steps if step.version is not None and step.unit in units]
    if not pins:
        return []
    there = set(
        UnitVersion.objects.filter(unit__slug__in=[slug for slug, _n in pins], published_at__isnull=False).values_list("unit__slug", "number")
    )
    return [
        Problem(_("The unit “%(unit)s” has no published version %(number)s.") % {"unit": slug, "number": number}, field="stages")
        for slug, number in pins
        if (slug, number) not in there
    ]


def _ensure_may_save(by, path: Path | None, newest: PathVersion | None, data: PathData, resolved: _Resolved) -> None:
    if newest is not None:
        _ensure(rules.may_write(by, owner=path.owner, licence=newest.licence, theme_ids=queries.path_themes(newest)), Permission.PATH_WRITE)
    _ensure(rules.may_write(by, owner=resolved.owner, licence=data.licence, theme_ids=resolved.theme_ids), Permission.PATH_WRITE)


def _unchanged(newest: PathVersion, data: PathData) -> bool:
    present = queries.version_data(newest)
    wanted = PathData(**{**data.__dict__, "slug": present.slug, "owner": present.owner})
    return write_path(present.to_dict()) == write_path(wanted.to_dict())


def _new_slug(slug: str, data: PathData) -> str:
    if slug:
        _ensure_slug(slug)
        return slug
    return queries.free_slug(data.title[data.primary])


def _ensure_slug(slug: str, own: Path | None = None) -> None:
    problem = None
    if not SLUG.match(slug) or len(slug) > 60 or slug in queries.RESERVED_SLUGS:
        problem = _("Write the address with lower-case letters a–z, digits and hyphens, at most 60 characters.")
    elif Path.objects.filter(slug=slug).exists() or PathSlug.objects.filter(slug=slug).exclude(path=own).exists():
        problem = _("This address is taken. Choose another.")
    if problem:
        raise InvalidPath([Problem(problem, field="slug")])


def _write_version(path: Path, newest, data: PathData, resolved: _Resolved, by, note: str) -> PathVersion:
    outline = [{"title": s.title, "steps": [[resolved.units[x.unit].pk, x.version] for x in s.steps]} for s in data.stages]
    version = PathVersion.objects.create(
        path=path,
        number=newest.number + 1 if newest else 1,
        based_on=newest.number if newest else None,
        primary_language=data.primary,
        title=LanguageText(data.title),
        summary=LanguageText(data.summary),
        body=LanguageText(data.body),
        licence=data.licence,
        group_keys=data.target_groups,
        outline=outline,
        note=note,
        created_by=by,
        created_at=clock.now(),
    )
    version.target_groups.set(resolved.groups)
    order, steps = 0, []
    for place, stage in enumerate(data.stages, start=1):
        row = PathStage.objects.create(version=version, order=place, title=LanguageText(stage.title))
        for step in stage.steps:
            order += 1
            steps.append(PathStep(stage=row, version=version, order=order, unit=resolved.units[step.unit], pinned=step.version))
    PathStep.objects.bulk_create(steps)
    return version
