"""Reads of rounds. Inside an organisation's scope unless said otherwise."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count, Exists, OuterRef
from django_scopes import scope, scopes_disabled

from osaava.base import clock
from osaava.capability import links, rules
from osaava.capability.anonymity import snapshot as frozen
from osaava.capability.enums import Group, RoundKind
from osaava.capability.models import Answer, Respondent, Round, RoundGroup, RoundLink, Snapshot

_FULL = ("organisation", "staff_version__instrument", "team_version__instrument")


def rounds_of(organisation) -> list[Round]:
    """An organisation's rounds, the newest first. Opens the organisation's scope itself."""
    with scope(organisation=organisation):
        rows = Round.objects.filter(organisation=organisation).select_related(*_FULL)
        return list(rows.defer("staff_version__definition", "team_version__definition"))


def round_of(organisation, round_uuid) -> Round | None:
    """One of the organisation's rounds, or None."""
    with scope(organisation=organisation):
        rows = Round.objects.filter(organisation=organisation, uuid=round_uuid).select_related(*_FULL)
        return rows.defer("staff_version__definition", "team_version__definition").prefetch_related("groups").first()


def open_round(organisation, kind: str = "") -> Round | None:
    """The round that is not closed yet (of one kind), or None."""
    with scope(organisation=organisation):
        rows = Round.objects.filter(organisation=organisation, closed_on=None)
        return (rows.filter(kind=kind) if kind else rows).order_by("-opens_on", "-pk").first()


def latest_closed_round(organisation, *, kinds: tuple[str, ...] = (RoundKind.FULL,), before: Round | None = None) -> Round | None:
    """The newest closed round of the kinds, or None; `before`: the one before it."""
    with scope(organisation=organisation):
        rows = Round.objects.filter(organisation=organisation, kind__in=kinds, closed_on__isnull=False)
        if before is not None:
            rows = rows.filter(closed_on__lte=before.closed_on).exclude(pk=before.pk).exclude(pk__gt=before.pk)
        return rows.order_by("-closed_on", "-pk").first()


def snapshot_row(round_: Round) -> Snapshot | None:
    """What a closed round said, as it is stored, or None. Numbers for people come from `anonymity.publish` only."""
    with scope(organisation=round_.organisation):
        return Snapshot.objects.filter(round=round_).first()


def snapshot_of(round_: Round) -> frozen.Snapshot | None:
    """The answers of a closed round as the anonymity door takes them, or None when there are none (open, imported, or no staff view)."""
    row = snapshot_row(round_)
    if row is None or not row.answers:
        return None
    version = round_.staff_version
    return frozen.Snapshot(
        round=str(round_.uuid), organisation=str(round_.organisation.uuid), closed_on=row.closed_on, instrument=version.instrument.key,
        version=version.number, size_class=row.size_class,
        items=tuple(frozen.ItemRef(key, competence, theme, tuple(groups)) for key, competence, theme, groups in row.answers["items"]),
        groups=tuple(
            frozen.GroupRows(group["key"], group["headcount"], tuple(tuple(answers) for answers in group["rows"]))
            for group in row.answers["groups"]
        ),
    )


def respondents_of_groups(groups: Iterable[RoundGroup]) -> dict[int, int]:
    """Group id -> respondents who answered something. For counting in batches and for closing; pages show `participation`."""
    answered = Respondent.objects.filter(group__in=list(groups)).filter(Exists(Answer.objects.filter(respondent=OuterRef("pk"))))
    return dict(answered.order_by().values_list("group").annotate(number=Count("pk")))


@dataclass(frozen=True)
class Participation:
    """How many of a group have answered, as coarsely as the organiser may know: `count` from ten, else `least` alone (0, 1 or 5)."""

    key: str
    headcount: int
    count: int | None
    least: int

    @property
    def label(self) -> str:
        return str(Group(self.key).label)

    @property
    def is_small(self) -> bool:
        """The group itself has fewer people than results need."""
        return self.headcount < rules.SMALLEST_GROUP


def participation(round_: Round) -> list[Participation]:
    """For each group of an open round; counts follow in batches, so they tell nothing about who answered when."""
    found = []
    with scope(organisation=round_.organisation):
        groups = list(round_.groups.all())
    for group in groups:
        exact = group.counted if group.counted >= rules.EXACT_FROM else None
        least = exact or (rules.SMALLEST_GROUP if group.counted >= rules.SMALLEST_GROUP else 1 if group.counted else 0)
        found.append(Participation(group.key, group.headcount, exact, least))
    return found


@dataclass(frozen=True)
class OpenLink:
    """A link with its code."""

    link: RoundLink
    code: str
    group: str
    label: str


def _with_code(row: RoundLink) -> OpenLink:
    key = row.group.key if row.group else ""
    return OpenLink(row, links.code_of_link(row.uuid), key, str(Group(key).label) if key else "")


def links_of(round_: Round) -> list[OpenLink]:
    """The links in use, the common one first."""
    with scope(organisation=round_.organisation):
        rows = RoundLink.objects.filter(round=round_, revoked_on=None).select_related("group", "round__organisation")
        found = [_with_code(row) for row in rows]
    order = ["", *Group.values]
    return sorted(found, key=lambda link: order.index(link.group))


def link_by_code(code: str) -> RoundLink | None:
    """The link behind a code, with round and organisation; used or not. Crosses organisations: the code is the right."""
    with scopes_disabled():
        rows = RoundLink.objects.order_by().select_related("round__organisation")
        return next(iter(rows.filter(code_hash=links.hash_of(code))), None)


def groups_of(round_: Round) -> list[RoundGroup]:
    """The staff groups that answer, in their order."""
    with scope(organisation=round_.organisation):
        return list(round_.groups.all())


def respondent_of(round_: Round, respondent_id: uuid.UUID) -> Respondent | None:
    """The respondent of this round with the identifier, or None (the round is closed, or it is another's)."""
    with scope(organisation=round_.organisation):
        return Respondent.objects.select_related("group").filter(pk=respondent_id, group__round=round_).first()


def respondent_by_resume_code(round_: Round, code: str) -> Respondent | None:
    """The respondent who comes back with a code, or None."""
    with scope(organisation=round_.organisation):
        return Respondent.objects.select_related("group").filter(resume_hash=links.hash_of(code), group__round=round_).first()


def answers_of(respondent: Respondent) -> dict[str, str]:
    """Item key -> value, of one respondent, for themselves."""
    with scopes_disabled():
        return dict(Answer.objects.filter(respondent=respondent).values_list("item", "value"))


def rounds_to_count() -> list[Round]:
    """Open rounds of all organisations, for housekeeping."""
    with scopes_disabled():
        return list(Round.objects.filter(closed_on=None, opens_on__lte=clock.today()).select_related("organisation"))
