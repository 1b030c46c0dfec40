"""Read the facts of a text."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date

from xingzhi.plans.facts.fact import Fact, Stretch
from xingzhi.plans.facts.marks import Marked, marked
from xingzhi.plans.facts.places import places
from xingzhi.plans.facts.stretches import Clock, periods
from xingzhi.plans.facts.tabled import cells, tables
from xingzhi.plans.facts.walking import Context, Walk
from xingzhi.plans.reading.joined import Span
from xingzhi.plans.reading.sentences import sentences

_YEAR = re.compile(r"(20\d{2})年")
_LONGEST = 1500  # characters of a sentence
_CAPTION = 2  # lines above a table that may be its caption


def facts_of(text: str, on: date, place: str = "", title: str = "") -> list[Fact]:
    """The facts a text states, in order.

    `on` is the day of the document (今年, 目前 count from it), `place` the path of the office's region (全盟, 我盟), `title`
    its title, whose period holds where a sentence names none. What is not recognised gives no fact.
    """
    return read(text, on, place, title).facts


@dataclass
class Read:
    """What a text states.

    `loose` are numbers of things no subject is declared for, known by the words they stand with; `unread` those numbers
    with a unit that gave no fact.
    """

    facts: list[Fact] = field(default_factory=list)
    loose: list[Fact] = field(default_factory=list)
    unread: list[str] = field(default_factory=list)


def read(text: str, on: date, place: str = "", title: str = "") -> Read:
    """All that a text states."""
    clock = _clock(text, on, title)
    context = Context(title=_of_title(title, clock), home=place or None)
    known = places(place)
    found = Read()
    lines = _lines(text)
    inside = dict(tables(lines))
    at = 0
    while at < len(lines):
        start, line = lines[at]
        context.period, context.place, context.last = context.title, (None, ""), None
        if at in inside:
            caption = " ".join(each for _, each in lines[max(0, at - _CAPTION) : at] if "。" not in each)
            _table(found, context, lines[at : inside[at]], caption, lambda said: marked(said, known, clock))
            at = inside[at]
            continue
        for sentence in (piece for each in sentences(line, start) for piece in _pieces(each)):
            walk = Walk(context, sentence.text, sentence.start, marked(sentence.text, known, clock))
            walk.walk()
            found.facts += walk.facts
            found.loose += walk.loose
            found.unread += walk.unread
        at += 1
    return found


def _pieces(sentence: Span) -> Iterator[Span]:
    """A sentence, or where it is longer than any person writes, parts of it cut at commas."""
    text, start = sentence.text, sentence.start
    while len(text) > _LONGEST:
        cut = max(text.rfind(sign, 1, _LONGEST) for sign in "，；") + 1 or _LONGEST
        yield Span(start, start + cut, text[:cut])
        text, start = text[cut:], start + cut
    yield Span(start, start + len(text), text)


def _clock(text: str, on: date, title: str) -> Clock:
    """The years a text means where it says none."""
    year = _YEAR.search(title)
    spoken = Counter(int(each) for each in _YEAR.findall(text) if int(each) <= on.year).most_common(1)
    base = int(year[1]) if year else on.year
    return Clock(on, base, base if year or not spoken else spoken[0][0])


def _lines(text: str) -> list[tuple[int, str]]:
    """The lines of a text with their places."""
    found, at = [], 0
    for line in text.split("\n"):
        found.append((at, line))
        at += len(line) + 1
    return found


def _table(
    found: Read, context: Context, lines: list[tuple[int, str]], caption: str, mark: Callable[[str], Marked]
) -> None:
    """The facts of a table; its caption gives the period where neither row nor column does."""
    spans: list[Stretch] = [each.held for each in mark(f"{lines[0][1]} {caption}").marks if each.sort == "period"]
    for cell in cells(lines, caption):
        context.period, context.place, context.topics = spans[-1] if spans else context.title, (None, ""), []
        walk = Walk(context, cell.said, cell.start, mark(cell.said))
        walk.walk()
        found.facts += [
            replace(each, start=cell.start, end=cell.end, sentence=cell.printed) for each in walk.facts[-1:]
        ]


def _of_title(title: str, clock: Clock) -> Stretch:
    """The period of a title: what its facts are of where they name none."""
    spans: list[Stretch] = [mark.held for mark in periods(title, clock) if mark.sort == "period"]
    return replace(spans[-1], how="title") if spans else Stretch(None, None, "none")
