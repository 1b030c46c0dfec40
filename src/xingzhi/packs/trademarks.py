"""Schemas of the trademark packs: what status words mean, and until when a published mark may be opposed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Literal

from pydantic import model_validator

from xingzhi.packs.calendar import Calendar
from xingzhi.packs.clock_counting import add_months
from xingzhi.packs.clock_course import Course
from xingzhi.packs.clock_schema import Clock
from xingzhi.packs.clocks import run
from xingzhi.packs.codes import CodeLabel
from xingzhi.packs.schema import Dated, Frozen, Label
from xingzhi.text.normalise import fold

Route = Literal["national", "international"]
INTERNATIONAL = "G"  # numbers of international registrations begin so


class StatusWords(Dated):
    """Words of files that mean one status."""

    code: str
    words: tuple[str, ...]


class TrademarkStatus(Frozen):
    """What the status words of trademark files mean; a word that is not listed leaves the status unknown."""

    codes: tuple[CodeLabel, ...]
    terms: tuple[StatusWords, ...]

    def meaning(self, raw: str) -> str:
        """The status a cell says, alone or with details behind a sign; "" where it is not known."""
        text = fold(raw)
        return next((code for word, code in self._longest_first if text == word or _opens(text, word)), "")

    @cached_property
    def _longest_first(self) -> tuple[tuple[str, str], ...]:
        words = {fold(word): term.code for term in self.terms for word in term.words}
        return tuple(sorted(words.items(), key=lambda item: -len(item[0])))


def _opens(text: str, word: str) -> bool:
    return text.startswith(word) and not text[len(word)].isalnum()


class OppositionRule(Dated):
    """The term in which a mark published from `since` on may be opposed; without a clock it is not known, and why."""

    route: Route
    law: Label
    begins: Literal["publication", "first_of_next_month"] = "publication"
    clock: Clock | None = None
    missing: Label | None = None

    @model_validator(mode="after")
    def _known_or_said(self) -> OppositionRule:
        if (self.clock is None) == (self.missing is None):
            raise ValueError("a rule has either a clock or a text that says what is missing")
        return self


@dataclass(frozen=True)
class Window:
    """The term to oppose one mark. `until` is None where it is not known, and `missing` says why.

    `left`: calendar days from the day asked on, below zero once it is over. `near`: the end is as near as the pack says
    to warn. `provisional`: a year's holidays are not loaded, so the last day may move.
    """

    until: date | None
    left: int | None = None
    near: bool = False
    provisional: bool = False
    article: Label | None = None
    law: Label | None = None
    missing: Label | None = None


class Oppositions(Dated):
    """The terms in which published marks may be opposed, each with its law and first day."""

    rules: tuple[OppositionRule, ...]
    unpublished: Label
    before: Label

    def window(self, mark_no: str, published_on: date | None, calendar: Calendar, today: date) -> Window:
        """The term to oppose a mark, by the law in force when it was published."""
        if published_on is None:
            return Window(None, missing=self.unpublished)
        rule = self._rule("international" if mark_no.startswith(INTERNATIONAL) else "national", published_on)
        if rule is None:
            return Window(None, missing=self.before)
        if rule.clock is None:
            return Window(None, law=rule.law, missing=rule.missing)
        begin = published_on if rule.begins == "publication" else add_months(published_on.replace(day=1), 1)
        running = run(rule.clock, calendar, Course(events={rule.clock.starts: begin}), today)
        left = (running.due - today).days if running.due else None
        near = left is not None and left >= 0 and today >= min(running.warn_on, default=date.max)
        return Window(running.due, left, near, running.provisional, rule.clock.article, rule.law)

    def _rule(self, route: Route, day: date) -> OppositionRule | None:
        held = [rule for rule in self.rules if rule.route == route and (rule.since or date.min) <= day]
        return max(held, key=lambda rule: rule.since or date.min, default=None)
