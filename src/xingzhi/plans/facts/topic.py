"""A subject as a phrase names it, before a number or right behind it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from xingzhi.packs.fact_words import Subject
from xingzhi.plans.facts.mark import Mark, alternatives
from xingzhi.plans.facts.marks import Marked
from xingzhi.plans.facts.narrowing import accepted, values_of
from xingzhi.plans.facts.pack import fact_words
from xingzhi.plans.facts.phrase import Phrase
from xingzhi.plans.facts.words import narrows

ONLY = "only"
UNREAD = "unread"
_OF_THESE = re.compile("其中[^，。；,;]*$")


@dataclass(frozen=True)
class Topic:
    """A subject as a phrase named it, with what narrowed it there."""

    word: Mark
    scope: dict[str, str]
    unread: tuple[str, ...] = ()
    read: tuple[str, ...] = field(default=())

    def subject(self, unit: str) -> Subject | None:
        """The subject its word means with a unit; None where none is counted so."""
        return next((each for each in self.word.held if fits(each, unit)), None)


def fits(subject: Subject, unit: str) -> bool:
    """Whether a subject is counted in a unit."""
    return unit in subject.units


def topic_of(phrase: Phrase, word: Mark, carried: Sequence[Mark] = ()) -> Topic:
    """The topic a phrase names by a word, with all that narrows it before and behind."""
    narrowing = [*carried, *accepted(phrase, word)]
    fixed = ("place", "period", "subject", "basis", "same_time", "growth", "share", "among")
    taken = [*narrowing, *phrase.marks(*fixed)]
    scope = values_of(narrowing)
    before = phrase.rest(taken, end=word.start)
    behind = phrase.rest(taken, start=word.end)
    unread = []
    for run in (*before, *behind):
        if narrows(run):
            scope[ONLY] = run
        else:
            unread.append(run)
    others = [
        mark for mark in phrase.marks("subject") if mark is not word and (mark.start >= word.end or _holds(mark, word))
    ]
    if others:
        scope[ONLY] = others[-1].text  # 检查代理机构17家次: inspected, but agencies only
    alone = fact_words().not_alone
    side = _beside(phrase, word, narrowing)
    if adjacent := next((run for run in unread if run in before and side.endswith(run) and run not in alone), ""):
        scope.setdefault(ONLY if _OF_THESE.search(phrase.found.text[: word.start]) else UNREAD, adjacent)
    if objects := [run for run in behind if run in unread and run not in alone]:
        scope.setdefault(UNREAD, objects[0])  # 培训执法骨干86人次
    return Topic(word, scope, tuple(unread), tuple(mark.text for mark in (*narrowing, word)))


def _holds(mark: Mark, word: Mark) -> bool:
    """Whether a subject before another is those that have it: 高新技术企业拥有有效发明专利."""
    held = {unit for subject in mark.held for unit in subject.units}
    counted = {unit for subject in word.held for unit in subject.units}
    return mark.end <= word.start and "家" in held and not held & counted


def _beside(phrase: Phrase, word: Mark, narrowing: Sequence[Mark]) -> str:
    """What stands right before a subject and the words that narrow it: 涉农 of 涉农专利授权量."""
    start = word.start
    while found := next((mark for mark in narrowing if mark.start < start <= mark.end), None):
        start = found.start
    return phrase.found.text[phrase.start : start].rstrip("的")


def following(found: Marked, end: int, unit: str) -> Topic | None:
    """The subject that stands right behind a number: 45起商标侵权案件."""
    at = end
    links = re.compile(alternatives(fact_words().links))
    scopes: list[Mark] = []
    while True:
        here = [mark for mark in found.marks if mark.start == at]
        reached = [mark for mark in found.marks if mark.sort == "subject" and end <= mark.start <= at < mark.end]
        subject = reached[0] if reached else None
        if subject:
            inside = found.between(subject.start, subject.end, "scope")
            topic = Topic(subject, values_of([*scopes, *inside]), (), tuple(m.text for m in (*scopes, subject)))
            return topic if topic.subject(unit) else None
        narrowing = [mark for mark in here if mark.sort == "scope"]
        link = links.match(found.text, at)
        if not narrowing and link:
            at = link.end()
            continue
        if not narrowing:
            return None
        scopes += narrowing
        at = max(mark.end for mark in narrowing)
