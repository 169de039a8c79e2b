"""What a new text is about, and why we think so: theme, target groups, competences and keywords.

The built-in suggester learns from what the library holds; another one (Annif, say) can take its place by the setting `OSAAVA_SUGGESTER`.
"""

from .asking import LearnedSuggester, suggest, suggester
from .port import Guess, Suggester, Suggestion

__all__ = ["Guess", "LearnedSuggester", "Suggester", "Suggestion", "suggest", "suggester"]
