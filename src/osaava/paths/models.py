"""Curated paths: named stages of steps. Same three-way split as units: identity with pointers, immutable versions, languages.

A step follows the latest published version of its unit or pins one. Nothing here knows who has done what: that is `learning`'s.
"""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django_scopes import ScopedManager

from osaava.base import privacy
from osaava.base.language import LanguageTextField
from osaava.base.models import Model, UuidModel
from osaava.library.enums import Licence


class Path(UuidModel):
    """Identity of a curated path."""

    privacy = privacy.PersonalData(person="created_by", erase="detach")
    shared = True
    slug = models.SlugField(max_length=60, unique=True)
    owner = models.ForeignKey("network.Organisation", on_delete=models.PROTECT, related_name="paths")
    draft = models.ForeignKey("paths.PathVersion", null=True, on_delete=models.PROTECT, related_name="draft_of")
    published = models.ForeignKey("paths.PathVersion", null=True, blank=True, on_delete=models.PROTECT, related_name="published_of")
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return self.slug


class PathSlug(Model):
    """An address a path used to have; it redirects for ever."""

    privacy = privacy.NOTHING
    shared = True
    slug = models.SlugField(max_length=60, unique=True)
    path = models.ForeignKey(Path, on_delete=models.CASCADE, related_name="old_slugs")


class PathVersion(Model):
    """One saved state of a path, never edited. Title, summary and body are kept in all languages together: they are short."""

    privacy = privacy.PersonalData(person="created_by", erase="detach")
    shared = True
    path = models.ForeignKey(Path, on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField()
    based_on = models.PositiveIntegerField(null=True, blank=True)
    primary_language = models.CharField(max_length=2, default="fi")
    title = LanguageTextField()
    summary = LanguageTextField(blank=True)
    body = LanguageTextField(blank=True, help_text="Markdown shown at the top of the path.")
    licence = models.CharField(max_length=30, choices=Licence.choices, default=Licence.CC_BY)
    target_groups = models.ManyToManyField("themes.TargetGroup", blank=True, related_name="path_versions")
    group_keys = models.JSONField(default=list, blank=True, help_text="Keys of the target groups, for lists; a version never changes.")
    outline = models.JSONField(
        default=list, blank=True, help_text="Stages with their steps as [unit id, pinned version], so that a page needs no joins."
    )
    note = models.CharField(max_length=300, blank=True)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    created_at = models.DateTimeField()
    published_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["path", "number"], name="paths_version_number_once"),
            models.CheckConstraint(condition=Q(published_at=None) | ~Q(licence=""), name="paths_published_has_licence"),
        ]


class PathStage(Model):
    """A named part of a path."""

    privacy = privacy.NOTHING
    shared = True
    version = models.ForeignKey(PathVersion, on_delete=models.CASCADE, related_name="stages")
    order = models.PositiveSmallIntegerField()
    title = LanguageTextField()

    class Meta:
        ordering = ["order"]
        constraints = [models.UniqueConstraint(fields=["version", "order"], name="paths_stage_order_once")]


class PathStep(Model):
    """One unit on a path. `pinned` set: that version number; null: the latest published."""

    privacy = privacy.NOTHING
    shared = True
    stage = models.ForeignKey(PathStage, on_delete=models.CASCADE, related_name="steps")
    version = models.ForeignKey(PathVersion, on_delete=models.CASCADE, related_name="steps")
    order = models.PositiveSmallIntegerField(help_text="Place on the whole path, from 1: the number in the address.")
    unit = models.ForeignKey("library.Unit", on_delete=models.PROTECT, related_name="path_steps")
    pinned = models.PositiveIntegerField(null=True, blank=True)

    class Meta:
        ordering = ["order"]
        constraints = [
            models.UniqueConstraint(fields=["version", "order"], name="paths_step_order_once"),
            models.UniqueConstraint(fields=["version", "unit"], name="paths_step_unit_once"),
            models.CheckConstraint(condition=Q(order__gte=1), name="paths_step_order_from_one"),
        ]


class Aim(Model):
    """A level of one competence that an organisation wants some target groups to reach: what personal paths are planned for.

    Written whole for each goal by who owns the goal (`set_aims`); `thread` is the goal's code and goes with every unit planned for it.
    """

    privacy = privacy.NOTHING
    organisation = models.ForeignKey("network.Organisation", on_delete=models.CASCADE, related_name="aims")
    thread = models.CharField(max_length=20, help_text="Code of the goal, T-7Q4K2M.")
    competence = models.ForeignKey("themes.Competence", on_delete=models.PROTECT, related_name="+")
    level = models.PositiveSmallIntegerField()
    weight = models.PositiveSmallIntegerField(default=1, help_text="Importance, 1-100: points for each level of the gap.")
    group_keys = models.JSONField(default=list, blank=True, help_text="Keys of the target groups; empty: everybody.")
    label = LanguageTextField(blank=True, help_text="The goal in the organisation's words.")
    due = models.DateField(null=True, blank=True)

    objects = ScopedManager(organisation="organisation")

    class Meta:
        ordering = ["thread", "competence__theme__number", "competence__order"]
        constraints = [
            models.UniqueConstraint(fields=["organisation", "thread", "competence"], name="paths_aim_once"),
            models.CheckConstraint(condition=Q(level__gte=2, level__lte=5), name="paths_aim_level_range"),
            models.CheckConstraint(condition=Q(weight__gte=1, weight__lte=100), name="paths_aim_weight_range"),
            models.CheckConstraint(condition=~Q(thread=""), name="paths_aim_has_thread"),
        ]
