"""Sentences of a paragraph: parted at full stops outside brackets and quotation marks."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from xingzhi.plans.reading.joined import Span
from xingzhi.plans.reading.marks import CLOSERS, OPENERS

STOPS = "。！？!?"
_COUNTED = re.compile(
    r"[一二三四五六七八九十]是|第[一二三四五六七八九十][，、]|[（(]?\d{1,2}[）)]|\d{1,2}[、.．](?!\d)|[①-⑳]|[（(][一二三四五六七八九十]{1,2}[）)]"
)


@dataclass(frozen=True)
class Brackets:
    """Where brackets of a text open and close: pairs by position, and those without their other half."""

    pairs: dict[int, int]
    open_only: tuple[int, ...]
    close_only: tuple[int, ...]


def brackets(text: str) -> Brackets:
    """Match brackets; one that closes leaves those inside it that never closed without their half."""
    pairs: dict[int, int] = {}
    stack: list[int] = []
    lost: list[int] = []
    closers: list[int] = []
    for at, letter in enumerate(text):
        if letter in OPENERS:
            stack.append(at)
        elif letter in CLOSERS:
            opener = OPENERS[CLOSERS.index(letter)]
            if not any(text[each] == opener for each in stack):
                closers.append(at)
                continue
            while text[stack[-1]] != opener:
                lost.append(stack.pop())
            pairs[stack.pop()] = at
    return Brackets(pairs, tuple(sorted(lost + stack)), tuple(closers))


def sentences(text: str, start: int = 0) -> Iterator[Span]:
    """The sentences of `text`, placed from `start`; the closing marks after a stop belong to it.

    Counted clauses are sentences of their own: 一是…；二是…
    """
    covered = _inside(brackets(text), len(text))
    begun = 0
    at = 0
    while at < len(text):
        at += 1
        if text[at - 1] in STOPS and not covered[at - 1]:
            while at < len(text) and text[at] in "”’" + STOPS:
                at += 1
            yield from _span(text, begun, at, start)
            begun = at
        elif not covered[at - 1] and _ends_clause(text, begun, at):
            yield from _span(text, begun, at, start)
            begun = at
    yield from _span(text, begun, len(text), start)


def _ends_clause(text: str, begun: int, at: int) -> bool:
    """Whether a counted clause ends before `at`, or a row of them begins there: …以下工作：（1）…；（2）…"""
    if not _COUNTED.match(text, at):
        return False
    if text[at - 1] in "：:":
        return bool(re.search(rf"[；;。](?:{_COUNTED.pattern})", text[at:]))
    return text[at - 1] in "；;" and _counted(text, begun)


def _counted(text: str, begun: int) -> bool:
    """Whether the clause that ends is itself one of a row: it bears a number, at its head or behind a colon."""
    return bool(_COUNTED.match(text, begun)) or bool(re.search(rf"[：:，](?:{_COUNTED.pattern})", text[begun:]))


def _span(text: str, begun: int, end: int, start: int) -> Iterator[Span]:
    piece = text[begun:end]
    if piece.strip():
        lead = len(piece) - len(piece.lstrip())
        body = piece.strip()
        yield Span(start + begun + lead, start + begun + lead + len(body), body)


def _inside(found: Brackets, size: int) -> list[bool]:
    """For each character whether it stands in brackets that open and close."""
    inside = [False] * size
    for opened, closed in found.pairs.items():
        inside[opened : closed + 1] = [True] * (closed + 1 - opened)
    return inside
