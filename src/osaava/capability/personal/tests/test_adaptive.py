"""Asking: the model against exact sums, known levels found again, and nothing asked that the group is not asked."""

import math
import random

import pytest

from bench.asking import answer, bank_for, person, study
from osaava.capability.adaptive import DONT_KNOW, ENOUGH, MOST_ASKED, Asker, Beliefs, Place, Question, probabilities
from osaava.capability.adaptive.beliefs import PRIOR_MEAN, SD_GENERAL, SD_OWN, SD_THEME
from osaava.capability.personal.tests.stories import sincere


@pytest.fixture(scope="module")
def bank():
    return bank_for("teachers")


def run(bank, answer_to, weights=None):
    answers = {}
    while (question := Asker(bank, answers, weights).next()) is not None:
        answers[question.key] = answer_to(question)
    return Asker(bank, answers, weights)


def test_yes_and_no_are_equally_likely_at_the_difficulty():
    yes, partly, no = probabilities(2.5, 2.5)
    assert yes == pytest.approx(no)
    assert yes + partly + no == pytest.approx(1)


@pytest.mark.parametrize("given", ["yes", "partly", "no"])
def test_answer_moves_the_competence_to_the_exact_posterior(given):
    beliefs = Beliefs([Place("1.1", "a"), Place("1.2", "a"), Place("2.1", "b")])
    beliefs.answer("1.1", 2.5, given)
    sd = math.sqrt(SD_GENERAL**2 + SD_THEME**2 + SD_OWN**2)
    places = [PRIOR_MEAN + sd * z / 500 for z in range(-4000, 4001)]
    number = ["yes", "partly", "no"].index(given)
    mass = [math.exp(-((x - PRIOR_MEAN) ** 2) / (2 * sd * sd)) * probabilities(x, 2.5)[number] for x in places]
    mean = sum(m * x for m, x in zip(mass, places, strict=True)) / sum(mass)
    variance = sum(m * (x - mean) ** 2 for m, x in zip(mass, places, strict=True)) / sum(mass)
    assert beliefs.means[0] == pytest.approx(mean, abs=0.003)
    assert beliefs.covariance[0][0] == pytest.approx(variance, abs=0.003)


def test_answer_says_most_of_its_competence_less_of_its_theme_least_of_others():
    beliefs = Beliefs([Place("1.1", "a"), Place("1.2", "a"), Place("2.1", "b")])
    beliefs.answer("1.1", 2.5, "yes")
    own, theme, other = (mean - PRIOR_MEAN for mean in beliefs.means)
    assert own > theme > other > 0
    assert beliefs.covariance[0][0] < beliefs.covariance[1][1] < beliefs.covariance[2][2]


def test_dont_know_moves_nothing_but_counts_as_asked(bank):
    first = Asker(bank, {}).next()
    asker = Asker(bank, {first.key: DONT_KNOW})
    assert asker.theme(first.theme) == Asker(bank, {}).theme(first.theme)
    assert asker.next().key != first.key
    asker = run(bank, lambda question: DONT_KNOW)
    assert len(asker.answered) == MOST_ASKED


def test_every_theme_is_asked_before_any_twice(bank):
    answers, themes = {}, []
    for _ in range(8):
        question = Asker(bank, answers).next()
        answers[question.key] = "yes"
        themes.append(question.theme)
    assert len(set(themes)) == 8


@pytest.mark.parametrize("group", ["management", "teachers", "guidance", "support", "development"])
def test_at_most_twenty_are_asked_and_only_of_the_group(group):
    own = bank_for(group)
    asker = run(own, lambda question: sincere(3.0, question.difficulty))
    assert 8 <= len(asker.answered) <= MOST_ASKED
    assert set(asker.answered) <= {question.key for question in own}
    assert asker.next() is None


def test_asking_stops_when_every_theme_is_certain_enough():
    small = [Question(f"q{n}", "1.1", "a", 1.5 + n % 4) for n in range(40)]
    asker = run(small, lambda question: sincere(3.0, question.difficulty))
    assert len(asker.answered) < MOST_ASKED
    assert asker.theme("a").sd <= ENOUGH


def test_bank_smaller_than_the_limit_runs_out():
    asker = run([Question("a", "1.1", "a", 2.5), Question("b", "1.1", "a", 3.5)], lambda question: "yes")
    assert len(asker.answered) == 2


@pytest.mark.parametrize(("place", "level"), [(1.0, 1), (2.0, 2), (3.0, 3), (4.0, 4), (5.2, 5)])
def test_steady_answers_lead_to_their_level(bank, place, level):
    asker = run(bank, lambda question: sincere(place, question.difficulty))
    levels = [estimate.level for estimate in asker.competences().values()]
    assert abs(sum(levels) / len(levels) - level) <= 0.5
    assert all(e.low <= e.level <= e.high for e in asker.competences().values())


def test_all_yes_and_all_no_stay_on_the_scale(bank):
    top, bottom = run(bank, lambda question: "yes"), run(bank, lambda question: "no")
    assert all(1 <= e.low <= e.level <= e.high <= 5 for asker in (top, bottom) for e in asker.competences().values())
    assert all(top.competences()[c].mean > bottom.competences()[c].mean + 1 for c in top.competences())


def test_focus_is_asked_about_more(bank):
    def count(weights):
        asker = run(bank, lambda question: sincere(3.0, question.difficulty), weights)
        competence = {question.key: question.competence for question in bank}
        return sum(competence[key] in ("6.2", "7.1") for key in asker.answered)

    assert count({"6.2": 4.0, "7.1": 4.0}) > count({})


def test_same_answers_lead_to_the_same_statement(bank):
    answers = {"p-1.1-a": "yes", "p-7.1-a": "no"}
    assert Asker(bank, answers).next() == Asker(bank, dict(answers)).next()


def test_known_levels_are_found_and_the_interval_holds_them(bank):
    found = study(bank, people=25, seed=7)
    assert found["mean error"] < 0.75 * found["mean error unasked"]
    assert found["within one"] > 0.93
    assert found["covered"] > 0.88


def test_simulated_person_answers_by_the_curve():
    chance = random.Random(3)
    truth = person(chance, [Place("1.1", "a"), Place("1.2", "a")])
    assert set(truth) == {"1.1", "1.2"}
    assert {answer(chance, 9.0, 2.5) for _ in range(50)} == {"yes"}
