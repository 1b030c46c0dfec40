"""Many rows at once, straight to the database: the object layer costs several times the write itself."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from typing import Any

from django.db import connection, models


def take_ids(model: type[models.Model], count: int) -> list[int]:
    """Ids for rows about to be inserted in this transaction."""
    table = model._meta.db_table
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(
                "SELECT nextval(pg_get_serial_sequence(%s, 'id')) FROM generate_series(1, %s)", [table, count]
            )
            return [row[0] for row in cursor.fetchall()]
        # SQLite: the transaction already holds the only write lock.
        cursor.execute(f"SELECT coalesce(max(id), 0) FROM {connection.ops.quote_name(table)}")  # noqa: S608
        last = cursor.fetchone()[0]
        return list(range(last + 1, last + 1 + count))


def insert(model: type[models.Model], rows: Sequence[dict[str, Any]]) -> list[int]:
    """Insert rows given as field name -> value, all with the same fields; return their ids."""
    if not rows:
        return []
    ids = take_ids(model, len(rows))
    names = [name for name in rows[0] if name != "id"]
    fields = [model._meta.get_field(name) for name in names]
    columns = ", ".join(connection.ops.quote_name(_column(model, field.name)) for field in fields)
    marks = ", ".join(["%s"] * (len(fields) + 1))
    table = connection.ops.quote_name(model._meta.db_table)
    prepared = _prepared(fields, names, rows)
    with connection.cursor() as cursor:
        cursor.executemany(
            f"INSERT INTO {table} (id, {columns}) VALUES ({marks})",  # noqa: S608 - names come from the model
            [(i, *values) for i, values in zip(ids, prepared, strict=True)],
        )
    return ids


def update(model: type[models.Model], rows: Sequence[dict[str, Any]]) -> None:
    """Write rows given as field name -> value, "id" among them."""
    if not rows:
        return
    names = [name for name in rows[0] if name != "id"]
    fields = [model._meta.get_field(name) for name in names]
    changes = ", ".join(f"{connection.ops.quote_name(_column(model, field.name))} = %s" for field in fields)
    table = connection.ops.quote_name(model._meta.db_table)
    prepared = _prepared(fields, names, rows)
    with connection.cursor() as cursor:
        cursor.executemany(
            f"UPDATE {table} SET {changes} WHERE id = %s",  # noqa: S608 - names come from the model
            [(*values, row["id"]) for row, values in zip(rows, prepared, strict=True)],
        )


def _column(model: type[models.Model], name: str) -> str:
    return str(model._meta.get_field(name).column)  # type: ignore[union-attr]  # only columns of the row are named


def _prepared(fields: Sequence[Any], names: Sequence[str], rows: Sequence[dict[str, Any]]) -> Iterable[list[Any]]:
    """The values as the database driver takes them, converted a column at a time."""
    columns: list[list[Any]] = []
    for field, name in zip(fields, names, strict=True):
        values = [row[name] for row in rows]
        if isinstance(field, models.JSONField):
            values = [json.dumps(value, ensure_ascii=False) if value else _empty_json(value) for value in values]
        elif isinstance(field, models.DateField) and connection.vendor == "sqlite":
            values = [value and value.isoformat() for value in values]
        elif isinstance(field, models.DecimalField):
            values = [field.get_db_prep_save(value, connection) for value in values]
        columns.append(values)
    return map(list, zip(*columns, strict=True))


def _empty_json(value: Any) -> str:
    """The JSON text of an empty container."""
    return "[]" if isinstance(value, list) else "{}"


def find(model: type[models.Model], column: str, values: Iterable[Any], wanted: Sequence[str]) -> list[tuple[Any, ...]]:
    """The `wanted` columns of the rows whose `column` is one of thousands of values, as one query."""
    quote = connection.ops.quote_name
    names = [quote(_column(model, name)) for name in wanted]
    where = quote(_column(model, column))
    listed = list(values)
    postgres = connection.vendor == "postgresql"
    inside = "= ANY(%s)" if postgres else "IN (SELECT value FROM json_each(%s))"
    table = quote(model._meta.db_table)
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT {', '.join(names)} FROM {table} WHERE {where} {inside}",  # noqa: S608 - names come from the model
            [listed if postgres else json.dumps(listed, ensure_ascii=False)],
        )
        return list(cursor.fetchall())
