"""An organisation's development plan: two or three focus areas, their actions, check-ins and history. Private to the organisation.

Each goal has a thread code, written once and never changed: by it the aims of people, their plans, work orders and the re-assessment find
their way back to the goal. Check-ins and history are append-only; the database refuses to change what they say (`plans.triggers`).
"""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django_scopes import ScopedManager

from osaava.base import clock, privacy
from osaava.base.models import Model, UuidModel
from osaava.plans.enums import ActionState, Baseline, ChangeKind, Importance, Outcome, Progress

PERSON: dict[str, Any] = {"null": True, "blank": True, "on_delete": models.SET_NULL, "related_name": "+"}


class DevelopmentPlan(UuidModel):
    """A plan for a period. An organisation has one open plan at a time; closed ones stay to be read."""

    privacy = privacy.PersonalData(person="started_by", erase="detach")
    unseen = "plans are read on their own pages, which are not kept"
    organisation = models.ForeignKey("network.Organisation", on_delete=models.CASCADE, related_name="development_plans")
    name = models.CharField(max_length=120)
    starts_on = models.DateField()
    ends_on = models.DateField()
    importance = models.JSONField(default=dict, blank=True, help_text="Theme key -> 1, 2 or 3: what management says matters in this period.")
    started_by = models.ForeignKey(settings.AUTH_USER_MODEL, **PERSON)
    started_at = models.DateTimeField(default=clock.now)
    closed_on = models.DateField(null=True, blank=True)

    objects = ScopedManager(organisation="organisation")

    class Meta:
        ordering = ["-starts_on", "-id"]
        constraints = [
            models.UniqueConstraint(fields=["organisation"], condition=Q(closed_on=None), name="plans_plan_open_once"),
            models.CheckConstraint(condition=Q(ends_on__gt=F("starts_on")), name="plans_plan_ends_after_start"),
            models.CheckConstraint(condition=~Q(name=""), name="plans_plan_has_name"),
        ]

    def __str__(self) -> str:
        return self.name


class Goal(UuidModel):
    """A focus area: a competence that shall rise from a level to another by a day."""

    privacy = privacy.PersonalData(person="owner", erase="detach")
    unseen = "plans are read on their own pages, which are not kept"
    plan = models.ForeignKey(DevelopmentPlan, on_delete=models.CASCADE, related_name="goals")
    thread = models.CharField(max_length=8, unique=True, editable=False)
    competence = models.ForeignKey("themes.Competence", on_delete=models.PROTECT, related_name="+")
    theme = models.ForeignKey("themes.Theme", on_delete=models.PROTECT, related_name="+")
    title = models.CharField(max_length=160)
    text = models.TextField(blank=True, max_length=2000, help_text="Why this focus area was chosen.")
    reason = models.TextField(blank=True, max_length=500, help_text="Why the plan has more than three focus areas.")
    baseline = models.DecimalField(max_digits=2, decimal_places=1, null=True, blank=True)
    baseline_kind = models.CharField(max_length=8, choices=Baseline.choices, blank=True)
    baseline_round = models.UUIDField(null=True, blank=True)
    baseline_on = models.DateField(null=True, blank=True)
    wanted = models.PositiveSmallIntegerField(validators=[MinValueValidator(2), MaxValueValidator(5)])
    due_on = models.DateField()
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, **PERSON)
    importance = models.PositiveSmallIntegerField(choices=Importance.choices, default=Importance.IMPORTANT)
    groups = models.JSONField(default=list, blank=True, help_text="Keys of the target groups whose paths the goal pulls.")
    order = models.PositiveIntegerField(default=0)
    revision = models.PositiveIntegerField(default=1, help_text="Grows with each change, so that two writers notice each other.")
    decided_at = models.DateTimeField(default=clock.now)
    closed_on = models.DateField(null=True, blank=True)
    outcome = models.CharField(max_length=8, choices=Outcome.choices, blank=True)

    objects = ScopedManager(organisation="plan__organisation")

    class Meta:
        ordering = ["order", "id"]
        constraints = [
            models.UniqueConstraint(fields=["plan", "competence"], condition=Q(closed_on=None), name="plans_goal_competence_once"),
            models.CheckConstraint(condition=Q(wanted__gte=2, wanted__lte=5), name="plans_goal_wanted_level"),
            models.CheckConstraint(condition=Q(baseline=None) | Q(baseline__gte=1, baseline__lte=5), name="plans_goal_baseline_level"),
            models.CheckConstraint(condition=Q(closed_on=None, outcome="") | Q(closed_on__isnull=False), name="plans_goal_outcome_when_closed"),
            models.CheckConstraint(condition=~Q(title=""), name="plans_goal_has_title"),
        ]

    def __str__(self) -> str:
        return f"{self.thread} {self.title}"


class Action(UuidModel):
    """What is done for a goal (toimenpide): either from a template, whose text becomes the plan's own, or the organisation's own."""

    privacy = privacy.PersonalData(person="owner", erase="detach")
    unseen = "plans are read on their own pages, which are not kept"
    goal = models.ForeignKey(Goal, on_delete=models.CASCADE, related_name="actions")
    template = models.CharField(max_length=40, blank=True, help_text="Key of the measure it was made from.")
    title = models.CharField(max_length=200)
    text = models.TextField(blank=True, max_length=2000)
    state = models.CharField(max_length=12, choices=ActionState.choices, default=ActionState.PROPOSED)
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, **PERSON)
    effort_hours = models.PositiveIntegerField(null=True, blank=True, validators=[MaxValueValidator(9999)])
    due_on = models.DateField(null=True, blank=True)
    order = models.PositiveIntegerField(default=0, help_text="Place in its column.")
    paths = models.ManyToManyField("paths.Path", blank=True, related_name="+")
    units = models.ManyToManyField("library.Unit", blank=True, related_name="+")
    revision = models.PositiveIntegerField(default=1, help_text="Grows with each change, so that two writers notice each other.")
    added_at = models.DateTimeField(default=clock.now)
    removed_at = models.DateTimeField(null=True, blank=True)

    objects = ScopedManager(organisation="goal__plan__organisation")

    class Meta:
        ordering = ["order", "id"]
        constraints = [
            models.CheckConstraint(condition=~Q(title=""), name="plans_action_has_title"),
            models.CheckConstraint(condition=Q(state__in=ActionState.values), name="plans_action_state"),
        ]
        indexes = [models.Index(fields=["goal", "state", "order"], name="plans_action_board")]

    def __str__(self) -> str:
        return self.title


class FollowUp(UuidModel):
    """A check-in on a goal or one of its actions: how it goes, on a day. Never edited."""

    privacy = privacy.PersonalData(person="by", erase="detach")
    unseen = "plans are read on their own pages, which are not kept"
    goal = models.ForeignKey(Goal, on_delete=models.CASCADE, related_name="follow_ups")
    action = models.ForeignKey(Action, null=True, blank=True, on_delete=models.CASCADE, related_name="follow_ups")
    on = models.DateField()
    progress = models.CharField(max_length=10, choices=Progress.choices)
    text = models.TextField(blank=True, max_length=2000)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, **PERSON)
    written_at = models.DateTimeField(default=clock.now)

    objects = ScopedManager(organisation="goal__plan__organisation")

    class Meta:
        ordering = ["-on", "-id"]


class Change(Model):
    """One line of the plan's history: what changed, from what to what. Never edited."""

    privacy = privacy.PersonalData(person="by", erase="detach")
    unseen = "plans are read on their own pages, which are not kept"
    plan = models.ForeignKey(DevelopmentPlan, on_delete=models.CASCADE, related_name="changes")
    goal = models.ForeignKey(Goal, null=True, blank=True, on_delete=models.CASCADE, related_name="changes")
    action = models.ForeignKey(Action, null=True, blank=True, on_delete=models.CASCADE, related_name="changes")
    kind = models.CharField(max_length=16, choices=ChangeKind.choices)
    fields = models.JSONField(default=dict, blank=True, help_text="Field -> [before, after]. Names of people are not kept here.")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, **PERSON)
    at = models.DateTimeField(default=clock.now)

    objects = ScopedManager(organisation="plan__organisation")

    class Meta:
        ordering = ["-at", "-id"]
        indexes = [models.Index(fields=["goal", "-at"], name="plans_change_goal")]


class EffectResult(UuidModel):
    """What a later round says of a goal: the change here, and beside it organisations that did not act. Written once when the round closes.

    Only published figures: the anonymity door gave the change, `capability.statistics.effects` the comparison.
    """

    privacy = privacy.NOTHING
    unseen = "plans are read on their own pages, which are not kept"
    goal = models.ForeignKey(Goal, on_delete=models.CASCADE, related_name="effects")
    round = models.UUIDField()
    round_name = models.CharField(max_length=120)
    closed_on = models.DateField()
    before_name = models.CharField(max_length=120)
    before_on = models.DateField()
    figures = models.JSONField(null=True, help_text="before, after, change, low, high, items; null: it cannot be shown.")
    rests_on_few = models.BooleanField(default=False)
    comparison = models.JSONField(null=True, help_text="Fields of statistics.Effect; null: too few organisations to compare with.")
    made_at = models.DateTimeField(default=clock.now)

    objects = ScopedManager(organisation="goal__plan__organisation")

    class Meta:
        ordering = ["-closed_on", "-id"]
        constraints = [models.UniqueConstraint(fields=["goal", "round"], name="plans_effect_once")]
