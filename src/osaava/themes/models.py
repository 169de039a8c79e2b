"""The vocabulary everything hangs on: eight themes (houses), their competences with five levels, and the target groups.

Loaded from readable files in the package; keys are stable, wording may be improved. A theme is vocabulary: who leads it is `network`'s.
"""

from __future__ import annotations

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models

from osaava.base import privacy
from osaava.base.language import LanguageTextField
from osaava.base.models import Model

LEVELS = (1, 2, 3, 4, 5)


class Theme(Model):
    """One of the eight theme areas; on the campus it is a house."""

    privacy = privacy.NOTHING
    shared = True
    key = models.SlugField(max_length=40, unique=True)
    number = models.PositiveSmallIntegerField(unique=True)
    name = LanguageTextField(help_text="Official name.")
    house_name = LanguageTextField()
    short_name = LanguageTextField(help_text="What the house's sign says.")
    slug = LanguageTextField(help_text="Address part by language.")
    description = LanguageTextField(blank=True)
    loaded_hash = models.CharField(max_length=64, blank=True)

    class Meta:
        ordering = ["number"]
        constraints = [models.CheckConstraint(condition=models.Q(number__gte=1, number__lte=8), name="themes_theme_is_one_of_eight")]

    def __str__(self) -> str:
        return str(self.house_name)


class TargetGroup(Model):
    """Whom a unit or a path is for."""

    privacy = privacy.NOTHING
    shared = True
    key = models.SlugField(max_length=20, unique=True)
    order = models.PositiveSmallIntegerField(unique=True)
    name = LanguageTextField()
    description = LanguageTextField(blank=True)
    loaded_hash = models.CharField(max_length=64, blank=True)

    class Meta:
        ordering = ["order"]

    def __str__(self) -> str:
        return str(self.name)


class Competence(Model):
    """One thing that an organisation can do and that a person can do in it."""

    privacy = privacy.NOTHING
    shared = True
    key = models.CharField(max_length=8, unique=True)
    theme = models.ForeignKey(Theme, on_delete=models.PROTECT, related_name="competences")
    order = models.PositiveSmallIntegerField()
    name = LanguageTextField()
    description = LanguageTextField(blank=True)
    organisation_levels = LanguageTextField(help_text="Five descriptions a language: what one sees in a provider.")
    person_levels = LanguageTextField(help_text="Five descriptions a language: what one sees a person do.")
    references = models.JSONField(default=dict, blank=True, help_text="Crosswalk: selfie, digcomporg, digcompedu, digcomp.")
    loaded_hash = models.CharField(max_length=64, blank=True)

    class Meta:
        ordering = ["theme__number", "order"]
        constraints = [models.UniqueConstraint(fields=["theme", "order"], name="themes_competence_order_once")]

    def __str__(self) -> str:
        return f"{self.key} {self.name}"


class UsualLevel(Model):
    """What level a competence usually asks of a target group."""

    privacy = privacy.NOTHING
    shared = True
    competence = models.ForeignKey(Competence, on_delete=models.CASCADE, related_name="usual_levels")
    target_group = models.ForeignKey(TargetGroup, on_delete=models.CASCADE, related_name="usual_levels")
    level = models.PositiveSmallIntegerField(validators=[MinValueValidator(1), MaxValueValidator(5)])

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["competence", "target_group"], name="themes_usual_level_once"),
            models.CheckConstraint(condition=models.Q(level__gte=1, level__lte=5), name="themes_usual_level_range"),
        ]
