"""Ask a snapshot: an indicator's declared conditions as SQL over Parquet, always inside one region."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

import pyarrow as pa

from xingzhi.core.declare import register_named
from xingzhi.engine.duckdb import DuckDBEngine
from xingzhi.indicators.conditions import Conditions, quoted
from xingzhi.indicators.dimensions import Dimensions
from xingzhi.indicators.high_value import NAME, facts, states
from xingzhi.indicators.high_value.reading import Reading, reading
from xingzhi.packs import Count
from xingzhi.snapshots.models import Snapshot
from xingzhi.snapshots.rows import register_rows

Number = int | Decimal


@dataclass(frozen=True)
class Span:
    """The days a figure is of; a stock is of the last one."""

    start: date
    end: date


@dataclass(frozen=True)
class Cell:
    """Which records a figure counts: a region, a span, and values of dimensions."""

    region: str
    span: Span
    where: Mapping[str, str] = field(default_factory=dict)


class Query:
    """Questions about one register of one snapshot, or about the table of high-value inventions derived from one.

    `base` is the count within which `count` counts; `read` is how the rule of high value is read, by default as now.
    """

    def __init__(
        self, snapshot: Snapshot, count: Count, base: Count | None = None, read: Reading | None = None
    ) -> None:
        self.reading: Reading | None = (read or reading()) if count.register_ == NAME else None
        self.register = register_named("patents" if self.reading else count.register_)
        self.count_rule, self.base = count, base
        self.conditions = Conditions(self.register, high_value=self.reading is not None)
        self.engine = DuckDBEngine()
        register_rows(self.engine, "rows", snapshot, self.register)
        self.dimensions = Dimensions(self.register, self.engine, snapshot)
        if self.reading:
            self.engine.register("facts", facts.facts_path(snapshot, self.reading))

    def count(self, cell: Cell) -> tuple[Number, int]:
        """How many records fit, or what they add up to, and for how many that cannot be decided."""
        return self.counts(cell, [cell.span])[0]

    def counts(self, cell: Cell, spans: list[Span]) -> list[tuple[Number, int]]:
        """`count` for each of several spans, in one pass where the table is the same on all days."""
        if self.reading and len(spans) > 1:
            return [self.count(Cell(cell.region, span, cell.where)) for span in spans]
        columns: list[str] = []
        values: dict[str, Any] = {}
        for at, span in enumerate(spans):
            parts = [f"{self._known(cell)} AS known_{at}", f"count(*) FILTER ({self._undecided(cell)}) AS unknown_{at}"]
            for name, day in (("at", span.end), ("from", span.start), ("to", span.end)):
                parts = [re.sub(rf"\${name}\b", f"${name}_{at}", part) for part in parts]
                values[f"{name}_{at}"] = day
            columns += parts
        text = f"SELECT {', '.join(columns)} FROM {self._rows(cell)} WHERE {self._inside(cell)}"  # noqa: S608
        row = self._ask(text, cell, **values).to_pylist()[0]
        return [(row[f"known_{at}"], row[f"unknown_{at}"]) for at in range(len(spans))]

    def breakdown(self, cell: Cell, dimensions: tuple[str, ...]) -> pa.Table:
        """Counts by dimensions: `region` gives the places below the cell's region, `month` the month of the date."""
        shown = [f"{self._dimension(name, cell)} AS {quoted(name)}" for name in dimensions]
        columns = ", ".join(
            [*shown, f"{self._known(cell)} AS known", f"count(*) FILTER ({self._undecided(cell)}) AS unknown"]
        )
        groups = ", ".join(str(position + 1) for position in range(len(dimensions)))
        tail = f" GROUP BY {groups} ORDER BY {groups}" if groups else ""
        rows = self.dimensions.rows(self._rows(cell), dimensions)
        return self._ask(f"SELECT {columns} FROM {rows} WHERE {self._inside(cell)}{tail}", cell)  # noqa: S608

    def bounds(self, cell: Cell, tests: list[tuple[str, str]]) -> list[tuple[int, int]]:
        """For each pair of SQL tests over what `base` counts: how many fit the first, how many are undecided.

        Of what `base` cannot decide, whatever fits either is undecided.
        """
        valid, doubtful = (
            (self.conditions.test(self.base.where), self.conditions.test(self.base.unknown))
            if self.base
            else ("true", "false")
        )
        columns = []
        for known, possible in tests:
            undecided = f"(({valid}) AND ({possible})) OR (({doubtful}) AND (({known}) OR ({possible})))"
            columns += [f"count(*) FILTER (({valid}) AND ({known}))", f"count(*) FILTER ({undecided})"]
        named = ", ".join(f"{column} AS c{at}" for at, column in enumerate(columns))
        row = self._ask(f"SELECT {named} FROM {self._rows(cell)} WHERE {self._inside(cell)}", cell).to_pylist()[0]  # noqa: S608
        counts = list(row.values())
        return list(zip(counts[::2], counts[1::2], strict=True))

    def keys(self, cell: Cell, *, undecided: bool = False, after: str = "", limit: int = 50) -> list[str]:
        """The keys of the records behind a figure, in order, after a given one."""
        chosen = self._undecided(cell) if undecided else self._fits(cell)
        text = (
            f"SELECT key FROM {self._rows(cell)} WHERE {self._inside(cell)} AND ({chosen}) AND key > $after"  # noqa: S608
            f" ORDER BY key LIMIT {int(limit)}"
        )
        return [str(key) for key in self._ask(text, cell, after=after)["key"].to_pylist()]

    def newest(self) -> date | None:
        """The latest day any record of the snapshot gives in the column the figure is dated by."""
        column = quoted(self.count_rule.date_field)
        found = self.engine.sql(f"SELECT max({column}) AS newest FROM rows")["newest"][0].as_py()  # noqa: S608
        return found if isinstance(found, date) else None

    def states_on(self, at: date, columns: tuple[str, ...] = ()) -> pa.Table:
        """Every record, wherever it lies, with columns of it and its `state` on a day: "yes", "no" or "unknown".

        `born` says whether it counted on the day its date tells ("date_field"), where the figure rests on no rule of
        high value.
        """
        cell = Cell("", Span(at, at))
        shown = ", ".join(map(quoted, ("key", *columns)))
        state = f"CASE WHEN {self._fits(cell)} THEN 'yes' WHEN {self._undecided(cell)} THEN 'unknown' ELSE 'no' END"
        born = "false" if self.reading else self._fits(cell).replace("$at", quoted(self.count_rule.date_field))
        return self._ask(f"SELECT {shown}, {state} AS state, {born} AS born FROM {self._rows(cell)}", cell)  # noqa: S608

    def marks(self, cell: Cell) -> pa.Table:
        """Of every record of the cell, in key order, whether it fits or is undecided (columns key, fits, undecided)."""
        shown = f"key, {self._fits(cell)} AS fits, {self._undecided(cell)} AS undecided"
        text = f"SELECT {shown} FROM {self._rows(cell)}"  # noqa: S608
        return self._ask(f"{text} WHERE {self._inside(cell)} ORDER BY key", cell)

    def state_of(self, key: str, at: date) -> str:
        """Whether one record fits on a day: "yes", "no" or "unknown"."""
        cell = Cell("", Span(at, at))
        text = f"SELECT {self._fits(cell)} AS fits, {self._undecided(cell)} AS undecided FROM {self._rows(cell)}"  # noqa: S608
        found = self._ask(f"{text} WHERE key = $key", cell, key=key).to_pylist()
        if not found:
            return "no"
        return "yes" if found[0]["fits"] else "unknown" if found[0]["undecided"] else "no"

    def _known(self, cell: Cell) -> str:
        if amount := self.count_rule.amount:
            return f"coalesce(sum({quoted(self.register[amount].name)}) FILTER ({self._fits(cell)}), 0)"
        return f"count(*) FILTER ({self._fits(cell)})"

    def _rows(self, cell: Cell) -> str:
        if self.reading:
            return f"({states.relation(self.reading, cell.span.end)})"
        if once := self.count_rule.once:
            order = f"{quoted(self.register[self.count_rule.date_field].name)}, key"
            # A blank cell says nothing: such records are not taken for one.
            held = f"coalesce(nullif({quoted(self.register[once].name)}, ''), key)"
            first = f"row_number() OVER (PARTITION BY {held} ORDER BY {order}) = 1"
            return f"(SELECT * FROM rows QUALIFY {first})"  # noqa: S608
        return "rows"

    def _ask(self, text: str, cell: Cell, **more: Any) -> pa.Table:
        values: dict[str, Any] = {"at": cell.span.end, "from": cell.span.start, "to": cell.span.end}
        values |= {f"where_{name}": value for name, value in cell.where.items()} | more | {"region": cell.region}
        used = {name: value for name, value in values.items() if re.search(rf"\${name}\b", text)}
        return self.engine.sql(text, **used)

    def _inside(self, cell: Cell) -> str:
        # What lies elsewhere is kept by the office, and is not of it.
        tests = ["starts_with(region, $region)", "region_how <> 'outside'"]
        for name in cell.where:
            tests.append(self.dimensions.test(name))
        return " AND ".join(tests)

    def _dimension(self, name: str, cell: Cell) -> str:
        if name == "region":
            return f"substr(region, 1, {len(cell.region) + 2})"
        if name == "month":
            return f"strftime({quoted(self.count_rule.date_field)}, '%Y-%m')"
        return self.dimensions.expression(name)

    def _fits(self, cell: Cell) -> str:
        own = self.conditions.test(self.count_rule.where)
        return f"({self.conditions.test(self.base.where)} AND {own})" if self.base else own

    def _undecided(self, cell: Cell) -> str:
        own = self.conditions.test(self.count_rule.unknown)
        if not self.base:
            return own
        known, unknown = self.conditions.test(self.base.where), self.conditions.test(self.base.unknown)
        return f"(({known} AND {own}) OR ({unknown} AND ({own} OR {self.conditions.test(self.count_rule.where)})))"
