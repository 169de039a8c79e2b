"""Adaptive asking of a personal self-assessment: which statement next, when to stop, and what the answers say, with how sure that is.

Pure: no Django, no database, no chance. The formulas and how good they are: `docs/reference/personal-assessment.md`.
"""

from osaava.capability.adaptive.asking import ENOUGH, FEWEST_ASKED, MOST_ASKED, Asker, Question
from osaava.capability.adaptive.beliefs import ANSWERS, DONT_KNOW, Beliefs, Estimate, Place, probabilities

__all__ = ["ANSWERS", "DONT_KNOW", "ENOUGH", "FEWEST_ASKED", "MOST_ASKED", "Asker", "Beliefs", "Estimate", "Place", "Question", "probabilities"]
