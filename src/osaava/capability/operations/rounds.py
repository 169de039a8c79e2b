"""Writes of those who run a round: opening it, its dates and headcounts, its links."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date, timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _
from django_scopes import scope, scopes_disabled

from osaava.base import access, audit, clock, facts
from osaava.base.access import Permission
from osaava.capability import links, queries, rules
from osaava.capability.enums import Group, InstrumentKind, RoundKind
from osaava.capability.facts import RoundOpened
from osaava.capability.models import InstrumentVersion, Round, RoundGroup, RoundLink

LONGEST = timedelta(days=120)
MOST_PEOPLE = 20_000


def _ensure_may_run(by, organisation) -> None:
    if by is not None:
        access.ensure(by, Permission.ROUND_RUN, organisation)


def _dates(opens_on: date, closes_on: date, *, today: date | None) -> dict[str, ValidationError]:
    wrong = {}
    if today is not None and closes_on < today:
        wrong["closes_on"] = ValidationError(_("The last day must be today or later."), code="past")
    if closes_on < opens_on:
        wrong["closes_on"] = ValidationError(_("The last day must be the first day or later."), code="order")
    if closes_on - opens_on > LONGEST:
        wrong["closes_on"] = ValidationError(_("A round lasts 120 days at most."), code="long")
    return wrong


def _headcounts(headcounts: Mapping[str, int]) -> dict[str, ValidationError]:
    wrong = {}
    for key, count in headcounts.items():
        if key not in Group.values or not 1 <= count <= MOST_PEOPLE:
            wrong[f"headcount_{key}"] = ValidationError(_("Enter how many people belong to the group, from 1 to 20,000."), code="headcount")
    return wrong


def _is_kind(version: InstrumentVersion | None, kind: str) -> bool:
    return version is None or version.instrument.kind == kind


def _items_of(kind: str, items: Collection[str], staff: InstrumentVersion | None, team: InstrumentVersion | None) -> list[str]:
    if kind == RoundKind.FULL:
        return []
    known = [key for version in (staff, team) if version for key in queries.shape_of(version.pk).by_key]
    kept = [key for key in dict.fromkeys(known) if key in set(items)]
    if not kept:
        raise ValidationError({"items": ValidationError(_("Choose at least one item for the targeted re-assessment."), code="items")})
    return kept


@transaction.atomic
def open_round(
    *, organisation, by, name: str, opens_on: date, closes_on: date, headcounts: Mapping[str, int], kind: str = RoundKind.FULL,
    staff_version: InstrumentVersion | None = None, team_version: InstrumentVersion | None = None, items: Collection[str] = (),
    threads: Collection[str] = (), results_on: date | None = None,
) -> Round:
    """Open a round for the staff groups in `headcounts` (group key -> people in it), with a link for each group and a common one.

    The versions given are what the round asks, whatever is loaded later. `items` and `threads` make a targeted round. Raises
    ValidationError by field. `by=None` is the installation itself.
    """
    _ensure_may_run(by, organisation)
    name = " ".join(name.split())[:120]
    wrong = _dates(opens_on, closes_on, today=None if by is None else clock.today()) | _headcounts(headcounts)
    if not name:
        wrong["name"] = ValidationError(_("Enter a name for the round, for example Spring 2027."), code="required")
    if kind not in (RoundKind.FULL, RoundKind.TARGETED) or not (staff_version or team_version):
        wrong["kind"] = ValidationError(_("Choose what the round asks."), code="kind")
    if not (_is_kind(staff_version, InstrumentKind.STAFF) and _is_kind(team_version, InstrumentKind.ORGANISATION)):
        wrong["kind"] = ValidationError(_("Choose what the round asks."), code="kind")
    if staff_version is not None and not headcounts:
        wrong["groups"] = ValidationError(_("Choose at least one group that answers."), code="groups")
    if results_on is not None and results_on < closes_on:
        wrong["results_on"] = ValidationError(_("Results can be ready on the last day or later."), code="order")
    with scope(organisation=organisation):
        if queries.open_round(organisation, kind) is not None:
            wrong["kind"] = ValidationError(_("A round of this kind is open already. Close it first."), code="open")
        if wrong:
            raise ValidationError(wrong)
        found = Round.objects.create(
            organisation=organisation, name=name, kind=kind, staff_version=staff_version, team_version=team_version,
            items=_items_of(kind, items, staff_version, team_version), threads=sorted(set(threads)), opens_on=opens_on, closes_on=closes_on,
            results_on=results_on, previous=queries.latest_closed_round(organisation),
        )
        if staff_version is not None:
            groups = [RoundGroup.objects.create(round=found, key=key, headcount=headcounts[key]) for key in Group.values if key in headcounts]
            for group in [None, *groups]:
                _new_link(found, group)
    audit.record("capability.round.opened", found, by=by, organisation=organisation, kind=kind, groups=sorted(headcounts))
    facts.publish(RoundOpened(round_uuid=found.uuid, organisation_uuid=organisation.uuid, kind=kind))
    return found


def _new_link(round_: Round, group: RoundGroup | None) -> RoundLink:
    link = RoundLink(round=round_, group=group)
    link.code_hash = links.hash_of(links.code_of_link(link.uuid))
    link.save(force_insert=True)
    return link


def _open_or_refuse(round_: Round) -> Round:
    """The round's row, locked; a closed one is refused."""
    found = Round.objects.select_for_update().get(pk=round_.pk)
    if not rules.is_open(found):
        raise ValidationError(_("The round is closed; it cannot be changed any more."), code="closed")
    return found


@transaction.atomic
def change_round(*, round_: Round, by, name: str, closes_on: date, headcounts: Mapping[str, int], results_on: date | None = None) -> Round:
    """Correct an open round's name, last day and headcounts. What it asks and whom never changes."""
    organisation = round_.organisation
    _ensure_may_run(by, organisation)
    with scope(organisation=organisation):
        found = _open_or_refuse(round_)
        wrong = _dates(found.opens_on, closes_on, today=clock.today()) | _headcounts(headcounts)
        if not name.strip():
            wrong["name"] = ValidationError(_("Enter a name for the round, for example Spring 2027."), code="required")
        if results_on is not None and results_on < closes_on:
            wrong["results_on"] = ValidationError(_("Results can be ready on the last day or later."), code="order")
        if wrong:
            raise ValidationError(wrong)
        found.name, found.closes_on, found.results_on = " ".join(name.split())[:120], closes_on, results_on
        found.save(update_fields=["name", "closes_on", "results_on"])
        for group in found.groups.all():
            if group.key in headcounts and group.headcount != headcounts[group.key]:
                group.headcount = headcounts[group.key]
                group.save(update_fields=["headcount"])
    audit.record("capability.round.changed", found, by=by, organisation=organisation, closes_on=closes_on.isoformat())
    return found


@transaction.atomic
def replace_link(*, link: RoundLink, by) -> RoundLink:
    """Take a link that went too far out of use and make another for the same group. Answers that came through it stay."""
    organisation = link.round.organisation
    _ensure_may_run(by, organisation)
    with scope(organisation=organisation):
        found = _open_or_refuse(link.round)
        if not RoundLink.objects.filter(pk=link.pk, revoked_on=None).update(revoked_on=clock.today()):
            raise ValidationError(_("This link was replaced already."), code="replaced")
        fresh = _new_link(found, link.group)
    audit.record("capability.link.replaced", found, by=by, organisation=organisation)
    return fresh


@transaction.atomic
def forget_old_links(*, kept: timedelta) -> int:
    """Delete the links of rounds that closed longer ago than `kept`, in all organisations. Returns how many."""
    with scopes_disabled():
        return RoundLink.objects.filter(round__closed_on__lt=clock.today() - kept).delete()[0]
