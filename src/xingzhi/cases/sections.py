"""Clues by what was judged of them: the sections of their list, on the page and in the API alike."""

from __future__ import annotations

from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from xingzhi.cases.models import CONFLICTS, Clue, ClueRecord, Verdict
from xingzhi.core.models import User
from xingzhi.core.office import sees_all
from xingzhi.core.scope import region_within
from xingzhi.packs import load
from xingzhi.registers.models import MODELS
from xingzhi.screening.similar_applications.run import SCREENING

SECTIONS = ("open", "suspected", "unsure", "dismissed", "kept", "taken", "lawful", "gone")
OF_CONFLICTS = ("open", "kept", "taken", "unsure", "suspected", "dismissed")  # the last two: judged in earlier words
OF_PAIRS = ("open", "suspected", "unsure", "dismissed", "lawful", "gone")


def sections_of(screening: str) -> tuple[str, ...]:
    """The sections a screening's list has."""
    return OF_CONFLICTS if screening == CONFLICTS else OF_PAIRS


def lawful_codes() -> set[str]:
    """Relations that the law allows."""
    return {rule.code for rule in load().screening(SCREENING).lawful_rules}


def untold(user: User) -> Exists:
    """Whether a clue speaks of a record outside the person's region that is not published: how it stands is not told."""
    outside = ClueRecord.objects.filter(clue=OuterRef("pk")).exclude(region_within(user.region or ""))
    return Exists(outside.filter(key__in=unpublished()))


def unpublished() -> QuerySet[Any]:
    """Keys of patents that no other region may read."""
    found: QuerySet[Any] = MODELS["patents"].objects.filter(first_public_date=None)
    return found.values("key")


def lawful_to(user: User | None) -> Q:
    """The condition that a pair is known to the person as one the law allows."""
    known = Q(relation__in=lawful_codes())
    return known if user is None or sees_all(user) else known & ~Q(untold(user))


def sections(mine: QuerySet[Clue], user: User | None = None) -> dict[str, QuerySet[Clue]]:
    """Clues by what was judged of them; lawful pairs, and those no longer found, stand apart.

    For a person from whom something is hidden, a pair that touches it stands with those that wait, whatever it is.
    """
    lawful = lawful_to(user)
    waiting = mine.filter(verdict="", current=True)
    return {
        "open": waiting.exclude(lawful),
        "suspected": mine.filter(verdict=Verdict.SUSPECTED),
        "unsure": mine.filter(verdict=Verdict.UNSURE),
        "dismissed": mine.filter(verdict=Verdict.DISMISSED),
        "kept": mine.filter(verdict=Verdict.KEPT),
        "taken": mine.filter(verdict=Verdict.TAKEN),
        "lawful": waiting.filter(lawful),
        "gone": mine.filter(current=False, verdict=""),
    }
