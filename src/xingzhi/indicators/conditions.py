"""Declared conditions as SQL."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from xingzhi.core.declare import Kind, Register
from xingzhi.indicators.high_value import CLASSES, NAME
from xingzhi.packs import Condition

NO_TEXT = (Kind.DATE, Kind.INTEGER, Kind.DECIMAL)
OPERATORS = {"eq": "=", "ne": "<>", "lt": "<", "lte": "<=", "gt": ">", "gte": ">="}


@dataclass(frozen=True)
class Conditions:
    """Conditions over one register; `high_value` where the table also has the states of the five classes."""

    register: Register
    high_value: bool = False

    def test(self, condition: Condition | None) -> str:
        """SQL that is true where the condition holds, false where it does not or there is none."""
        return f"coalesce({self._sql(condition)}, false)" if condition else "false"

    def _sql(self, condition: Condition) -> str:
        if condition.all:
            return "(" + " AND ".join(map(self._sql, condition.all)) + ")"
        if condition.any:
            return "(" + " OR ".join(map(self._sql, condition.any)) + ")"
        derived = self.high_value and condition.field in (*CLASSES, NAME)
        column = quoted(condition.field if derived else self.register[condition.field].name)
        # An empty text is no value, as an empty date is none.
        held = column if derived or self.register[condition.field].kind in NO_TEXT else f"nullif({column}, '')"
        if condition.op == "is_null":
            return f"({held} IS NULL)"
        if condition.op == "not_null":
            return f"({held} IS NOT NULL)"
        if condition.op == "in":
            values = condition.value if isinstance(condition.value, tuple) else (condition.value,)
            return f"({column} IN ({', '.join(map(_literal, values))}))"
        return f"({held} IS NOT NULL AND {column} {OPERATORS[condition.op]} {_literal(condition.value)})"


def quoted(name: str) -> str:
    """A column's name as SQL."""
    return '"' + name.replace('"', '""') + '"'


def _literal(value: Any) -> str:
    if isinstance(value, str) and value in ("$at", "$from", "$to"):
        return value
    if isinstance(value, bool | int | float):
        return str(value).lower()
    return "'" + str(value).replace("'", "''") + "'"
