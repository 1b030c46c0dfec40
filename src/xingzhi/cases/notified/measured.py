"""How the screenings fared against the national office's own answers: precision and recall with intervals and counts.

Only applications that were notified, have been decided by the national office and stand in the patent register are counted:
of the others the screenings saw nothing. Wilson's interval (Wilson 1927), 95 %.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from math import sqrt
from typing import Any

from xingzhi.cases.matters.models import Matter, Word
from xingzhi.cases.models import ClueRecord
from xingzhi.cases.notified import PROCEDURE
from xingzhi.cases.signals import signalled
from xingzhi.packs import load
from xingzhi.registers.models import Patent
from xingzhi.screening.rewritten_applications.run import SCREENING as REWRITTEN
from xingzhi.screening.signals.catalogue import screenings
from xingzhi.screening.similar_applications.run import SCREENING as SIMILAR

Z = 1.959964  # of the normal distribution, 95 %


@dataclass(frozen=True)
class Share:
    """`part` of `whole`, with the bounds of its interval; `few` where the whole is too small to say anything."""

    part: int
    whole: int
    few: bool

    @property
    def bounds(self) -> tuple[float, float]:
        """Wilson's interval; (0, 1) of nothing."""
        n = self.whole
        if not n:
            return 0.0, 1.0
        p, z2 = self.part / n, Z * Z
        middle, half = p + z2 / (2 * n), Z * sqrt(p * (1 - p) / n + z2 / (4 * n * n))
        return (middle - half) / (1 + z2 / n), (middle + half) / (1 + z2 / n)


@dataclass(frozen=True)
class Measured:
    """One screening: of what it told, how much was found; of what was found, how much it told."""

    screening: str
    precision: Share
    recall: Share


def measured(user: Any) -> tuple[list[Measured], int]:
    """Every screening the person may see, and how many decided applications there are to hold them against."""
    pack = load().consequences("abnormal_consequences")
    decided = dict(
        Matter.objects.visible_to(user).filter(kind=PROCEDURE, word=Word.NATIONAL).values_list("key", "state")
    )
    known = set(Patent.objects.visible_to(user).filter(key__in=list(decided)).values_list("key", flat=True))
    found = {key for key in known if decided[key] in pack.counted}
    few = pack.few.value
    return [
        Measured(
            name,
            Share(len(told & found), len(told), len(told) < few),
            Share(len(told & found), len(found), len(found) < few),
        )
        for name, told in _told(user, known)
    ], len(known)


def _told(user: Any, known: set[str]) -> Iterator[tuple[str, set[str]]]:
    """Which of the `known` applications each screening tells."""
    for name in (SIMILAR, REWRITTEN):
        records = ClueRecord.objects.visible_to(user).filter(clue__screening=name, clue__current=True)
        yield name, known & set(records.values_list("key", flat=True))
    for name in screenings():
        yield name, signalled(name, user, known)
