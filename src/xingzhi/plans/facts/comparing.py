"""Compare what documents state."""

from __future__ import annotations

from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from itertools import combinations

from xingzhi.plans.facts.adding_up import mismatches
from xingzhi.plans.facts.causes import explained, pair_of
from xingzhi.plans.facts.compared import Compared, NotCompared, Pair
from xingzhi.plans.facts.differing import Difference, comparable, difference, incompatible
from xingzhi.plans.facts.fact import Document, Fact
from xingzhi.plans.facts.pack import fact_words
from xingzhi.plans.facts.slips import slip
from xingzhi.plans.facts.stated import Stated, stated

_PARTS = frozenset({"type", "holder", "duty", "level"})  # a part of them is never more than the whole


def compare(documents: Sequence[Document], place: str = "") -> Compared:
    """Every pair of statements of one fact that differ, within and between documents, with the cause.

    `place` is the path of the office's region, meant by 全盟 and by sentences without place; "" where it is not known.
    Reads no database; the answer is the same for the same documents in the same order.
    """
    return compare_stated([stated(each, place) for each in documents], place)


def compare_stated(every: Sequence[Stated], place: str = "", own: Container[str] | None = None) -> Compared:
    """The same of documents read before. With `own` only alarms these documents (by id) take part in are looked for."""
    facts = [fact for each in every for fact in each.facts]
    loose = [fact for each in every for fact in each.loose if fact.span.end is not None]
    asked = [each for each in every if own is None or each.document.id in own]
    days = {each.document.id: each.document.on for each in every}
    alarms, told = _pairs(facts, days, own)
    more, _ = _pairs(loose, days, own)
    wrong = tuple(found for each in asked for found in mismatches(each.facts, each.document.place or place))
    return Compared(
        tuple(facts),
        (*alarms, *(pair for pair in more if _worded_alike(pair))),
        wrong,
        told,
        tuple(_left([fact for each in asked for fact in each.facts])),
        tuple((each.document.id, text) for each in asked for text in each.unread),
    )


def _pairs(
    facts: Sequence[Fact], days: Mapping[str, date], own: Container[str] | None
) -> tuple[tuple[Pair, ...], tuple[Pair, ...]]:
    """Contradictions, and pairs explained (not looked for with `own`); one pair of two documents' same two values once."""
    groups: dict[tuple[str, str, str | None], list[Fact]] = {}
    for fact in facts:
        groups.setdefault((fact.subject, fact.kind, fact.place), []).append(fact)
    alarms: dict[object, Pair] = {}
    told: dict[object, Pair] = {}
    for group in groups.values():
        for first, second in _two(group, own):
            if not comparable(first, second) or not incompatible(first.value, second.value):
                continue
            found = difference(first, second, days)
            key = (first.subject, first.kind, first.place, first.document, second.document, *_values(first, second))
            if _contradict(first, second, found):
                if key not in alarms:
                    alarms[key] = pair_of(first, second, found, facts, days)
            elif own is None and (pair := explained(first, second, found)) and not _told_apart(pair, group, days):
                told.setdefault(key, pair)
    pairs = list(alarms.values())
    return tuple(_following(pair, pairs) for pair in pairs), tuple(
        pair for key, pair in told.items() if key not in alarms
    )


def _two(group: Sequence[Fact], own: Container[str] | None) -> Iterator[tuple[Fact, Fact]]:
    """Every two facts of a group, with `own` those of which one is of these documents."""
    if own is None:
        yield from combinations(group, 2)
        return
    mine = {at for at, fact in enumerate(group) if fact.document in own}
    for at in mine:
        for other in range(len(group)):
            if other > at or (other < at and other not in mine):
                yield group[min(at, other)], group[max(at, other)]


def _following(pair: Pair, pairs: Sequence[Pair]) -> Pair:
    """A growth or a share that differs because its numbers do takes their cause."""
    if pair.cause != "unknown" or pair.first.kind not in ("growth", "share", "change"):
        return pair
    ends = (pair.first.document, pair.second.document)
    for other in pairs:
        alike = (other.first.subject, other.first.place) == (pair.first.subject, pair.first.place)
        if other.first.kind == "value" and alike and (other.first.document, other.second.document) == ends:
            said = (other.first.value.text, other.second.value.text)
            return replace(
                pair, cause=other.cause, zh=f"由数值不同（{said[0]}、{said[1]}）引起，{other.zh}",
                en=f"follows from the numbers ({said[0]}, {said[1]}): {other.en}",
            )  # fmt: skip
    return pair


def _told_apart(pair: Pair, group: Sequence[Fact], days: Mapping[str, date]) -> bool:
    """Whether one of the two documents states both facts, so that its reader sees the difference."""
    for one, document in ((pair.first, pair.second.document), (pair.second, pair.first.document)):
        for other in group:
            if other.document == document and other not in (pair.first, pair.second) and comparable(one, other):
                found = difference(one, other, days)
                if found.times == "same" and not found.scopes and not found.other:
                    return True
    return False


def _worded_alike(pair: Pair) -> bool:
    """Whether two numbers of undeclared things stand with the same words, as far as these were read."""
    one, two = pair.first, pair.second
    return one.document != two.document and one.unread == two.unread and one.value.unit == two.value.unit


def _values(first: Fact, second: Fact) -> tuple[object, ...]:
    return (
        first.value.number,
        second.value.number,
        tuple(sorted(first.scope.items())),
        tuple(sorted(second.scope.items())),
    )


def _contradict(first: Fact, second: Fact, found: Difference) -> bool:
    if found.other:
        return False
    if first.basis and second.basis and first.basis != second.basis:
        return False
    if first.definition and second.definition and first.definition != second.definition:
        return False
    if first.document == second.document and found.times == "loose":
        return False
    if not found.scopes:
        return found.times in ("same", "loose") or (found.times == "nested" and _shrinks(first, second))
    if found.scopes == ("unread",) and found.times in ("same", "loose"):
        return slip(first.value, second.value) is not None or _near(first, second)
    return len(found.scopes) == 1 and found.scopes[0] in _PARTS and found.times == "same" and _above(first, second)


def _near(first: Fact, second: Fact) -> bool:
    """Whether two numbers lie so near that the same is meant, though words beside one were not read."""
    small, large = sorted((abs(first.value.number), abs(second.value.number)))
    return small * 100 >= large * fact_words().settings.near_share.value


def _shrinks(first: Fact, second: Fact) -> bool:
    """Whether a flow is less in the longer of two stretches that begin on one day."""
    one, two = first.span, second.span
    if first.kind != "value" or one.start is None or one.start != two.start or one.end is None or two.end is None:
        return False
    longer, shorter = (first, second) if one.end > two.end else (second, first)
    return longer.value.high is not None and longer.value.high < shorter.value.low


def _above(first: Fact, second: Fact) -> bool:
    """Whether a part is more than the whole it is of."""
    part, whole = (first, second) if len(first.scope) > len(second.scope) else (second, first)
    return first.kind == "value" and whole.value.high is not None and part.value.low > whole.value.high


def _left(facts: Sequence[Fact]) -> Iterator[NotCompared]:
    """Facts that could be compared with nothing because their place or period is not known."""
    for fact in facts:
        if fact.place is None:
            yield NotCompared(fact, "没有写明地区，未比较", "no place is stated; not compared")
        elif fact.span.end is None:
            yield NotCompared(
                fact, "没有写明时期，只与成文日期相近的文件比较", "no period is stated; compared with documents of about that day only"
            )  # fmt: skip
