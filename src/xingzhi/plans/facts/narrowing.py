"""What narrows a number: the words that may, and which of them a subject takes."""

from __future__ import annotations

import re
from collections.abc import Iterable

from xingzhi.packs.fact_words import ScopeWords, Subject
from xingzhi.plans.facts.mark import Mark
from xingzhi.plans.facts.marks import Marked
from xingzhi.plans.facts.pack import fact_words
from xingzhi.plans.facts.phrase import Phrase

ANY = "any"
_JOINED = 3  # characters between two words of one list (发明专利、实用新型)
_BRACKET = re.compile(r"[（(][^（）()]*?(?:含|包括|口径|统计|国内)[^（）()]*?[）)]")


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
        if name not in scope or (scope[name] == ANY and mark.start - ends[name] <= _JOINED):
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


def apply(scope: dict[str, str], subject: Subject) -> dict[str, str]:
    """What of a scope narrows this subject."""
    ways = {each.id: each for each in fact_words().scopes}
    return {
        name: value for name, value in scope.items() if value != ANY and _fits(name, value, ways.get(name), subject)
    }


def _fits(name: str, value: str, rule: ScopeWords | None, subject: Subject) -> bool:
    if name in subject.drops or f"{name}:{value}" in subject.drops:
        return False
    if rule is None:
        return True
    return (not rule.subjects or subject.id in rule.subjects) and (not rule.timings or subject.timing in rule.timings)
