"""The value scorecard: nothing of its lower levels is shipped, and weights of a situation sum to 1."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xingzhi.packs import Packs, load
from xingzhi.packs.scorecard import ScorecardProblem, from_json, read_scorecard

HEAD = ["情形", "一级指标", "二级指标", "三级指标", "权重"]
ROWS = [
    ["分级管理", "法律价值", "甲", "甲一", "0.4"],
    ["分级管理", "技术价值", "乙", "乙一", "0.35"],
    ["分级管理", "经济价值", "丙", "", 0.25],
    ["许可转让", "法律价值", "甲", "甲一", "1"],
]


def test_what_is_published_of_the_standard_is_all_that_is_shipped(packs: Packs) -> None:
    pack = packs.scorecard
    assert {name: each.value for name, each in pack.structure.items()} == {"first": 3, "second": 14, "third": 27}
    assert [each.label.zh for each in pack.first_level] == ["法律价值", "技术价值", "经济价值"]
    assert not pack.lower_levels.loaded


def test_a_table_is_read_scored_and_kept(packs: Packs) -> None:
    card = read_scorecard([["附件"], HEAD, *ROWS, [None] * 5], packs.scorecard)
    assert card.scenarios() == ["management", "licence"]
    assert [item.name for item in card.of("management")] == ["甲一", "乙一", "丙"]
    assert card.counts() == {"first": 3, "second": 3, "third": 2, "scenarios": 2}
    codes = [item.code for item in card.of("management")]
    scores = dict(zip(codes, map(Decimal, ("80", "60", "99.5")), strict=True))
    assert card.result("management", scores) == (Decimal("77.88"), [])
    assert card.result("management", {codes[0]: Decimal(80)}) == (None, ["乙一", "丙"])
    assert card.result("finance", scores) == (None, [])
    assert from_json(card.to_json()) == card


@pytest.mark.parametrize(
    ("rows", "code"),
    [
        ([["甲", "乙"]], "no_table"),
        ([HEAD], "no_rows"),
        ([HEAD, ["分级管理", "法律价值", "甲", "", "0.99"]], "sum"),
        ([HEAD, ["分级管理", "法律价值", "甲", "", "0.5"], ["分级管理", "法律价值", "甲", "", "0.5"]], "twice"),
        ([HEAD, ["分级管理", "道德价值", "甲", "", "1"]], "first"),
        ([HEAD, ["分级管理", "法律价值", "", "", "1"]], "first"),
        ([HEAD, ["没有这种", "法律价值", "甲", "", "1"]], "scenario"),
        ([HEAD, ["分级管理", "法律价值", "甲", "", "很高"]], "weight"),
        ([HEAD, ["分级管理", "法律价值", "甲", "", "1.2"]], "weight"),
        ([HEAD, ["分级管理", "法律价值", "甲", "", "NaN"]], "weight"),
    ],
)
def test_a_faulty_table_is_refused(packs: Packs, rows: list[list[object]], code: str) -> None:
    with pytest.raises(ScorecardProblem) as refused:
        read_scorecard(rows, packs.scorecard)
    assert refused.value.code == code


@given(st.lists(st.integers(1, 100), min_size=1, max_size=8), st.data())
def test_the_result_lies_between_the_least_and_the_greatest_score(parts: list[int], data: st.DataObject) -> None:
    weights = [Decimal(part) / 1000 for part in parts[:-1]]
    weights.append(1 - sum(weights, Decimal(0)))
    rows = [["其他", "法律价值", f"甲{at}", "", str(weight)] for at, weight in enumerate(weights)]
    card = read_scorecard([HEAD, *rows], load().scorecard)
    scores = {item.code: Decimal(data.draw(st.integers(0, 100))) for item in card.items}
    result, missing = card.result("other", scores)
    assert result is not None
    assert missing == []
    assert min(scores.values()) - 1 < result < max(scores.values()) + 1
