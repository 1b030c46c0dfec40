"""One indicator after the other, from what was counted for all of them."""

from __future__ import annotations

from datetime import date

import numpy as np
import pyarrow as pa

from xingzhi.engine.base import Engine
from xingzhi.indicators.full_set.counts import UNIT, Counts
from xingzhi.indicators.full_set.denominators import denominators
from xingzhi.indicators.full_set.rules import counted, rule_of
from xingzhi.indicators.full_set.spans import Spans
from xingzhi.indicators.full_set.table import of_counts, of_values
from xingzhi.indicators.measure import Measure, year_to
from xingzhi.indicators.query import Cell
from xingzhi.indicators.values import Value, combined
from xingzhi.packs import Indicator, Packs
from xingzhi.snapshots.models import Snapshot

TOGETHER, ONE_BY_ONE, NO_SOURCE = "together", "one by one", "no source"


class Figures:
    """Makes the rows of indicators; `ways` says how each was computed.

    A cumulative figure is of the year up to the end of a span, and so is all it is made of.
    """

    def __init__(self, packs: Packs, snapshot: Snapshot, months: Spans, places: list[str], engine: Engine) -> None:
        self.packs, self.snapshot, self.places, self.engine = packs, snapshot, places, engine
        self.spans: dict[bool, Spans] = {False: months, True: [year_to(span.end) for span in months]}
        self.counts: dict[bool, Counts] = {}
        self.made: dict[tuple[str, bool], tuple[pa.Table, str]] = {}
        self.ways: dict[str, str] = {}

    def counted(self, asked: list[Indicator]) -> list[Indicator]:
        """The indicators asked for, after everything they are made of was counted."""
        needed: dict[bool, dict[str, Indicator]] = {False: {}, True: {}}
        for found in asked:
            self._need(found, False, needed)
        for yearly, each in needed.items():
            self.counts[yearly] = counted(
                self.packs, self.snapshot, self.spans[yearly], self.places, self.engine, each.values()
            )
        return asked

    def of(self, found: Indicator) -> pa.Table:
        """The rows of one indicator."""
        table, self.ways[found.id] = self._of(found, False)
        return table

    def _need(self, found: Indicator, yearly: bool, needed: dict[bool, dict[str, Indicator]]) -> None:
        yearly = yearly or self.packs.timing(found) == "cumulative"
        needed[yearly].setdefault(found.id, found)
        for part in found.derived.of if found.derived else ():
            self._need(self.packs.indicators[part], yearly, needed)

    def _of(self, found: Indicator, yearly: bool) -> tuple[pa.Table, str]:
        yearly = yearly or self.packs.timing(found) == "cumulative"
        if (found.id, yearly) not in self.made:
            self.made[found.id, yearly] = self._make(found, yearly)
        return self.made[found.id, yearly]

    def _make(self, found: Indicator, yearly: bool) -> tuple[pa.Table, str]:
        measure, spans, timing = Measure(found, self.packs, self.snapshot), self.spans[yearly], self.packs.timing(found)
        size = len(self.places) * len(spans)
        rule = rule_of(self.packs, found)
        if not measure.sourced:
            return of_values(found, [_blank(found)] * size, self.places, spans, timing), NO_SOURCE
        if found.derived:
            parts = [self._of(self.packs.indicators[name], yearly) for name in found.derived.of]
            way = ONE_BY_ONE if ONE_BY_ONE in [way for _, way in parts] else TOGETHER
            values = _combined(found, [table for table, _ in parts])
            return of_values(found, values, self.places, spans, timing), way
        counts = self.counts[yearly].get(found.id)
        if rule and not self.snapshot.path(rule.register).exists():  # older than the register: as one without records
            counts = (np.zeros(size, np.int64), np.zeros(size, np.int64))
        if rule is None or counts is None:
            cells = [Cell(place, span) for place in self.places for span in spans]
            return of_values(found, [measure.value(cell) for cell in cells], self.places, spans, timing), ONE_BY_ONE
        series = found.denominator
        below = denominators(self.snapshot, series, self.packs.regions, spans, self.places) if series else None
        empty = not self.snapshot.totals.get(rule.register, {}).get("rows", 0)
        table = of_counts(found, counts, below, self.places, spans, timing,
                          bounded=rule.high_value, empty=empty, unit=UNIT if rule.own.amount else 1)  # fmt: skip
        return table, TOGETHER


def _combined(found: Indicator, parts: list[pa.Table]) -> list[Value]:
    """Derived figures from the rows of their parts; equal parts are combined once."""
    blank, known = _blank(found), {}
    columns = [
        zip(*(table[name].to_pylist() for name in ("value", "numerator", "unknown")), strict=True) for table in parts
    ]
    values = []
    for held in zip(*columns, strict=True):
        if held not in known:
            known[held] = combined(blank, found, [_blank(found, *each) for each in held])
        values.append(known[held])
    return values


def _blank(found: Indicator, value: object = None, numerator: object = None, unknown: int = 0) -> Value:
    """A figure of no place and no day; without a value nothing feeds it."""
    return Value(
        indicator=found.id, region="", start=date.min, at=date.min, value=value, numerator=numerator, denominator=None,  # type: ignore[arg-type]
        denominator_source="", unknown=unknown, unit="", missing="", lacks="source", pack="", snapshot="", internal=True,
    )  # fmt: skip
