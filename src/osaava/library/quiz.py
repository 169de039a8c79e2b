"""Answers to blocks: from a posted form to a stored value, and whether it is right. The same for visitors and for learners.

Stored values: single → number of the option, multiple and checklist → numbers in order, ordering → numbers of the items in the learner's
order, number and text → what was typed, reflection and task → the text. Numbers count from 0 in the block as written. The one form field is
`answer`, repeated where there are several; an ordering question sends the places at which its items were first shown (so that the page does not
give the order away), and `move=<place>:up` or `:down` when an arrow was pressed without script.
"""

from __future__ import annotations

import hashlib
import math
import random

from osaava.library.texts import clean, clean_line

FIELD = "answer"
MAX_ANSWER = 10_000


def shown_order(block: dict) -> list[int]:
    """The order in which the items of an ordering question are shown: the same every time, never the right one."""
    places = list(range(len(block["options"])))
    seed = hashlib.sha256(f"{block.get('id')}:{len(places)}".encode()).digest()
    shuffled = places[:]
    random.Random(seed).shuffle(shuffled)  # noqa: S311  (no secret)
    if shuffled == places and len(places) > 1:
        shuffled = places[1:] + places[:1]
    return shuffled


def value_from_post(block: dict, post):
    """The answer in a posted form, cleaned; None when nothing was answered."""
    kind = block["kind"]
    if kind == "checklist":
        return _numbers(post.getlist(FIELD), len(block["items"]))
    if kind in ("reflection", "task"):
        return clean(post.get(FIELD, ""))[:MAX_ANSWER]
    match block["quiz"]:
        case "single":
            found = _numbers(post.getlist(FIELD)[:1], len(block["options"]))
            return found[0] if found else None
        case "multiple":
            return _numbers(post.getlist(FIELD), len(block["options"])) or None
        case "ordering":
            return _order(block, post)
        case _:
            return clean_line(post.get(FIELD, ""))[:500] or None


def is_move(block: dict, post) -> bool:
    """Whether the form only moved an item of an ordering question: show the new order, judge nothing."""
    return block["kind"] == "quiz" and block["quiz"] == "ordering" and bool(post.get("move"))


def _numbers(values: list[str], limit: int) -> list[int]:
    return sorted({int(v) for v in values if v.isascii() and v.isdigit() and len(v) < 5 and int(v) < limit})


def _order(block: dict, post) -> list[int] | None:
    shown = shown_order(block)
    sent = post.getlist(FIELD)[: len(shown)]
    places = [int(v) for v in sent if v.isascii() and v.isdigit() and len(v) < 5]
    if sorted(places) != list(range(len(shown))):
        return None
    if move := post.get("move"):
        _apply_move(places, move)
    return [shown[place] for place in places]


def _apply_move(places: list[int], move: str) -> None:
    value, _colon, direction = move.partition(":")
    if not (value.isascii() and value.isdigit() and len(value) < 5) or int(value) not in places:
        return
    at = places.index(int(value))
    to = at + {"up": -1, "down": 1}.get(direction, 0)
    if 0 <= to < len(places):
        places[at], places[to] = places[to], places[at]


def is_answered(block: dict, value) -> bool:
    """Whether there is something to look at."""
    return value not in (None, "", [])


def grade(block: dict, value) -> bool | None:
    """Whether a quiz answer is right; None for blocks without a right answer and for no answer."""
    if block["kind"] != "quiz" or not is_answered(block, value):
        return None
    match block["quiz"]:
        case "single":
            return isinstance(value, int) and 0 <= value < len(block["options"]) and block["options"][value]["correct"]
        case "multiple":
            return value == [place for place, option in enumerate(block["options"]) if option["correct"]]
        case "ordering":
            return value == list(range(len(block["options"])))
        case "number":
            return _number_is_right(block, str(value))
        case _:
            return _word(str(value)) in {_word(accepted) for accepted in block["accept"]}


def _word(text: str) -> str:
    return clean_line(text).casefold().strip(" .!?\"'”’")


def _parse(text: str) -> float | None:
    text = clean_line(text).replace("\u2212", "-").replace(" ", "").replace(",", ".")
    try:
        found = float(text)
    except ValueError:
        return None
    return found if math.isfinite(found) else None


def _number_is_right(block: dict, value: str) -> bool:
    unit = block.get("unit", "")
    typed = clean_line(value)
    if unit and typed.casefold().endswith(unit.casefold()):
        typed = typed[: -len(unit)]
    answer, given = _parse(block["answer"]), _parse(typed)
    if answer is None or given is None:
        return False
    tolerance = _parse(block.get("tolerance") or "0") or 0.0
    return abs(given - answer) <= tolerance + 1e-9


def state_of(block: dict, value, correct: bool | None = None, *, judged: bool = True, saved: str = "") -> dict:
    """What a block's template needs to show an answer: `learning_state[block id]`. `saved`: words like "Saved 14.02"."""
    if correct is None and judged:
        correct = grade(block, value)
    return {"value": value, "correct": correct if judged else None, "answered": is_answered(block, value), "judged": judged, "saved": saved}
