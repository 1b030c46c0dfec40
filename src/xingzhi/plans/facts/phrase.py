"""The words around a number: which subject it is of, what narrows it, and which words were not read."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from xingzhi.packs.fact_words import ScopeWords, Subject
from xingzhi.plans.facts.mark import Mark, alternatives
from xingzhi.plans.facts.marks import Marked
from xingzhi.plans.facts.pack import fact_words
from xingzhi.plans.facts.words import narrows, runs

ANY = "any"
ONLY = "only"
UNREAD = "unread"
_OF_THESE = re.compile("其中[^，。；,;]*$")
_JOINED = 3  # characters between two words of one list (发明专利、实用新型)
_BRACKET = re.compile(r"[（(][^（）()]*?(?:含|包括|口径|统计|国内)[^（）()]*?[）)]")


@dataclass(frozen=True)
class Phrase:
    """The words of a sentence between two places, before a number."""

    found: Marked
    start: int
    end: int

    @property
    def text(self) -> str:
        """Its text."""
        return self.found.text[self.start : self.end]

    def marks(self, *sorts: str) -> list[Mark]:
        """Its marks of some sorts."""
        return self.found.between(self.start, self.end, *sorts)

    def rest(self, taken: Iterable[Mark], start: int | None = None, end: int | None = None) -> list[str]:
        """Runs of words that no mark explains."""
        letters = list(self.found.text)
        for mark in taken:
            letters[mark.start : mark.end] = "\0" * (mark.end - mark.start)
        begin = self.start if start is None else start
        return runs("".join(letters[begin : self.end if end is None else end]))


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
    fixed = ("place", "period", "subject", "basis", "same_time", "growth", "share")
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
    alone = fact_words().not_alone
    others = [
        mark for mark in phrase.marks("subject") if mark is not word and (mark.start >= word.end or _holds(mark, word))
    ]
    if others:
        scope[ONLY] = others[-1].text  # 检查代理机构17家次: inspected, but agencies only
    alone = fact_words().not_alone
    side = _beside(phrase, word, narrowing)
    if adjacent := next((run for run in unread if run in before and side.endswith(run) and run not in alone), ""):
        scope.setdefault(ONLY if _OF_THESE.search(phrase.found.text[: word.start]) else UNREAD, adjacent)
    return Topic(word, scope, tuple(unread), tuple(mark.text for mark in (*narrowing, word)))


def _holds(mark: Mark, word: Mark) -> bool:
    """Whether a subject before another is what has it (高新技术企业拥有有效发明专利): nothing is counted in units of both."""
    units = {unit for subject in mark.held for unit in subject.units}
    return mark.end <= word.start and not any(unit in units for subject in word.held for unit in subject.units)


def _beside(phrase: Phrase, word: Mark, narrowing: Sequence[Mark]) -> str:
    """What stands right before a subject and the words that narrow it: 涉农 of 涉农专利授权量."""
    start = word.start
    while found := next((mark for mark in narrowing if mark.start < start <= mark.end), None):
        start = found.start
    return phrase.found.text[phrase.start : start].rstrip("的")


def accepted(phrase: Phrase, word: Mark | None) -> list[Mark]:
    """The words of a phrase that narrow; those that must be near only right before the subject or the number."""
    found = phrase.marks("scope")
    free = [mark for mark in found if not way(mark).near]
    goals = [each.start for each in (*([word] if word else []), *free)] + [phrase.end]
    out = list(free)
    for mark in reversed([mark for mark in found if way(mark).near]):
        others = [other for other in found if other is not mark]
        if (word and word.start <= mark.start < word.end) or any(
            goal >= mark.end and not phrase.rest(others, mark.end, goal) for goal in goals
        ):
            out.append(mark)
    return out


def way(mark: Mark) -> ScopeWords:
    """The way a word narrows."""
    held: ScopeWords = mark.held[0]
    return held


def values_of(marks: Iterable[Mark]) -> dict[str, str]:
    """What narrows, by way. Of two words of one way the first counts, unless they are joined (高校和科研院所).

    `ANY` takes away what narrowed before.
    """
    scope: dict[str, str] = {}
    ends: dict[str, int] = {}
    for mark in sorted(marks, key=lambda mark: mark.start):
        name, value = way(mark).id, mark.held[1]
        if name not in scope:
            scope[name] = value
        elif mark.start - ends[name] <= _JOINED and value not in scope[name].split("+"):
            scope[name] = f"{scope[name]}+{value}"
        else:
            continue
        ends[name] = mark.end
    return scope


def bracketed(found: Marked, end: int) -> list[Mark]:
    """What narrows in the bracket right behind a number: 1,234件（不含个人）."""
    bracket = _BRACKET.match(found.text, end)
    inside = found.between(bracket.start(), bracket.end(), "scope") if bracket else []
    return [mark for mark in inside if not way(mark).near]


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


def apply(scope: dict[str, str], subject: Subject) -> dict[str, str]:
    """What of a scope narrows this subject."""
    ways = {each.id: each for each in fact_words().scopes}
    out = {}
    for name, value in scope.items():
        rule = ways.get(name)
        if value == ANY:
            continue
        if (
            name in subject.drops
            or f"{name}:{value}" in subject.drops
            or (rule and rule.subjects and subject.id not in rule.subjects)
        ):
            continue
        if rule and rule.timings and subject.timing not in rule.timings:
            continue
        out[name] = value
    return out
