"""Declared conditions as bitwise SQL over masks, one bit a span; the same text for DuckDB and Spark."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

import pyarrow as pa

from xingzhi.indicators.conditions import OPERATORS
from xingzhi.indicators.full_set.spans import Spans, all_bits, day, joined
from xingzhi.packs import Condition, Count

PARAMETERS: dict[Any, str] = {"$at": "end", "$to": "end", "$from": "start"}


class NoMask(Exception):
    """A condition that cannot be written so; its figures are computed one by one."""


class Masks:
    """The masks that the conditions over one table rest on: `columns` holds the SQL of each, by the name given to it.

    `types` are the table's columns; `states` holds, of columns that change with the days, the masks of each state.
    """

    def __init__(self, types: pa.Schema, spans: Spans, states: Mapping[str, Mapping[str, str]] | None = None) -> None:
        self.types, self.spans, self.states = types, spans, states or {}
        self.columns: dict[str, str] = {}
        self.dates: dict[str, str] = {}  # date column -> what the SQL calls the days joined to it
        self.all = all_bits(spans)

    def of_count(self, count: Count, base: Count | None) -> tuple[str, str]:
        """Masks of the records that fit, and of those of which it cannot be decided (as `Query` counts them)."""
        own, open_ = self.of(count.where), self.of(count.unknown)
        if base is None:
            return own, open_
        known, unknown = self.of(base.where), self.of(base.unknown)
        return f"({known} & {own})", f"(({known} & {open_}) | ({unknown} & ({open_} | {own})))"

    def of(self, condition: Condition | None) -> str:
        """The mask of one condition; none where there is no condition."""
        if condition is None:
            return "0"
        if condition.all:
            return "(" + " & ".join(map(self.of, condition.all)) + ")"
        if condition.any:
            return "(" + " | ".join(map(self.of, condition.any)) + ")"
        if condition.field in self.states:
            return self._of_states(condition)
        return self._named(self._leaf(condition))

    def joins(self) -> str:
        """SQL of the joins the columns rest on, after rows called r."""
        return "".join(joined(alias, f"r.{name}", self.spans) for name, alias in self.dates.items())

    def _named(self, sql: str) -> str:
        for name, held in self.columns.items():
            if held == sql:
                return name
        name = f"m{len(self.columns)}"
        self.columns[name] = sql
        return name

    def _of_states(self, condition: Condition) -> str:
        masks = self.states[condition.field]
        values = condition.value if isinstance(condition.value, tuple) else (condition.value,)
        chosen = {
            "eq": [masks[state] for state in masks if state in values],
            "in": [masks[state] for state in masks if state in values],
            "ne": [masks[state] for state in masks if state not in values],
            "not_null": list(masks.values()),
            "is_null": [],
        }
        if condition.op not in chosen:
            raise NoMask(condition.field)
        return "(" + " | ".join(chosen[condition.op] or ["0"]) + ")"

    def _leaf(self, condition: Condition) -> str:
        name, op, value = condition.field, condition.op, condition.value
        if name not in self.types.names:
            raise NoMask(name)
        column, kind = f"r.{name}", self.types.field(name).type
        if value in PARAMETERS and op in OPERATORS:
            if not pa.types.is_date(kind):
                raise NoMask(name)
            self.dates.setdefault(name, f"d{len(self.dates)}")
            return f"coalesce({self.dates[name]}.{op}_{PARAMETERS[value]}, 0)"
        return f"CASE WHEN {_test(column, kind, op, value)} THEN {self.all} ELSE 0 END"


def _test(column: str, kind: pa.DataType, op: str, value: Any) -> str:
    """A test that does not depend on days. An empty text is no value, as an empty date is none."""
    held = f"{column} <> ''" if _is_text(kind) else f"{column} IS NOT NULL"
    if op == "is_null":
        return f"({column} IS NULL OR {column} = '')" if _is_text(kind) else f"{column} IS NULL"
    if op == "not_null":
        return held
    values = value if isinstance(value, tuple) else (value,)
    literals = [_literal(kind, each) for each in values]
    if op == "in":
        return f"{column} IN ({', '.join(literals)})"
    if op not in OPERATORS or len(literals) != 1:
        raise NoMask(column)
    return f"{held} AND {column} {OPERATORS[op]} {literals[0]}"


def _is_text(kind: pa.DataType) -> bool:
    return bool(pa.types.is_string(kind) or pa.types.is_large_string(kind))


def _literal(kind: pa.DataType, value: Any) -> str:
    """A value as SQL, where it is of the column's own kind."""
    if _is_text(kind) and isinstance(value, str) and value not in PARAMETERS and "\\" not in value:
        return "'" + value.replace("'", "''") + "'"
    number = pa.types.is_integer(kind) or pa.types.is_decimal(kind)
    if number and isinstance(value, int | float) and not isinstance(value, bool):
        return str(value)
    if pa.types.is_date(kind) and isinstance(value, str):
        try:
            return day(date.fromisoformat(value))
        except ValueError:
            pass
    raise NoMask(str(value))
