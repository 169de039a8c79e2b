"""The network: organisations, who belongs to them, what they do in each theme.

Shared: an organisation's public facts and its theme roles with their history. Private to the organisation: its people and invitations.
"""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django_scopes import ScopedManager

from osaava.base import clock, privacy
from osaava.base.language import LanguageTextField
from osaava.base.models import Model, UuidModel
from osaava.network.enums import (
    LanguageProfile,
    NetworkRole,
    OrganisationKind,
    OrganisationRole,
    Region,
    SizeClass,
    ThemeRoleKind,
)


class Organisation(UuidModel):
    """A member of the network (or its coordinator, or a partner). `key` is its address."""

    privacy = privacy.NOTHING
    shared = True
    key = models.SlugField(max_length=60, unique=True)
    name = models.CharField(max_length=160, unique=True)
    kind = models.CharField(max_length=20, choices=OrganisationKind.choices, default=OrganisationKind.PROVIDER)
    region = models.CharField(max_length=2, choices=Region.choices, blank=True)
    size_class = models.CharField(max_length=2, choices=SizeClass.choices, blank=True)
    language_profile = models.CharField(max_length=5, choices=LanguageProfile.choices, default=LanguageProfile.FINNISH)
    business_id = models.CharField(max_length=9, blank=True, help_text="Y-tunnus, like 1234567-8.")
    oid = models.CharField(max_length=60, blank=True, help_text="National OID, 1.2.246.562.10.…")
    website = models.URLField(blank=True)
    description = LanguageTextField(blank=True)
    joined_on = models.DateField(null=True, blank=True)
    left_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(fields=["business_id"], condition=~Q(business_id=""), name="network_business_id_once"),
            models.UniqueConstraint(fields=["oid"], condition=~Q(oid=""), name="network_oid_once"),
            models.CheckConstraint(condition=~Q(name=""), name="network_organisation_has_name"),
        ]

    def __str__(self) -> str:
        return self.name


class EmailDomain(Model):
    """A confirmed e-mail domain: people with such an address may join the organisation by themselves."""

    privacy = privacy.NOTHING
    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="email_domains")
    domain = models.CharField(max_length=120, unique=True)


class Membership(UuidModel):
    """A person in an organisation. Ends by date; the row stays as history."""

    privacy = privacy.PersonalData(person="person", erase="delete")
    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="memberships")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="memberships")
    title = models.CharField(max_length=120, blank=True, help_text="The person's task, in their own words.")
    joined_at = models.DateTimeField(default=clock.now)
    ended_at = models.DateTimeField(null=True, blank=True)

    objects = ScopedManager(organisation="organisation")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organisation", "person"], condition=Q(ended_at=None), name="network_membership_once"),
        ]
        indexes = [models.Index(fields=["person", "ended_at"], name="network_membership_person")]


class RoleAssignment(Model):
    """RoleAssignment(person, role, scope): an organisation role where `organisation` is set, a network role where it is null."""

    privacy = privacy.PersonalData(person="person", erase="delete")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="role_assignments")
    organisation = models.ForeignKey(Organisation, null=True, blank=True, on_delete=models.CASCADE, related_name="role_assignments")
    role = models.CharField(max_length=20, choices=OrganisationRole.choices + NetworkRole.choices)
    given_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    given_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person", "organisation", "role"], condition=Q(organisation__isnull=False), name="network_role_once"
            ),
            models.UniqueConstraint(fields=["person", "role"], condition=Q(organisation=None), name="network_wide_role_once"),
            models.CheckConstraint(
                condition=Q(organisation=None, role__in=NetworkRole.values) | Q(organisation__isnull=False, role__in=OrganisationRole.values),
                name="network_role_fits_scope",
            ),
        ]


class ThemeRole(UuidModel):
    """An organisation's role in a theme from a date, with history. `valid_until` is the last day it holds; null: until further notice.

    Two periods of the same organisation and theme never overlap: a trigger refuses it on both databases (`network.constraints`).
    """

    privacy = privacy.NOTHING
    shared = True
    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="theme_roles")
    theme = models.ForeignKey("themes.Theme", on_delete=models.PROTECT, related_name="roles")
    kind = models.CharField(max_length=12, choices=ThemeRoleKind.choices)
    valid_from = models.DateField()
    valid_until = models.DateField(null=True, blank=True)
    recorded_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organisation", "theme", "valid_from"], name="network_theme_role_start_once"),
            models.UniqueConstraint(fields=["organisation", "theme"], condition=Q(valid_until=None), name="network_theme_role_open_once"),
            models.CheckConstraint(
                condition=Q(valid_until=None) | Q(valid_until__gte=F("valid_from")), name="network_theme_role_ends_after_start"
            ),
        ]
        indexes = [models.Index(fields=["theme", "valid_from", "valid_until"], name="network_theme_role_dates")]


class ThemeTeamMember(Model):
    """A person who works for their organisation in one theme: writes where it is developer, also publishes where it leads."""

    privacy = privacy.PersonalData(person="membership__person", erase="delete")
    membership = models.ForeignKey(Membership, on_delete=models.CASCADE, related_name="theme_teams")
    theme = models.ForeignKey("themes.Theme", on_delete=models.CASCADE, related_name="team_members")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["membership", "theme"], name="network_team_member_once")]


class Invitation(UuidModel):
    """A way in: a personal invitation (with an address) or a link for many. Only the token's hash is stored."""

    privacy = privacy.PersonalData(person="created_by", erase="detach", hide=("token_hash",))
    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="invitations")
    email = models.EmailField(blank=True, help_text="Empty: a link that many may use.")
    name = models.CharField(max_length=120, blank=True)
    role = models.CharField(max_length=20, choices=OrganisationRole.choices, blank=True)
    target_group = models.ForeignKey("themes.TargetGroup", null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    language = models.CharField(max_length=2, default="fi")
    token_hash = models.CharField(max_length=64, unique=True)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)
    expires_at = models.DateTimeField()
    max_uses = models.PositiveIntegerField(default=1)
    uses = models.PositiveIntegerField(default=0)
    revoked_at = models.DateTimeField(null=True, blank=True)
    sent_at = models.DateTimeField(null=True, blank=True)

    objects = ScopedManager(organisation="organisation")

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(uses__lte=F("max_uses")), name="network_invitation_uses_within_limit")]
        indexes = [models.Index(fields=["organisation", "-created_at"], name="network_invitation_recent")]
