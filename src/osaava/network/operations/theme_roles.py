"""Writes about theme roles: an organisation's role in each theme from a date on, with a history that is never rewritten.

A change ends the period that covers the date and begins a new one. Changes planned for later than the new date are dropped (the audit trail
keeps them); what has already been in force cannot be changed from before it began.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from osaava.base import access, audit, clock, facts
from osaava.base.access import Permission
from osaava.network import queries
from osaava.network.enums import ThemeRoleKind
from osaava.network.facts import OrganisationChanged
from osaava.network.models import Organisation, ThemeRole
from osaava.themes.api import Theme

DAY = timedelta(days=1)


def set_theme_role(*, organisation: Organisation, theme, kind: str | None, by, valid_from: date | None = None) -> None:
    """Give the organisation a role in a theme from a date on (today by default); None: it is not involved any more."""
    set_theme_roles(organisation=organisation, kinds=[(theme, kind)], by=by, valid_from=valid_from)


@transaction.atomic
def set_theme_roles(*, organisation: Organisation, kinds: Iterable[tuple[Theme, str | None]], by, valid_from: date | None = None) -> int:
    """Set several themes' roles at once: pairs of theme and kind (None: not involved). Returns how many changed.

    An organisation chooses developer and participant by itself; leading a theme is agreed with the coordinator, because a lead publishes.
    """
    wanted = [(theme, ThemeRoleKind(kind) if kind else None) for theme, kind in kinds]
    valid_from = valid_from or clock.today()
    if by is not None:
        access.ensure(by, Permission.THEME_ROLES_SET, organisation)
        _refuse_the_past(by, valid_from)
    locked = Organisation.objects.select_for_update().get(pk=organisation.pk)
    periods = _periods(locked, [theme for theme, _kind in wanted])
    changed = {}
    for theme, kind in wanted:
        own = periods.get(theme.pk, [])
        before = _kind_on(own, valid_from)
        if by is not None and not queries.is_coordinator(by):
            _refuse_own_lead(theme, before, kind, locked, valid_from)
        if _change(locked, theme, own, kind, valid_from):
            changed[theme.key] = [before or "", kind or ""]
    if changed:
        audit.record(
            "network.theme_roles.set", locked, by=by, organisation=locked, valid_from=valid_from.isoformat(), changed=changed
        )
        facts.publish(OrganisationChanged(locked.pk))
    return len(changed)


@transaction.atomic
def hand_over_lead(
    *, theme, from_organisation: Organisation, to_organisation: Organisation, by, valid_from: date | None = None,
    then: str | None = ThemeRoleKind.DEVELOPER,
) -> None:
    """Give the lead of a theme from one organisation to another as one act; the former lead goes on as developer unless told otherwise."""
    valid_from = valid_from or clock.today()
    if by is not None:
        access.ensure(by, Permission.NETWORK_COORDINATE)
    if from_organisation == to_organisation:
        raise ValidationError({"to_organisation": _("Choose another organisation than the present lead.")}, code="same")
    if then == ThemeRoleKind.LEAD:
        raise ValidationError({"then": _("Choose what the organisation does after the lead.")}, code="then")
    rows = {
        row.pk: row
        for row in Organisation.objects.select_for_update().filter(pk__in=[from_organisation.pk, to_organisation.pk]).order_by("pk")
    }
    giver, taker = rows[from_organisation.pk], rows[to_organisation.pk]
    given, taken = _periods(giver, [theme]).get(theme.pk, []), _periods(taker, [theme]).get(theme.pk, [])
    if _kind_on(given, valid_from) != ThemeRoleKind.LEAD:
        raise ValidationError({"from_organisation": _("This organisation does not lead the theme on that date.")}, code="not_lead")
    if _kind_on(taken, valid_from) == ThemeRoleKind.LEAD:
        raise ValidationError({"to_organisation": _("This organisation already leads the theme on that date.")}, code="is_lead")
    _change(giver, theme, given, ThemeRoleKind(then) if then else None, valid_from)
    _change(taker, theme, taken, ThemeRoleKind.LEAD, valid_from)
    audit.record(
        "network.theme_lead.handed_over", taker, by=by, organisation=taker, theme=theme.key, valid_from=valid_from.isoformat(),
        giver=str(giver.uuid), then=then or "",
    )
    for row in (giver, taker):
        facts.publish(OrganisationChanged(row.pk))


def _periods(organisation: Organisation, themes: list) -> dict[int, list[ThemeRole]]:
    found: dict[int, list[ThemeRole]] = {}
    for period in ThemeRole.objects.filter(organisation=organisation, theme__in=[t.pk for t in themes]).order_by("valid_from"):
        found.setdefault(period.theme_id, []).append(period)
    return found


def _kind_on(periods: list[ThemeRole], day: date) -> str | None:
    return next((p.kind for p in periods if p.valid_from <= day and (p.valid_until is None or p.valid_until >= day)), None)


def _refuse_the_past(by, valid_from: date) -> None:
    if valid_from < clock.today() and not queries.is_coordinator(by):
        raise ValidationError({"valid_from": _("The date must be today or later.")}, code="past")


def _refuse_own_lead(theme, before: str | None, kind: str | None, organisation: Organisation, day: date) -> None:
    if kind == ThemeRoleKind.LEAD and before != ThemeRoleKind.LEAD:
        raise ValidationError(_("Leading a theme is agreed with the network's coordinator."), code="lead")
    if before == ThemeRoleKind.LEAD and kind != ThemeRoleKind.LEAD:
        others = queries.theme_roles_on(day).filter(theme=theme, kind=ThemeRoleKind.LEAD).exclude(organisation=organisation)
        if not others.exists():
            raise ValidationError(
                _("The theme would be without a lead. Ask the network's coordinator to hand the lead over."), code="last_lead"
            )


def _change(organisation: Organisation, theme, periods: list[ThemeRole], kind: str | None, day: date) -> bool:
    """Write the new course of one organisation in one theme; False when it already is so."""
    today = clock.today()
    if any(day < p.valid_from <= today for p in periods):
        raise ValidationError({"valid_from": _("The role has changed after this date already. Choose a later date.")}, code="history")
    later = [p for p in periods if p.valid_from >= day]
    earlier = [p for p in periods if p.valid_from < day]
    last = earlier[-1] if earlier else None
    if last is not None and last.valid_until is not None and last.valid_until < day - DAY:
        last = None  # it ended before the day, with a gap: nothing to end or go on with
    goes_on = last is not None and kind is not None and last.kind == kind
    if goes_on and not later and last.valid_until is None:
        return False
    if not goes_on and len(later) == 1 and later[0].valid_from == day and later[0].kind == kind and later[0].valid_until is None:
        return False
    if kind is None and not later and (last is None or (last.valid_until is not None and last.valid_until < day)):
        return False
    if later:
        ThemeRole.objects.filter(pk__in=[p.pk for p in later]).delete()
    if goes_on:
        _end(last, None)
    else:
        if last is not None and (last.valid_until is None or last.valid_until >= day):
            _end(last, day - DAY)
        if kind is not None:
            ThemeRole.objects.create(organisation=organisation, theme=theme, kind=kind, valid_from=day)
    return True


def _end(period: ThemeRole, last_day: date | None) -> None:
    ThemeRole.objects.filter(pk=period.pk).update(valid_until=last_day)
