"""Numbers inside a paragraph: a text that was pasted without its line ends is parted at each of them again."""

from __future__ import annotations

from xingzhi.plans.reading.joined import Span
from xingzhi.plans.reading.marks import Marker, marker_of
from xingzhi.plans.reading.sentences import STOPS, sentences


def at_numbers(paragraph: Span) -> list[Span]:
    """The paragraph, parted where a sentence begins with the next number of a row: …。（二）…。（三）…, 1、…；2、…"""
    last = marker_of(paragraph.text)
    starts = [paragraph.start]
    for sentence in sentences(paragraph.text, paragraph.start):
        found = marker_of(sentence.text)
        if sentence.start == paragraph.start or found is None:
            continue
        if _goes_on(last, found) and _after_stop(paragraph, sentence.start):
            starts.append(sentence.start)
            last = found
    ends = [*starts[1:], paragraph.end]
    return [
        Span(start, end, paragraph.text[start - paragraph.start : end - paragraph.start])
        for start, end in zip(starts, ends, strict=True)
    ]


def _goes_on(last: Marker | None, found: Marker) -> bool:
    """Whether a number follows the one before in its row, or begins a row below it."""
    if last is None or found.level > last.level:
        return found.value == 1
    return found.level == last.level and found.value == last.value + 1


def _after_stop(paragraph: Span, start: int) -> bool:
    return paragraph.text[: start - paragraph.start].rstrip()[-1:] in tuple(STOPS + "；;")
