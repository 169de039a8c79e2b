"""Choices of the network: roles, regions, size classes. Keys are stable; the words are the brief's."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class OrganisationRole(TextChoices):
    """What a member is trusted with in one organisation. Every member is a MEMBER without a row."""

    DIGITAL_LEAD = "digital_lead", _("Digital lead")
    MANAGEMENT = "management", _("Management")
    ADMIN = "admin", _("Administrator")


class NetworkRole(TextChoices):
    """What a person is trusted with in the whole network."""

    COORDINATOR = "coordinator", _("Network coordinator")


class ThemeRoleKind(TextChoices):
    """An organisation's role in a theme."""

    LEAD = "lead", pgettext_lazy("theme role", "Lead")
    DEVELOPER = "developer", pgettext_lazy("theme role", "Developer")
    PARTICIPANT = "participant", pgettext_lazy("theme role", "Participant")


class SizeClass(TextChoices):
    """Classes for comparison, by number of students."""

    UNDER_500 = "s", _("under 500 students")
    UNDER_2000 = "m", _("500–1,999 students")
    UNDER_5000 = "l", _("2,000–4,999 students")
    OVER_5000 = "xl", _("5,000 students or more")


class OrganisationKind(TextChoices):
    PROVIDER = "provider", _("Education provider")
    COORDINATOR = "coordinator", _("Coordinator of the network")
    PARTNER = "partner", _("Partner")


class LanguageProfile(TextChoices):
    FINNISH = "fi", _("Finnish-language")
    SWEDISH = "sv", _("Swedish-language")
    BILINGUAL = "fi-sv", _("Bilingual")


class Region(TextChoices):
    """The 19 regions (maakunta); keys are the official region codes of Statistics Finland."""

    UUSIMAA = "01", _("Uusimaa")
    VARSINAIS_SUOMI = "02", _("Southwest Finland")
    SATAKUNTA = "04", _("Satakunta")
    KANTA_HAME = "05", _("Kanta-Häme")
    PIRKANMAA = "06", _("Pirkanmaa")
    PAIJAT_HAME = "07", _("Päijät-Häme")
    KYMENLAAKSO = "08", _("Kymenlaakso")
    ETELA_KARJALA = "09", _("South Karelia")
    ETELA_SAVO = "10", _("South Savo")
    POHJOIS_SAVO = "11", _("North Savo")
    POHJOIS_KARJALA = "12", _("North Karelia")
    KESKI_SUOMI = "13", _("Central Finland")
    ETELA_POHJANMAA = "14", _("South Ostrobothnia")
    POHJANMAA = "15", _("Ostrobothnia")
    KESKI_POHJANMAA = "16", _("Central Ostrobothnia")
    POHJOIS_POHJANMAA = "17", _("North Ostrobothnia")
    KAINUU = "18", _("Kainuu")
    LAPPI = "19", _("Lapland")
    AHVENANMAA = "21", _("Åland")
