"""Read the facts of a text."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from datetime import date

from xingzhi.plans.facts.fact import Fact, Stretch
from xingzhi.plans.facts.marks import marked
from xingzhi.plans.facts.places import places
from xingzhi.plans.facts.stretches import Clock, periods
from xingzhi.plans.facts.walking import Context, Walk
from xingzhi.plans.reading.sentences import sentences

_YEAR = re.compile(r"(20\d{2})年")


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
    year = _YEAR.search(title)
    clock = Clock(on, int(year[1]) if year else on.year)
    context = Context(title=_of_title(title, clock), home=place or None)
    known = places(place)
    found = Read()
    at = 0
    for line in text.split("\n"):
        context.period, context.place, context.last = context.title, (None, ""), None
        for sentence in sentences(line, at):
            walk = Walk(context, sentence.text, sentence.start, marked(sentence.text, known, clock))
            walk.walk()
            found.facts += walk.facts
            found.loose += walk.loose
            found.unread += walk.unread
        at += len(line) + 1
    return found


def _of_title(title: str, clock: Clock) -> Stretch:
    """The period of a title: what its facts are of where they name none."""
    spans: list[Stretch] = [mark.held for mark in periods(title, clock) if mark.sort == "period"]
    return replace(spans[-1], how="title") if spans else Stretch(None, None, "none")
