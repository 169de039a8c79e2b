"""The terms of a text for comparing texts: base forms and parts of compounds, each with how often it comes and how it was written."""

from __future__ import annotations

from collections import Counter, defaultdict

from osaava.base.textual import analyser_for, tokenise

MOST_CHARACTERS = 60_000
_PART = 0.5
"""What a part of a compound counts beside the whole word: "osaamismerkki" is a little about "merkki"."""


class Terms:
    """`counts`: term -> how often. `written(term)`: the commonest form of it in the text."""

    def __init__(self, text: str, language: str):
        self.counts: dict[str, float] = defaultdict(float)
        self._forms: dict[str, Counter[str]] = defaultdict(Counter)
        analyser = analyser_for(language)
        for token in tokenise(text[:MOST_CHARACTERS]):
            for part in token.surface.split("-"):
                if len(part) < 3 or not part[0].isalpha():
                    continue
                analysis = analyser.examine(part) if analyser else None
                bases = analysis.bases[:1] if analysis and analysis.bases else (part,)
                for term in bases:
                    self.counts[term] += 1
                    self._forms[term][part] += 1
                for term in analysis.parts[:4] if analysis else ():
                    if len(term) > 3:
                        self.counts[term] += _PART
                        self._forms[term][part] += 1

    def written(self, term: str) -> str:
        """The form that a reader finds in the text."""
        forms = self._forms.get(term)
        return min(forms, key=lambda form: (-forms[form], form)) if forms else term
