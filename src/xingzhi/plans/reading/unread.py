"""Numbers and spans of time of a sentence that were read as nothing: no target, no day, no number of a document."""

from __future__ import annotations

import re
from collections.abc import Iterable

from xingzhi.plans.reading.deadlines import deadlines
from xingzhi.plans.reading.marks import NUMBER, marker_of

_N = r"[一二两三四五六七八九十]"
# what stands for a day, a part of a plan or a name is no figure: 2026年, 4月26日, 第3批, 4·26, “3+1”, 5G
_NAMES = re.compile(
    rf"《[^》]*》|“[^”]*”|{NUMBER.pattern}|20\d{{2}}(?:[—\-－–~至]20\d{{2}})?年?|\d{{1,2}}月(?:\d{{1,2}}[日号])?|第\d+|\d+[·•]\d+|\d+[A-Za-z]+|[A-Za-z]+\d+"
)
_FIGURE = re.compile(
    rf"(?:\d[\d,]*(?:\.\d+)?|{_N}{{1,3}}(?=个?工作日|个自然日|个月|个小时|小时内|天内|日内|周内|年内))[^\s，。；、：,;（）()\d]{{0,5}}"
)


def unread_figures(text: str, taken: Iterable[str]) -> list[str]:
    """The figures of a task's text that are neither in what was taken of it, as written, nor in a day or a document's name."""
    marker = marker_of(text)
    left = _hide(text, 0, len(marker.text)) if marker else text
    for found in deadlines(text, None, None):
        if found.rule != "event":
            left = _hide(left, found.start, found.end)
    for said in sorted(filter(None, taken), key=len, reverse=True):
        while (at := left.find(said)) >= 0:
            left = _hide(left, at, at + len(said))
    left = _NAMES.sub(lambda name: "\0" * len(name[0]), left)
    return [found[0].strip("\0") for found in _FIGURE.finditer(left)]


def _hide(text: str, start: int, end: int) -> str:
    return text[:start] + "\0" * (end - start) + text[end:]
