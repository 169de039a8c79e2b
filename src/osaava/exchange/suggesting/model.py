"""What the built-in suggester has learned of one language: how strongly each term speaks for each theme, target group and competence.

Texts are vectors of terms, weighted by how seldom a term is among the texts learned from. A label is the sum of the vectors of its texts, each of
length one, and a new text is as near to a label as the angle between them says. The contribution of a term to that nearness is one product, so the
reasons shown are the reasons there are. With twenty-five units there is little to learn from; the vocabulary's own texts (names, descriptions and
levels of competences) count beside them, and lose weight as units are published.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from osaava.exchange.suggesting.port import Guess, Suggestion
from osaava.exchange.suggesting.terms import Terms

MOST_THEMES, MOST_GROUPS, MOST_COMPETENCES, MOST_KEYWORDS, MOST_TERMS = 3, 3, 3, 6, 5
_TITLE_COUNTS = 3
"""A word of the title counts as many of the body."""
KINDS = ("themes", "target_groups", "competences")

Vector = dict[str, float]


@dataclass
class Lesson:
    """One text to learn from and what it is about. `weight`: how much it counts beside a published unit's 1."""

    counts: dict[str, float]
    labels: dict[str, list[str]]
    weight: float = 1.0
    name: str = ""


@dataclass
class Model:
    """`centres[kind][label]`: the unit vector of a label. `idf`: term -> weight."""

    idf: Vector = field(default_factory=dict)
    centres: dict[str, dict[str, Vector]] = field(default_factory=dict)
    unknown: float = 1.0

    @classmethod
    def learn(cls, lessons: Iterable[Lesson]) -> Model:
        """The model of these lessons, the same for the same lessons."""
        lessons = list(lessons)
        seen: Counter[str] = Counter()
        for lesson in lessons:
            seen.update(dict.fromkeys(lesson.counts, 1))
        model = cls({term: math.log((len(lessons) + 1) / (count + 0.5)) for term, count in seen.items()}, {}, math.log(len(lessons) + 1))
        sums: dict[str, dict[str, Vector]] = {kind: defaultdict(lambda: defaultdict(float)) for kind in KINDS}
        for lesson in lessons:
            vector = model.vector(lesson.counts)
            for kind in KINDS:
                for place, label in enumerate(lesson.labels.get(kind, ())):
                    weight = lesson.weight / (1 + place if kind == "themes" else 1)
                    target = sums[kind][label]
                    for term, value in vector.items():
                        target[term] += weight * value
        model.centres = {kind: {label: _unit(dict(vector)) for label, vector in sorted(found.items())} for kind, found in sums.items()}
        return model

    def vector(self, counts: dict[str, float]) -> Vector:
        """The text as a vector of length one; terms never met before take no part."""
        return _unit({term: (1 + math.log(count) if count >= 1 else count) * self.idf[term] for term, count in counts.items() if term in self.idf})

    def scores(self, kind: str, vector: Vector) -> dict[str, float]:
        """Label -> nearness, 0–1."""
        return {label: sum(value * centre.get(term, 0.0) for term, value in vector.items()) for label, centre in self.centres.get(kind, {}).items()}

    def suggest(self, terms: Terms) -> Suggestion:
        """Everything suggested for the text, with the terms that decided."""
        vector = self.vector(terms.counts)
        if not vector:
            return Suggestion()
        themes = self.theme_scores(vector)
        return Suggestion(
            themes=self._guesses("themes", themes, vector, terms, MOST_THEMES),
            target_groups=self._guesses("target_groups", self.scores("target_groups", vector), vector, terms, MOST_GROUPS, least=0.85),
            competences=self._guesses("competences", self.scores("competences", vector), vector, terms, MOST_COMPETENCES, least=0.5),
            keywords=self._keywords(terms),
        )

    def theme_scores(self, vector: Vector) -> dict[str, float]:
        """Label -> nearness of themes."""
        return self.scores("themes", vector)

    def _guesses(self, kind: str, scores: Vector, vector: Vector, terms: Terms, most: int, least: float = 0.0) -> list[Guess]:
        """The nearest labels; those below `least` of the best one are left out. A score is the label's share of all."""
        ranked = sorted(((score, label) for label, score in scores.items() if score > 0), key=lambda entry: (-entry[0], entry[1]))
        if not ranked:
            return []
        total = sum(score**4 for score, _label in ranked)
        kept = [(score, label) for score, label in ranked[:most] if score >= least * ranked[0][0]]
        return [Guess(label, round(score**4 / total, 3), self._reasons(kind, label, vector, terms)) for score, label in kept]

    def _reasons(self, kind: str, label: str, vector: Vector, terms: Terms) -> list[str]:
        """Words of the text that speak for this label more than for the others on average."""
        centres = self.centres[kind]
        parts: Vector = {}
        for term, value in vector.items():
            mean = sum(centre.get(term, 0.0) for centre in centres.values()) / len(centres)
            parts[term] = value * (centres[label].get(term, 0.0) - mean)
        best = sorted((term for term in parts if parts[term] > 0), key=lambda term: (-parts[term], term))
        return list(dict.fromkeys(terms.written(term) for term in best))[:MOST_TERMS]

    def _keywords(self, terms: Terms) -> list[str]:
        """What the text says often and other texts seldom, as base forms; a word that comes once is no keyword."""
        weights = {t: c * self.idf.get(t, self.unknown) for t, c in terms.counts.items() if c >= 2 and len(t) > 3 and self.idf.get(t, 9.0) > 1.0}
        return sorted(weights, key=lambda term: (-weights[term], term))[:MOST_KEYWORDS]


def _unit(vector: Vector) -> Vector:
    length = math.sqrt(sum(value * value for value in vector.values()))
    return {term: value / length for term, value in vector.items()} if length else {}


def title_and_text(title: str, text: str) -> str:
    """The text with its title as often as it counts."""
    return "\n".join([title] * _TITLE_COUNTS + [text])
