"""Why two statements of one fact differ: date, definition, scope, typing, or nothing that can be told."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from xingzhi.plans.facts.compared import Cause, Pair
from xingzhi.plans.facts.differing import COUNTS, CUMULATED, Difference, comparable, difference
from xingzhi.plans.facts.fact import Fact
from xingzhi.plans.facts.pack import fact_words
from xingzhi.plans.facts.slips import digits, slip


def pair_of(first: Fact, second: Fact, found: Difference, facts: Sequence[Fact], days: Mapping[str, date]) -> Pair:
    """A contradiction with its most likely cause."""
    cause, zh, en = _cause(first, second, found, facts, days)
    words = sorted({*first.unread, *second.unread})
    if words and set(first.unread) != set(second.unread):
        zh += f"；未识别的词：{'、'.join(words)}，请核对是否限定了口径"
        en += f"; words not read: {', '.join(words)}; check whether they narrow the figure"
    return Pair(first, second, cause, zh, en)


def _cause(
    first: Fact, second: Fact, found: Difference, facts: Sequence[Fact], days: Mapping[str, date]
) -> tuple[Cause, str, str]:
    if found.scopes and found.scopes != ("unread",):
        return "scope", "部分大于全部，范围必有一处写错", "the part is more than the whole: the scope of one is wrong"
    if found.times == "nested":
        return "date", "时段长的数值反而小，时期必有一处写错", "less in the longer stretch: the period of one is wrong"
    for one, two in ((first, second), (second, first)):
        if copied := _copied(one, two, facts, days):
            return copied
    written = slip(first.value, second.value)
    if written and (written.sure or found.times != "loose"):
        return "typing", written.zh, written.en
    if found.times == "loose":
        return (
            "date",
            "时期没有写明或只写到成文时，两处可能取自不同日期",
            "the period is not stated; they may be of two days",
        )
    one_day, other_day = days[first.document], days[second.document]
    if one_day != other_day:
        return "date", f"两份文件成文日期不同（{one_day}、{other_day}），可能取数日期不同", (
            f"the documents are of {one_day} and {other_day}: the figures may have been taken on two days"
        )  # fmt: skip
    if first.label != second.label and first.label not in second.label and second.label not in first.label:
        return "definition", f"用词不同（{first.label}、{second.label}），口径可能不同", (
            f"called differently ({first.label}, {second.label}): the definition may differ"
        )  # fmt: skip
    return "unknown", "日期、口径、范围相同而数值不同，必有一处有误", "same date, definition and scope: one is wrong"


def _copied(one: Fact, two: Fact, facts: Sequence[Fact], days: Mapping[str, date]) -> tuple[Cause, str, str] | None:
    """Where the number of one stands elsewhere for another day, scope, place or subject: it was taken from there."""
    settings = fact_words().settings
    written = len(digits(one.value).replace(".", "").strip("0"))
    for other in facts:
        if other is one or other is two or other.kind != one.kind or other.value.number != one.value.number:
            continue
        units = {other.value.unit, one.value.unit}
        if (len(units) > 1 and units & COUNTS) or (other.start, other.document) == (one.start, one.document):
            continue
        near = not other.given and (other.subject, other.place) == (one.subject, one.place)
        if written < (settings.typing_digits if near else settings.copied_digits).value:
            continue
        cause = _of_other(other, one, days)
        if cause and (cause == "date" or written >= settings.copied_digits.value):
            zh = {"date": "时期", "scope": "范围", "definition": "口径"}[cause]
            where = other.sentence if len(other.sentence) <= 60 else f"{other.sentence[:60]}…"
            return (
                cause,
                f"{one.value.text}与另一{zh}的数值相同：{where}",
                f"{one.value.text} is the figure of another {cause}: {where}",
            )
    return None


def _of_other(other: Fact, one: Fact, days: Mapping[str, date]) -> Cause | None:
    if other.subject != one.subject:
        alike = any({other.subject, one.subject} <= set(group) for group in fact_words().alike)
        return "definition" if alike and other.place == one.place else None
    if other.place != one.place:
        return "scope"
    if not comparable(other, one):
        return None
    found = difference(other, one, days)
    if found.other or found.scopes:
        return "scope" if found.times in ("same", "loose") else None
    return "date" if found.times in ("nested", "apart") else None


def explained(first: Fact, second: Fact, found: Difference) -> Pair | None:
    """Two facts with other values that differ in one respect besides; None where they differ in more or in none."""
    if first.document == second.document or found.other:
        return None
    if first.basis != second.basis:
        if (
            first.basis
            and second.basis
            and not found.scopes
            and found.times in ("same", "loose")
            and first.kind != "rank"
        ):
            return Pair(first, second, "definition", "对比的基期不同", "they are against different periods")
        return None
    if first.definition != second.definition and first.definition and second.definition:
        return Pair(first, second, "definition", "指标定义的版本不同", "the definition of the indicator differs")
    if len(found.scopes) == 1 and found.times in ("same", "loose"):
        return _by_scope(first, second, found.scopes[0])
    if not found.scopes and found.times == "nested" and first.span.start == second.span.start:
        zh = f"时期不同（{first.span.text or '未写明'}、{second.span.text or '未写明'}）"
        return Pair(
            first, second, "date", zh, f"of different periods ({first.span.text or '-'}, {second.span.text or '-'})"
        )
    return None


def _by_scope(first: Fact, second: Fact, way: str) -> Pair:
    rules = {each.id: each for each in fact_words().scopes}
    cause: Cause = (
        "definition" if way in ("counted_by", CUMULATED) or (way in rules and rules[way].definition) else "scope"
    )
    said, english = zip(*(_limit(each, way) for each in (first, second)), strict=True)
    zh = f"{'口径' if cause == 'definition' else '范围'}不同（{said[0]}；{said[1]}）"
    return Pair(first, second, cause, zh, f"the {cause} differs ({english[0]}; {english[1]})")


def _limit(fact: Fact, way: str) -> tuple[str, str]:
    """To what one way narrows a fact, in Chinese and English."""
    value = fact.scope.get(way, "")
    if way == CUMULATED:
        return ("累计", "cumulated") if fact.span.start is None else ("当年", "of the year")
    if value and way == "unread":
        return f"“{value}”没有识别，可能是限定", f"“{value}” was not read and may narrow it"
    if not value:
        return "未限定", "not narrowed"
    words = next((each.words.get(value, (value,)) for each in fact_words().scopes if each.id == way), (value,))
    return f"限于“{words[0]}”", f"“{words[0]}” only"
