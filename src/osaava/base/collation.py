"""Finnish alphabetical order on SQLite.

PostgreSQL knows the ICU collation `fi-FI-x-icu`; SQLite compares bytes and would put "Åland" after "Äänekoski" and both after "z". We
register a collation of the same name on every SQLite connection, so that `Collate("name", "fi-FI-x-icu")` means the same on both.
"""

import unicodedata

FINNISH = "fi-FI-x-icu"
_AFTER_Z = {"å": "z\ue001", "ä": "z\ue002", "æ": "z\ue002", "ö": "z\ue003", "ø": "z\ue003"}


def finnish_key(text: str) -> str:
    """A sort key that puts å, ä, ö after z in that order and ignores case and other accents (SFS 4600)."""
    out = []
    for char in unicodedata.normalize("NFC", text).casefold():
        if char in _AFTER_Z:
            out.append(_AFTER_Z[char])
        else:
            out.append("".join(c for c in unicodedata.normalize("NFD", char) if not unicodedata.combining(c)))
    return "".join(out)


def _compare(a: str, b: str) -> int:
    left, right = (finnish_key(a), a), (finnish_key(b), b)
    return (left > right) - (left < right)


def register_on_connection(*, connection, **kwargs) -> None:
    """Receiver of `connection_created`: gives SQLite connections the Finnish collation."""
    if connection.vendor == "sqlite":
        connection.connection.create_collation(FINNISH, _compare)
