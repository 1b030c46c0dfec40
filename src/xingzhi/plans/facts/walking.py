"""Walk through the sentences of a text and state a fact for each number that a subject explains."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from xingzhi.packs.fact_words import Subject
from xingzhi.plans.facts.fact import Fact, Stretch, Value
from xingzhi.plans.facts.kinds import broken, kind_of, negative, timed
from xingzhi.plans.facts.loose import loose_topic
from xingzhi.plans.facts.mark import Mark
from xingzhi.plans.facts.marks import Marked
from xingzhi.plans.facts.narrowing import ANY, accepted, apply, bracketed, values_of
from xingzhi.plans.facts.phrase import Phrase
from xingzhi.plans.facts.stretches import shifted
from xingzhi.plans.facts.topic import Topic, topic_of
from xingzhi.plans.facts.topics import Topics

_PARTS = re.compile(r"^(?:\s*其中|\s*分[^，。]{1,8}看|\s*按[^，。]{1,8}[分看]|\s*同比|\s*环比|\s*较|\s*比)")
_WHOLE_SENTENCE = ("stance", "counted_by")  # 力争…, 按申请日口径…: said once for all numbers behind
NONE = Stretch(None, None, "none")


@dataclass
class Context:
    """What goes on from one sentence to the next: period, place, the last fact, the topics."""

    title: Stretch = NONE
    home: str | None = None
    period: Stretch = NONE
    place: tuple[str | None, str] = (None, "")
    topics: list[Topic] = field(default_factory=list)
    last: Fact | None = None


class Walk:
    """One sentence."""

    def __init__(self, context: Context, sentence: str, start: int, found: Marked) -> None:
        self.context, self.sentence, self.start, self.found = context, sentence, start, found
        self.facts: list[Fact] = []
        self.loose: list[Fact] = []
        self.unread: list[str] = []
        self.said = {"period": False, "place": False}
        self.same_time: Mark | None = None
        if not _PARTS.match(found.text) and any(mark.sort == "subject" for mark in found.marks):
            context.topics = []
        self.topics = Topics(found, context.topics)

    def walk(self) -> None:
        """State its facts."""
        places, before = [], self.context.place
        for mark in self.found.marks:
            if mark.sort == "period":
                self.context.period, self.said["period"], self.same_time = mark.held, True, None
            elif mark.sort == "place":
                self.context.place, self.said["place"] = (mark.held, mark.text), True
                places.append(mark)
            elif mark.sort == "same_time" or (mark.sort == "basis" and _of_then(self.found.text, mark)):
                self.same_time = mark
            elif mark.sort in ("value", "rank"):
                self._number(mark)
                self.topics.ended = max(mark.end, self.topics.taken)
                if self.same_time and self.same_time.sort == "basis":
                    self.same_time = None
        if len({mark.held for mark in places}) > 1:
            above = all(str(mark.held).startswith(str(places[0].held)) for mark in places)
            self.context.place = (places[0].held, places[0].text) if above else before

    def _number(self, mark: Mark) -> None:
        phrase = self.topics.phrase(mark)
        value: Value = mark.held
        kind, basis, sign = kind_of(phrase, mark, min(self.topics.ended, phrase.start))
        if kind == "value":
            topic = self.topics.of(phrase, mark)
            subject = topic.subject(value.unit) if topic else None
            if subject and not subject.fraction and broken(mark.text, value):
                subject = None  # 人均3.5件 counts no patents
            fact = self._fact(mark, kind, topic, subject, "", value) if topic and subject else None
        else:
            fact = self._relative(phrase, mark, kind, basis, negative(value) if sign < 0 else value)
        self.topics.lost = fact is None and kind == "value"
        if fact is None:
            self.unread.append(mark.text)
            if kind == "value" and (topic := loose_topic(phrase, mark)):
                self.loose.append(self._fact(mark, kind, topic, topic.word.held[0], "", value))
        else:
            self.facts.append(fact)
            if (kind == "value" and not self.same_time) or (kind == "growth" and self.context.last is None):
                self.context.last = fact

    def _relative(self, phrase: Phrase, mark: Mark, kind: Any, basis: str, value: Value) -> Fact | None:
        """A growth, change, share or rank: of the subject its clause names, else of the last value."""
        last = self._against(basis)
        if kind == "share" and (named := phrase.marks("share")):
            phrase = Phrase(phrase.found, phrase.start, named[0].start)  # 企业授权量占授权总量的…: a share of the first
        words = phrase.marks("subject")
        of_growth = (
            {"of": "growth"} if kind == "rank" and (phrase.marks("growth") or (last and last.kind == "growth")) else {}
        )
        if words:
            topic = topic_of(phrase, words[-1])
            topic = replace(topic, scope=topic.scope | of_growth)
            self.topics.keep(topic)
            return self._fact(mark, kind, topic, topic.word.held[0], basis, value)
        narrowing = accepted(phrase, None)
        rest = phrase.rest(
            [*narrowing, *phrase.marks("growth", "basis", "share", "among", "place", "period", "same_time")]
        )
        if last is None or rest:
            return None
        if narrowing and self.topics.held:
            topic = self.topics.held[-1]
            topic = replace(topic, scope=topic.scope | values_of(narrowing) | of_growth)
            subject = topic.subject(last.value.unit) or topic.word.held[0]
            return self._fact(mark, kind, topic, subject, basis, value)
        place = self.context.place if phrase.marks("place") else (last.place, last.place_text)
        return replace(
            last, kind=kind, basis=basis, value=value, start=self.start + mark.start, end=self.start + mark.end,
            sentence=self.sentence, scope=dict(last.scope) | of_growth, place=place[0], place_text=place[1],
        )  # fmt: skip

    def _against(self, basis: str) -> Fact | None:
        """The fact a growth is of: the last value, or where that is of an earlier day the newest of its sentence."""
        last = self.context.last
        if last is None or not basis:
            return last
        alike = [
            fact
            for fact in self.facts
            if fact.kind == "value" and (fact.subject, fact.place, fact.scope) == (last.subject, last.place, last.scope)
        ]
        return max(alike, key=lambda fact: fact.span.end or date.min, default=last)

    def _fact(self, mark: Mark, kind: Any, topic: Topic, subject: Subject, basis: str, value: Value) -> Fact:
        given = self.topics.assigned.get(mark.start)
        place, place_text = (given.held, given.text) if given and given.sort == "place" else self.context.place
        span = given.held if given and given.sort == "period" else self._span()
        scope = topic.scope | values_of(bracketed(self.found, mark.end))
        if given and given.sort == "scope":
            scope |= values_of([given])
        held_on = [each for each in self.found.between(0, mark.start, "scope") if each.held[0].id in _WHOLE_SENTENCE]
        part = self.found.text.rfind("；", 0, mark.start) + 1
        held_on += [each for each in self.found.between(part, mark.start, "scope") if each.held[0].part]
        scope |= {way: value for each in held_on for way, value in values_of([each]).items()}
        if scope.get("counting") == "approved":  # 上半年核准3件 are new, 截至6月底核准2493件 are all
            scope["counting"] = "new" if span.start and not span.vague else ANY
        return Fact(
            subject=subject.id, label=topic.word.text, kind=kind, place=self.context.home if place is None else place,
            span=timed(span, subject, self.topics.phrase(mark)), value=value, scope=apply(scope, subject),
            basis=basis, start=self.start + mark.start, end=self.start + mark.end, sentence=self.sentence,
            read=tuple(filter(None, (span.text, place_text, *topic.read))), unread=topic.unread, place_text=place_text,
        )  # fmt: skip

    def _span(self) -> Stretch:
        span = self.context.period
        if self.same_time and self.same_time.held == "year_end" and span.end:
            return Stretch(None, date(span.end.year - 1, 12, 31), "stated", self.same_time.text)
        if self.same_time:
            named = self.same_time.held if self.same_time.sort == "same_time" else None
            years = span.end.year - named if named and span.end else 1
            return shifted(span, years, self.same_time.text)
        if span.how == "stated" and not self.said["period"]:
            return replace(span, how="carried")
        return span


def _of_then(text: str, mark: Mark) -> bool:
    """Whether the number right behind is the one of then: 比上年同期的160件增长10%."""
    return (
        mark.held in ("yoy", "year_end")
        and bool(re.match(r"的?[（(]?\d[\d,.]*(?![\d,.%])", text[mark.end :]))
        and mark.text[-1] != "比"
    )
