"""Search in Chinese over a register: one analyser, SQLite FTS5 or PostgreSQL tsvector beneath.

Each register has two indexes: `head` (numbers, titles, names; written with the row) and `body` (long texts; written by
a following job, since they cost minutes per 100,000).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django.db import connection
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.models import Q
from django.db.models.expressions import RawSQL

from xingzhi.core.declare import Register, Values
from xingzhi.registers.parties.models import MergedParty
from xingzhi.text import tokens

LEVELS = ("head", "body")
Entry = tuple[int, str]


def table(register: Register, level: str) -> str:
    """The name of a search index's table."""
    return f"search_{register.name}_{level}"


def create_tables(editor: BaseDatabaseSchemaEditor, register_names: Iterable[str]) -> None:
    """Make the index tables; called by a migration."""
    for name in register_names:
        for level in LEVELS:
            index = f"search_{name}_{level}"
            if editor.connection.vendor == "postgresql":
                editor.execute(f"CREATE TABLE {index} (record_id bigint PRIMARY KEY, tokens tsvector NOT NULL)")
                editor.execute(f"CREATE INDEX {index}_gin ON {index} USING gin (tokens)")
            else:
                # Contentless: the tokens are not stored a second time. What is taken out must be given again.
                editor.execute(f"CREATE VIRTUAL TABLE {index} USING fts5(tokens, content='', tokenize='unicode61')")


def drop_tables(editor: BaseDatabaseSchemaEditor, register_names: Iterable[str]) -> None:
    """Take the index tables away."""
    for name in register_names:
        for level in LEVELS:
            editor.execute(f"DROP TABLE search_{name}_{level}")


def analysed(register: Register, level: str, values: Values) -> str:
    """The tokens of a row's searchable columns at one level."""
    text = "\n".join(
        str(values[column.name]) for column in register.stored if column.search == level and values.get(column.name)
    )
    return tokens.index_text(text, singles=level == "head") if text else ""


def add(register: Register, level: str, entries: Sequence[Entry]) -> None:
    """Index rows that are not in the index yet."""
    entries = [entry for entry in entries if entry[1]]
    if not entries:
        return
    index = table(register, level)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.executemany(
                f"INSERT INTO {index} (record_id, tokens) VALUES (%s, to_tsvector('simple', %s))"  # noqa: S608
                " ON CONFLICT (record_id) DO UPDATE SET tokens = excluded.tokens",
                entries,
            )
        else:
            cursor.executemany(f"INSERT INTO {index} (rowid, tokens) VALUES (%s, %s)", entries)  # noqa: S608


def remove(register: Register, level: str, entries: Sequence[Entry]) -> None:
    """Take rows out of the index; their tokens must be those they were added with."""
    entries = [entry for entry in entries if entry[1]]
    if not entries:
        return
    index = table(register, level)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.executemany(f"DELETE FROM {index} WHERE record_id = %s", [(i,) for i, _ in entries])  # noqa: S608
        else:
            cursor.executemany(
                f"INSERT INTO {index} ({index}, rowid, tokens) VALUES ('delete', %s, %s)",  # noqa: S608
                entries,
            )


def condition(register: Register, text: str) -> Q | None:
    """The condition that a row matches every word of the query; None where the query holds no word."""
    phrases = tokens.query_phrases(text)
    if not phrases:
        return None
    matched = Q()
    for level in LEVELS:
        if any(column.search == level for column in register.stored):
            found = _matching(register, level, phrases)
            matched |= Q(id__in=found)
            if register.name == "parties":  # a merged party's name leads to the one it counts as
                matched |= Q(id__in=MergedParty.objects.filter(party__in=found).values("root"))
    return matched


def _matching(register: Register, level: str, phrases: list[list[str]]) -> Any:
    index = table(register, level)
    if connection.vendor == "postgresql":
        query = " & ".join("(" + " <-> ".join(f"'{token}'" for token in phrase) + ")" for phrase in phrases)
        sql = f"SELECT record_id FROM {index} WHERE tokens @@ to_tsquery('simple', %s)"  # noqa: S608
    else:
        query = " AND ".join('"' + " ".join(phrase) + '"' for phrase in phrases)
        sql = f"SELECT rowid FROM {index} WHERE {index} MATCH %s"  # noqa: S608
    return RawSQL(sql, [query])  # noqa: S611 - the query is a parameter
