"""What the newest runs say of one application, as far as a person may see it."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from xingzhi.core.models import Role, User
from xingzhi.core.office import sees_all
from xingzhi.packs import Packs, Screening, load
from xingzhi.registers.models import Patent
from xingzhi.screening.models import Run
from xingzhi.screening.signals.catalogue import screenings
from xingzhi.screening.signals.contract import MOST_PARTNERS, explained

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

ENFORCEMENT = frozenset({Role.LEAGUE_OFFICER, Role.REVIEWER, Role.ADMINISTRATOR})


@dataclass(frozen=True)
class Shown:
    """One signal as a page shows it: never without the disclaimer, never as a finding."""

    screening: str
    settings: Screening  # the pack: label, limbs, never_alone, restricted
    score: float
    group: str
    partners: tuple[str, ...]  # of those it rests on, the ones the reader may see
    hidden_partners: int  # how many others there are
    facts: Mapping[str, Any]
    missing: tuple[str, ...]
    run: Run

    def explanation(self, language: str) -> str:
        """The pack's sentence with the facts put in."""
        return explained(self.facts, self.settings, language)

    def disclaimer(self, language: str) -> str:
        """What stands beside it."""
        return self.settings.disclaimer.text(language)


def latest(key: str, user: User | AnonymousUser) -> list[Shown]:
    """The signals of an application in the newest run of each screening, the strongest of a screening first.

    Empty where the person may not see the record; without those for enforcement where the role is none of theirs.
    """
    if not Patent.objects.visible_to(user).filter(key=key).exists():
        return []
    packs = load()
    return [
        shown
        for name in screenings()
        if (settings := _allowed(name, packs, user))
        for shown in _of_screening(name, settings, key, user)
    ]


def of_screening(name: str, key: str, user: User | AnonymousUser) -> list[Shown]:
    """The signals of one screening of an application, as `latest`."""
    settings = _allowed(name, load(), user)
    if settings is None or not Patent.objects.visible_to(user).filter(key=key).exists():
        return []
    return list(_of_screening(name, settings, key, user))


def allowed(name: str, user: User | AnonymousUser) -> bool:
    """Whether a screening's signals may be shown to this person at all."""
    return _allowed(name, load(), user) is not None


def _allowed(name: str, packs: Packs, user: User | AnonymousUser) -> Screening | None:
    """The screening's pack, where it may be shown to this person; `None` also where it is not loaded."""
    try:
        settings = packs.screening(name)
    except KeyError:
        return None
    restricted = settings.signal is None or settings.signal.restricted
    # Its facts name parties of any place: they are for those from whom nothing is hidden.
    enforces = getattr(user, "role", "") in ENFORCEMENT and sees_all(user)
    return None if restricted and not enforces else settings


def newest(name: str, user: User | AnonymousUser) -> Run | None:
    """A screening's newest run; `None` where it never ran, or its signals are not for this person."""
    return _newest(name) if allowed(name, user) else None


def _newest(name: str) -> Run | None:
    run = Run.objects.filter(screening=name).select_related("snapshot").order_by("-snapshot__revision", "-pk").first()
    return run if run is not None and run.path.exists() else None


def _of_screening(name: str, settings: Screening, key: str, user: User | AnonymousUser) -> Iterator[Shown]:
    run = _newest(name)
    if run is None:
        return
    table = pq.read_table(run.path, filters=pc.field("key") == pa.scalar(key))
    rows = sorted(table.to_pylist(), key=lambda row: (-row["score"], row["group"]))
    named = {other for row in rows for other in row["partners"]}
    seen = set(Patent.objects.visible_to(user).filter(key__in=named).values_list("key", flat=True))
    for row in rows:
        partners = tuple(other for other in row["partners"] if other in seen)
        hidden = len(row["partners"]) - len(partners)
        facts = json.loads(row["facts"])
        cut = len(row["partners"]) >= MOST_PARTNERS and not sees_all(user)  # of those left out nobody knows
        if hidden or cut:  # texts may be those of records that are not the reader's to see
            facts = {name: fact for name, fact in facts.items() if isinstance(fact, int | float)}
        yield Shown(name, settings, row["score"], row["group"], partners, hidden, facts, tuple(row["missing"]), run)
