"""All that was recognised in one sentence, in order."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from xingzhi.plans.facts.hiding import hide
from xingzhi.plans.facts.mark import Mark, apart
from xingzhi.plans.facts.numbers import values
from xingzhi.plans.facts.places import Places
from xingzhi.plans.facts.stretches import Clock, periods
from xingzhi.plans.facts.words import growths, scopes, subjects

_AGAINST = re.compile(r"(?:比|较|与)$")
_LISTED = re.compile(r"[、，,和及与\s以]*")


@dataclass(frozen=True)
class Marked:
    """A sentence with what was recognised. `text` is its narrow form, hidden parts as NUL; places count in it."""

    text: str
    marks: tuple[Mark, ...]

    def between(self, start: int, end: int, *sorts: str) -> list[Mark]:
        """The marks of some sorts that lie between two places."""
        return [mark for mark in self.marks if mark.sort in sorts and start <= mark.start and mark.end <= end]


def marked(sentence: str, places: Places, clock: Clock) -> Marked:
    """Recognise what a sentence names."""
    text = hide(sentence)
    against = list(growths(text))
    when = [mark for mark in periods(text, clock) if not _inside(mark, against, "basis")]
    basis = [_as_basis(mark) for mark in when if _AGAINST.search(text[: mark.start])]
    when = [mark for mark in when if not _AGAINST.search(text[: mark.start])]
    numbers = [mark for mark in values(text) if not _inside(mark, when, "period")]
    where = [mark for mark in places.find(text) if not _ranked(mark, text)]
    what = [mark for mark in subjects(text) if not _inside(mark, where, "place") and _meant(mark, text)]
    levels = {mark.start for mark in scopes(text) if mark.held[0].id == "level"}
    where = [mark for mark in where if not (mark.start in levels and _level(mark, what))]
    found = [*against, *when, *basis, *numbers, *where, *what, *_scopes(text, where)]
    return Marked(text, tuple(sorted(found, key=lambda mark: (mark.start, mark.end))))


def _scopes(text: str, where: list[Mark]) -> list[Mark]:
    """Words that narrow, those of one way not overlapping, none inside the name of a place."""
    ways: dict[str, list[Mark]] = {}
    for mark in scopes(text):
        ways.setdefault(mark.held[0].id, []).append(mark)
    found = [mark for group in ways.values() for mark in apart(group) if not _inside(mark, where, "place")]
    return [mark for mark in found if not any(_covered(mark, other) for other in found)]


def _covered(mark: Mark, other: Mark) -> bool:
    """Whether a word that narrows is part of a longer one that takes its meaning away."""
    return mark.held[0].id in other.held[0].covers and other.start <= mark.start and mark.end <= other.end


def _meant(mark: Mark, text: str) -> bool:
    """Whether a bare word (申请, 授权) is used of what it may mean."""
    return not all(
        mark.text in subject.bare and not any(word in text for word in subject.needs) for subject in mark.held
    )


def _level(mark: Mark, what: list[Mark]) -> bool:
    """Whether 自治区 before 优势企业 says of what level they are, not where."""
    return any(mark.end == word.start and subject.levels for word in what for subject in word.held)


def _inside(mark: Mark, others: list[Mark], sort: str) -> bool:
    return any(other.sort == sort and other.start < mark.end and mark.start < other.end for other in others)


def _as_basis(mark: Mark) -> Mark:
    """A period something is measured against: 比2024年底."""
    held = mark.held
    if mark.sort == "same_time":
        return replace(mark, sort="basis", held="yoy")
    return replace(mark, sort="basis", held="year_end" if held.start is None and held.end.month == 12 else "yoy")


def _ranked(mark: Mark, text: str) -> bool:
    """Whether 全区 stands before a rank: it is among whom, not where."""
    return bool(
        re.match(
            r"[各的]?(?:盟市|旗县市|十二个盟市|12个盟市)?(?:中)?(?:第|排|位|首位|前列|榜首|之首)", text[mark.end :]
        )
    )


def listed(found: Marked) -> tuple[dict[int, Mark], frozenset[int]]:
    """For sentences with 分别: which mark belongs to the number at a place (乌兰浩特、突泉分别为320件、90件).

    Then the places of numbers in such lists of which it cannot be told.
    """
    out: dict[int, Mark] = {}
    open_: set[int] = set()
    for word in re.finditer("分别|依次", found.text):
        numbers = _run([m for m in found.marks if m.sort in ("value", "rank") and m.start >= word.end()], found.text)
        if len(numbers) < 2:
            continue
        for sort in ("place", "scope", "period", "subject"):
            before = [m for m in found.marks if m.sort == sort and m.end <= word.start()]
            group = _last_run(before, found.text)
            if len(group) == len(numbers):
                out |= {number.start: mark for number, mark in zip(numbers, group, strict=True)}
                break
        else:
            open_ |= {number.start for number in numbers}
    return out, frozenset(open_)


def _run(marks: list[Mark], text: str) -> list[Mark]:
    """The first marks that follow one another with nothing but list signs between."""
    run = marks[:1]
    for mark in marks[1:]:
        if not _LISTED.fullmatch(text[run[-1].end : mark.start]):
            break
        run.append(mark)
    return run


def _last_run(marks: list[Mark], text: str) -> list[Mark]:
    """The last marks of a list; a noun they share may follow each (发明专利、实用新型专利)."""
    run = marks[-1:]
    for mark in reversed(marks[:-1]):
        if mark.end > run[0].start:
            continue
        gap = re.sub("专利|授权|申请|商标|企业|的|量|数|发明|实用新型|外观设计", "", text[mark.end : run[0].start])
        if not _LISTED.fullmatch(gap) or not re.search("[、，,和及与]", text[mark.end : run[0].start]):
            break
        run.insert(0, mark)
    return run
