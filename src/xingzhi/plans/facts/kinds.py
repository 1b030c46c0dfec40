"""What sort of statement a number is, and the days a subject needs of a stretch."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

from xingzhi.packs.fact_words import Subject
from xingzhi.plans.facts.fact import Kind, Stretch, Value
from xingzhi.plans.facts.mark import Mark
from xingzhi.plans.facts.numbers import PERCENT, POINTS
from xingzhi.plans.facts.phrase import Phrase

_REACHED = re.compile(r"\s*(?:至|到|为)")
_TOGETHER = re.compile("合计|共占|两项|三项|两者|三者|总共")  # a share of several parts, of which none is named
_RATES = ("增速", "增幅")  # words of growth no number of things follows


def kind_of(phrase: Phrase, mark: Mark, since: int) -> tuple[Kind, str, int]:
    """What sort of statement a number is, what it is against, and its sign; `since`: where words of that may begin."""
    if mark.sort == "rank":
        among = phrase.marks("among")
        return "rank", among[-1].held if among else "", 1
    growth, share, unit = phrase.marks("growth"), phrase.marks("share"), mark.held.unit
    if growth and not phrase.rest(phrase.marks("growth", "basis"), growth[-1].end):
        basis = phrase.found.between(since, mark.start, "basis")
        against = basis[-1].held if basis else ""
        if _REACHED.match(phrase.found.text, growth[-1].end) and unit not in (PERCENT, POINTS):
            return "value", "", 1
        sign = -1 if growth[-1].held == "down" else 1
        if unit == PERCENT:
            return "growth", against, sign
        beside = growth[-1].text != "多" or bool(phrase.marks("basis"))
        if growth[-1].text not in _RATES and beside:
            return "change", against, sign
    if share and unit == PERCENT and not _TOGETHER.search(phrase.text):
        return "share", "target" if share[-1].held == "completion" else "", 1
    return "value", "", 1


def negative(value: Value) -> Value:
    """A fall: the number with its sign turned."""
    low = -(value.high if value.high is not None else value.number)
    return replace(value, number=-value.number, low=low, high=-value.low)


def broken(text: str, value: Value) -> bool:
    """Whether a number of whole things is said in parts of one: 3.5件, where 3.5万件 would be whole."""
    written = re.search(r"\d\.\d+(?=[^\d万亿千百]*$)", text)
    return bool(written) and value.unit not in ("万元", PERCENT, POINTS, "分", "件/万人")


def timed(span: Stretch, subject: Subject, phrase: Phrase) -> Stretch:
    """A stretch as the subject needs it: a stock is of its last day, a flow up to a day began with the year."""
    if span.end is None:
        return span
    if subject.timing == "stock":
        return replace(span, start=None)
    if "累计" in phrase.text and not phrase.marks("period"):
        return replace(span, start=None)  # since when is not said
    if "累计" in phrase.text and span.start and span.start.month == span.end.month:
        return replace(span, start=date(span.end.year, 1, 1))
    if span.start is None and "累计" not in phrase.text and span.how != "carried":
        return replace(span, start=date(span.end.year, 1, 1))
    return span
