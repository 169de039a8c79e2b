"""What a person does with units and paths. Private to the person; an organisation sees counts (and names only where the person agreed).

Progress is never stored as a number: it is derived from completions, so learner and organisation always see the same state, and a unit
done outside a path counts on every path. Adding steps to a path takes nothing away.
"""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django_scopes import ScopedManager

from osaava.base import privacy
from osaava.base.models import Model, UuidModel

PERSON = privacy.PersonalData(person="person", erase="delete")


class LearnerProfile(Model):
    """What the learner told of themselves for choosing paths, and what they agreed to show."""

    privacy = PERSON
    own = True
    person = models.OneToOneField(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="learner_profile")
    target_group = models.ForeignKey("themes.TargetGroup", null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    shows_name = models.BooleanField(default=False, help_text="The organisation sees the person's name beside completed paths.")
    hours_per_month = models.DecimalField(max_digits=4, decimal_places=1, null=True, blank=True)
    updated_at = models.DateTimeField(auto_now=True)

    objects = ScopedManager(person="person")


class Enrolment(UuidModel):
    """A person on a path. Leaving keeps what was done."""

    privacy = PERSON
    own = True
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="enrolments")
    path = models.ForeignKey("paths.Path", on_delete=models.CASCADE, related_name="enrolments")
    started_at = models.DateTimeField(auto_now_add=True)
    last_used_at = models.DateTimeField()
    left_at = models.DateTimeField(null=True, blank=True)

    objects = ScopedManager(person="person")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "path"], name="learning_enrolment_once")]
        indexes = [models.Index(fields=["path", "left_at"], name="learning_enrolment_path")]


class UnitVisit(Model):
    """Where a person was in a unit, so that the laptop goes on where the phone stopped."""

    privacy = PERSON
    own = True
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="unit_visits")
    unit = models.ForeignKey("library.Unit", on_delete=models.CASCADE, related_name="visits")
    path = models.ForeignKey("paths.Path", null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    block = models.CharField(max_length=60, blank=True, help_text="Id of the last block the person reached.")
    visited_at = models.DateTimeField()

    objects = ScopedManager(person="person")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "unit"], name="learning_visit_once")]
        indexes = [models.Index(fields=["person", "-visited_at"], name="learning_visit_recent")]


class Answer(Model):
    """A person's own answer in a unit: quiz choice, ticked items, reflection, notes. Always private to the person."""

    privacy = PERSON
    own = True
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="answers")
    unit = models.ForeignKey("library.Unit", on_delete=models.CASCADE, related_name="answers")
    block = models.CharField(max_length=60)
    version = models.PositiveIntegerField(help_text="Number of the unit's version that was answered.")
    value = models.JSONField()
    correct = models.BooleanField(null=True, blank=True)
    tries = models.PositiveIntegerField(default=0)
    answered_at = models.DateTimeField()

    objects = ScopedManager(person="person")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "unit", "block"], name="learning_answer_once")]


class Completion(UuidModel):
    """The learner's own act: this unit is done. Undoing keeps the row with its time, so history stays true."""

    privacy = PERSON
    own = True
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="completions")
    unit = models.ForeignKey("library.Unit", on_delete=models.PROTECT, related_name="completions")
    version = models.PositiveIntegerField()
    language = models.CharField(max_length=2)
    path = models.ForeignKey("paths.Path", null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    completed_at = models.DateTimeField()
    undone_at = models.DateTimeField(null=True, blank=True)

    objects = ScopedManager(person="person")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person", "unit"], condition=Q(undone_at=None), name="learning_completion_once"),
        ]
        indexes = [models.Index(fields=["unit", "undone_at"], name="learning_completion_unit")]
