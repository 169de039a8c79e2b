"""Writes of a respondent: beginning, answering, sending. Few queries, one transaction, safe to repeat; nobody's name is near."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Mapping

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _
from django_scopes import scope

from osaava.base import clock
from osaava.capability import links, queries, rules
from osaava.capability.enums import VALUES
from osaava.capability.models import Answer, Respondent, RoundGroup, RoundLink
from osaava.capability.queries.rounds import respondents_of_groups


class RoundNotOpen(Exception):
    """Answers are not taken: the round has not begun, is over, or is closed. Nothing was stored."""


def _ensure_open(round_) -> None:
    if not rules.accepts_answers(round_, clock.today()):
        raise RoundNotOpen


@transaction.atomic
def begin(*, link: RoundLink, group_key: str, key: str) -> Respondent:
    """Make a respondent in one of the round's groups. The same form `key` sent twice gives the same respondent.

    Raises ValidationError when the group is not one of the round's, RoundNotOpen when answers are not taken today.
    """
    _ensure_open(link.round)
    with scope(organisation=link.round.organisation):
        group = next((g for g in link.round.groups.all() if g.key == group_key), None)
        if group is None:
            raise ValidationError({"group": ValidationError(_("Select your group."), code="group")})
        identifier = links.respondent_id_of(links.code_of_link(link.uuid), key) if key else uuid.uuid4()
        resume_hash = links.hash_of(links.resume_code_of(identifier))
        respondent, _made = Respondent.objects.get_or_create(id=identifier, defaults={"group": group, "resume_hash": resume_hash})
    return respondent


def _locked(round_, respondent_id: uuid.UUID) -> Respondent:
    """The respondent's row, locked, so that closing waits for this save and this save sees the closing."""
    rows = Respondent.objects.select_for_update(of=("self",)).select_related("group__round")
    respondent = rows.filter(pk=respondent_id, group__round=round_).first()
    if respondent is None:
        raise RoundNotOpen
    _ensure_open(respondent.group.round)
    return respondent


@transaction.atomic
def save_answers(*, round_, respondent_id: uuid.UUID, values: Mapping[str, str]) -> int:
    """Store answers (item key -> value); an answer given again replaces the earlier one. Returns how many were stored.

    Items that the respondent's group is not asked are left aside. Raises ValidationError for a value that is no answer, RoundNotOpen when
    answers are not taken any more.
    """
    with scope(organisation=round_.organisation):
        respondent = _locked(round_, respondent_id)
        asked = {item.key for item in queries.shape_of(round_.staff_version_id).asked(group=respondent.group.key, only=round_.items)}
        kept = {key: value for key, value in values.items() if key in asked}
        if not set(kept.values()) <= set(VALUES):
            raise ValidationError(_("Choose one of the answers."), code="value")
        today = clock.today()
        rows = [Answer(respondent=respondent, item=key, value=value, answered_on=today) for key, value in kept.items()]
        Answer.objects.bulk_create(rows, update_conflicts=True, unique_fields=["respondent", "item"], update_fields=["value", "answered_on"])
    return len(rows)


@transaction.atomic
def enter_answers(*, round_, group_key: str, rows: Iterable[Mapping[str, str]]) -> int:
    """Store whole answer sheets at once, one mapping (item key -> value) a respondent, as sent: for many that come in together.

    The fast way for simulated networks and for sheets that were filled in elsewhere: two writes a group instead of several a respondent. Checks what
    `save_answers` checks and returns the number of respondents.
    """
    _ensure_open(round_)
    with scope(organisation=round_.organisation):
        group = RoundGroup.objects.select_for_update().get(round=round_, key=group_key)
        asked = {item.key for item in queries.shape_of(round_.staff_version_id).asked(group=group_key, only=round_.items)}
        today, respondents, answers = clock.today(), [], []
        for row in rows:
            kept = {key: value for key, value in row.items() if key in asked}
            if not set(kept.values()) <= set(VALUES):
                raise ValidationError(_("Choose one of the answers."), code="value")
            if not kept:
                continue
            identifier = uuid.uuid4()
            code = links.hash_of(links.resume_code_of(identifier))
            respondents.append(Respondent(id=identifier, group=group, resume_hash=code, submitted_on=today))
            answers += [Answer(respondent=respondents[-1], item=key, value=value, answered_on=today) for key, value in kept.items()]
        Respondent.objects.bulk_create(respondents, batch_size=1000)
        Answer.objects.bulk_create(answers, batch_size=2000)
        _count(group)
    return len(respondents)


@transaction.atomic
def submit(*, round_, respondent_id: uuid.UUID) -> Respondent:
    """The respondent's answers are ready. They may still be changed until the round closes; sending again changes nothing.

    Raises ValidationError when nothing was answered.
    """
    with scope(organisation=round_.organisation):
        respondent = _locked(round_, respondent_id)
        if not respondent.answers.exists():
            raise ValidationError(_("There is nothing to send yet: answer at least one statement."), code="empty")
        if respondent.submitted_on is None:
            respondent.submitted_on = clock.today()
            respondent.save(update_fields=["submitted_on"])
        _count(respondent.group)
    return respondent


def _count(group: RoundGroup) -> None:
    """Let the organiser's count follow when it has fallen a whole batch behind, so that it does not tell who just answered."""
    now = respondents_of_groups([group]).get(group.pk, 0)
    RoundGroup.objects.filter(pk=group.pk, counted__lte=now - rules.BATCH).update(counted=now)


@transaction.atomic
def count_participation(*, round_) -> None:
    """Bring the counts of a round up to date: once a day, whatever the batch."""
    with scope(organisation=round_.organisation):
        groups = list(round_.groups.all())
        counts = respondents_of_groups(groups)
        for group in groups:
            if group.counted != counts.get(group.pk, 0):
                RoundGroup.objects.filter(pk=group.pk).update(counted=counts.get(group.pk, 0))
