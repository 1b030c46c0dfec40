"""A figure set by hand moves the sums that hold it, and none of which nobody can tell by how much."""

from __future__ import annotations

from typing import Any

from xingzhi.publish.carrying import carried

MARCH, YEAR = ("2024-03-01", "2024-03-31"), ("2024-01-01", "2024-03-31")


def held(
    value: str, region: str = "1522", days: tuple[str, str] = MARCH, kind: str = "own", unit: str = "件", **where: str
) -> dict[str, Any]:
    return {
        "indicator": "grants", "region": region, "start": days[0], "end": days[1], "where": {k: [v] for k, v in where.items()},
        "value": value, "own": None, "kind": kind, "unit": unit,
    }  # fmt: skip


FIGURES = {
    "banner": held("3", "152224"), "banner_models": held("2", "152224", patent_type="utility_model"),
    "banner_firms": held("3", "152224", applicant_kind="enterprise"), "all": held("28"),
    "models": held("17", patent_type="utility_model"), "inventions": held("7", patent_type="invention"),
    "year": held("281", days=YEAR, kind="official"), "rate": held("1.5", unit="件/万人"), "other": held("5", "152221"),
}  # fmt: skip


def edit(value: str, carry: bool = True) -> dict[str, Any]:
    return {"value": value, "reason": "晚到一件", "by": 7, "carry": carry}


def test_the_sums_of_a_wider_place_and_of_all_kinds_follow_and_nothing_else() -> None:
    found = carried(FIGURES, {"banner_models": edit("3")})
    moved = {key: each["value"] for key, each in found.items() if each.get("carried")}
    assert moved == {"banner": "4", "all": "29", "models": "18"}, (
        "not the official one, the rate, other kinds and places"
    )
    assert found["all"]["reason"] == "晚到一件"
    assert carried(FIGURES, found) == found
    left = {key: each for key, each in found.items() if key != "banner_models"}
    assert carried(FIGURES, left) == {}, "taken back with the part"
    assert carried(FIGURES, {"banner_models": edit("3", carry=False)}).keys() == {"banner_models"}


def test_two_splits_that_agree_move_the_sum_once_and_others_leave_it() -> None:
    both = carried(FIGURES, {"banner_models": edit("3"), "banner_firms": edit("4")})
    assert both["banner"]["value"] == "4"
    apart = carried(FIGURES, {"banner_models": edit("3"), "banner_firms": edit("9")})
    assert "banner" not in apart, "by how much it moved, nobody can tell"
    by_hand = carried(FIGURES, {"banner_models": edit("3"), "banner": edit("6", carry=False)})
    assert (by_hand["banner"]["value"], by_hand["all"]["value"]) == ("6", "29"), "what a person set stays"
    assert carried(FIGURES, {"banner_models": edit("3"), "models": edit("18")})["all"]["value"] == "29", "counted once"
