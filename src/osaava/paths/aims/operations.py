"""Writing aims: a goal's aims are replaced whole, so that doing it again changes nothing."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import transaction
from django_scopes import scope

from osaava.base import audit, facts
from osaava.base.language import LanguageText
from osaava.paths.aims.data import AimData
from osaava.paths.aims.queries import aims_of
from osaava.paths.facts import AimsSet
from osaava.paths.models import Aim
from osaava.themes.api import all_competences, all_target_groups


@transaction.atomic
def set_aims(*, organisation, thread: str, aims: Iterable[AimData], by) -> bool:
    """Make these the aims of one goal; none: the goal pulls no paths any more. Returns whether anything changed.

    Safe to repeat. The caller, who owns the goal, has checked that `by` may decide about it. Raises ValueError for an unknown competence or
    target group, a level outside 2-5, a weight outside 1-100, or a competence named twice.
    """
    wanted = list(aims)
    competences = {c.key: c for c in all_competences()}
    _check(thread, wanted, competences)
    if sorted(map(_content, aims_of(organisation, thread=thread))) == sorted(map(_content, wanted)):
        return False
    with scope(organisation=organisation):
        Aim.objects.filter(thread=thread).delete()
        Aim.objects.bulk_create(
            Aim(
                organisation=organisation, thread=thread, competence=competences[aim.competence], level=aim.level, weight=aim.weight,
                group_keys=sorted(aim.groups), label=LanguageText(aim.label), due=aim.due,
            )
            for aim in wanted
        )  # fmt: skip
    audit.record("paths.aims.set", organisation, by=by, organisation=organisation, thread=thread, count=len(wanted))
    facts.publish(AimsSet(organisation_id=organisation.pk, thread=thread))
    return True


def _content(aim: AimData) -> str:
    return repr((aim.competence, aim.level, aim.weight, sorted(aim.groups), sorted(aim.label.items()), aim.due))


def _check(thread: str, aims: list[AimData], competences: dict) -> None:
    groups = {group.key for group in all_target_groups()}
    if not thread or len(thread) > 20:
        raise ValueError("a goal's code has 1-20 characters")
    if len({aim.competence for aim in aims}) < len(aims):
        raise ValueError("a competence is named twice")
    for aim in aims:
        if aim.competence not in competences:
            raise ValueError(f"no competence {aim.competence}")
        if not set(aim.groups) <= groups:
            raise ValueError(f"no such target group: {sorted(set(aim.groups) - groups)}")
        if not 2 <= aim.level <= 5 or not 1 <= aim.weight <= 100:
            raise ValueError(f"level 2-5 and weight 1-100, not {aim.level} and {aim.weight}")
