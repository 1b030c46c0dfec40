"""Yes, no or unknown on a day, from the facts: in SQL over all inventions, and for one patent.

A class holds where a fact holds for sure; it does not hold where none is even possible and the list it would stand in
is complete; else it is unknown. High value is the union: yes with one yes, no with five noes, else unknown.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from xingzhi.indicators.high_value import CLASSES, NAME, NO, UNKNOWN, YES
from xingzhi.indicators.high_value.reading import REGISTERS, Reading


def union(states: Iterable[str]) -> str:
    """The union of three-valued states."""
    held = set(states)
    if YES in held:
        return YES
    return UNKNOWN if UNKNOWN in held else NO


def open_reason(read: Reading, cls: str, at: date) -> str:
    """Why a patent without any fact of a class is unknown on a day; "" where it is a no."""
    if at < read.valid_from:
        return "rule_not_in_force"
    if cls == "sei":
        table = read.crosswalk
        if table is None:
            return "table_not_loaded"
        return "table_unread" if any(row.ipc_unread for row in table.rows) else ""
    if cls == "ten_years":
        return ""
    complete = read.complete(cls)
    return "" if complete is not None and at <= complete else "list_incomplete"


@dataclass(frozen=True)
class Held:
    """The state of a class on a day, the stretch it holds for where it does, and the facts that say so."""

    state: str
    since: date | None = None
    until: date | None = None  # the first day it no longer holds
    facts: tuple[Mapping[str, Any], ...] = ()
    reasons: tuple[str, ...] = ()


def covers(fact: Mapping[str, Any], at: date) -> bool:
    """Whether a fact holds on a day."""
    return (fact["since"] is None or fact["since"] <= at) and (fact["until"] is None or at < fact["until"])


def held(read: Reading, cls: str, facts: Iterable[Mapping[str, Any]], at: date) -> Held:
    """The state of a class of one patent, from its facts."""
    own = [fact for fact in facts if fact["class"] == cls]
    why = open_reason(read, cls, at)
    sure = [fact for fact in own if fact["level"] == "sure"]
    if why != "rule_not_in_force" and (now := [fact for fact in sure if covers(fact, at)]):
        since, until = stretch(sure, at)
        return Held(YES, since, until, tuple(now), tuple(dict.fromkeys(f["reason"] for f in now if f["reason"])))
    possible = [fact for fact in own if covers(fact, at)]
    reasons = tuple(dict.fromkeys([*(fact["reason"] for fact in possible), *([why] if why else [])]))
    if possible or why:
        return Held(UNKNOWN, None, None, tuple(possible), tuple(reason for reason in reasons if reason))
    return Held(NO)


def stretch(facts: Iterable[Mapping[str, Any]], at: date) -> tuple[date | None, date | None]:
    """The longest time around a day that facts cover without a gap: its first day, and the first day after it."""
    spans = sorted((fact["since"] or date.min, fact["until"] or date.max) for fact in facts)
    merged: list[tuple[date, date]] = []
    for since, until in spans:
        if merged and since <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(merged[-1][1], until))
        else:
            merged.append((since, until))
    first, end = next(span for span in merged if span[0] <= at < span[1])
    return (None if first == date.min else first, None if end == date.max else end)


def relation(read: Reading, at: date, facts: str = "facts", patents: str = "rows") -> str:
    """SQL of all inventions with their state in each class on a day (columns CLASSES and "high_value").

    `facts` and `patents` are names of tables; the day is a literal, so that the text may stand in any query.
    """
    day = f"DATE '{at.isoformat()}'"
    early = at < read.valid_from
    columns = []
    for cls in CLASSES:
        default = UNKNOWN if open_reason(read, cls, at) else NO
        sure = "false" if early else f"coalesce({cls}_sure, false)"
        columns.append(
            f"CASE WHEN {sure} THEN '{YES}' WHEN coalesce({cls}_possible, false) THEN '{UNKNOWN}'"
            f" ELSE '{default}' END AS {cls}"
        )
    states = "(" + ", ".join(CLASSES) + ")"
    sums = ", ".join(
        f"bool_or(class = '{cls}' AND level = 'sure') AS {cls}_sure, bool_or(class = '{cls}') AS {cls}_possible"
        for cls in CLASSES
    )
    return (
        f"SELECT *, CASE WHEN '{YES}' IN {states} THEN '{YES}' WHEN '{UNKNOWN}' IN {states} THEN '{UNKNOWN}'"  # noqa: S608
        f" ELSE '{NO}' END AS {NAME} FROM (SELECT p.*, {', '.join(columns)} FROM {patents} p LEFT JOIN"
        f" (SELECT key, {sums} FROM {facts} WHERE (since IS NULL OR since <= {day})"
        f" AND (until IS NULL OR until > {day}) GROUP BY key) f USING (key) WHERE patent_type = 'invention')"
    )


def statement_registers() -> tuple[str, ...]:
    """The registers the office may state to be complete."""
    return tuple(REGISTERS[cls] for cls in ("family", "pledge", "award"))
