"""Choices of the library."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Licence(TextChoices):
    """Under what terms others may use a unit. Keys are SPDX identifiers where one exists."""

    CC_BY = "CC-BY-4.0", "CC BY 4.0"
    CC_BY_SA = "CC-BY-SA-4.0", "CC BY-SA 4.0"
    CC0 = "CC0-1.0", "CC0 1.0"
    OWN_ORGANISATION = "own-organisation", _("Own organisation only")
    ALL_RIGHTS = "all-rights-reserved", _("All rights reserved")


class BlockKind(TextChoices):
    """Kinds of typed blocks; how each is stored and written: docs/reference/content-format.md."""

    HEADING = "heading", _("Heading")
    TEXT = "text", _("Text")
    IMAGE = "image", _("Image")
    VIDEO = "video", _("Video")
    AUDIO = "audio", _("Audio")
    FILE = "file", _("File")
    TABLE = "table", _("Table")
    CALLOUT = "callout", _("Callout")
    EXAMPLE = "example", _("Example")
    CHECKLIST = "checklist", _("Checklist")
    REFLECTION = "reflection", _("Reflection")
    QUIZ = "quiz", _("Quiz question")
    TASK = "task", _("Task")
    LINK = "link", _("Link card")
    QUOTE = "quote", _("Quote")


class QuizKind(TextChoices):
    SINGLE = "single", _("One right option")
    MULTIPLE = "multiple", _("Several right options")
    ORDERING = "ordering", _("Put in order")
    NUMBER = "number", _("Number")
    TEXT = "text", _("Short text")


class TextStatus(TextChoices):
    """How a language version stands against the primary one. Derived when a version is saved, never claimed by hand alone."""

    COMPLETE = "complete", _("Complete")
    OUTDATED = "outdated", _("Outdated")


class OrderState(TextChoices):
    """How far a work order is."""

    OPEN = "open", _("Open")
    TAKEN = "taken", _("Being made")
    DONE = "done", _("Done")
    WITHDRAWN = "withdrawn", _("Withdrawn")
