"""The card of a patent: each class yes, no or unknown on a day, since, until, by which records, by which rule."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import date
from typing import Any

import pyarrow.parquet as pq

from xingzhi.indicators.high_value import CLASSES, NO, UNKNOWN, YES
from xingzhi.indicators.high_value.facts import facts_path, of_patent
from xingzhi.indicators.high_value.reading import REGISTERS, Reading, reading
from xingzhi.indicators.high_value.states import Held, held, union
from xingzhi.indicators.query import Query
from xingzhi.packs import Packs, load
from xingzhi.registers.record import plain
from xingzhi.snapshots.models import Snapshot

VALID = "valid_inventions"
FACTS_OF_PATENT = ("patent_type", "filing_date", "grant_date", "legal_status", "lapse_date", "region", "title")


@dataclass(frozen=True)
class Evidence:
    """A record that says so. Of the strategic-industry table also the row, its code and name, symbol and keywords."""

    register: str
    key: str
    since: date | None
    until: date | None
    row: int = 0
    code: str = ""
    name: str = ""
    symbol: str = ""
    patterns: str = ""
    keyword: str = ""
    how: str = ""  # "moved": through the concordance


@dataclass(frozen=True)
class Line:
    """One class on the card. `until` is the first day on which it no longer holds; `next` the day it will begin to."""

    code: str
    state: str
    since: date | None
    until: date | None
    evidence: tuple[Evidence, ...]
    reasons: tuple[str, ...]  # why it is unknown; or how it was found where that needs saying
    next: date | None


@dataclass(frozen=True)
class Card:
    """A patent's card. `valid` says whether it counts as an invention patent in force; `state` is the union."""

    key: str
    title: str
    at: date
    valid: str
    state: str
    counts: str  # both together: what the indicator makes of it
    grant_date: date | None
    lapse_date: date | None
    lines: tuple[Line, ...]
    pack: str
    snapshot: str
    verified: bool
    internal: bool = field(default=True)

    def line(self, code: str) -> Line:
        """The line of a class."""
        return next(line for line in self.lines if line.code == code)

    def as_json(self) -> dict[str, Any]:
        """The card with dates as text."""
        return _plain(asdict(self))  # type: ignore[no-any-return]


def _plain(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {key: _plain(each) for key, each in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(each) for each in value]
    return plain(value)


def card(snapshot: Snapshot, key: str, at: date, packs: Packs | None = None) -> Card | None:
    """The card of a patent as a snapshot holds it; None where it holds no such invention."""
    packs = packs or load()
    row = patent_of(snapshot, key)
    if row is None or row["patent_type"] != "invention":
        return None
    read = reading(packs)
    facts = of_patent(facts_path(snapshot, read), key)
    lines = tuple(line_of(read, code, facts, at, row["grant_date"], row["lapse_date"]) for code in CLASSES)
    valid = packs.indicators[VALID].numerator
    assert valid is not None
    in_force = Query(snapshot, valid).state_of(key, at)
    state = union(line.state for line in lines)
    return Card(
        key=key,
        title=row["title"],
        at=at,
        valid=in_force,
        state=state,
        counts=both(in_force, state),
        grant_date=row["grant_date"],
        lapse_date=row["lapse_date"],
        lines=lines,
        pack=read.ref,
        snapshot=snapshot.label,
        verified=read.verified,
    )


def both(left: str, right: str) -> str:
    """The three-valued "and"."""
    if NO in (left, right):
        return NO
    return YES if left == right == YES else UNKNOWN


def patent_of(snapshot: Snapshot, key: str) -> dict[str, Any] | None:
    """What a snapshot holds of a patent."""
    found = pq.read_table(snapshot.path("patents"), columns=["key", *FACTS_OF_PATENT], filters=[("key", "==", key)])
    return found.to_pylist()[0] if len(found) else None


def line_of(
    read: Reading, code: str, facts: list[dict[str, Any]], at: date, granted: date | None, lapsed: date | None
) -> Line:
    """One class of a patent on a day."""
    found = held(read, code, facts, at)
    since, until = found.since, found.until
    if found.state == YES:  # no patent is of high value before it is granted, nor after it lapsed
        since = max(filter(None, (since, granted)), default=None)
        until = min(filter(None, (until, lapsed)), default=None)
    return Line(
        code=code,
        state=found.state,
        since=since,
        until=until,
        evidence=tuple(evidence(read, code, fact) for fact in found.facts if fact["record"]),
        reasons=found.reasons,
        next=_next(found, code, facts, at),
    )


def _next(found: Held, code: str, facts: list[dict[str, Any]], at: date) -> date | None:
    if found.state == YES:
        return None
    coming = [
        f["since"] for f in facts if f["class"] == code and f["level"] == "sure" and f["since"] and f["since"] > at
    ]
    return min(coming, default=None)


def evidence(read: Reading, code: str, fact: Mapping[str, Any]) -> Evidence:
    """A fact as the card names it."""
    since, until = fact["since"], fact["until"]
    if code != "sei" or read.crosswalk is None:
        return Evidence(REGISTERS[code], fact["record"], since, until)
    number, _, symbol = fact["record"].partition(":")
    row = read.crosswalk.rows[int(number) - 1]
    return Evidence(
        register="patents",
        key=fact["key"],
        since=since,
        until=until,
        row=row.number,
        code=row.code,
        name=read.crosswalk.name(row.code) or row.name,
        symbol=symbol,
        patterns="、".join(row.include[:12]) + ("…" if len(row.include) > 12 else ""),
        keyword=row.keyword,
        how=fact["reason"] if fact["reason"] in ("moved", "moved_part") else "",
    )
