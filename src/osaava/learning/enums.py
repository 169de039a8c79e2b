"""Choices of learning."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class ChoiceKind(models.TextChoices):
    """What a person can say of a unit on their path."""

    DECLINED = "declined", _("Not for me")
    KNOWN = "known", _("I know this")


class DeclineReason(models.TextChoices):
    """Why a unit is not for me."""

    NOT_MY_WORK = "not-my-work", _("It does not concern my work")
    LATER = "later", _("Not now")
    OTHER_WAY = "other-way", _("I learn this in another way")
    OTHER = "other", _("Another reason")
