"""Choices of the self-assessment. Keys are stable; the words are the glossary's."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class InstrumentKind(TextChoices):
    """Who answers an instrument, and how."""

    ORGANISATION = "organisation", _("Team assessment")
    STAFF = "staff", _("Staff view")
    PERSONAL = "personal", _("Personal self-assessment")


class Scale(TextChoices):
    """Five described levels, five points of agreement, or a yes that shows a level."""

    LEVELS = "levels", _("Five described levels")
    AGREEMENT = "agreement", _("Five points of agreement")
    STATEMENT = "statement", _("Yes, partly or not yet")


class RoundKind(TextChoices):
    """A full round asks everything; a targeted one only the items that goals aim at."""

    FULL = "full", _("Full round")
    TARGETED = "targeted", _("Targeted re-assessment")
    IMPORTED = "imported", _("Imported earlier results")


class Group(TextChoices):
    """The four staff groups of answering: the one background question. Keys are those of the target groups."""

    MANAGEMENT = "management", _("Management")
    TEACHERS = "teachers", _("Teachers")
    GUIDANCE = "guidance", _("Guidance and student support")
    SUPPORT = "support", _("Support and development")


class Apart(TextChoices):
    """Answers that are real answers and no numbers: kept apart, left out of means."""

    DONT_KNOW = "dont_know", _("Don't know")
    NOT_APPLICABLE = "not_applicable", _("Does not concern us")


POINTS = ("1", "2", "3", "4", "5")
VALUES = (*POINTS, *Apart.values)
"""Every value of an answer, as it is stored."""
