"""Why our figure differs from the official one: what alone makes them equal, and what may."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal

from django.utils.translation import gettext

from xingzhi.indicators.measure import Measure, Value, rate, rounded
from xingzhi.indicators.official import Official, decimals
from xingzhi.indicators.query import Cell, Span
from xingzhi.packs import load
from xingzhi.text.normalise import fold


@dataclass(frozen=True)
class Reason:
    """One reason for a difference. `sure`: with it alone our figure becomes the official one; else it may be so.

    Codes: rounding, population, date, undecided, unassigned, newest, definition.
    """

    code: str
    sure: bool
    params: dict[str, object] = field(default_factory=dict)

    @property
    def text(self) -> str:
        """The reason in the reader's language."""
        return _sentence(self.code) % self.params


def _sentence(code: str) -> str:
    return {
        "rounding": gettext("官方数据如只取 %(places)s 位小数，四舍五入后相同"),
        "population": gettext("改用 %(year)s 年末常住人口计算，与官方数据相同"),
        "date": gettext("与本系统 %(date)s 的数相同，统计截止日不同"),
        "undecided": gettext("有 %(n)s 件状态不明没有计入，可能在其中"),
        "unassigned": gettext("有 %(n)s 件未定属地没有计入，可能在其中"),
        "newest": gettext("本系统最新的记录为 %(date)s，早于统计期末，数据未到齐"),
        "definition": gettext("官方口径的表述不同：%(definition)s"),
    }[code]


def reasons(measure: Measure, own: Value, official: Official) -> tuple[Reason, ...]:
    """Why the two differ, the surest first; empty where they are equal or nothing is known."""
    if own.value is None or official.value is None or own.value == official.value:
        return ()
    found = [*_sure(measure, own, official.value), *_possible(measure, own, official)]
    return tuple(sorted(found, key=lambda each: not each.sure))


def _sure(measure: Measure, own: Value, official: Decimal) -> Iterator[Reason]:
    assert own.value is not None
    cell = Cell(own.region, Span(own.start, own.at))
    if measure.indicator.denominator and isinstance(own.numerator, int):
        for later in (1, -1):
            below, _ = measure.denominator(cell, later)
            if below and rate(own.numerator, below, measure.indicator.decimals) == official:
                year = own.at.year + measure.indicator.denominator.year_offset + later
                yield Reason("population", True, {"year": year})
    if measure.timing == "stock":
        for at in _neighbours(own.at):
            then = measure.value(Cell(own.region, Span(at, at))).value
            if then == official:
                yield Reason("date", True, {"date": at.isoformat()})


def _neighbours(at: date) -> tuple[date, date]:
    """The last day of the month before, and of the month after."""
    after = (at.replace(day=1) + timedelta(days=31)).replace(day=1)
    return at.replace(day=1) - timedelta(days=1), (after + timedelta(days=31)).replace(day=1) - timedelta(days=1)


def _possible(measure: Measure, own: Value, official: Official) -> Iterator[Reason]:
    assert own.value is not None
    assert official.value is not None
    places = decimals(official.value)  # the register keeps no zeros at the end: 1.8 may have been 1.80
    if places < decimals(own.value) and rounded(own.value, places) == official.value:
        yield Reason("rounding", False, {"places": places})
    if official.value > own.value:
        yield from _left_out(measure, own)
    if official.definition and fold(official.definition) != fold(measure.indicator.definition.zh):
        yield Reason("definition", False, {"definition": official.definition})


def _left_out(measure: Measure, own: Value) -> Iterator[Reason]:
    """What we do not count although it may belong here."""
    span = Span(own.start, own.at)
    if own.unknown:
        yield Reason("undecided", False, {"n": own.unknown})
    if not measure.opens:
        return
    parent = load().regions.ancestors(own.region)[-1:]
    if parent and parent[0].path:
        rows = measure.query.breakdown(Cell(parent[0].path, span), ("region",)).to_pylist()
        unassigned = next((row["known"] for row in rows if row["region"] == parent[0].path), 0)
        if unassigned:
            yield Reason("unassigned", False, {"n": unassigned})
    newest = measure.query.newest()
    if newest and newest < own.at:
        yield Reason("newest", False, {"date": newest.isoformat()})
