"""Finding rows by the words in them, the same way on SQLite (FTS5) and on PostgreSQL (tsvector with GIN).

The words are ours: bigrams of Han characters and whole words of other scripts, made by `lib.text`. The database only
stores them and finds them again, so both give the same answers, and one character or two are enough to ask for.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from django.db import connection
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models.expressions import RawSQL

from shishi.lib import text

INITIALS, PINYIN, PLACE, MONTH, EXACT = "q0", "q1", "q2", "q3", "q4"
A_LEVEL = 4
MAX_WORDS = 4_000
MAX_TITLE = 60
MAX_ASKED = 12


def create(table: str, db: BaseDatabaseWrapper) -> None:
    """Make the table of words; `table` is a name in our own code, never typed by anybody."""
    if db.vendor == "sqlite":
        sql = [
            f"CREATE VIRTUAL TABLE {table} USING fts5(words, content='', contentless_delete=1, tokenize='unicode61')"
        ]
    else:
        sql = [
            f"CREATE TABLE {table} (id bigint PRIMARY KEY, words tsvector NOT NULL)",
            f"CREATE INDEX {table}_words ON {table} USING gin (words)",
        ]
    with db.cursor() as cursor:
        for statement in sql:
            cursor.execute(statement)


def drop(table: str, db: BaseDatabaseWrapper) -> None:
    """Take the table of words away again."""
    with db.cursor() as cursor:
        cursor.execute(f"DROP TABLE IF EXISTS {table}")


def put(table: str, rows: Iterable[tuple[int, Sequence[str]]]) -> None:
    """Store the words of each row, in the place of what was stored for it. Two statements, none for no row."""
    kept = [(pk, list(dict.fromkeys(words))[:MAX_WORDS]) for pk, words in rows]
    if not kept:
        return
    remove(table, [pk for pk, _words in kept])
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            sql = f"INSERT INTO {table} (rowid, words) VALUES (%s, %s)"  # noqa: S608 - our own table's name
            cursor.executemany(sql, [(pk, " ".join(words)) for pk, words in kept])
        else:
            sql = f"INSERT INTO {table} (id, words) VALUES (%s, array_to_tsvector(%s))"  # noqa: S608
            cursor.executemany(sql, kept)


def remove(table: str, ids: Sequence[int]) -> None:
    """Forget the words of some rows. One statement, none for no row."""
    if not ids:
        return
    column = "rowid" if connection.vendor == "sqlite" else "id"
    with connection.cursor() as cursor:
        cursor.executemany(f"DELETE FROM {table} WHERE {column} = %s", [(pk,) for pk in ids])  # noqa: S608


def words_of(title: str, body: str = "") -> list[str]:
    """What a row is found by: words of its title and text, and the title's pinyin from every character on."""
    found = text.bigrams(title, singles=True)
    spoken = text.syllables(title[:MAX_TITLE])
    for at in range(len(spoken)):
        found.append(INITIALS + "".join(one[0] for one in spoken[at:]))
        found.append(PINYIN + "".join(spoken[at:]))
    return found + text.bigrams(body, singles=True)


def places(path: str) -> list[str]:
    """A region's path and those above it as words, so that a search of one region walks past what lies elsewhere; and
    the path as a word of its own, for a search of what lies at a city itself.
    """
    return [exactly(path), *(place(path[:n]) for n in range(A_LEVEL, len(path) + 1, A_LEVEL))]


def exactly(path: str) -> str:
    """A region's path as the word that stands with what lies at that very region."""
    return EXACT + path


def place(path: str) -> str:
    """A region's path as the word that stands with everything in it."""
    return PLACE + path


def month(day: date) -> str:
    """A day's month as a word, so that the latest of what comes in numbers every day are found first."""
    return f"{MONTH}{day:%Y%m}"


def asked(typed: str) -> list[str]:
    """The words somebody asks for, at most twelve."""
    return text.bigrams(typed[:200])[:MAX_ASKED]


def ids_with(table: str, words: Sequence[str], among: Iterable[Sequence[str]] = ()) -> RawSQL:
    """A subquery of the ids of rows that hold every word; a word of letters or digits may be the start of one, or of
    the title's pinyin. With `among`, only of rows that hold one word of each group: of regions, of months.
    """
    forms = [_forms(word) for word in words] + [list(group) for group in among if group]
    if connection.vendor == "sqlite":
        found = " AND ".join(f"({' OR '.join(_fts5(form) for form in one)})" for one in forms)
        return RawSQL(f"SELECT rowid FROM {table} WHERE {table} MATCH %s", [found])  # noqa: S608, S611
    found = " & ".join(f"({' | '.join(_tsquery(form) for form in one)})" for one in forms)
    return RawSQL(f"SELECT id FROM {table} WHERE words @@ %s::tsquery", [found])  # noqa: S608, S611


def _forms(word: str) -> list[str]:
    """How the word may stand in the index; a star at the end asks for a beginning."""
    if not word.isascii():
        return [word]
    forms = [f"{word}*"]
    return forms if word.isdigit() else [*forms, f"{INITIALS}{word}*", f"{PINYIN}{word}*"]


def _fts5(form: str) -> str:
    star = "*" if form.endswith("*") else ""
    return f'"{form.removesuffix("*").replace(chr(34), "")}"{star}'


def _tsquery(form: str) -> str:
    star = ":*" if form.endswith("*") else ""
    quoted = form.removesuffix("*").replace("'", "").replace("\\", "")
    return f"'{quoted}'{star}"
