"""The search port: one box over everything, the same terms on SQLite (FTS5) and PostgreSQL (tsvector).

Terms are made in Python (`base.textual`), so both databases find the same. Apps register a source of documents; operations' facts lead to
`reindex` in the same transaction, so what was published can be found at once and what was withdrawn cannot.
"""

from osaava.base.search.asking import Facets, Hit, Results, Suggestion, did_you_mean, search, suggest
from osaava.base.search.index import KINDS, ensure_current, rebuild, register_source, reindex, remove

__all__ = [
    "KINDS",
    "Facets",
    "Hit",
    "Results",
    "Suggestion",
    "did_you_mean",
    "ensure_current",
    "rebuild",
    "register_source",
    "reindex",
    "remove",
    "search",
    "suggest",
]
