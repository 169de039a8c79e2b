"""Questions with marked answers become quiz blocks; without marks they stay what they are."""

import pytest

from osaava.exchange.chunking import chunk
from osaava.exchange.tests.chunking.documents import document


def quizzes(markdown):
    draft = chunk(document("# Testi\n\n" + markdown))[0]
    return [b for b in draft.blocks if b["kind"] == "quiz"], draft.warnings, draft.blocks


def right(block):
    return [n for n, option in enumerate(block["options"]) if option["correct"]]


@pytest.mark.parametrize(
    "markdown",
    [
        "Kenelle soitat?\n\n- Huijarille\n- Tukeen (oikein)\n- Naapurille",
        "Kenelle soitat?\n\n- Huijarille\n- **Tukeen**\n- Naapurille",
        "Kenelle soitat?\n\n- Huijarille\n- Tukeen ✓\n- Naapurille",
        "Kenelle soitat?\n\n- [ ] Huijarille\n- [x] Tukeen\n- [ ] Naapurille",
        "Kenelle soitat?\n\n- \\[ \\] Huijarille\n- \\[x\\] Tukeen\n- \\[ \\] Naapurille",
        "Kenelle soitat?\n\n1. Huijarille\n2. Tukeen\n3. Naapurille\n\nVastaus: b",
        "Kenelle soitat?\n\na) Huijarille\nb) Tukeen\nc) Naapurille\n\n**Oikea vastaus:** b",
        "Kenelle soitat?\na) Huijarille\nb) Tukeen\nc) Naapurille\n\nOikea vastaus: Tukeen.",
        "1. Kenelle soitat?\n\na) Huijarille\nb) Tukeen\nc) Naapurille\n\n## Vastaukset\n\n1. b",
    ],
)
def test_marks_are_understood(markdown):
    found, warnings, _blocks = quizzes(markdown)
    assert [(b["quiz"], b["question"], right(b)) for b in found] == [("single", "Kenelle soitat?", [1])]
    assert [o["text"] for o in found[0]["options"]] == ["Huijarille", "Tukeen", "Naapurille"]
    assert "quiz-without-explanation" in warnings


@pytest.mark.parametrize(
    ("markdown", "expected"),
    [
        ("Vem ringer du?\n\na) Bedragaren\nb) Stödet\n\nRätt svar: b. Stödet kan hjälpa.", ([1], "Stödet kan hjälpa.")),
        ("Whom do you call?\n\nA. The caller\nB. The help desk\n\nCorrect answer: B\n\nExplanation: They can help.", ([1], "They can help.")),
        ("Vem ringer du?\n\n- Bedragaren (fel)\n- Stödet (rätt)\n\nFörklaring: Stödet kan hjälpa.", ([1], "Stödet kan hjälpa.")),
    ],
)
def test_explanations_come_along(markdown, expected):
    (block,), _warnings, _blocks = quizzes(markdown)
    assert (right(block), block["options"][right(block)[0]]["explanation"]) == expected


def test_several_right_answers_make_a_multiple_choice():
    (block,), _warnings, _blocks = quizzes("Which are safe?\n\nA) Passkey\nB) 1234\nC) Long phrase\n\nAnswer: A and C")
    assert (block["quiz"], right(block)) == ("multiple", [0, 2])


def test_key_at_the_end_serves_every_question_and_leaves_the_text():
    text = "1. Mitä teet?\n\na) Odotan\nb) Soitan\n\n2. Kenelle?\n\na) Tuelle\nb) Naapurille\n\nOikeat vastaukset: 1b, 2a"
    found, _warnings, blocks = quizzes(text.replace("vastaukset: ", "vastaukset\n"))
    assert [right(b) for b in found] == [[1], [0]]
    assert [b["id"] for b in found] == ["q1", "q2"]
    assert "vastaukset" not in repr(blocks)


def test_nested_list_holds_several_questions():
    found, _warnings, _blocks = quizzes("1. Mitä teet?\n   - Odotan\n   - **Soitan**\n2. Kenelle?\n   - **Tuelle**\n   - Naapurille")
    assert [(b["question"], right(b)) for b in found] == [("Mitä teet?", [1]), ("Kenelle?", [0])]


def test_question_without_marks_stays_a_list():
    found, warnings, blocks = quizzes("Kenelle soitat?\n\na) Huijarille\nb) Tukeen")
    assert (found, "quiz-without-answers" in warnings) == ([], True)
    assert "a) Huijarille" in blocks[0]["markdown"]


@pytest.mark.parametrize(
    "markdown",
    ["Miksi näin tehdään?\n\n- Se on nopeaa\n- Se on halpaa", "## Mitä on eettinen tekoäly?\n\n- **Reiluus**\n- Avoimuus", "Mitä tarvitset?\n\n- **Kynä**: sininen\n- Paperi"],
)
def test_ordinary_lists_are_no_quizzes(markdown):
    found, warnings, _blocks = quizzes(markdown)
    assert (found, warnings) == ([], [])
