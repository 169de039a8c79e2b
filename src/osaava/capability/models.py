"""Self-assessment: instruments as versioned data, rounds of organisations, answers without persons, frozen snapshots.

Two mistakes are made impossible here. An answer knows a random respondent, the respondent a staff group, and nothing leads from there to
a person, an invitation, a time or a machine. And what a closed round said stays as it was: versions of instruments and snapshots are
refused any change by the database, and the answers themselves are gone once the snapshot stands.
"""

from __future__ import annotations

import uuid

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django_scopes import ScopedManager

from osaava.base import clock, privacy
from osaava.base.language import LanguageTextField
from osaava.base.models import Model, UuidModel
from osaava.capability.enums import VALUES, Group, InstrumentKind, RoundKind


class Instrument(UuidModel):
    """A questionnaire through its whole life; what it asks stands in its versions."""

    privacy = privacy.NOTHING
    shared = True
    key = models.SlugField(max_length=40, unique=True)
    kind = models.CharField(max_length=12, choices=InstrumentKind.choices)

    class Meta:
        ordering = ["key"]


class InstrumentVersion(UuidModel):
    """What an instrument asks, for good: the database refuses every change (`capability.triggers`)."""

    privacy = privacy.NOTHING
    shared = True
    instrument = models.ForeignKey(Instrument, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    title = LanguageTextField()
    definition = models.JSONField(help_text="osaava-instrument/1 with the levels of the vocabulary written in.")
    source_hash = models.CharField(max_length=64, help_text="Of the file as it was loaded.")
    loaded_at = models.DateTimeField(default=clock.now)

    class Meta:
        ordering = ["instrument__key", "number"]
        constraints = [models.UniqueConstraint(fields=["instrument", "number"], name="capability_version_once")]


class Round(UuidModel):
    """One assessment round of an organisation. Open until `closed_on` is set; a closed round has its snapshot."""

    privacy = privacy.NOTHING
    unseen = "rounds and answers are read on pages that are not kept"
    organisation = models.ForeignKey("network.Organisation", on_delete=models.CASCADE, related_name="assessment_rounds")
    name = models.CharField(max_length=120)
    kind = models.CharField(max_length=10, choices=RoundKind.choices, default=RoundKind.FULL)
    staff_version = models.ForeignKey(InstrumentVersion, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    team_version = models.ForeignKey(InstrumentVersion, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    items = models.JSONField(default=list, blank=True, help_text="Targeted: keys of the items asked. Empty: all of them.")
    threads = models.JSONField(default=list, blank=True, help_text="Targeted: thread codes of the goals that are measured.")
    opens_on = models.DateField()
    closes_on = models.DateField(help_text="Last day of answering.")
    closed_on = models.DateField(null=True, blank=True)
    results_on = models.DateField(null=True, blank=True, help_text="When respondents are told the results are discussed.")
    team_agreed_on = models.DateField(null=True, blank=True, help_text="When management agreed on the team assessment.")
    previous = models.ForeignKey("self", null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    source = models.CharField(max_length=200, blank=True, help_text="Imported results: where they come from.")

    objects = ScopedManager(organisation="organisation")

    class Meta:
        ordering = ["-opens_on", "-id"]
        constraints = [
            models.CheckConstraint(condition=Q(closes_on__gte=F("opens_on")), name="capability_round_ends_after_start"),
            models.CheckConstraint(condition=~Q(name=""), name="capability_round_has_name"),
            models.CheckConstraint(
                condition=Q(kind=RoundKind.IMPORTED, closed_on__isnull=False)
                | Q(staff_version__isnull=False)
                | Q(team_version__isnull=False),
                name="capability_round_asks_something",
            ),
            models.UniqueConstraint(fields=["organisation", "kind"], condition=Q(closed_on=None), name="capability_round_open_once"),
        ]
        indexes = [models.Index(fields=["organisation", "closed_on"], name="capability_round_closed")]

    def __str__(self) -> str:
        return self.name


class RoundGroup(Model):
    """A staff group in a round, with the number of people in it, which the intervals of the results rest on."""

    privacy = privacy.NOTHING
    unseen = "rounds and answers are read on pages that are not kept"
    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="groups")
    key = models.CharField(max_length=12, choices=Group.choices)
    headcount = models.PositiveIntegerField()
    counted = models.PositiveIntegerField(default=0, help_text="Respondents, brought up to date in batches only.")

    objects = ScopedManager(organisation="round__organisation")

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["round", "key"], name="capability_round_group_once"),
            models.CheckConstraint(condition=Q(headcount__gte=1), name="capability_group_has_people"),
        ]


class RoundLink(UuidModel):
    """A way in for many: one link for a group or (without a group) for all of them. Only the code's hash is stored.

    The code can be made again from `uuid` and the installation's secret, so the lead can look at the link and its QR picture again.
    """

    privacy = privacy.NOTHING
    unseen = "rounds and answers are read on pages that are not kept"
    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="links")
    group = models.ForeignKey(RoundGroup, null=True, blank=True, on_delete=models.CASCADE, related_name="links")
    code_hash = models.CharField(max_length=64, unique=True)
    revoked_on = models.DateField(null=True, blank=True)

    objects = ScopedManager(organisation="round__organisation")

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["round", "group"], condition=Q(revoked_on=None), name="capability_link_once"),
            models.UniqueConstraint(fields=["round"], condition=Q(revoked_on=None, group=None), name="capability_common_link_once"),
        ]


class Respondent(Model):
    """Somebody who answers. Not a person: a random identifier, a staff group and a date, nothing else; gone when the round closes."""

    privacy = privacy.NOTHING
    unseen = "rounds and answers are read on pages that are not kept"
    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    group = models.ForeignKey(RoundGroup, on_delete=models.CASCADE, related_name="respondents")
    resume_hash = models.CharField(max_length=64, unique=True)
    submitted_on = models.DateField(null=True, blank=True)

    objects = ScopedManager(organisation="group__round__organisation")


class Answer(Model):
    """One answer to one item: a point from 1 to 5, or one of the two answers that are no numbers. Dated by day, numbered at random."""

    privacy = privacy.NOTHING
    unseen = "rounds and answers are read on pages that are not kept"
    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    respondent = models.ForeignKey(Respondent, on_delete=models.CASCADE, related_name="answers")
    item = models.CharField(max_length=40)
    value = models.CharField(max_length=16)
    answered_on = models.DateField()

    objects = ScopedManager(organisation="respondent__group__round__organisation")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["respondent", "item"], name="capability_answer_once"),
            models.CheckConstraint(condition=Q(value__in=VALUES), name="capability_answer_value"),
        ]


class TeamClaim(UuidModel):
    """What the management team says of one competence: a level, and a dated piece of evidence for it."""

    privacy = privacy.PersonalData(person="by", erase="detach")
    unseen = "rounds and answers are read on pages that are not kept"
    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="team_claims")
    item = models.CharField(max_length=40)
    level = models.PositiveSmallIntegerField(validators=[MinValueValidator(1), MaxValueValidator(5)])
    evidence = models.TextField(blank=True, max_length=1000)
    evidence_on = models.DateField(null=True, blank=True)
    revision = models.PositiveIntegerField(default=1, help_text="Grows with each change, so that two writers notice each other.")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    changed_at = models.DateTimeField(default=clock.now)

    objects = ScopedManager(organisation="round__organisation")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["round", "item"], name="capability_claim_once"),
            models.CheckConstraint(condition=Q(level__gte=1, level__lte=5), name="capability_claim_level"),
        ]


class Snapshot(UuidModel):
    """What a round said when it closed. Rows of answers in shuffled order, team levels, or imported numbers. Never changed again."""

    privacy = privacy.NOTHING
    unseen = "rounds and answers are read on pages that are not kept"
    round = models.OneToOneField(Round, on_delete=models.CASCADE, related_name="snapshot")
    closed_on = models.DateField()
    size_class = models.CharField(max_length=2, blank=True)
    answers = models.JSONField(default=dict, help_text="items: [key, competence, theme, groups asked]; groups: key, headcount, rows in item order.")
    team = models.JSONField(default=list, help_text="item, competence, theme, level, evidence, evidence_on.")
    imported = models.JSONField(default=list, help_text="competence or theme, value from 1 to 5, respondents or null.")

    objects = ScopedManager(organisation="round__organisation")


class ProfileResult(UuidModel):
    """What a closed round shows (`anonymity.to_data`): made once in closing, never changed; every page, document and file reads it."""

    privacy = privacy.NOTHING
    round = models.OneToOneField(Round, on_delete=models.CASCADE, related_name="result")
    closed_on = models.DateField()
    data = models.JSONField(help_text="osaava-published/1, without bands of other organisations.")

    objects = ScopedManager(organisation="round__organisation")


class BenchmarkSnapshot(UuidModel):
    """Bands of the network on a day, one number for each organisation; never changed. Holds no organisation's own figure."""

    privacy = privacy.NOTHING
    shared = True
    instrument = models.SlugField(max_length=40)
    made_on = models.DateField()
    organisations = models.PositiveIntegerField()
    rounds = models.JSONField(help_text="Rounds that it was made from, to know when enough of them have changed. Never shown.")
    data = models.JSONField(help_text="Size class -> bands (`anonymity.bands_to_data`).")

    class Meta:
        ordering = ["made_on", "id"]
        constraints = [models.UniqueConstraint(fields=["instrument", "made_on"], name="capability_benchmark_once_a_day")]
