"""Closed lists of the front of house."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class FeedbackTopic(models.TextChoices):
    """What a message is about; the value is also what `?aihe=` says."""

    GENERAL = "yleinen", _("Something about the service")
    ACCESSIBILITY = "saavutettavuus", _("Accessibility")
    CONTENT_ERROR = "sisalto", _("An error in a unit or a path")
    CONTENT_WISH = "sisaltotoive", _("A wish for content")
    PRIVACY = "tietosuoja", _("Privacy and my own data")
    SECURITY = "tietoturva", _("A security flaw")
