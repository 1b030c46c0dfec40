"""Values of indicators: numerator, denominator, what is unknown, and what each rests on."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from functools import cached_property

from xingzhi.core.declare import Column
from xingzhi.indicators.counted import count_of
from xingzhi.indicators.dimensions import offered
from xingzhi.indicators.high_value.reading import Reading
from xingzhi.indicators.query import Cell, Number, Query, Span
from xingzhi.indicators.series import Figure, figure
from xingzhi.indicators.values import DATELESS, STATUSLESS, UNDECIDED, Value, combined, rate, rounded
from xingzhi.packs import Count, Indicator, Packs, Series
from xingzhi.snapshots.models import Snapshot

__all__ = ["Measure", "Value", "month_of", "rate", "rounded", "year_to"]


def month_of(at: date) -> Span:
    """The month a day lies in, up to that day."""
    return Span(at.replace(day=1), at)


def year_to(at: date) -> Span:
    """The year a day lies in, up to that day."""
    return Span(at.replace(month=1, day=1), at)


class Measure:
    """Computes one indicator over one snapshot; `read` is how the rule of high value is read, by default as now."""

    def __init__(self, indicator: Indicator, packs: Packs, snapshot: Snapshot, read: Reading | None = None) -> None:
        self.indicator, self.packs, self.snapshot = indicator, packs, snapshot
        self.timing = packs.timing(indicator)
        others = indicator.derived.of if indicator.derived else ()
        self.parts = tuple(Measure(packs.indicators[name], packs, snapshot, read) for name in others)
        self.read = read

    @cached_property
    def count(self) -> Count | None:
        """What is counted, as `count_of` says."""
        return count_of(self.packs, self.indicator)

    @cached_property
    def query(self) -> Query:
        """Questions about the records counted; `LookupError` where the indicator has no source."""
        if self.count is None:
            raise LookupError(self.indicator.id)
        within = count_of(self.packs, self.packs.indicators[self.count.within]) if self.count.within else None
        return Query(self.snapshot, self.count, within, self.read)

    @property
    def sourced(self) -> bool:
        """Whether anything the office has feeds the indicator."""
        return self.count is not None and all(part.sourced for part in self.parts)

    @property
    def opens(self) -> bool:
        """Whether the figure is a count of records; a derived one opens to what it is made of."""
        return self.sourced and not self.parts

    @property
    def counted(self) -> bool:
        """Whether the figure is a number of records, or rests on one alone: not a sum of amounts, nor of other figures."""
        return self.opens and self.count is not None and not self.count.amount

    @property
    def empty(self) -> bool:
        """Whether the register holds no record at all: then nothing is known, and nothing is zero."""
        total = self.snapshot.totals.get(self.query.register.name, {})
        return not total.get("rows", 0)

    @property
    def bounded(self) -> bool:
        """Whether the figure is given as a lower and an upper bound."""
        return not self.parts and self.sourced and self.query.reading is not None

    @property
    def dimensions(self) -> tuple[str, ...]:
        """By what the figure may be split or narrowed; nothing where it is no count of records."""
        return offered(self.indicator, self.count)

    @property
    def dated_by(self) -> Column:
        """The column of the day a record counts by."""
        return self.query.register[self.query.count_rule.date_field]

    @property
    def ref(self) -> str:
        """The packs the figure was computed with."""
        read = self.query.reading if self.sourced else None
        return "; ".join(filter(None, (self.packs.ref("indicators"), read.ref if read else "")))

    def span(self, at: date, start: date | None = None) -> Span:
        """The days the figure is of: for a flow, from `start` or the first of the month; else the whole year up to then."""
        return year_to(at) if self.timing == "cumulative" else Span(start, at) if start else month_of(at)

    def value(self, cell: Cell) -> Value:
        """The figure of one cell."""
        return self.values(cell, [cell.span])[0]

    def values(self, cell: Cell, spans: list[Span]) -> list[Value]:
        """The figure for each of several spans."""
        if self.timing == "cumulative":
            spans = [year_to(span.end) for span in spans]
        cells = [Cell(cell.region, span, cell.where) for span in spans]
        if not self.sourced:
            return [self._none(each) for each in cells]
        if self.indicator.derived:
            held = zip(*(part.values(cell, spans) for part in self.parts), strict=True)
            return [combined(self._none(each), self.indicator, parts) for each, parts in zip(cells, held, strict=True)]
        counts = self.query.counts(cell, spans)
        return [self.of_count(each, *count) for each, count in zip(cells, counts, strict=True)]

    def _none(self, cell: Cell) -> Value:
        """A figure nothing is known of."""
        why = next((part.indicator.fed_by for part in (self, *self.parts) if part.indicator.fed_by), None)
        return Value(
            indicator=self.indicator.id, region=cell.region,
            start=cell.span.end if self.timing == "stock" else cell.span.start, at=cell.span.end,
            value=None, numerator=None, denominator=None, denominator_source="", unknown=0,
            unit=self.indicator.unit.zh, missing=f"尚无数据来源：{why.zh if why else ''}", lacks="source", pack=self.ref,
            snapshot=self.snapshot.label, internal=True,
        )  # fmt: skip

    def of_count(self, cell: Cell, known: Number, unknown: int) -> Value:
        """The figure of a cell whose records were counted already; not for derived ones."""
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
            missing = f"{unknown} 件{self._undecided()}"
        if self.empty and not known:
            value = upper = None
            missing, lacks = f"“{self.query.register.zh}”还没有记录，导入后才能计算", "register"
        return Value(
            indicator=self.indicator.id,
            region=cell.region,
            start=cell.span.end if self.timing == "stock" else cell.span.start,
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
        found = self.published(cell, later)
        return (found.value, found.source) if found else (None, "")

    def published(self, cell: Cell, later: int = 0) -> Figure | None:
        """The figure of the published series a cell is divided by, with what of former places it rests on or lacks."""
        series = self.indicator.denominator
        if series is None:
            return None
        year = cell.span.end.year + series.year_offset + later
        return figure(self.snapshot, series, self.packs.regions, cell.region, year)

    def _undecided(self) -> str:
        """What is missing of records none of which is known to count."""
        if self.bounded or self.query.register.name == "patents":
            return UNDECIDED if self.bounded else STATUSLESS
        return DATELESS.format(column=self.dated_by.zh)

    def _missing(self, series: Series, cell: Cell) -> str:
        year = cell.span.end.year + series.year_offset
        place, found = f"{self.packs.regions.full_name(cell.region)} {year} 年末常住人口", self.published(cell)
        if found and found.divided:
            return f"{place}不能由原区划相加：{'、'.join(found.divided)}的一部分划到了别处，请录入按现行区划公布的数"
        if found and found.missing:
            return f"{place}缺原区划：{'、'.join(found.missing)}；录齐后自动相加，或录入按现行区划公布的数"
        if found and found.unclear:
            return f"{place}与并入的原区划出处不同，不能确定是否已含在内；请按同一出处录入，或只留按现行区划公布的数"
        return f"{place}未录入"
