"""Whether two facts speak of one thing, and in what they differ where they do not."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Literal

from xingzhi.plans.facts.fact import Fact, Stretch, Value
from xingzhi.plans.facts.pack import fact_words
from xingzhi.plans.facts.slips import slip

Times = Literal["same", "loose", "nested", "apart"]
COUNTS = frozenset({"万元", "%", "个百分点", "位"})  # units that are never taken for one another
CUMULATED = "cumulated"


@dataclass(frozen=True)
class Difference:
    """How two facts of one subject and place stand to each other.

    `times`: same period, loose (one not stated, or to a day near the other's), nested (stated and overlapping), apart.
    `scopes`: the ways of narrowing in which only one is narrowed; `other`: they are narrowed to different things.
    """

    times: Times
    scopes: tuple[str, ...]
    other: bool


def incompatible(first: Value, second: Value) -> bool:
    """Whether no number fits what both say, rounding and approximate words allowed for."""
    above = first.high is not None and first.high < second.low
    below = second.high is not None and second.high < first.low
    return above or below


def comparable(first: Fact, second: Fact) -> bool:
    """Whether two facts count the same subject of one place in like units and the same way."""
    units = {first.value.unit, second.value.unit}
    return (
        first.subject == second.subject
        and first.kind == second.kind
        and first.place == second.place
        and first.place is not None
        and (len(units) == 1 or not units & COUNTS)
        and first.scope.get("of") == second.scope.get("of")
        and first.scope.get("stance") == second.scope.get("stance")
    )


def difference(first: Fact, second: Fact, days: Mapping[str, date]) -> Difference:
    """In what two comparable facts differ besides their values; `days` are those of the documents."""
    ways = {each for each in (*first.scope, *second.scope) if first.scope.get(each) != second.scope.get(each)}
    one_sided = tuple(sorted(each for each in ways if (each in first.scope) != (each in second.scope)))
    if CUMULATED not in ways and _cumulated(first, second):
        one_sided = (*one_sided, CUMULATED)
    softer = {"only", "unread", "counted_by", "counted", "measure", "counting"}
    clash = [each for each in ways if each not in one_sided]
    other = any(each not in softer for each in clash)
    both = (*one_sided, *(each for each in clash if each in softer))
    return Difference(_times(first, second, days), both, other)


def _cumulated(first: Fact, second: Fact) -> bool:
    """Whether one is a sum 累计 since an unsaid day, too large to be of the year only."""
    if (first.span.start is None) == (second.span.start is None) or None in (first.span.end, second.span.end):
        return False
    share = Decimal(fact_words().settings.cumulated_share.value) / 100
    small, large = sorted((abs(first.value.number), abs(second.value.number)))
    return small < large * share and first.kind == "value" and slip(first.value, second.value) is None


def _times(first: Fact, second: Fact, days: Mapping[str, date]) -> Times:
    one, two = first.span, second.span
    settings = fact_words().settings
    if one.end is None and two.end is None and first.document == second.document:
        return "same"
    if one.end is None or two.end is None:
        return _unstated(one, two, days[first.document], days[second.document])
    if one.end == two.end and _begin_alike(one.start, two.start):
        return "same"
    if one.vague and two.vague:
        return "loose" if abs(one.end - two.end) <= timedelta(settings.near_days.value) else "nested"
    for open_, closed, day in ((one, two, days[first.document]), (two, one, days[second.document])):
        if _open(open_, day) and _begin_alike(open_.start, closed.start) and closed.end:
            reach = timedelta((settings.near_days if closed.vague else settings.month_days).value)
            if day - reach <= closed.end <= day:
                return "loose"
    if one.start and two.start:
        return "nested" if one.start <= two.end and two.start <= one.end else "apart"
    return "nested" if one.end.year == two.end.year else "apart"


def _begin_alike(one: date | None, two: date | None) -> bool:
    """Whether two stretches begin on one day; a sum whose first day is not said may begin with a year."""
    known = one or two
    return one == two or (None in (one, two) and known is not None and (known.month, known.day) == (1, 1))


def _open(span: Stretch, day: date) -> bool:
    """Whether a stretch is said whole in a document written before its end: it can reach to that day only."""
    return span.end is not None and span.end > day


def _unstated(one: Stretch, two: Stretch, day: date, other: date) -> Times:
    """Where a period is not stated, that of the document's day is thought of by who reads it."""
    reach = timedelta(fact_words().settings.open_days.value)
    ends = (one.end or day, two.end or other)
    return "loose" if abs(ends[0] - ends[1]) <= reach else "apart"
