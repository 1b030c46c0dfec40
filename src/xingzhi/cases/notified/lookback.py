"""What is on record of an applicant or an agency over the years the order looks back on. Internal; concludes nothing."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from xingzhi.cases.matters.models import Card, Matter
from xingzhi.cases.notified import PROCEDURE
from xingzhi.registers.models import NotifiedItem


@dataclass
class Record:
    """One applicant or agency: applications notified since a day, by the state they stand in, and the batches."""

    name: str
    url_id: int | None = None  # of an applicant's card
    states: Counter[str] = field(default_factory=Counter)
    batches: set[str] = field(default_factory=set)
    agencies: set[str] = field(default_factory=set)

    @property
    def notified(self) -> int:
        """How many applications."""
        return self.states.total()

    def of(self, states: Iterable[str]) -> int:
        """How many stand in one of some states."""
        return sum(self.states[state] for state in states)


def since(today: date, years: int) -> date:
    """The day so many years ago."""
    year = today.year - years
    return date(year, 3, 1) if (today.month, today.day) == (2, 29) else today.replace(year=year)


def records(user: Any, first: date, card: int | None = None) -> tuple[list[Record], list[Record]]:
    """Applicants and agencies with an application notified from `first` on that the person may see; each counts once."""
    matters = Matter.objects.visible_to(user).filter(kind=PROCEDURE)
    if card is not None:
        matters = matters.filter(card=card)
    states: dict[str, tuple[str, int | None]] = {k: (s, c) for k, s, c in matters.values_list("key", "state", "card")}
    names = dict(Card.objects.visible_to(user).values_list("pk", "name"))
    applicants: dict[int | None, Record] = {}
    agencies: dict[str, Record] = {}
    seen: dict[str, set[Any]] = defaultdict(set)
    notices = NotifiedItem.objects.visible_to(user).filter(notice_date__gte=first).order_by("notice_date", "id")
    for key, batch, agency in notices.values_list("application_no", "batch_no", "agency"):
        if key not in states:
            continue
        state, card_id = states[key]
        found = [("card", card_id, applicants.setdefault(card_id, Record(names.get(card_id, ""), card_id)))]
        if agency:
            found.append(("agency", agency, agencies.setdefault(agency, Record(agency))))
        for kind, who, record in found:
            record.batches.add(batch)
            if key not in seen[f"{kind}:{who}"]:
                seen[f"{kind}:{who}"].add(key)
                record.states[state] += 1
        if agency:
            applicants[card_id].agencies.add(agency)
    return _ordered(applicants.values()), _ordered(agencies.values())


def _ordered(found: Iterable[Record]) -> list[Record]:
    return sorted(found, key=lambda record: (-record.notified, record.name))
