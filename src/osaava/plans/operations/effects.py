"""Writing down what a closed round says of each goal."""

from __future__ import annotations

from dataclasses import asdict

from django.db import IntegrityError, transaction
from django_scopes import scope

from osaava.capability.api import Round, Shift, effect
from osaava.plans.models import EffectResult, Goal
from osaava.plans.queries.comparison import baseline_round_of, goals_to_measure, published_change, shifts_elsewhere


def measure_effects(*, round_: Round) -> list[EffectResult]:
    """One result for each goal that the round can speak of. Safe to repeat: a goal has one result for a round."""
    found = []
    for goal in goals_to_measure(round_.organisation, round_):
        if (result := _measure(goal, round_)) is not None:
            found.append(result)
    return found


def _measure(goal: Goal, round_: Round) -> EffectResult | None:
    before = baseline_round_of(goal)
    if before is None or before.closed_on is None:
        return None
    key, own, compared = goal.competence.key, None, None
    change = published_change(round_, before, key)
    few = False
    if change is not None:
        value, moved = change
        few = value.rests_on_few
        own = {
            "before": moved.previous, "after": value.mean, "change": moved.value, "low": moved.interval.low, "high": moved.interval.high,
            "items": moved.items,
        }
        elsewhere = shifts_elsewhere(round_.organisation, key, since=before.closed_on, until=round_.closed_on)
        result = effect(Shift(moved.previous, moved.previous + moved.value, few), elsewhere)
        compared = asdict(result) if result is not None else None
    with scope(organisation=round_.organisation):
        try:
            with transaction.atomic():
                return EffectResult.objects.create(
                    goal=goal, round=round_.uuid, round_name=round_.name, closed_on=round_.closed_on, before_name=before.name,
                    before_on=before.closed_on, figures=own, rests_on_few=few, comparison=compared,
                )
        except IntegrityError:  # another worker wrote it first
            return None
