"""Units: the smallest thing that stands alone.

Three tables keep three different things apart. `Unit` is the identity and its two pointers (draft, published). `UnitVersion` is one saved
state; it is never edited after it is written, except that publishing stamps it. `UnitText` is one language of one version. Every save
makes a new version, so history is complete and two people who save at once meet in a merge screen: `(unit, number)` is unique.
"""

from __future__ import annotations

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q

from osaava.base import privacy
from osaava.base.models import Model, UuidModel
from osaava.library.enums import Licence, OrderState, TextStatus


class Unit(UuidModel):
    """Identity of a unit. `slug` is its stable key and address; old addresses live in `UnitSlug`.

    `depth` is the unit's place in the order of prerequisites: greater than the depth of everything it requires. Database triggers hold
    that, which makes a cycle of prerequisites impossible.
    """

    privacy = privacy.PersonalData(person="created_by", erase="detach")
    shared = True
    slug = models.SlugField(max_length=60, unique=True)
    owner = models.ForeignKey("network.Organisation", on_delete=models.PROTECT, related_name="units")
    draft = models.ForeignKey("library.UnitVersion", null=True, on_delete=models.PROTECT, related_name="draft_of")
    published = models.ForeignKey("library.UnitVersion", null=True, blank=True, on_delete=models.PROTECT, related_name="published_of")
    first_published_at = models.DateTimeField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    depth = models.PositiveIntegerField(default=0)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        indexes = [models.Index(fields=["-first_published_at"], name="library_unit_newest")]

    def __str__(self) -> str:
        return self.slug


class UnitSlug(Model):
    """An address a unit used to have; it redirects for ever."""

    privacy = privacy.NOTHING
    shared = True
    slug = models.SlugField(max_length=60, unique=True)
    unit = models.ForeignKey(Unit, on_delete=models.CASCADE, related_name="old_slugs")


class UnitVersion(Model):
    """One saved state of a unit: the facts common to all languages. The first theme is the unit's house."""

    privacy = privacy.PersonalData(person="created_by", erase="detach")
    shared = True
    unit = models.ForeignKey(Unit, on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField()
    based_on = models.PositiveIntegerField(null=True, blank=True, help_text="Number of the version this one was edited from.")
    primary_language = models.CharField(max_length=2, default="fi")
    title = models.CharField(max_length=200, blank=True, help_text="Title in the primary language.")
    theme = models.ForeignKey("themes.Theme", null=True, blank=True, on_delete=models.PROTECT, related_name="unit_versions")
    other_themes = models.ManyToManyField("themes.Theme", blank=True, related_name="+")
    target_groups = models.ManyToManyField("themes.TargetGroup", blank=True, related_name="unit_versions")
    target_group_count = models.PositiveSmallIntegerField(default=0)
    group_keys = models.JSONField(default=list, blank=True, help_text="Keys of the target groups, for lists; a version never changes.")
    languages = models.JSONField(default=list, blank=True, help_text="Languages the version exists in, for lists.")
    level = models.PositiveSmallIntegerField(null=True, blank=True, help_text="Lowest level that its competences lead to, for lists.")
    outline = models.JSONField(
        default=dict, blank=True, help_text="Themes, competences, levels, language states and number of files, so that a page needs no joins."
    )
    minutes = models.PositiveSmallIntegerField(default=10, validators=[MinValueValidator(1), MaxValueValidator(240)])
    licence = models.CharField(max_length=30, choices=Licence.choices, blank=True)
    authors = models.JSONField(default=list, blank=True, help_text="Names as the authors want them printed.")
    contributors = models.JSONField(default=list, blank=True, help_text="Names of organisations that took part.")
    source = models.JSONField(null=True, blank=True, help_text="{title, authors, url, licence} of the work this is adapted from.")
    review_by = models.DateField(null=True, blank=True)
    note = models.CharField(max_length=300, blank=True, help_text="What changed, in the author's words.")
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    created_at = models.DateTimeField()
    published_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["unit", "number"], name="library_version_number_once"),
            models.CheckConstraint(condition=Q(published_at=None) | ~Q(licence=""), name="library_published_has_licence"),
            models.CheckConstraint(condition=Q(published_at=None) | ~Q(title=""), name="library_published_has_title"),
            models.CheckConstraint(condition=Q(published_at=None) | Q(theme__isnull=False), name="library_published_has_theme"),
            models.CheckConstraint(
                condition=Q(published_at=None) | Q(target_group_count__gt=0), name="library_published_has_target_group"
            ),
            models.CheckConstraint(condition=Q(minutes__gte=1, minutes__lte=240), name="library_version_minutes_range"),
        ]


class UnitText(Model):
    """One language of one version: title, summary, outcomes and the typed blocks (docs/reference/content-format.md)."""

    privacy = privacy.NOTHING
    shared = True
    version = models.ForeignKey(UnitVersion, on_delete=models.CASCADE, related_name="texts")
    language = models.CharField(max_length=2)
    title = models.CharField(max_length=200)
    summary = models.CharField(max_length=300, blank=True)
    outcomes = models.JSONField(default=list, blank=True)
    blocks = models.JSONField(default=list)
    status = models.CharField(max_length=10, choices=TextStatus.choices, default=TextStatus.COMPLETE)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["version", "language"], name="library_text_language_once"),
            models.CheckConstraint(condition=~Q(title=""), name="library_text_has_title"),
        ]


class UnitCompetence(Model):
    """A competence that a version develops, from one level to another."""

    privacy = privacy.NOTHING
    shared = True
    version = models.ForeignKey(UnitVersion, on_delete=models.CASCADE, related_name="competences")
    competence = models.ForeignKey("themes.Competence", on_delete=models.PROTECT, related_name="unit_competences")
    from_level = models.PositiveSmallIntegerField()
    to_level = models.PositiveSmallIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["version", "competence"], name="library_competence_once"),
            models.CheckConstraint(
                condition=Q(from_level__gte=1, to_level__lte=5, to_level__gt=F("from_level")), name="library_competence_levels_rise"
            ),
        ]


class CompetencePrerequisite(Model):
    """A level of a competence that the reader should have before this version."""

    privacy = privacy.NOTHING
    shared = True
    version = models.ForeignKey(UnitVersion, on_delete=models.CASCADE, related_name="competence_prerequisites")
    competence = models.ForeignKey("themes.Competence", on_delete=models.PROTECT, related_name="+")
    level = models.PositiveSmallIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["version", "competence"], name="library_competence_prerequisite_once"),
            models.CheckConstraint(condition=Q(level__gte=1, level__lte=5), name="library_competence_prerequisite_range"),
        ]


class UnitPrerequisite(Model):
    """A unit recommended before this one. Holds for the identity (newest saved version); see `Unit.depth` for why no cycle can exist."""

    privacy = privacy.NOTHING
    shared = True
    unit = models.ForeignKey(Unit, on_delete=models.CASCADE, related_name="prerequisites")
    required = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="required_by")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["unit", "required"], name="library_prerequisite_once"),
            models.CheckConstraint(condition=~Q(unit=F("required")), name="library_prerequisite_not_itself"),
        ]


class MediaFile(UuidModel):
    """A stored file, by content: the same bytes are kept once for each organisation. Served from `/tiedostot/` with safe headers only."""

    privacy = privacy.PersonalData(person="created_by", erase="detach")
    shared = True
    unseen_at_first = "pages show the files of a version, and the row that names a file for a version comes after it"
    owner = models.ForeignKey("network.Organisation", on_delete=models.PROTECT, related_name="media_files")
    sha256 = models.CharField(max_length=64, help_text="Of the bytes as they were uploaded.")
    stored_sha256 = models.CharField(max_length=64, db_index=True, help_text="Of the bytes we keep: images are encoded anew.")
    kind = models.CharField(max_length=10, help_text="image, video, audio, captions or document")
    mime = models.CharField(max_length=100)
    size = models.PositiveBigIntegerField()
    width = models.PositiveIntegerField(null=True, blank=True)
    height = models.PositiveIntegerField(null=True, blank=True)
    name = models.CharField(max_length=180, help_text="Name as uploaded, cleaned; for the download.")
    path = models.CharField(max_length=200)
    renditions = models.JSONField(default=list, blank=True, help_text="[{width, height, path, size}] of WebP images, widest first.")
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["owner", "sha256"], name="library_media_once")]


class VersionFile(Model):
    """A media file that a version uses, under the name its blocks and its Markdown call it by."""

    privacy = privacy.NOTHING
    shared = True
    version = models.ForeignKey(UnitVersion, on_delete=models.CASCADE, related_name="files")
    name = models.CharField(max_length=180)
    media = models.ForeignKey(MediaFile, on_delete=models.PROTECT, related_name="uses")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["version", "name"], name="library_version_file_once")]


class WorkOrder(UuidModel):
    """Content that the network lacks, asked of a theme's team: for whom, in which language, which competence, and what it rests on.

    `need` holds the published figures of the moment it was made; `threads` the codes of the goals that it serves, so that one can walk from a figure
    to the unit that answered it. Seen by theme teams and the coordinator, not by visitors.
    """

    privacy = privacy.PersonalData(person="taken_by", erase="detach")
    theme = models.ForeignKey("themes.Theme", on_delete=models.PROTECT, related_name="work_orders")
    target_group = models.ForeignKey("themes.TargetGroup", on_delete=models.PROTECT, related_name="+")
    language = models.CharField(max_length=2)
    competence_key = models.CharField(max_length=8, blank=True)
    reason = models.CharField(max_length=500, blank=True, help_text="What is lacking, in the orderer's words.")
    need = models.JSONField(default=dict, blank=True, help_text="{organisations, people, units}: published figures when the order was made.")
    threads = models.JSONField(default=list, blank=True, help_text="Codes of the goals the order serves.")
    state = models.CharField(max_length=10, choices=OrderState.choices, default=OrderState.OPEN)
    taken_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    taken_for = models.ForeignKey("network.Organisation", null=True, blank=True, on_delete=models.PROTECT, related_name="work_orders")
    unit = models.ForeignKey(Unit, null=True, blank=True, on_delete=models.SET_NULL, related_name="work_orders")
    created_at = models.DateTimeField()
    taken_at = models.DateTimeField(null=True, blank=True)
    done_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["theme", "target_group", "language", "competence_key"], condition=Q(state__in=["open", "taken"]),
                name="library_order_once_at_a_time",
            ),
            models.CheckConstraint(condition=~Q(state="taken") | Q(taken_for__isnull=False), name="library_taken_order_has_organisation"),
            models.CheckConstraint(condition=~Q(state="done") | Q(done_at__isnull=False), name="library_done_order_has_date"),
        ]  # fmt: skip
        indexes = [models.Index(fields=["state", "theme"], name="library_order_by_theme")]
