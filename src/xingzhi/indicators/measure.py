"""Values of indicators: numerator, denominator, what is unknown, and what each rests on."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from xingzhi.indicators.query import Cell, Query, Span
from xingzhi.indicators.series import denominator
from xingzhi.packs import Count, Indicator, Packs, Series
from xingzhi.registers.record import plain
from xingzhi.snapshots.models import Snapshot

UNDECIDED = {
    "status": "没有授权公告日或法律状态，不能计算；请导入法律状态",
    "undecided": "不能判定，没有一件能确定；请补齐所缺的数据",
}


@dataclass(frozen=True)
class Value:
    """One figure. `value` is None where it cannot be computed; `missing` then says what is not there, `lacks` its kind:
    "population", or "status" or "undecided" where no record is known to count and of some it is not known: that is no
    zero.

    `unknown` counts the records that cannot be decided and are not in the numerator. Of high-value inventions `upper` is
    what the figure would be if all of them counted: figure and `upper` are its bounds.
    """

    indicator: str
    region: str
    start: date
    at: date
    value: Decimal | None
    numerator: int | None
    denominator: Decimal | None
    denominator_source: str
    unknown: int
    unit: str
    missing: str
    lacks: str
    pack: str
    snapshot: str
    internal: bool  # rests on inputs no official source has confirmed: 内部测算，不对外发布
    upper: Decimal | None = None

    def as_json(self) -> dict[str, Any]:
        """The value with dates and decimals as text."""
        return {name: plain(item) for name, item in asdict(self).items()}


def month_of(at: date) -> Span:
    """The month a day lies in, up to that day."""
    return Span(at.replace(day=1), at)


def year_to(at: date) -> Span:
    """The year a day lies in, up to that day."""
    return Span(at.replace(month=1, day=1), at)


def rate(numerator: int, denominator: Decimal, decimals: int) -> Decimal:
    """A ratio rounded half up, as official figures are: 13,398 ÷ 2,396.0 -> 5.59."""
    return rounded(Decimal(numerator) / denominator, decimals)


def rounded(value: Decimal, decimals: int) -> Decimal:
    """A number rounded half up."""
    return value.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)


class Measure:
    """Computes one indicator over one snapshot."""

    def __init__(self, indicator: Indicator, packs: Packs, snapshot: Snapshot) -> None:
        self.indicator, self.packs, self.snapshot = indicator, packs, snapshot
        self.count: Count = self._count(indicator)
        self.query = Query(snapshot, self.count, self._base())

    def _count(self, indicator: Indicator) -> Count:
        if indicator.numerator:
            return indicator.numerator
        return self._count(self.packs.indicators[indicator.numerator_indicator])

    def _base(self) -> Count | None:
        return self._count(self.packs.indicators[self.count.within]) if self.count.within else None

    @property
    def bounded(self) -> bool:
        """Whether the figure is given as a lower and an upper bound."""
        return self.query.reading is not None

    @property
    def ref(self) -> str:
        """The packs the figure was computed with."""
        read = self.query.reading
        return "; ".join(filter(None, (self.packs.ref("indicators"), read.ref if read else "")))

    def span(self, at: date, start: date | None = None) -> Span:
        """The days the figure is of: for a flow, from `start` or the first of the month."""
        return Span(start, at) if start else month_of(at)

    def value(self, cell: Cell) -> Value:
        """The figure of one cell."""
        known, unknown = self.query.count(cell)
        return self.of_count(cell, known, unknown)

    def of_count(self, cell: Cell, known: int, unknown: int) -> Value:
        """The figure of a cell whose records were counted already."""
        value: Decimal | None = Decimal(known)
        upper: Decimal | None = Decimal(known + unknown)
        denominator, source, missing, lacks = None, "", "", ""
        if series := self.indicator.denominator:
            denominator, source = self.denominator(cell)
            if denominator:
                value = rate(known, denominator, self.indicator.decimals)
                upper = rate(known + unknown, denominator, self.indicator.decimals)
            else:
                value, missing, lacks = None, self._missing(series, cell), "population"
                upper = None
        if unknown and not known:
            value, lacks = None, "undecided" if self.bounded else "status"
            missing = f"{unknown} 件{UNDECIDED[lacks]}"
        return Value(
            indicator=self.indicator.id,
            region=cell.region,
            start=cell.span.start if self.indicator.kind == "flow" else cell.span.end,
            at=cell.span.end,
            value=value,
            numerator=known,
            denominator=denominator,
            denominator_source=source,
            unknown=unknown,
            unit=self.indicator.unit.zh,
            missing=missing,
            lacks=lacks,
            pack=self.ref,
            snapshot=self.snapshot.label,
            internal=True,
            upper=upper if self.bounded else None,
        )

    def denominator(self, cell: Cell, later: int = 0) -> tuple[Decimal | None, str]:
        """What the figure of a cell is divided by and where that stands; `later` by so many years than the rule says."""
        series = self.indicator.denominator
        if series is None:
            return None, ""
        return denominator(self.snapshot, series, cell.region, cell.span.end.year + series.year_offset + later)

    def _missing(self, series: Series, cell: Cell) -> str:
        year = cell.span.end.year + series.year_offset
        return f"{self.packs.regions.full_name(cell.region)} {year} 年末常住人口未录入"
