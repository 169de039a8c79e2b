"""Writes of a respondent: beginning, answering, sending. Few queries, one transaction, safe to repeat; nobody's name is near."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterable, Mapping

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _
from django_scopes import scope

from osaava.base import clock
from osaava.capability import links, queries, rules
from osaava.capability.enums import VALUES
from osaava.capability.instruments import Item, Page
from osaava.capability.models import Answer, Respondent, Round, RoundGroup, RoundLink
from osaava.capability.queries.rounds import respondents_of_groups


class RoundNotOpen(Exception):
    """Answers are not taken: the round has not begun, is over, or is closed. Nothing was stored."""


class NobodyKnown(Exception):
    """The round is open, but nobody with this identifier answers in it. Nothing was stored."""


class NoSuchPage(Exception):
    """The respondent's group has no page of this number. Nothing was stored."""


def _ensure_open(round_) -> None:
    if not rules.accepts_answers(round_, clock.today()):
        raise RoundNotOpen


def _hold_open(round_id: int) -> None:
    """Let closing wait until this transaction is through; raises RoundNotOpen when it has come first.

    Whoever brings new respondents holds the round itself: closing locks those that are there, and cannot lock one that is just being made.
    """
    rows = Round.objects.select_for_update(no_key=True).only("kind", "closed_on", "opens_on", "closes_on")
    _ensure_open(rows.get(pk=round_id))


@transaction.atomic
def begin(*, link: RoundLink, group_key: str, key: str) -> Respondent:
    """Make a respondent in one of the round's groups. The same form `key` sent twice gives the same respondent.

    Raises ValidationError when the group is not one of the round's, RoundNotOpen when answers are not taken today.
    """
    with scope(organisation=link.round.organisation):
        _hold_open(link.round_id)
        group = next((g for g in link.round.groups.all() if g.key == group_key), None)
        if group is None:
            raise ValidationError({"group": ValidationError(_("Select your group."), code="group")})
        identifier = links.respondent_id_of(links.code_of_link(link.uuid), key) if key else uuid.uuid4()
        begun = Respondent.objects.select_related("group").filter(pk=identifier).first() if key else None
        if begun is not None:
            return begun
        return Respondent.objects.create(id=identifier, group=group, resume_hash=links.hash_of(links.resume_code_of(identifier)))


def _locked(round_, respondent_id: uuid.UUID) -> Respondent:
    """The respondent's row, locked, so that closing waits for this save and this save sees the closing. Only what a save needs is read."""
    rows = Respondent.objects.select_for_update(of=("self",), no_key=True).select_related("group__round")
    dates = (f"group__round__{name}" for name in ("kind", "closed_on", "opens_on", "closes_on"))
    rows = rows.only("submitted_on", "group__key", *dates)
    respondent = next(iter(rows.filter(pk=respondent_id, group__round=round_)), None)
    if respondent is None:
        _ensure_open(Round.objects.get(pk=round_.pk))
        raise NobodyKnown
    _ensure_open(respondent.group.round)
    return respondent


def _store(respondent: Respondent, values: Mapping[str, str]) -> int:
    """Write the answers (item key -> value), each once."""
    if not set(values.values()) <= set(VALUES):
        raise ValidationError(_("Choose one of the answers."), code="value")
    today = clock.today()
    rows = [Answer(respondent_id=respondent.pk, item=key, value=value, answered_on=today) for key, value in values.items()]
    Answer.objects.bulk_create(rows, update_conflicts=True, unique_fields=["respondent", "item"], update_fields=["value", "answered_on"])
    return len(rows)


@transaction.atomic
def save_answers(*, round_, respondent_id: uuid.UUID, values: Mapping[str, str]) -> int:
    """Store answers (item key -> value); an answer given again replaces the earlier one. Returns how many were stored.

    Items that the respondent's group is not asked are left aside. Raises ValidationError for a value that is no answer, RoundNotOpen when
    answers are not taken any more, NobodyKnown when the round has no such respondent.
    """
    with scope(organisation=round_.organisation):
        respondent = _locked(round_, respondent_id)
        asked = {item.key for item in queries.shape_of(round_.staff_version_id).asked(group=respondent.group.key, only=round_.items)}
        return _store(respondent, {key: value for key, value in values.items() if key in asked})


@transaction.atomic
def save_page(*, round_, respondent_id: uuid.UUID, number: int, sent: Callable[[Item], str]) -> list[Page]:
    """Store the answers of one page of the form; `sent` gives what was sent for an item, empty when nothing. Returns the respondent's pages.

    Like `save_answers`, with one read and one write: the whole of what an answering phone does again and again. Raises NoSuchPage too.
    """
    with scope(organisation=round_.organisation):
        respondent = _locked(round_, respondent_id)
        pages = queries.shape_of(round_.staff_version_id).pages(respondent.group.key, round_.items)
        if not 1 <= number <= len(pages):
            raise NoSuchPage
        _store(respondent, {item.key: value for item in pages[number - 1].items if (value := sent(item))})
    return pages


@transaction.atomic
def enter_answers(*, round_, group_key: str, rows: Iterable[Mapping[str, str]]) -> int:
    """Store whole answer sheets at once, one mapping (item key -> value) a respondent, as sent: for many that come in together.

    The fast way for simulated networks and for sheets that were filled in elsewhere: two writes a group instead of several a respondent. Checks what
    `save_answers` checks and returns the number of respondents.
    """
    with scope(organisation=round_.organisation):
        _hold_open(round_.pk)
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
