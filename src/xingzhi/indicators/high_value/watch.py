"""What will drop out (annual fee due, pledge ending) and what may come in.

Candidates: tenth year coming, family member pending, a symbol of the strategic-industry table.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Q

from xingzhi.core.models import User
from xingzhi.core.scope import region_within
from xingzhi.engine.duckdb import DuckDBEngine
from xingzhi.indicators.high_value.facts import facts_path
from xingzhi.packs import Packs
from xingzhi.registers.models import MODELS
from xingzhi.snapshots.jobs import latest

LONGEST = 500  # lines of one list; beyond it the office works through the register


@dataclass(frozen=True)
class Coming:
    """Something that happens to a patent on a day, and the record that says so.

    `note` is why a symbol of the strategic-industry table alone does not put a patent into it; "" for all else.
    """

    patent: Any
    day: date | None
    record: Any
    note: str = ""


def dropping_out(user: User, region: str, at: date, packs: Packs) -> list[Coming]:
    """Annual fees not paid that are due soon or overdue, and pledges whose term ends soon, earliest first."""
    horizons = packs.high_value.horizons
    fees = MODELS["annual_fees"].objects.filter(
        fee_status__in=("due", "overdue", ""), paid_on=None, due_on__lte=at + timedelta(horizons["fee"].value)
    )
    pledges = MODELS["pledges"].objects.filter(
        Q(pledge_status__in=("in_force", "")),
        released_on=None,
        due_on__range=(at, at + timedelta(horizons["pledge"].value)),
    )
    found = [*_of(user, region, fees, "due_on"), *_of(user, region, pledges, "due_on")]
    return sorted(found, key=lambda each: (each.day or date.max, each.patent.key))


def coming_in(user: User, region: str, at: date, packs: Packs) -> list[Coming]:
    """Inventions in force whose tenth year ends soon, with a member abroad under examination, or perhaps of class 1."""
    years, days = packs.high_value.years.value, packs.high_value.horizons["tenth_year"].value
    first, last = _years_before(at, years), _years_before(at + timedelta(days), years)
    tenth = _inventions(user, region).filter(legal_status="in_force", filing_date__range=(first, last))
    found = [
        Coming(patent, _years_before(patent.filing_date, -years) + timedelta(1), patent)
        for patent in tenth.order_by("filing_date", "key")[:LONGEST]
    ]
    pending = MODELS["family_members"].objects.filter(member_status="pending", granted_on=None)
    return [*found, *_of(user, region, pending, ""), *_perhaps_strategic(user, region, at)]


def _perhaps_strategic(user: User, region: str, at: date) -> list[Coming]:
    """Those with a symbol of the table in use, of which it is not decided whether they lie in it."""
    snapshot = latest()
    if snapshot is None:
        return []
    with DuckDBEngine(threads=1) as engine:
        engine.register("facts", facts_path(snapshot))
        rows = engine.sql(
            "SELECT key, min(reason) AS reason FROM facts WHERE class = 'sei' AND record <> ''"
            " AND (since IS NULL OR since <= $at) AND (until IS NULL OR until > $at)"
            " GROUP BY key HAVING NOT bool_or(level = 'sure')",
            at=at,
        ).to_pylist()
    reasons = {row["key"]: row["reason"] for row in rows}
    patents = _inventions(user, region).filter(legal_status="in_force", key__in=reasons).order_by("key")
    return [Coming(patent, None, patent, reasons[patent.key]) for patent in patents[:LONGEST]]


def _inventions(user: User, region: str) -> Any:
    mine = MODELS["patents"].objects.visible_to(user).filter(region_within(region))
    return mine.filter(patent_type="invention").exclude(region_how="outside")


def _of(user: User, region: str, records: Any, day: str) -> Iterable[Coming]:
    """Records with the inventions in force they speak of."""
    rows = list(records.visible_to(user).filter(region_within(region)).order_by(day or "key", "key")[:LONGEST])
    numbers = {row.application_no for row in rows}
    patents = {p.key: p for p in _inventions(user, region).filter(legal_status="in_force", key__in=numbers)}
    return [
        Coming(patents[row.application_no], getattr(row, day) if day else None, row)
        for row in rows
        if row.application_no in patents
    ]


def _years_before(day: date, years: int) -> date:
    try:
        return day.replace(year=day.year - years)
    except ValueError:  # 29 February
        return day.replace(year=day.year - years, day=28)
