"""Where the words are kept: an FTS5 table on SQLite, a tsvector table on PostgreSQL. Both answer the same question in the same shape.

A question is a list of groups; every group must be met, any alternative of a group will do. Terms are letters and digits only (made by
`base.textual` and `marks`), and are quoted all the same.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.db import connection

TABLE = "base_search_words"


@dataclass(frozen=True)
class Group:
    """Alternatives of which one must occur; `prefixes` match beginnings of terms. `title_only`: in the title."""

    terms: frozenset[str]
    prefixes: frozenset[str] = frozenset()
    title_only: bool = False


@dataclass(frozen=True)
class Words:
    """The terms of one entry, by where they stand. `folded`: forms without å, ä, ö, found with the least weight."""

    entry: int
    title: list[str]
    summary: list[str]
    body: list[str]
    folded: list[str]
    marks: list[str]


def create(**kwargs) -> None:
    """Receiver of `post_migrate`: the index table, where it is not there yet."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(
                f"CREATE TABLE IF NOT EXISTS {TABLE} (entry bigint PRIMARY KEY, words tsvector NOT NULL)"
            )
            cursor.execute(f"CREATE INDEX IF NOT EXISTS {TABLE}_gin ON {TABLE} USING gin (words)")
        else:
            # Contentless: the texts are in base_searchentry already. A document is one row, so `detail=column` is enough: no phrases.
            cursor.execute(
                f"CREATE VIRTUAL TABLE IF NOT EXISTS {TABLE} USING fts5(title, summary, body, folded, marks, content='', contentless_delete=1, "
                "tokenize='unicode61 remove_diacritics 0', prefix='2 3 4', detail=column)"
            )


def clear() -> None:
    """Forget all words."""
    with connection.cursor() as cursor:
        cursor.execute(f"DELETE FROM {TABLE}")


def forget(entries: list[int]) -> None:
    """Forget the words of these entries."""
    column = "entry" if connection.vendor == "postgresql" else "rowid"
    with connection.cursor() as cursor:
        cursor.executemany(f"DELETE FROM {TABLE} WHERE {column} = %s", [[entry] for entry in entries])


def learn(rows: list[Words]) -> None:
    """Add the words of entries that have none yet."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.executemany(
                f"INSERT INTO {TABLE} (entry, words) VALUES (%s, "
                + " || ".join(f"setweight(array_to_tsvector(%s::text[]), '{weight}')" for weight in "ABCD")
                + ")",
                [[w.entry, w.title, w.summary, w.body, w.folded + w.marks] for w in rows],
            )
        else:
            cursor.executemany(
                f"INSERT INTO {TABLE} (rowid, title, summary, body, folded, marks) VALUES (%s, %s, %s, %s, %s, %s)",
                [[w.entry, *(" ".join(part) for part in (w.title, w.summary, w.body, w.folded, w.marks))] for w in rows],
            )


def ask(groups: list[Group], *, most: int) -> tuple[list[int], int]:
    """(ids of the best entries, best first, at most `most`; how many there are in all, counted up to 10 000)."""
    if not groups:
        return [], 0
    return _ask_postgresql(groups, most) if connection.vendor == "postgresql" else _ask_sqlite(groups, most)


def ask_quickly(groups: list[Group], *, most: int) -> list[int]:
    """Ids of some entries that match, at most `most`, on SQLite best first; ranking everything would be too slow for each letter typed."""
    if connection.vendor != "postgresql":
        return _ask_sqlite(groups, most)[0] if groups else []
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT entry FROM {TABLE} WHERE words @@ to_tsquery('simple', %s) LIMIT %s", [" & ".join(map(_tsquery, groups)), most]
        )
        return [row[0] for row in cursor.fetchall()]


def _ask_sqlite(groups: list[Group], most: int) -> tuple[list[int], int]:
    question = " AND ".join(_fts(group) for group in groups)
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT rowid FROM {TABLE} WHERE {TABLE} MATCH %s AND rank MATCH 'bm25(10.0, 4.0, 1.0, 0.5, 0.0)' ORDER BY rank LIMIT %s",
            [question, most],
        )
        found = [row[0] for row in cursor.fetchall()]
        if len(found) < most:
            return found, len(found)
        cursor.execute(f"SELECT count(*) FROM (SELECT 1 FROM {TABLE} WHERE {TABLE} MATCH %s LIMIT 10000)", [question])
        return found, cursor.fetchone()[0]


def _fts(group: Group) -> str:
    words = [f'"{term}"' for term in sorted(group.terms)] + [f'"{term}"*' for term in sorted(group.prefixes)]
    where = "{title folded} : " if group.title_only else ""
    return f"({where}({' OR '.join(words)}))"


def _ask_postgresql(groups: list[Group], most: int) -> tuple[list[int], int]:
    question = " & ".join(_tsquery(group) for group in groups)
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT entry FROM {TABLE}, to_tsquery('simple', %s) AS q WHERE words @@ q "
            "ORDER BY ts_rank('{0.02, 0.1, 0.4, 1.0}', words, q) DESC, entry LIMIT %s",
            [question, most],
        )
        found = [row[0] for row in cursor.fetchall()]
        if len(found) < most:
            return found, len(found)
        cursor.execute(
            f"SELECT count(*) FROM (SELECT 1 FROM {TABLE} WHERE words @@ to_tsquery('simple', %s) LIMIT 10000) AS hits", [question]
        )
        return found, cursor.fetchone()[0]


def _tsquery(group: Group) -> str:
    label = "AD" if group.title_only else ""
    words = [f"'{term}'" + (f":{label}" if label else "") for term in sorted(group.terms)]
    words += [f"'{term}':*{label}" for term in sorted(group.prefixes)]
    return f"({' | '.join(words)})"
