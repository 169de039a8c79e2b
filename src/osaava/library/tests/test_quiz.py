"""Answers: read from a form, judged, never trusted."""

import pytest
from django.http import QueryDict

from osaava.library import quiz

OPTIONS = [{"text": t, "correct": c, "explanation": "x"} for t, c in (("a", True), ("b", False), ("c", True))]
SINGLE = {"kind": "quiz", "id": "q", "quiz": "single", "question": "?", "options": [dict(o, correct=o["text"] == "b") for o in OPTIONS]}
MULTIPLE = {"kind": "quiz", "id": "q", "quiz": "multiple", "question": "?", "options": OPTIONS}
ORDERING = {"kind": "quiz", "id": "q", "quiz": "ordering", "question": "?", "options": OPTIONS}
NUMBER = {"kind": "quiz", "id": "q", "quiz": "number", "answer": "2.5", "tolerance": "0.1", "unit": "min", "explanation": "x"}
TEXT = {"kind": "quiz", "id": "q", "quiz": "text", "accept": ["HOKS", "henkilökohtainen suunnitelma"], "explanation": "x"}


@pytest.mark.parametrize(
    ("block", "sent", "value", "right"),
    [
        (SINGLE, "answer=1", 1, True),
        (SINGLE, "answer=0", 0, False),
        (SINGLE, "", None, None),
        (SINGLE, "answer=7", None, None),
        (SINGLE, "answer=-1", None, None),
        (SINGLE, "answer=1e0", None, None),
        (MULTIPLE, "answer=2&answer=0", [0, 2], True),
        (MULTIPLE, "answer=0&answer=1", [0, 1], False),
        (MULTIPLE, "answer=0&answer=0&answer=2", [0, 2], True),
        (NUMBER, "answer=2,5", "2,5", True),
        (NUMBER, "answer=2.55 min", "2.55 min", True),
        (NUMBER, "answer=2.7", "2.7", False),
        (NUMBER, "answer=nan", "nan", False),
        (NUMBER, "answer=1e999", "1e999", False),
        (TEXT, "answer= hoks. ", "hoks.", True),
        (TEXT, "answer=HOPS", "HOPS", False),
    ],
)
def test_answers_are_read_and_judged(block, sent, value, right):
    found = quiz.value_from_post(block, QueryDict(sent))
    assert found == value
    assert quiz.grade(block, found) is right


def test_ordering_is_shown_shuffled_and_judged_by_items():
    shown = quiz.shown_order(ORDERING)
    assert shown != [0, 1, 2]
    assert sorted(shown) == [0, 1, 2]
    right = "&".join(f"answer={shown.index(item)}" for item in (0, 1, 2))
    assert quiz.grade(ORDERING, quiz.value_from_post(ORDERING, QueryDict(right))) is True
    assert quiz.value_from_post(ORDERING, QueryDict("answer=0&answer=0&answer=1")) is None


def test_ordering_moves_without_script():
    post = QueryDict("answer=0&answer=1&answer=2&move=1:up")
    assert quiz.is_move(ORDERING, post)
    shown = quiz.shown_order(ORDERING)
    assert quiz.value_from_post(ORDERING, post) == [shown[1], shown[0], shown[2]]


def test_checklist_and_notes():
    assert quiz.value_from_post({"kind": "checklist", "items": ["a", "b"]}, QueryDict("answer=1&answer=9")) == [1]
    assert quiz.value_from_post({"kind": "task"}, QueryDict("answer=" + "x" * 20_000)) == "x" * quiz.MAX_ANSWER
