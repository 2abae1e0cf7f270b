"""Copies cases inside the database under new ids and numbers, so that a million stand in minutes.

What the generator wrote is taken aside once; `fill` then puts it back any number of times over: the k-th copy of row n
has the id n × copies + k, so that ids go on following time. Copies of entries count as sealed; of their tellings those
of the last ninety days are kept.
"""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.db import connection, models

from bench.case_plans import TODAY
from bench.case_rows import OWN, forget
from shishi.cases.models import Asker, Case, CasePart, CaseStep
from shishi.journal.models import Entry, Telling
from shishi.lib import clock, fulltext
from shishi.rules.deadlines import local
from shishi.search.models import DAILY, OPEN, EntryUnit
from shishi.search.models import Entry as Found

TOLD_FOR = timedelta(days=90)
# In the order rows may refer to each other.
COPIED: tuple[type[models.Model], ...] = (Case, CaseStep, CasePart, Asker, Entry, Telling, Found, EntryUnit)
IDS = {"case_id", "entry_id", "subject_id"}
NUMBER_HEAD = 14


def take_aside() -> None:
    """Move all cases with what belongs to them into tables of their own."""
    with connection.cursor() as cursor:
        for model in COPIED:
            name = model._meta.db_table
            cursor.execute(f"CREATE TABLE base_{name} AS SELECT * FROM {name} {OWN.get(name, '')}")
    _words_aside()
    forget()


def _words_aside() -> None:
    """The words of each row as text: an index without content cannot be read back."""
    known: dict[str, str] = {}
    rows = []
    columns = ("pk", "title", "topic", "place", "text", "number", "region_path", "opened_at", "closed_at")
    for pk, title, topic, place, text, number, region, opened, closed in Case.objects.order_by("id").values_list(
        *columns
    ):
        head, said = title.partition("第")[0], f"{topic} {place} {text[:500]}"
        if (key := head + said) not in known:
            known[key] = " ".join(fulltext.words_of(head, said))
        where = (fulltext.month(local(opened).date()), *fulltext.places(region))
        said = " ".join((*where, known[key], *fulltext.asked(number[:NUMBER_HEAD])))
        rows.append((pk, said, closed is None))
    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE base_words (id bigint PRIMARY KEY, words text, is_open boolean)")
        cursor.executemany("INSERT INTO base_words (id, words, is_open) VALUES (%s, %s, %s)", rows)


def fill(copies: int, *, makes_way: bool = True) -> None:
    """So many copies of everything that was taken aside, in place of what there is.

    makes_way  take PostgreSQL's indexes and checks away meanwhile; not inside a transaction, and not for a few rows
    """
    forget()
    is_sqlite = connection.vendor == "sqlite"
    with connection.cursor() as cursor:
        cursor.execute("DROP TABLE IF EXISTS base_k")
        cursor.execute("CREATE TABLE base_k (k bigint)")
        cursor.executemany("INSERT INTO base_k (k) VALUES (%s)", [(k,) for k in range(copies)])
        dropped = _make_way(cursor) if makes_way and not is_sqlite else []
        for model in COPIED:
            cursor.execute(_copy_of(model, copies), _parameters(model))
        for table, which in ((DAILY, ""), (OPEN, "WHERE b.is_open")):
            cursor.execute(_copy_of_words(table, which, copies, is_sqlite=is_sqlite))
        for statement in dropped:
            cursor.execute(statement)
        if not is_sqlite:
            if makes_way:
                cursor.execute("SET session_replication_role = DEFAULT")
            for name in (model._meta.db_table for model in COPIED):
                cursor.execute(f"SELECT setval('{name}_id_seq', (SELECT COALESCE(max(id), 1) FROM {name}))")


def _make_way(cursor: Any) -> list[str]:
    """Let PostgreSQL take millions of rows: no checks, indexes taken away; how to make these again."""
    for setting, value in (("fsync", "off"), ("max_wal_size", "16GB"), ("full_page_writes", "off")):
        cursor.execute(f"ALTER SYSTEM SET {setting} = '{value}'")
    cursor.execute("SELECT pg_reload_conf()")
    cursor.execute("SET session_replication_role = replica")
    cursor.execute("SET maintenance_work_mem = '1GB'")
    cursor.execute("SET work_mem = '256MB'")
    tables = [*(model._meta.db_table for model in COPIED), DAILY, OPEN]
    cursor.execute(
        "SELECT indexname, indexdef FROM pg_indexes WHERE tablename = ANY(%s) "
        "AND indexname NOT IN (SELECT conname FROM pg_constraint)",
        [tables],
    )
    found = cursor.fetchall()
    for name, _statement in found:
        cursor.execute(f'DROP INDEX "{name}"')
    return [statement for _name, statement in found]


def _copy_of(model: type[models.Model], copies: int) -> str:
    name = model._meta.db_table
    columns = [field.column for field in model._meta.concrete_fields]
    values = ", ".join(_value(name, column, copies) for column in columns)
    told = "JOIN base_journal_entry e ON e.id = b.entry_id AND e.at > %s" if model is Telling else ""
    listed = ", ".join(f'"{column}"' for column in columns)
    return f"INSERT INTO {name} ({listed}) SELECT {values} FROM base_{name} b {told} CROSS JOIN base_k ORDER BY b.id, k"


def _parameters(model: type[models.Model]) -> list[object]:
    return [clock.at(TODAY) - TOLD_FOR] if model is Telling else []


def _value(table: str, column: str, copies: int) -> str:
    if column == "id" or column in IDS:
        return f"b.{column} * {copies} + k"
    if column == "number" or (table, column) in {("search_entry", "note"), ("journal_entry", "subject_label")}:
        return _number(f"b.{column}", copies)
    if column == "code_digest":
        return f"'copy ' || (b.id * {copies} + k)"
    if (table, column) == ("journal_entry", "seal_id"):
        return "1"
    return f'b."{column}"'


def _number(column: str, copies: int) -> str:
    """The running number at the end made another; the register's heading of office and year stays."""
    last = f"CAST(substr({column}, {NUMBER_HEAD + 1}) AS integer) * {copies} + k"
    return f"substr({column}, 1, {NUMBER_HEAD}) || CAST({last} AS text)"


def _copy_of_words(table: str, which: str, copies: int, *, is_sqlite: bool) -> str:
    """The words of each copy, its own running number with them."""
    last = f"CAST(CAST(substr(c.note, {NUMBER_HEAD + 1}) AS integer) * {copies} + k AS text)"
    joined = "FROM base_search_entry c JOIN base_words b ON b.id = c.subject_id CROSS JOIN base_k"
    frm = f"{joined} {which} ORDER BY c.id, k"
    if is_sqlite:
        return f"INSERT INTO {table} (rowid, words) SELECT c.id * {copies} + k, b.words || ' ' || {last} {frm}"
    made = f"array_to_tsvector(array(SELECT DISTINCT unnest(string_to_array(b.words || ' ' || {last}, ' '))))"
    return f"INSERT INTO {table} (id, words) SELECT c.id * {copies} + k, {made} {frm}"
