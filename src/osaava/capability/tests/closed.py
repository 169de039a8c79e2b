"""Closed rounds with answers, made quickly: answers are written in bulk, closing is the real operation."""

from __future__ import annotations

import random

from django_scopes import scope

from osaava.base import clock
from osaava.capability import operations
from osaava.capability.models import Answer, Respondent
from osaava.capability.tests import factories

TYPICAL = {"management": 8, "teachers": 41, "guidance": 3}


def answer(round_, people=None, *, seed=1, level=3.0, spread=1, apart=0.05, lift=None):
    """So many people of each group answer around a level; `lift`: (group, theme) -> more or less than that."""
    chance, today = random.Random(seed), clock.today()
    with scope(organisation=round_.organisation):
        for group in round_.groups.all():
            count = (people or TYPICAL).get(group.key, 0)
            asked = factories.asked(round_, group.key)
            respondents = [Respondent(group=group, resume_hash=f"{group.pk}-{n}", submitted_on=today) for n in range(count)]
            Respondent.objects.bulk_create(respondents)
            answers = []
            for respondent in respondents:
                mood = chance.uniform(-0.5, 0.5)
                for item in asked:
                    middle = level + mood + (lift or {}).get((group.key, item.theme), 0)
                    value = str(min(5, max(1, round(chance.gauss(middle, spread)))))
                    if chance.random() < apart:
                        value = chance.choice(["dont_know", "not_applicable"])
                    answers.append(Answer(respondent=respondent, item=item.key, value=value, answered_on=today))
            Answer.objects.bulk_create(answers)
    return round_


def closed(organisation, by=None, *, people=None, headcounts=None, name="Kevät 2027", team=True, seed=1, level=3.0, spread=1, lift=None, **values):
    """A closed round with its result."""
    given = {} if team else {"team_version": None}
    round_ = factories.opened(organisation, by, headcounts=headcounts, name=name, **given | values)
    answer(round_, people, seed=seed, level=level, spread=spread, lift=lift)
    operations.close_round(round_=round_, by=by)
    return round_
