"""An assessment answered as somebody at a place would, without chance."""

from osaava.capability.personal import operations, queries

HARD = {"yes": 0.3, "partly": -0.3}


def sincere(place: float, difficulty: float) -> str:
    """What somebody at a place most likely answers."""
    if place - difficulty > HARD["yes"]:
        return "yes"
    return "partly" if place - difficulty > HARD["partly"] else "no"


def answered(person, *, group="teachers", place=3.0, most=20, value=None):
    """An assessment with answers, until it is finished or `most` are given."""
    assessment = operations.start_personal(by=person, group=group)
    for _ in range(most):
        state = queries.going(assessment)
        question = state.asker.next()
        given = value or sincere(place, question.difficulty)
        if operations.answer_personal(by=person, assessment=assessment, item=question.key, value=given):
            break
    assessment.refresh_from_db()
    return assessment
