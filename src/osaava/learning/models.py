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
from osaava.learning.enums import ChoiceKind, DeclineReason

PERSON = privacy.PersonalData(person="person", erase="delete")


class LearnerProfile(Model):
    """What the learner told of themselves for choosing paths, and what they agreed to show."""

    privacy = PERSON
    own = True
    person = models.OneToOneField(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="learner_profile")
    target_group = models.ForeignKey("themes.TargetGroup", null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    shows_name = models.BooleanField(default=False, help_text="The organisation sees the person's name beside completed paths.")
    hours_per_month = models.DecimalField(max_digits=4, decimal_places=1, null=True, blank=True)
    languages = models.JSONField(default=list, blank=True, help_text="Languages to read units in, the best first; empty: the person's own.")
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


class PersonalPlan(Model):
    """My path: the plan that the planner made for a person. One a person; renewing it replaces the steps that are not done.

    What stands here is what the plan was made from and what it promises. Whether a step is done, declined or known is asked of `Completion`
    and `UnitChoice` each time.
    """

    privacy = PERSON
    own = True
    person = models.OneToOneField(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="personal_plan")
    target_group = models.ForeignKey("themes.TargetGroup", null=True, on_delete=models.SET_NULL, related_name="+")
    hours_per_month = models.DecimalField(max_digits=4, decimal_places=1)
    languages = models.JSONField(default=list)
    made_at = models.DateTimeField()
    question = models.CharField(max_length=64, help_text="Fingerprint of goals, levels, hours, group and languages that the plan answers.")
    facts = models.JSONField(default=dict, help_text="What the planner said of its answer: closed, wanted, bound, proven, out of reach.")

    objects = ScopedManager(person="person")

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(hours_per_month__gte=0), name="learning_plan_hours_not_negative")]


class PlanStep(Model):
    """A unit on a personal plan: when, and why."""

    privacy = privacy.PersonalData(person="plan__person", erase="delete")
    unseen = "steps change together with their plan, whose row is the person's own"
    plan = models.ForeignKey(PersonalPlan, on_delete=models.CASCADE, related_name="steps")
    unit = models.ForeignKey("library.Unit", on_delete=models.CASCADE, related_name="+")
    order = models.PositiveSmallIntegerField()
    week = models.PositiveSmallIntegerField(help_text="From 1, counted from the week in which the plan was made.")
    minutes = models.PositiveSmallIntegerField()
    language = models.CharField(max_length=2)
    why = models.JSONField(default=dict, help_text="What it closes, what builds on it, what leaving it out would cost.")

    objects = ScopedManager(person="plan__person")

    class Meta:
        ordering = ["order"]
        constraints = [
            models.UniqueConstraint(fields=["plan", "unit"], name="learning_plan_unit_once"),
            models.UniqueConstraint(fields=["plan", "order"], name="learning_plan_order_once"),
            models.CheckConstraint(condition=Q(week__gte=1, order__gte=1), name="learning_plan_step_from_one"),
        ]


class PlanStepGoal(Model):
    """An organisation's goal that a step serves, for counting what a goal asks of people and what has been done for it."""

    privacy = privacy.PersonalData(person="step__plan__person", erase="delete")
    unseen = "steps change together with their plan, whose row is the person's own"
    step = models.ForeignKey(PlanStep, on_delete=models.CASCADE, related_name="goals")
    organisation = models.ForeignKey("network.Organisation", on_delete=models.CASCADE, related_name="+")
    thread = models.CharField(max_length=20)

    objects = ScopedManager(person="step__plan__person")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["step", "organisation", "thread"], name="learning_plan_goal_once")]
        indexes = [models.Index(fields=["organisation", "thread"], name="learning_plan_goal")]


class UnitChoice(Model):
    """What a person said of a unit on their path: not for me, or I know this. It holds however often the path is planned anew."""

    privacy = PERSON
    own = True
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="unit_choices")
    unit = models.ForeignKey("library.Unit", on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=10, choices=ChoiceKind.choices)
    reason = models.CharField(max_length=20, choices=DeclineReason.choices, blank=True)
    text = models.CharField(max_length=300, blank=True)
    chosen_at = models.DateTimeField()

    objects = ScopedManager(person="person")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person", "unit"], name="learning_choice_once"),
            models.CheckConstraint(condition=~Q(kind=ChoiceKind.DECLINED) | ~Q(reason=""), name="learning_declined_has_reason"),
        ]


class PlanRun(UuidModel):
    """Planning for everybody of an organisation: a job that tells how far it is and goes on where it stopped."""

    privacy = privacy.PersonalData(person="started_by", erase="detach")
    unseen = "planning for everybody is read on its own page, which is not kept"
    organisation = models.ForeignKey("network.Organisation", on_delete=models.CASCADE, related_name="plan_runs")
    started_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    started_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True, blank=True)
    hours_per_month = models.DecimalField(max_digits=4, decimal_places=1, help_text="For those who have not said their own.")
    total = models.PositiveIntegerField(default=0)
    planned = models.PositiveIntegerField(default=0)
    unchanged = models.PositiveIntegerField(default=0)
    nothing = models.PositiveIntegerField(default=0, help_text="People whom no goal asks anything, or without time.")
    no_group = models.PositiveIntegerField(default=0, help_text="People who have not said their target group.")
    last_person = models.BigIntegerField(default=0, help_text="Id of the last person planned for: where the job goes on.")

    objects = ScopedManager(organisation="organisation")

    class Meta:
        ordering = ["-started_at", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["organisation"], condition=Q(finished_at=None), name="learning_one_run_at_a_time"),
        ]

    @property
    def seen(self) -> int:
        """How many people the job has come to."""
        return self.planned + self.unchanged + self.nothing + self.no_group
