"""The change of a share by place and by patent type: rate and mix effects that leave nothing over."""

from __future__ import annotations

import random
from collections import Counter
from datetime import date
from fractions import Fraction
from typing import Any

import pytest

from xingzhi.indicators.change.rates import Group, mix_and_rate

TYPES, PLACES = ("invention", "utility_model", "design", ""), ("152201", "152221", "152223", "1522")


def test_a_thousand_histories_leave_nothing_by_place_and_by_type() -> None:
    """Patents are granted and lapse, move, and change who holds them; the share of 职务 of those in force is split."""
    dice = random.Random(8)
    for _ in range(1000):
        ends: tuple[Any, Any] = ([], [])
        for _ in range(dice.randint(1, 40)):
            kind, place, service = dice.choice(TYPES), dice.choice(PLACES), dice.random() < 0.6
            if dice.random() < 0.8:
                ends[0].append((kind, place, service))
            if dice.random() < 0.8:
                moved = dice.choice(PLACES) if dice.random() < 0.1 else place
                ends[1].append((kind, moved, service != (dice.random() < 0.1)))
        if not all(ends):
            continue
        shares = [Fraction(sum(service for *_, service in end), len(end)) for end in ends]
        wholes = (Fraction(len(ends[0])), Fraction(len(ends[1])))
        for by in (0, 1):
            below = [Counter(row[by] for row in end) for end in ends]
            above = [Counter(row[by] for row in end if row[2]) for end in ends]
            groups = [
                {name: Group(counted[name], Fraction(n)) for name, n in held.items()}
                for counted, held in zip(above, below, strict=True)
            ]
            effects = mix_and_rate(groups[0], groups[1], wholes)
            assert sum(each.total for each in effects) == shares[1] - shares[0]


def held(serial: int, kind: str, who: str, region: str, granted: date) -> dict[str, Any]:
    return {"key": f"{serial:04d}", "application_no": f"{serial:04d}", "patent_type": kind, "applicant_kind": who,
            "ipc_main": "G06F 17/30", "grant_date": granted, "filing_date": date(2020, 1, 1), "legal_status": "in_force",
            "region": region, "place": region}  # fmt: skip


@pytest.mark.django_db
def test_a_share_is_split_by_place_and_type(frozen: Any) -> None:
    from xingzhi.indicators.change.shares import share_change
    from xingzhi.indicators.measure import Measure
    from xingzhi.packs import load

    then, now = date(2024, 3, 4), date(2025, 3, 4)
    # Granted in 2024: 10 inventions of firms, 10 designs of individuals; in 2025: 30 and 10. Each type keeps its own share.
    many = [("invention", "enterprise", "152221", then)] * 10 + [("design", "individual", "152223", then)] * 10
    many += [("invention", "enterprise", "152221", now)] * 30 + [("design", "individual", "152223", now)] * 10
    patents = [held(at, *each) for at, each in enumerate(many)]
    snapshot = frozen(7301, patents, legal_events=[])
    snapshot.totals = {"patents": {"rows": len(patents)}}
    days = (date(2024, 12, 31), date(2025, 12, 31))
    found = share_change(Measure(load().indicators["grants_service_share"], load(), snapshot), "1522", days, 10)
    assert found is not None
    assert (found.ends, found.change) == ((50, 75), 25)
    assert set(found.residues.values()) == {0}
    kinds = {piece.values[0]: piece for piece in found.dimensions["patent_type"]}
    assert (kinds["invention"].effect.mix, kinds["invention"].effect.rate) == (25, 0), (
        "more inventions, not more service ones"
    )
    assert (kinds["design"].effect.mix, kinds["design"].effect.rate) == (0, 0)
    assert [piece.values[0] for piece in found.dimensions["region"]] == ["152221", "152223"], "in the order of codes"
    places = Measure(load().indicators["grants_invention_share"], load(), snapshot)
    one = share_change(places, "1522", days, 10)
    assert one is not None
    assert "patent_type" not in one.dimensions, "the numerator is of one type"
    assert share_change(Measure(load().indicators["grants"], load(), snapshot), "1522", days, 10) is None
