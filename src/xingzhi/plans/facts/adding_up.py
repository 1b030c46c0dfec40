"""Numbers of one document that do not fit together: parts and total, a growth, a share, a rate and its two numbers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from itertools import chain

from xingzhi.packs.fact_words import Narrowed
from xingzhi.plans.facts.compared import Mismatch
from xingzhi.plans.facts.fact import Fact, Value
from xingzhi.plans.facts.pack import fact_words
from xingzhi.plans.facts.stretches import years_before
from xingzhi.plans.facts.sums import sums

Range = tuple[Decimal, Decimal]
HUNDRED = Decimal(100)


def mismatches(facts: Sequence[Fact], place: str = "") -> Iterator[Mismatch]:
    """What does not follow inside one document, each told once. `place`: the office's region, whose parts are its banners."""
    values = [fact for fact in facts if fact.kind == "value" and "stance" not in fact.scope]
    told: set[object] = set()
    for found in chain(sums(values, place), _growths(facts, values), _shares(facts, values), _ratios(values)):
        same = (found.rule, found.stated.subject, found.stated.place, found.zh)
        if same not in told:
            told.add(same)
            yield found


@dataclass(frozen=True)
class Key:
    """What two facts must share to be put into one sum."""

    subject: str
    place: str | None
    end: date | None
    start: date | None
    scope: tuple[tuple[str, str], ...]


def key(fact: Fact) -> Key:
    """That of a fact."""
    return Key(fact.subject, fact.place, fact.span.end, fact.span.start, tuple(sorted(fact.scope.items())))


def _growths(facts: Iterable[Fact], values: Sequence[Fact]) -> Iterator[Mismatch]:
    """A growth or a change beside the number of now and that of the year before."""
    for fact in facts:
        if fact.kind not in ("growth", "change") or fact.span.end is None or fact.value.unit == "个百分点":
            continue
        now = next((each for each in values if key(each) == key(fact)), None)
        before = next((each for each in values if _before(each, fact)), None)
        if now is None or before is None:
            continue
        expected = _change(now, before, fact.kind == "growth")
        if expected and _misses(fact, expected):
            yield _mismatch(fact.kind, fact, (now, before), expected)


def _before(each: Fact, fact: Fact) -> bool:
    """Whether a number is what a growth is measured against."""
    span, end = each.span, fact.span.end
    if (
        end is None
        or span.end is None
        or (each.subject, each.place, each.scope) != (fact.subject, fact.place, fact.scope)
    ):
        return False
    if fact.basis == "year_end":
        return span.end == date(end.year - 1, 12, 31) and span.start is None
    if fact.basis not in ("yoy", ""):
        return False
    start = years_before(fact.span.start, 1) if fact.span.start else None
    return span.end == years_before(end, 1) and span.start == start


def _change(now: Fact, before: Fact, rate: bool) -> Range | None:
    (now_low, now_high), (low, high) = _tight(now.value), _tight(before.value)
    if now_high is None or high is None or low <= 0:
        return None
    if rate:
        return (now_low / high - 1) * HUNDRED, (now_high / low - 1) * HUNDRED
    return now_low - high, now_high - low


def _tight(value: Value) -> tuple[Decimal, Decimal | None]:
    """The bounds of a number; 2亿元 beside a growth is meant as 2.0亿元."""
    if value.high is None or value.exact or "." in value.text or value.low + value.high != 2 * value.number:
        return value.low, value.high
    half = (value.high - value.low) / 20
    return value.number - half, value.number + half


def _misses(fact: Fact, expected: Range) -> bool:
    """Whether what follows lies wholly outside what is stated; a last digit cut off instead of rounded is let pass."""
    low, high = fact.value.low, fact.value.high
    slack = (high - low) / 2 if high is not None and fact.value.unit == "%" else Decimal(0)
    return expected[1] < low - slack or (high is not None and expected[0] > high + slack)


def _mismatch(rule: str, fact: Fact, others: tuple[Fact, ...], expected: Range) -> Mismatch:
    middle = ((expected[0] + expected[1]) / 2).quantize(Decimal("0.01"), ROUND_HALF_UP).normalize()
    said = "、".join(each.value.text for each in others)
    shown = f"{middle:f}{fact.value.unit}"
    return Mismatch(
        rule, fact, others, shown,  # type: ignore[arg-type]
        f"按{said}推算应为{shown}，文中为{fact.value.text}", f"{said} give {shown}, the text says {fact.value.text}",
    )  # fmt: skip


def _shares(facts: Iterable[Fact], values: Sequence[Fact]) -> Iterator[Mismatch]:
    """A share beside its part and the whole: the part is the number before it, the whole has one way of narrowing less."""
    for fact in facts:
        if fact.kind != "share" or fact.basis:
            continue
        part = next((each for each in values if key(each) == key(fact)), None)
        if part is None or part.value.high is None:
            continue
        for whole in values:
            missing = set(part.scope.items()) - set(whole.scope.items())
            narrower = set(whole.scope) < set(part.scope) and len(missing) == 1
            same = (whole.subject, whole.place, whole.span.end, whole.span.start)
            if narrower and same == (part.subject, part.place, part.span.end, part.span.start) and whole.value.low > 0:
                high = whole.value.high or whole.value.low
                expected = (part.value.low / high * HUNDRED, part.value.high / whole.value.low * HUNDRED)
                if _misses(fact, expected):
                    yield _mismatch("share", fact, (part, whole), expected)
                break


def _ratios(values: Sequence[Fact]) -> Iterator[Mismatch]:
    """Rates declared in the pack, such as inventions per 10,000 residents."""
    for ratio in fact_words().ratios:
        for fact in values:
            if not _is(fact, ratio.result):
                continue
            over = next((each for each in values if _is(each, ratio.over) and _with(each, fact)), None)
            under = next((each for each in values if _is(each, ratio.under) and _with(each, fact, ratio.under)), None)
            if over is None or under is None or under.value.low <= 0 or over.value.high is None:
                continue
            times = Decimal(ratio.times)
            high = under.value.high or under.value.low
            expected = (over.value.low * times / high, over.value.high * times / under.value.low)
            if _misses(fact, expected):
                yield _mismatch("ratio", fact, (over, under), expected)


def _is(fact: Fact, narrowed: Narrowed) -> bool:
    return fact.subject == narrowed.subject and dict(fact.scope) == dict(narrowed.scope)


def _with(each: Fact, fact: Fact, under: Narrowed | None = None) -> bool:
    """Whether a number belongs to a rate: of its place and day; residents are of the year before."""
    if each.place != fact.place:
        return False
    return (under is not None and under.subject == "population") or each.span.end == fact.span.end
