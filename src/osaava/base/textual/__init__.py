"""Words of Finnish, Swedish and English text as search needs them.

Databases know nothing of Finnish: to them "osaamismerkeistä" and "merkki" have nothing in common. So terms are made here, in Python, and SQLite and
PostgreSQL index the same ones. `index_terms` goes into the index, `query_terms` asks it, `highlight` shows why a page was found, and
`suggest_spelling` helps when nothing was. An index belongs to the `analysis_signature` it was made with; another signature means to make it again.

Finnish is analysed by Voikko where it is installed, else by simplemma's word list and our own taking apart of compounds; Swedish and English by
simplemma. Nothing is read before the first word. Per process, measured with Python 3.11 on one core of a small server:

    ==================  ==========  ============  ===================================
    analyser            first word  memory added  words a second, never met before
    ==================  ==========  ============  ===================================
    Voikko, Finnish     0.01 s      6 MB          26 000
    simplemma, Finnish  1.2 s       22 MB         8 000 (40 MB while unpacking)
    simplemma, Swedish  0.4 s       6 MB          3 000 (rare words; most are compounds)
    simplemma, English  0.1 s       2 MB          170 000
    ==================  ==========  ============  ===================================

Words met before cost a microsecond. Running Finnish text is analysed at 30 000 words a second or more either way, as most of its words repeat. With all
memories of earlier words full, three languages add 24 MB with Voikko and 37 MB without.
"""

from .choice import analyser_for, analysis_signature
from .port import Analyser, Analysis
from .snippets import highlight
from .spelling import suggest_spelling
from .terms import index_terms, query_terms, typed_prefix
from .tokens import Token, tokenise
from .voikko import VoikkoAnalyser, VoikkoMissing
from .wordlist import SimplemmaAnalyser

__all__ = [
    "Analyser",
    "Analysis",
    "SimplemmaAnalyser",
    "Token",
    "VoikkoAnalyser",
    "VoikkoMissing",
    "analyser_for",
    "analysis_signature",
    "highlight",
    "index_terms",
    "query_terms",
    "suggest_spelling",
    "tokenise",
    "typed_prefix",
]
