"""An invented office with every odd case, frozen without a file having to be imported."""

from __future__ import annotations

import random
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest

from tests.indicators.high_value.conftest import frozen  # noqa: F401 - a fixture

PLACES = ("152221", "152221", "152223", "152201", "1522", "1505", "", "15222")
OWN = ("1522", "152201", "152221", "152222", "152223", "")  # a place with nobody in it, and the nation
FIRST, DAYS = date(2020, 9, 1), 420


def _day(chance: random.Random, often: float = 0.8) -> date | None:
    """A day in or near the period, often the first or last of a month; sometimes none."""
    if chance.random() > often:
        return None
    day = FIRST + timedelta(chance.randrange(-200, DAYS))
    edge = chance.random()
    if edge < 0.2:
        return day.replace(day=1)
    return day.replace(day=1) - timedelta(1) if edge < 0.4 else day


def patents(chance: random.Random, number: int) -> list[dict[str, Any]]:
    """Patents of every type and status, some without, some lapsed on the day of their grant or before it."""
    rows = []
    for at in range(number):
        granted = _day(chance)
        lapsed = granted if chance.random() < 0.15 else _day(chance, 0.5)
        key = f"2010{at:08d}.X"
        filed = date(2010, 1, 1) + timedelta(chance.randrange(700)) if chance.random() < 0.9 else None
        rows.append({
            "key": key, "application_no": key, "title": "示例装置", "grant_date": granted, "lapse_date": lapsed,
            "filing_date": filed, "ipc_main": "A01B1/00", "ipc": "A01B1/00", "abstract": "甲", "first_claim": "甲",
            "patent_type": chance.choice(["invention", "invention", "utility_model", "design", None]),
            "legal_status": chance.choice(["in_force", "lapsed", "lapsed", "pending", "refused", "", None]),
            "applicant_kind": chance.choice(["enterprise", "individual", "", None]),
            "region": (region := chance.choice(PLACES)), "place": region,
            "region_how": "outside" if region == "1505" else chance.choice(["address", "address", "name", "outside"]),
        })  # fmt: skip
    return rows


def around(chance: random.Random, keys: list[str]) -> dict[str, list[dict[str, Any]]]:
    """What makes patents high-value for some time: members abroad, pledges and awards; and some populations."""

    def of() -> dict[str, Any]:
        return {"application_no": chance.choice(keys)}

    members = [of() | {"office": chance.choice(["US", "EP", "HK", "CN"]), "granted_on": _day(chance),
                       "ended_on": _day(chance, 0.4), "member_status": chance.choice(["granted", "ended", "pending", ""])}
               for _ in keys]  # fmt: skip
    pledges = [of() | {"registered_on": _day(chance), "released_on": _day(chance, 0.5), "amount": Decimal(chance.randrange(5000)),
                       "pledge_status": chance.choice(["in_force", "released", ""]), "registration_no": f"Y{at - at % 5 % 2}"}
               for at, _ in enumerate(keys)]  # fmt: skip
    awards = [of() | {"award": chance.choice(["china_patent_award", ""]), "award_year": 2020,
                      "awarded_on": _day(chance, 0.5)} for _ in keys[::2]]  # fmt: skip
    population = [{"assigned_region": place, "region": place, "year": year, "resident_population": Decimal(number)}
                  for place, year, number in (("1522", 2019, "141.2"), ("1522", 2020, "140.9"), ("152221", 2019, "30.05"),
                                              ("152221", 2020, "0"), ("152223", 2020, "31"), ("", 2020, "140000"))]  # fmt: skip
    return {"family_members": members, "pledges": pledges, "awards": awards, "population": population}


@pytest.fixture
def odd_office(office: Any, frozen: Any, league: Any) -> Any:  # noqa: F811
    """A snapshot of 240 odd patents; the office decided some details of high value and not others."""
    from xingzhi.indicators.models import Decision

    for name, value in {"min_pledge_amount": "400", "complete:awards": "2021-03-15", "member_in_force": "yes"}.items():
        Decision.objects.create(region="1522", name=name, value=value, document="示例", decided_by=league)
    chance = random.Random(20)
    rows = patents(chance, 240)
    held = around(chance, [row["key"] for row in rows if row["patent_type"] == "invention"])
    snapshot = frozen(*rows, **held)
    snapshot.totals = {"patents": {"rows": 240}} | {name: {"rows": len(each)} for name, each in held.items()}
    return snapshot
