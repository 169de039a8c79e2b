"""Saving, publishing, withdrawing, restoring and renaming units. History is append-only: every save is a new version."""

from __future__ import annotations

from dataclasses import dataclass, replace

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from osaava.base import audit, clock, facts
from osaava.base.access import Permission
from osaava.base.language import LANGUAGES
from osaava.library import blocks as schema
from osaava.library import queries, rules
from osaava.library.data import Problem, TextData, UnitData
from osaava.library.enums import Licence, TextStatus
from osaava.library.errors import InvalidUnit, NotReady, StaleVersion
from osaava.library.facts import UnitPublished, UnitRenamed, UnitWithdrawn
from osaava.library.markdown import FormatError, canonical, write_unit
from osaava.library.markdown.front_matter import SLUG, clean_source
from osaava.library.models import (
    CompetencePrerequisite,
    MediaFile,
    Unit,
    UnitCompetence,
    UnitSlug,
    UnitText,
    UnitVersion,
    VersionFile,
)
from osaava.library.operations.prerequisites import set_prerequisites
from osaava.library.texts import clean_line
from osaava.network.api import Organisation
from osaava.themes.api import all_competences, all_target_groups, theme_by_key


@dataclass
class _Resolved:
    """Unit data with keys turned into rows."""

    owner: Organisation
    themes: list
    groups: list
    competences: list[tuple]
    levels: list[tuple]
    required: list[Unit]


@transaction.atomic
def save_version(
    *, unit: Unit | None, data: UnitData, by, base_number: int | None = None, confirmed: frozenset[str] | set[str] = frozenset(), note: str = ""
) -> UnitVersion:
    """Store one more version of a unit (or the first one of a new unit) as its draft.

    `base_number` is the version the author started from; when it is not the newest any more, raises StaleVersion and stores nothing.
    `confirmed`: languages that the author has looked through and found to say the same as the changed primary text. Saving what is already
    there makes no new version. `by=None` is the system itself (starter content, import by the operator).
    """
    data = _name_images(_cleaned(data))
    newest = None
    if unit is not None:
        unit = Unit.objects.select_for_update(of=("self",)).select_related("owner").get(pk=unit.pk)
        newest = unit.versions.order_by("-number").first()
    resolved = _resolve(data, unit, by)
    _ensure_may_save(by, unit, newest, data, resolved)
    if newest is not None and base_number != newest.number:
        raise StaleVersion(newest)
    if newest is not None and _unchanged(newest, data, confirmed):
        return newest
    if unit is None:
        unit = Unit.objects.create(slug=_new_slug(data), owner=resolved.owner, created_by=by)
    try:
        with transaction.atomic():
            version = _write_version(unit, newest, data, resolved, by, confirmed, clean_line(note)[:300])
    except IntegrityError:
        if newer := unit.versions.filter(number__gt=newest.number if newest else 0).order_by("-number").first():
            raise StaleVersion(newer) from None
        raise
    set_prerequisites(unit=unit, required=resolved.required)
    unit.draft = version
    unit.save(update_fields=["draft"])
    audit.record("library.unit.saved", unit, by=by, organisation=unit.owner, version=version.number)
    return version


@transaction.atomic
def publish_unit(*, unit: Unit, by, version: UnitVersion | None = None) -> UnitVersion:
    """Make a version (the draft by default) the one everyone sees. Raises NotReady with everything that is missing."""
    unit = Unit.objects.select_for_update(of=("self",)).select_related("owner", "published").get(pk=unit.pk)
    version = unit.versions.select_related("theme").get(pk=version.pk if version else unit.draft_id)
    rules.ensure(rules.may_publish(by, theme=version.theme, licence=version.licence, owner=unit.owner), Permission.UNIT_PUBLISH)
    if unit.published_id == version.pk and unit.withdrawn_at is None:
        return version
    if unit.published and unit.published.number > version.number:
        raise NotReady([Problem(_("A newer version is already published. Restore this one first."))])
    if missing := publishing_gaps(version):
        raise NotReady(missing)
    now = clock.now()
    UnitVersion.objects.filter(pk=version.pk, published_at=None).update(published_at=now)
    version.published_at = version.published_at or now
    unit.published, unit.withdrawn_at, unit.first_published_at = version, None, unit.first_published_at or now
    unit.save(update_fields=["published", "withdrawn_at", "first_published_at"])
    audit.record("library.unit.published", unit, by=by, organisation=unit.owner, version=version.number)
    facts.publish(UnitPublished(unit_id=unit.pk, unit_uuid=unit.uuid, slug=unit.slug, version=version.number))
    return version


@transaction.atomic
def withdraw_unit(*, unit: Unit, by) -> Unit:
    """Take a unit out of sight. What learners have done stays; publishing brings it back."""
    unit = Unit.objects.select_for_update(of=("self",)).select_related("owner", "published__theme").get(pk=unit.pk)
    if unit.published is None or unit.withdrawn_at:
        return unit
    shown = unit.published
    rules.ensure(rules.may_publish(by, theme=shown.theme, licence=shown.licence, owner=unit.owner), Permission.UNIT_PUBLISH)
    unit.withdrawn_at = clock.now()
    unit.save(update_fields=["withdrawn_at"])
    audit.record("library.unit.withdrawn", unit, by=by, organisation=unit.owner)
    facts.publish(UnitWithdrawn(unit_id=unit.pk, unit_uuid=unit.uuid, slug=unit.slug))
    return unit


def restore_version(*, unit: Unit, version: UnitVersion, by, base_number: int) -> UnitVersion:
    """Make an earlier version's content the newest draft. History in between stays."""
    data = queries.version_data(unit.versions.get(pk=version.pk))
    note = _("Restored from version %(number)s") % {"number": version.number}
    return save_version(unit=unit, data=data, by=by, base_number=base_number, confirmed=set(data.texts), note=note)


@transaction.atomic
def rename_unit(*, unit: Unit, slug: str, by) -> Unit:
    """Give a unit another address; the old one redirects for ever."""
    unit = Unit.objects.select_for_update(of=("self",)).select_related("owner").get(pk=unit.pk)
    newest = unit.versions.select_related("theme").order_by("-number").first()
    rules.ensure(rules.may_publish(by, theme=newest.theme, licence=newest.licence, owner=unit.owner), Permission.UNIT_PUBLISH)
    if slug == unit.slug:
        return unit
    _ensure_slug(slug, own=unit)
    old = unit.slug
    UnitSlug.objects.filter(slug=slug, unit=unit).delete()
    unit.slug = slug
    unit.save(update_fields=["slug"])
    UnitSlug.objects.create(slug=old, unit=unit)
    audit.record("library.unit.renamed", unit, by=by, organisation=unit.owner, old=old, new=slug)
    facts.publish(UnitRenamed(unit_id=unit.pk, unit_uuid=unit.uuid, old_slug=old, slug=slug))
    return unit


def publishing_gaps(version: UnitVersion) -> list[Problem]:
    """Everything that is missing before this version may be shown; empty when it is ready. No query when texts and files are prefetched."""
    texts = sorted(version.texts.all(), key=lambda text: LANGUAGES.index(text.language))
    files = {use.name for use in version.files.all()}
    found = []
    if not version.title:
        found.append(Problem(_("Write the title."), field="title", language=version.primary_language))
    if not version.theme_id:
        found.append(Problem(_("Choose the theme house."), field="theme"))
    if not version.target_group_count:
        found.append(Problem(_("Choose who the unit is for."), field="target_groups"))
    if not version.licence:
        found.append(Problem(_("Choose the licence."), field="licence"))
    if version.source and version.source.get("title") and not version.source.get("licence"):
        found.append(Problem(_("Write the licence of the source work."), field="source_licence"))
    for text in texts:
        for gap in schema.gaps(text.blocks, files):
            found.append(replace(gap, language=text.language))
    return found


# -- helpers ----------------------------------------------------------------------------------------------------------------------


def _cleaned(data: UnitData) -> UnitData:
    """The data in canonical form; raises InvalidUnit with everything that cannot be stored."""
    problems: list[Problem] = []
    texts: dict[str, TextData] = {}
    for language in [code for code in LANGUAGES if code in data.texts]:
        text = data.texts[language]
        title, summary = clean_line(text.title), clean_line(text.summary)
        problems += _length_problems(title, summary, language)
        kept = [block for block in map(schema.clean, text.blocks) if not schema.is_empty(block)]
        wrong = schema.problems(kept)
        try:
            kept = kept if wrong else canonical(kept)
        except FormatError as error:
            wrong = [problem for _name, problem in error.problems]
        problems += [replace(problem, language=language) for problem in wrong]
        outcomes = [clean_line(o)[:300] for o in text.outcomes if clean_line(o)]
        texts[language] = TextData(title=title, summary=summary, outcomes=outcomes[:20], blocks=kept)
    if data.primary not in texts:
        problems.append(Problem(_("Write the unit in its primary language first."), field="primary"))
    if not 1 <= data.minutes <= 240:
        problems.append(Problem(_("Write the minutes as a whole number from 1 to 240."), field="minutes"))
    if data.licence and data.licence not in Licence.values:
        problems.append(Problem(_("“%(licence)s” is not one of the licences.") % {"licence": data.licence[:60]}, field="licence"))
    if problems:
        raise InvalidUnit(problems)
    used = {name for text in texts.values() for name in schema.referenced_files(text.blocks)}
    return replace(
        data,
        texts=texts,
        authors=[clean_line(a)[:200] for a in data.authors if clean_line(a)][:100],
        contributors=[clean_line(c)[:200] for c in data.contributors if clean_line(c)][:100],
        source=clean_source(data.source) if data.source else None,
        files={name: media for name, media in data.files.items() if name in used},
    )


def _name_images(data: UnitData) -> UnitData:
    """Images are kept as WebP, so their names say so, in the blocks too: what is exported is what its name says."""
    images = set(MediaFile.objects.filter(pk__in=data.files.values(), kind="image").values_list("pk", flat=True)) if data.files else set()
    names, taken = {}, set()
    for name, media in data.files.items():
        stem = name.rpartition(".")[0] or name
        wanted, number = (f"{stem}.webp" if media in images else name), 2
        while wanted in taken:
            wanted, number = f"{stem}-{number}.webp", number + 1
        taken.add(wanted)
        names[name] = wanted
    if all(old == new for old, new in names.items()):
        return data
    texts = {
        language: replace(text, blocks=[{**b, "file": names.get(b["file"], b["file"])} if b["kind"] == "image" else b for b in text.blocks])
        for language, text in data.texts.items()
    }
    return replace(data, texts=texts, files={names[name]: media for name, media in data.files.items()})


def _length_problems(title: str, summary: str, language: str) -> list[Problem]:
    found = []
    if not title:
        found.append(Problem(_("Write the title."), field="title", language=language))
    for name, value, limit, words in (
        ("title", title, 200, _("Shorten the title to %(limit)s characters (now %(count)s).")),
        ("summary", summary, 300, _("Shorten the summary to %(limit)s characters (now %(count)s).")),
    ):
        if len(value) > limit:
            found.append(Problem(words % {"limit": limit, "count": len(value)}, field=name, language=language))
    return found


def _resolve(data: UnitData, unit: Unit | None, by) -> _Resolved:
    problems: list[Problem] = []

    def missing(message: str, key: str, field: str) -> None:
        problems.append(Problem(message % {"key": str(key)[:60]}, field=field))

    owner = unit.owner if unit else Organisation.objects.filter(key=data.owner).first()
    if owner is None:
        missing(_("There is no organisation “%(key)s”."), data.owner, "owner")
    competences, groups = {c.key: c for c in all_competences()}, {g.key: g for g in all_target_groups()}
    themes = []
    for key in dict.fromkeys(data.themes):
        themes.append(theme_by_key(key)) if theme_by_key(key) else missing(_("There is no theme “%(key)s”."), key, "themes")
    for key in data.target_groups:
        if key not in groups:
            missing(_("There is no target group “%(key)s”."), key, "target_groups")
    for key in [c.key for c in data.competences] + [n.key for n in data.required_levels]:
        if key not in competences:
            missing(_("There is no competence “%(key)s”."), key, "competences")
    required = {u.slug: u for u in queries.units_to_require(by, unit).filter(slug__in=data.required_units)}
    for slug in data.required_units:
        if slug not in required:
            missing(_("There is no unit “%(key)s”."), slug, "prerequisites")
        elif (unit is not None and required[slug].pk == unit.pk) or slug == data.slug:
            missing(_("A unit cannot require itself (“%(key)s”)."), slug, "prerequisites")
    _check_files(data, unit, owner, problems)
    if problems:
        raise InvalidUnit(problems)
    return _Resolved(
        owner=owner,
        themes=themes,
        groups=[groups[key] for key in dict.fromkeys(data.target_groups)],
        competences=[(competences[c.key], c.from_level, c.to_level) for c in {c.key: c for c in data.competences}.values()],
        levels=[(competences[n.key], n.level) for n in {n.key: n for n in data.required_levels}.values()],
        required=[required[slug] for slug in dict.fromkeys(data.required_units)],
    )


def _check_files(data: UnitData, unit: Unit | None, owner, problems: list[Problem]) -> None:
    """A version may use files of its owner and files it already had, nobody else's."""
    wanted = set(data.files.values())
    if not wanted or owner is None:
        return
    own = set(MediaFile.objects.filter(pk__in=wanted, owner=owner).values_list("pk", flat=True))
    if unit is not None and wanted - own:
        own |= set(VersionFile.objects.filter(version__unit=unit, media_id__in=wanted).values_list("media_id", flat=True))
    for name, media in data.files.items():
        if media not in own:
            problems.append(Problem(_("Add the file “%(name)s”: it is missing.") % {"name": name}, field="files"))


def _ensure_may_save(by, unit, newest, data: UnitData, resolved: _Resolved) -> None:
    theme = resolved.themes[0] if resolved.themes else None
    if unit is None:
        rules.ensure(rules.may_own(by, resolved.owner), Permission.UNIT_WRITE)
    else:
        rules.ensure(rules.may_write(by, theme=newest.theme, licence=newest.licence, owner=unit.owner), Permission.UNIT_WRITE)
        theme = theme or newest.theme
    rules.ensure(rules.may_write(by, theme=theme, licence=data.licence, owner=resolved.owner), Permission.UNIT_WRITE)


def _unchanged(newest: UnitVersion, data: UnitData, confirmed) -> bool:
    present = queries.version_data(newest)
    if any(text.status == TextStatus.OUTDATED for text in newest.texts.filter(language__in=confirmed)):
        return False
    same = replace(data, slug=present.slug, owner=present.owner, required_units=sorted(data.required_units))
    present = replace(present, required_units=sorted(present.required_units))
    return write_unit(present) == write_unit(same) and present.files == data.files


def _statuses(newest: UnitVersion | None, data: UnitData, confirmed) -> dict[str, str]:
    """How each language stands against the primary one, from what changed."""
    before = queries.version_data(newest).texts if newest else {}
    old_status = dict(newest.texts.values_list("language", "status")) if newest else {}
    primary = data.texts[data.primary]
    primary_changed = newest is not None and (newest.primary_language != data.primary or before.get(data.primary) != primary)
    out: dict[str, str] = {}
    for language, text in data.texts.items():
        if language == data.primary:
            out[language] = TextStatus.COMPLETE
        elif schema.shape(text.blocks) != schema.shape(primary.blocks) or (text.blocks and text.blocks == primary.blocks):
            out[language] = TextStatus.OUTDATED  # something is missing, or the primary text was only copied
        elif language in confirmed or before.get(language) != text:
            out[language] = TextStatus.COMPLETE
        else:
            out[language] = TextStatus.OUTDATED if primary_changed else old_status.get(language, TextStatus.COMPLETE)
    return out


def _write_version(unit, newest, data: UnitData, resolved: _Resolved, by, confirmed, note: str) -> UnitVersion:
    statuses = _statuses(newest, data, confirmed)
    version = UnitVersion.objects.create(
        unit=unit,
        number=newest.number + 1 if newest else 1,
        based_on=newest.number if newest else None,
        primary_language=data.primary,
        title=data.texts[data.primary].title,
        theme=resolved.themes[0] if resolved.themes else None,
        target_group_count=len(resolved.groups),
        group_keys=[group.key for group in resolved.groups],
        languages=list(data.texts),
        level=min((to_level for _c, _f, to_level in resolved.competences), default=None),
        outline={
            "themes": [theme.key for theme in resolved.themes],
            "competences": [[c.key, first, last] for c, first, last in resolved.competences],
            "levels": [[c.key, level] for c, level in resolved.levels],
            "states": statuses,
            "files": len(data.files),
        },
        minutes=data.minutes,
        licence=data.licence,
        authors=data.authors,
        contributors=data.contributors,
        source=data.source,
        review_by=data.review_by,
        note=note,
        created_by=by,
        created_at=clock.now(),
    )
    UnitText.objects.bulk_create(
        UnitText(
            version=version, language=language, title=text.title, summary=text.summary, outcomes=text.outcomes, blocks=text.blocks,
            status=statuses[language],
        )
        for language, text in data.texts.items()
    )
    version.other_themes.set(resolved.themes[1:])
    version.target_groups.set(resolved.groups)
    UnitCompetence.objects.bulk_create(
        UnitCompetence(version=version, competence=c, from_level=first, to_level=last) for c, first, last in resolved.competences
    )
    CompetencePrerequisite.objects.bulk_create(CompetencePrerequisite(version=version, competence=c, level=level) for c, level in resolved.levels)
    VersionFile.objects.bulk_create(VersionFile(version=version, name=name, media_id=media) for name, media in data.files.items())
    return version


def _new_slug(data: UnitData) -> str:
    slug = data.slug or queries.free_slug(data.texts[data.primary].title)
    _ensure_slug(slug)
    return slug


def _ensure_slug(slug: str, own: Unit | None = None) -> None:
    if len(slug) > 60 or not SLUG.match(slug) or slug in queries.RESERVED_SLUGS:
        raise InvalidUnit([Problem(_("Write the address with lower-case letters a–z, digits and hyphens, at most 60 characters."), field="slug")])
    taken = Unit.objects.filter(slug=slug).exists() or UnitSlug.objects.filter(slug=slug).exclude(unit=own).exists()
    if taken:
        raise InvalidUnit([Problem(_("The address “%(slug)s” is already in use. Choose another one.") % {"slug": slug}, field="slug")])
