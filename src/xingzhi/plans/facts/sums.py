"""Parts beside their total: types, holders, banners, stretches of a year."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from decimal import Decimal

from xingzhi.packs import load
from xingzhi.plans.facts.compared import Mismatch
from xingzhi.plans.facts.fact import Fact
from xingzhi.plans.facts.pack import fact_words

Same = tuple[object, ...]


def sums(values: Sequence[Fact], place: str) -> Iterator[Mismatch]:
    """Totals of a document that its parts do not make up."""
    yield from _by_scope(values)
    if place:
        yield from _by_place(values, place)
    yield from _by_time(values)


def _of(fact: Fact, without: str = "") -> Same:
    """What a part and its total share."""
    scope = tuple(sorted((way, value) for way, value in fact.scope.items() if way != without))
    return fact.subject, fact.place, fact.span.start, fact.span.end, scope


def _by_scope(values: Sequence[Fact]) -> Iterator[Mismatch]:
    for rule in fact_words().scopes:
        if not rule.parts:
            continue
        for total in values:
            if rule.id in total.scope:
                continue
            found: dict[str, Fact] = {}
            for fact in values:
                if rule.id in fact.scope and _of(fact, rule.id) == _of(total) and fact.scope[rule.id] in rule.parts:
                    found.setdefault(fact.scope[rule.id], fact)
            parts = [found[name] for name in rule.parts if name in found]
            yield from _check(total, parts, whole=len(parts) == len(rule.parts))


def _by_place(values: Sequence[Fact], place: str) -> Iterator[Mismatch]:
    """The banners of the office's region; zones lie inside them and are counted in no sum.

    Figures given as data are left out: the office itself may hold records no banner is known for.
    """
    values = [fact for fact in values if not fact.given]
    children = [region.path for region in load().regions.children(place)]
    for total in values:
        if total.place != place:
            continue
        found: dict[str, Fact] = {}
        for fact in values:
            same = (fact.subject, fact.span.start, fact.span.end, fact.scope)
            if fact.place in children and same == (total.subject, total.span.start, total.span.end, total.scope):
                found.setdefault(fact.place or "", fact)
        parts = [found[path] for path in children if path in found]
        yield from _check(total, parts, whole=len(parts) == len(children))


def _by_time(values: Sequence[Fact]) -> Iterator[Mismatch]:
    """Stretches that follow one another and fill a longer one."""
    for total in values:
        if total.span.start is None or total.span.end is None:
            continue
        parts = []
        at: date | None = total.span.start
        while at is not None and at <= total.span.end:
            part = next((each for each in values if _begins(each, at, total)), None)
            if part is None or part.span.end is None:
                break
            parts.append(part)
            at = part.span.end + timedelta(days=1)
        if len(parts) > 1 and parts[-1].span.end == total.span.end:
            yield from _check(total, parts, whole=True)


def _begins(each: Fact, at: date, total: Fact) -> bool:
    same = (each.subject, each.place, each.scope) == (total.subject, total.place, total.scope)
    inside = each.span.end is not None and total.span.end is not None and each.span.end <= total.span.end
    return (same and inside and each.span.start == at and each.span.end != total.span.end) or (
        same and inside and each.span.start == at and each.span.start != total.span.start
    )  # fmt: skip


def _check(total: Fact, parts: Sequence[Fact], whole: bool) -> Iterator[Mismatch]:
    """A total that is not the sum of all its parts, or less than the sum of some."""
    if not parts or total.value.high is None or any(part.value.unit != total.value.unit for part in parts):
        return
    if total.value.unit in ("%", "个百分点", "件/万人"):
        return
    low = sum((part.value.low for part in parts), Decimal(0))
    high = sum((part.value.high if part.value.high is not None else part.value.low for part in parts), Decimal(0))
    if low > total.value.high or (whole and len(parts) > 1 and high < total.value.low):
        middle = sum((part.value.number for part in parts), Decimal(0)).normalize()
        said = "＋".join(part.value.text for part in parts)
        yield Mismatch(
            "sum" if len(parts) > 1 else "part_above_whole", total, tuple(parts), f"{middle:f}{total.value.unit}",
            f"各部分合计{said}＝{middle:f}{total.value.unit}，文中总数为{total.value.text}",
            f"the parts {said} make {middle:f}{total.value.unit}, the total is stated as {total.value.text}",
        )  # fmt: skip
