"""Figures notified from above: what our records explain of their change, and what stays unexplained."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from itertools import count
from typing import Any

import pytest

DAYS = (date(2024, 12, 31), date(2025, 12, 31))
SHARE = "valid_invention_share"


def official(indicator: str, period: str, value: str, unit: str = "%", **cells: Any) -> dict[str, Any]:
    from decimal import Decimal

    row = {"indicator": indicator, "period": period, "value": Decimal(value), "unit": unit, "issuer": "示例省局"}
    return row | {"assigned_region": "152221"} | cells


def held(serial: int, kind: str, who: str, agency: str, granted: date) -> dict[str, Any]:
    return {"key": f"{serial:04d}", "application_no": f"{serial:04d}", "patent_type": kind, "applicant_kind": who,
            "agency": agency, "ipc_main": "G06F 17/30", "grant_date": granted, "filing_date": date(2020, 1, 1),
            "legal_status": "in_force"}  # fmt: skip


OLD, NEW = date(2024, 1, 5), date(2025, 3, 4)
# 2024: 12 inventions and 12 designs of firms, 4 and 12 of individuals; 2025: 12 more of each of firms, and two of a school.
PATENTS = [
    held(at, kind, who, agency, day)
    for at, (kind, who, agency, day) in enumerate(
        [("invention", "enterprise", "甲代理", OLD)] * 12
        + [("utility_model", "enterprise", "甲代理", OLD)] * 12
        + [("invention", "individual", "乙代理", OLD)] * 4
        + [("utility_model", "individual", "乙代理", OLD)] * 12
        + [("invention", "enterprise", "甲代理", NEW)] * 24
        + [("invention", "university", "丙代理", NEW)] * 2
    )
]


@pytest.fixture
def asked(frozen: Any) -> Any:
    """Ask for a figure, with the official figures given."""
    from xingzhi.indicators.change.quality import quality
    from xingzhi.packs import load

    revisions = count(1)  # what is read of a snapshot is kept by its revision

    def asked(name: str, figures: list[dict[str, Any]], patents: Any = PATENTS, days: Any = DAYS, **more: Any) -> Any:
        snapshot = frozen(next(revisions), patents, official_figures=figures, legal_events=[])
        snapshot.totals = {"patents": {"rows": len(patents)}}
        return quality(name, load(), snapshot, "152221", days, **more)

    return asked


TWO = [official(SHARE, "2024年底", "41.0"), official(SHARE, "2025年底", "70.0")]
pytestmark = pytest.mark.django_db


def test_what_is_explained_and_what_is_not_sum_to_the_official_change(asked: Any) -> None:
    found = asked(SHARE, TWO, agencies=True)
    assert found.ends == (Fraction(100 * 16, 40), Fraction(100 * 42, 66))
    assert found.change == 29
    assert found.unexplained == 29 - found.explained == Fraction(29) - Fraction(4200, 66) + 40
    assert set(found.dimensions) == {"applicant_kind", "duty", "wipo_field", "agency"}
    assert set(found.residues.values()) == {0}


def test_the_split_by_hand_and_small_samples_come_together(asked: Any) -> None:
    """Firms: 12 of 24 become 36 of 48; of the whole they were 24/40 and are 48/66."""
    pieces = asked(SHARE, TWO).dimensions["applicant_kind"]
    firms = next(each for each in pieces if each.values == ("enterprise",))
    assert (firms.counts, firms.wholes) == ((12, 36), (24, 48))
    assert firms.effect.rate == 100 * (Fraction(3, 4) - Fraction(1, 2)) * (Fraction(24, 40) + Fraction(48, 66)) / 2
    assert firms.effect.mix == 100 * (Fraction(48, 66) - Fraction(24, 40)) * (Fraction(3, 4) + Fraction(1, 2)) / 2
    assert [(each.values, each.few) for each in pieces if "university" in each.values] == [(("university",), True)]


def test_agencies_are_named_only_where_asked(asked: Any) -> None:
    assert "agency" not in asked(SHARE, TWO).dimensions


def test_a_stock_is_told_by_counts(asked: Any) -> None:
    figures = [
        official("valid_inventions", "2024年底", "17", "件"),
        official("valid_inventions", "2025年底", "45", "件"),
    ]
    found = asked("valid_inventions", figures)
    assert (found.explained, found.unexplained) == (26, 2)
    assert set(found.residues.values()) == {0}


def test_a_rate_of_inhabitants_is_split_though_no_value_has_inhabitants(asked: Any, frozen: Any) -> None:
    from decimal import Decimal

    from xingzhi.indicators.change.quality import quality
    from xingzhi.packs import load

    name = "valid_inventions_per_10000"
    figures = [official(name, "2024年底", "8", "件/万人"), official(name, "2025年底", "20", "件/万人")]
    people = [
        {"year": year, "resident_population": Decimal(n), "assigned_region": "152221"}
        for year, n in ((2023, 2), (2024, 3))
    ]
    snapshot = frozen(1, PATENTS, official_figures=figures, population=people, legal_events=[])
    found = quality(name, load(), snapshot, "152221", DAYS)
    assert found is not None
    assert found.ends == (8, 14)
    assert found.unexplained == 6
    assert set(found.residues.values()) == {0}


@pytest.mark.parametrize(("name", "needs"), [("pledges_inclusive_share", True), ("高校院所转化率", False)])
def test_without_a_figure_of_ours_all_is_unexplained(asked: Any, name: str, needs: bool) -> None:
    found = asked(name, [official(name, "2023年", "30.5"), official(name, "2024年", "33")])
    assert found.ends is None
    assert found.unexplained == found.change == Fraction("2.5")
    assert bool(found.needs) == needs
    assert found.dimensions == {}


def test_a_figure_that_cannot_be_computed_explains_nothing(asked: Any) -> None:
    found = asked(SHARE, TWO, patents=[])
    assert (found.ends, found.unexplained) == (None, 29)
    assert found.own.values[0].missing


def test_only_like_periods_are_compared(asked: Any) -> None:
    name = "grants_invention_share"
    figures = [official(name, period, value) for period, value in
               [("2025年1-6月", "50"), ("2024年", "41"), ("2024年1-6月", "40"), ("2023年", "39")]]  # fmt: skip
    found = asked(name, figures)
    assert (found.pair.before.period, found.pair.after.period) == ("2024年1-6月", "2025年1-6月")
    chosen = asked(name, figures, days=(date(2023, 12, 31), date(2024, 12, 31)))
    assert (chosen.pair.before.period, chosen.pair.after.period) == ("2023年", "2024年")
    assert asked(name, figures[:2]) is None


def test_figures_that_contradict_each_other_are_left_out_and_told(asked: Any) -> None:
    other = official(SHARE, "2025年底", "66.6", document="另一文件")
    assert asked(SHARE, [*TWO, other]) is None
    found = asked(SHARE, [*TWO, other, official(SHARE, "2023年底", "40"), official(SHARE, "去年", "1")])
    assert (found.pair.before.period, found.pair.after.period) == ("2023年底", "2024年底")
    assert {each.period for each in found.pair.left_out} == {"2025年底", "去年"}


def test_of_another_region_nothing_is_read(asked: Any) -> None:
    assert asked(SHARE, [row | {"assigned_region": "152222"} for row in TWO]) is None


def test_definitions_that_changed_are_told(asked: Any) -> None:
    assert asked(SHARE, TWO).same_words
    assert not asked(SHARE, [TWO[0] | {"definition": "甲口径"}, TWO[1] | {"definition": "乙口径"}]).same_words
