"""Writes of the team assessment: management agrees on a level for each competence, with a dated piece of evidence."""

from __future__ import annotations

from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _
from django_scopes import scope

from osaava.base import access, audit, clock
from osaava.base.access import Permission
from osaava.capability import queries, rules
from osaava.capability.models import Round, TeamClaim

LONGEST_EVIDENCE = 1000


class ChangedMeanwhile(Exception):
    """Somebody else saved this claim after the writer read it; `claim` is what stands now."""

    def __init__(self, claim: TeamClaim):
        super().__init__()
        self.claim = claim


def _open(round_: Round, by) -> Round:
    if by is not None:
        access.ensure(by, Permission.TEAM_ASSESS, round_.organisation)
    found = Round.objects.select_for_update().get(pk=round_.pk)
    if not rules.is_open(found):
        raise ValidationError(_("The round is closed; it cannot be changed any more."), code="closed")
    return found


@transaction.atomic
def claim_level(
    *, round_: Round, item_key: str, level: int, by, evidence: str = "", evidence_on: date | None = None, revision: int = 0,
) -> TeamClaim:
    """Set or change the level of one item. `revision` is the one that the writer saw (0: none yet).

    Raises ChangedMeanwhile when somebody saved another level in between, ValidationError by field otherwise.
    """
    with scope(organisation=round_.organisation):
        found = _open(round_, by)
        asked = {item.key for item in queries.shape_of(found.team_version_id).asked(only=found.items)} if found.team_version_id else set()
        wrong = {}
        if item_key not in asked or level not in (1, 2, 3, 4, 5):
            wrong["level"] = ValidationError(_("Choose one of the five levels."), code="level")
        if len(evidence) > LONGEST_EVIDENCE:
            wrong["evidence"] = ValidationError(_("Shorten the evidence to 1,000 characters."), code="long")
        if evidence_on is not None and evidence_on > clock.today():
            wrong["evidence_on"] = ValidationError(_("The evidence cannot be from the future."), code="future")
        if wrong:
            raise ValidationError(wrong)
        values = {"level": level, "evidence": evidence.strip(), "evidence_on": evidence_on}
        claim = TeamClaim.objects.filter(round=found, item=item_key).first()
        if claim is None:
            claim = TeamClaim.objects.create(round=found, item=item_key, by=by, **values)
        elif all(getattr(claim, name) == value for name, value in values.items()):
            return claim
        else:
            if claim.revision != revision:
                raise ChangedMeanwhile(claim)
            for name, value in values.items():
                setattr(claim, name, value)
            claim.by, claim.changed_at, claim.revision = by, clock.now(), claim.revision + 1
            claim.save()
        if found.team_agreed_on is not None:  # what was agreed is not what stands now
            Round.objects.filter(pk=found.pk).update(team_agreed_on=None)
    audit.record("capability.team.claimed", found, by=by, organisation=round_.organisation, item=item_key, level=level)
    return claim


@transaction.atomic
def agree_team_assessment(*, round_: Round, agreed_on: date, by) -> Round:
    """Write down that management agreed on the levels as they stand, on a day."""
    with scope(organisation=round_.organisation):
        found = _open(round_, by)
        if agreed_on > clock.today():
            raise ValidationError({"agreed_on": ValidationError(_("The day cannot be in the future."), code="future")})
        if not found.team_claims.exists():
            raise ValidationError({"agreed_on": ValidationError(_("Set at least one level first."), code="empty")})
        found.team_agreed_on = agreed_on
        found.save(update_fields=["team_agreed_on"])
    audit.record("capability.team.agreed", found, by=by, organisation=round_.organisation, agreed_on=agreed_on.isoformat())
    return found
