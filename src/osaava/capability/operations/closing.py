"""Closing a round: from answers to a frozen snapshot, in one transaction, for good."""

from __future__ import annotations

import random
import secrets

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _
from django_scopes import scope

from osaava.base import access, audit, clock, facts
from osaava.base.access import Permission
from osaava.capability import queries, rules
from osaava.capability.enums import POINTS
from osaava.capability.facts import RoundClosed
from osaava.capability.models import Answer, Respondent, Round, Snapshot
from osaava.capability.operations.profiles import keep_result


@transaction.atomic
def close_round(*, round_: Round, by) -> Snapshot:
    """Close a round and freeze what it said. Nothing opens it again; answers that are not in by now wait for the next round.

    The rows of answers go into the snapshot in shuffled order and are deleted where they were, with respondents and their codes.
    `by=None` is the installation itself. Publishes `RoundClosed`.
    """
    organisation = round_.organisation
    if by is not None:
        access.ensure(by, Permission.ROUND_RUN, organisation)
    with scope(organisation=organisation):
        found = Round.objects.select_for_update().get(pk=round_.pk)
        if not rules.is_open(found):
            raise ValidationError(_("The round is closed already."), code="closed")
        today = clock.today()
        found.closed_on = today
        found.save(update_fields=["closed_on"])
        # Waits for the saves that are under way; those that come later find their respondent gone and the round closed.
        respondents = list(Respondent.objects.select_for_update().filter(group__round=found).values_list("pk", flat=True))
        snapshot = Snapshot.objects.create(
            round=found, closed_on=today, size_class=organisation.size_class, answers=_answers(found), team=_team(found),
        )
        keep_result(round_=found)
        _forget(respondents)
        found.links.filter(revoked_on=None).update(revoked_on=today)
    audit.record("capability.round.closed", found, by=by, organisation=organisation)
    facts.publish(RoundClosed(found.uuid, organisation.uuid, found.kind, tuple(found.threads)))
    round_.closed_on = today
    return snapshot


def _answers(round_: Round) -> dict:
    """Items in order, and for each group its headcount and one row a respondent. Who answered nothing is no row."""
    if round_.staff_version_id is None:
        return {}
    items = queries.shape_of(round_.staff_version_id).asked(only=round_.items)
    place = {item.key: number for number, item in enumerate(items)}
    groups = []
    chance = random.Random(secrets.randbits(128))  # noqa: S311 (the seed is a secret and is not kept)
    for group in round_.groups.all():
        rows: dict = {}
        for respondent, item, value in Answer.objects.filter(respondent__group=group).values_list("respondent_id", "item", "value"):
            row = rows.setdefault(respondent, [None] * len(items))
            row[place[item]] = int(value) if value in POINTS else value
        shuffled = list(rows.values())
        chance.shuffle(shuffled)
        # More answers than people: the headcount was wrong, and a sample cannot be larger than what it is drawn from.
        groups.append({"key": group.key, "headcount": max(group.headcount, len(shuffled)), "rows": shuffled})
    return {"items": [[item.key, item.competence, item.theme, list(item.groups)] for item in items], "groups": groups}


def _team(round_: Round) -> list[dict]:
    """What management claimed, in the instrument's order."""
    if round_.team_version_id is None:
        return []
    claims = {claim.item: claim for claim in round_.team_claims.all()}
    return [
        {
            "item": item.key, "competence": item.competence, "theme": item.theme, "level": claims[item.key].level,
            "evidence": claims[item.key].evidence,
            "evidence_on": claims[item.key].evidence_on.isoformat() if claims[item.key].evidence_on else None,
        }
        for item in queries.shape_of(round_.team_version_id).asked(only=round_.items)
        if item.key in claims
    ]


def _forget(respondents: list) -> None:
    """Delete the answers and those who gave them, by their keys: a delete through four tables keeps PostgreSQL busy for seconds."""
    for begin in range(0, len(respondents), 500):
        some = respondents[begin : begin + 500]
        Answer._base_manager.filter(respondent_id__in=some).delete()
        Respondent._base_manager.filter(pk__in=some).delete()
