"""News: who joins through an invitation that names their work is asked for it no more; a right answer may prove what was said to be known."""

from __future__ import annotations

from osaava.accounts.api import Person
from osaava.base.facts import receiver
from osaava.learning import operations, queries
from osaava.learning.facts import QuizAnswered
from osaava.learning.my_path.operations import count_what_is_known
from osaava.network.api import PersonJoined
from osaava.themes.api import all_target_groups


@receiver(PersonJoined)
def remember_target_group(fact: PersonJoined) -> None:
    """Take the invitation's target group unless the learner has chosen one."""
    group = next((g for g in all_target_groups() if g.key == fact.target_group_key), None)
    if group is None:
        return
    person = Person.objects.get(pk=fact.person_id)
    if queries.facts_of(person).target_group_id is None:
        operations.choose_target_group(by=person, target_group=group)


@receiver(QuizAnswered)
def count_proven_knowledge(fact: QuizAnswered) -> None:
    """Complete the unit when the person said they know it and this was the last question to get right."""
    if fact.correct:
        count_what_is_known(by=Person.objects.get(pk=fact.person_id), unit_id=fact.unit_id)
