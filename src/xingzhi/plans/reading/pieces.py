"""The sentences of a piece of a paragraph, without the signs and numbers before them."""

from __future__ import annotations

import re

from xingzhi.plans.reading.joined import Span
from xingzhi.plans.reading.marks import marker_of
from xingzhi.plans.reading.sentences import sentences

_LEADING = " ，；;。、●•·▪◆■□▶➢✓★-–—*"  # signs before a sentence that are no part of it


def pieces(paragraph: Span, begun: int, end: int, whole: bool) -> tuple[list[Span], list[Span]]:
    """Sentences between two places of a paragraph, and the marks that are none; `whole`: all is one sentence."""
    text = paragraph.text[begun:end]
    lead = len(text) - len(text.lstrip(_LEADING))
    start = paragraph.start + begun + lead
    marks = [Span(start - lead, start, text[:lead])] if lead else []
    rest = text[lead:]
    found: list[Span] = []
    for each in [Span(start, start + len(rest), rest)] if whole else sentences(rest, start):
        number = _number_of(each)
        if number:
            marks.append(Span(each.start, each.start + len(number), number))
            each = Span(each.start + len(number), each.end, each.text[len(number) :])
        (found if re.search(r"\w", each.text) else marks).append(each)
    return found, marks


def _number_of(sentence: Span) -> str:
    """The number in brackets of a sentence of a row inside a paragraph: （1）…；（2）…"""
    marker = marker_of(sentence.text)
    return marker.text if marker and not sentence.text[0].isalnum() else ""
