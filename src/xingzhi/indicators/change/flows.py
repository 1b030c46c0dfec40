"""The change of a flow between two periods, each a year or a month to a day: what each value of a dimension did."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from xingzhi.indicators.dimensions import AGENCY
from xingzhi.indicators.freshness import Reach, short_of
from xingzhi.indicators.measure import Measure, Value
from xingzhi.indicators.query import Cell, Span

FIELD = "ipc_section"


@dataclass(frozen=True)
class Contribution:
    """One value of a dimension: how many in both periods; `few` where they are too few to speak of shares."""

    value: str
    counts: tuple[int, int]
    few: bool

    @property
    def change(self) -> int:
        """What it did to the figure."""
        return self.counts[1] - self.counts[0]


@dataclass(frozen=True)
class FlowChange:
    """Both figures, and by dimension the contributions of its values; each dimension's sum to the change.

    `short` is how far the records reach where those up to the last day are not all here.
    """

    indicator: str
    register: str
    region: str
    values: tuple[Value, Value]
    dimensions: dict[str, tuple[Contribution, ...]]
    short: Reach | None = None

    @property
    def change(self) -> int:
        """The change of the count."""
        return int((self.values[1].numerator or 0) - (self.values[0].numerator or 0))

    def pull(self, found: Contribution) -> float | None:
        """拉动: what a value did to the growth rate, in points; all sum to the rate. None where too few to say."""
        before = self.values[0].numerator
        return None if found.few or not before else 100 * found.change / float(before)

    def foremost(self, dimension: str) -> Contribution | None:
        """The value that did most in the direction of the change; None where several did, or it has too few records."""
        along = [each for each in self.dimensions[dimension] if each.change * self.change > 0]
        most = max((abs(each.change) for each in along), default=0)
        leading = [each for each in along if abs(each.change) == most]
        return leading[0] if len(leading) == 1 and not leading[0].few else None


def flow_change(
    measure: Measure, region: str, spans: tuple[Span, Span], few: int, *, agencies: bool = False
) -> FlowChange:
    """Split the change of a flow; both periods by the same registers. Agencies are named only where asked: in the office.

    Values stand with the greatest change first, places in the order of their codes: no ranking.
    """
    cells = (Cell(region, spans[0]), Cell(region, spans[1]))
    columns = {column.name for column in measure.query.register.stored}
    names = [name for name in measure.indicator.dimensions if name == "region" or name in columns]
    names = [name for name in names if agencies or name != AGENCY]
    if {"ipc_main", "ipc"} <= columns:
        names.append(FIELD)
    made = {}
    for name in names:
        counted = [_counts(measure, cell, name) for cell in cells]
        values = sorted({value for counts in counted for value, n in counts.items() if n})
        found = [(value, (counted[0].get(value, 0), counted[1].get(value, 0))) for value in values]
        rows = [Contribution(value, counts, sum(counts) < few) for value, counts in found]
        made[name] = tuple(sorted(rows, key=lambda each: (0 if name == "region" else -abs(each.change), each.value)))
    return FlowChange(
        measure.indicator.id,
        measure.query.register.name,
        region,
        (measure.value(cells[0]), measure.value(cells[1])),
        made,
        short_of(measure, spans[1].end),
    )


def _counts(measure: Measure, cell: Cell, name: str) -> Counter[str]:
    """Records by value; a design's class is no IPC and stands under ""."""
    counts: Counter[str] = Counter()
    for row in measure.query.breakdown(cell, (name,)).to_pylist():
        value = str(row[name] or "")
        counts["" if name == FIELD and not value.isalpha() else value] += row["known"]
    return counts
