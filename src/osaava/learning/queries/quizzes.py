"""Whether a person has answered every question of a unit right."""

from __future__ import annotations

from django_scopes import scope

from osaava.learning.models import Answer
from osaava.library.api import unit_page


def quizzes_passed(person, unit) -> bool | None:
    """True: every question of the unit's present version is answered right. None: it has no questions, so nothing can be proven."""
    page = unit_page(unit.slug, person=person)
    asked = {block["id"] for block in page.blocks if block["kind"] == "quiz"}
    if not asked:
        return None
    with scope(person=person):
        right = set(Answer.objects.filter(unit=unit, correct=True, block__in=asked).values_list("block", flat=True))
    return right == asked
