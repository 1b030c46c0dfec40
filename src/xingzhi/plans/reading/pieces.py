"""The sentences of a piece of a paragraph, without the signs and numbers before them."""

from __future__ import annotations

import re

from xingzhi.plans.reading.joined import Span
from xingzhi.plans.reading.marks import marker_of
from xingzhi.plans.reading.sentences import sentences
from xingzhi.plans.reading.wording import units_in_words

_LABEL = re.compile("(?:[一二三四五六七八九十]是|第[一二三四五六七八九十]，)[^，。；：\\d]{2,12}。")  # 一是摸清底数。…
_LEADING = " ，；;。、●•·▪◆■□▶➢✓★-–—*"  # signs before a sentence that are no part of it


def pieces(paragraph: Span, begun: int, end: int, whole: bool) -> tuple[list[Span], list[Span]]:
    """Sentences between two places of a paragraph, and the marks that are none; `whole`: all is one sentence."""
    text = paragraph.text[begun:end]
    lead = len(text) - len(text.lstrip(_LEADING))
    start = paragraph.start + begun + lead
    marks = [Span(start - lead, start, text[:lead])] if lead else []
    rest = text[lead:]
    found: list[Span] = []
    parted = (piece for each in sentences(rest, start) for piece in _by_subject(each))
    for each in [Span(start, start + len(rest), rest)] if whole else parted:
        number = _number_of(each)
        if number:
            marks.append(Span(each.start, each.start + len(number), number))
            each = Span(each.start + len(number), each.end, each.text[len(number) :])
        is_label = _LABEL.fullmatch(each.text) and each.end < start + len(rest)
        (found if re.search(r"\w", each.text) and not is_label else marks).append(each)
    return found, marks


def _by_subject(sentence: Span) -> list[Span]:
    """The clauses of a sentence that each give another unit its own duty: 甲局负责…；乙局要…"""
    cuts = [0]
    for found in re.finditer("[；;](?=.)", sentence.text):
        if _has_subject(sentence.text[cuts[-1] :]) and _has_subject(sentence.text[found.end() :]):
            cuts.append(found.end())
    ends = [*cuts[1:], len(sentence.text)]
    return [
        Span(sentence.start + begun, sentence.start + end, sentence.text[begun:end])
        for begun, end in zip(cuts, ends, strict=True)
    ]


def _has_subject(text: str) -> bool:
    """Whether a clause begins with the unit it gives something to do."""
    clause = re.split("[；;。]", text, maxsplit=1)[0]
    units = units_in_words(clause)
    return units is not None and clause.removeprefix("由").startswith(units.named[0].name)


def _number_of(sentence: Span) -> str:
    """The number in brackets of a sentence of a row inside a paragraph: （1）…；（2）…"""
    marker = marker_of(sentence.text)
    return marker.text if marker and not sentence.text[0].isalnum() else ""
