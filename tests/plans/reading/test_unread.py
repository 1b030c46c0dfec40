"""A number of a task is read as a target or a day, or said to be read as nothing."""

from __future__ import annotations

import pytest

from xingzhi.plans.reading.targets import targets
from xingzhi.plans.reading.unread import unread_figures


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("平均办理时间不超过60日。", [("60", "日", "at_most")]),
        ("办理时限压缩至10个工作日。", [("10", "个工作日", "at_most")]),
        ("线索在5个工作日内移送。", [("5", "个工作日", "at_most")]),
        ("满意度不低于90%。", [("90", "%", "at_least")]),
        ("收到清单后10个工作日内核实。", []),
        ("自印发之日起30日内报送。", []),
        ("于12月4日内报送。", []),
    ],
)
def test_spans_of_time_that_are_targets(text, found):
    assert [(each.value, each.unit, each.sense) for each in targets(text)] == found


@pytest.mark.parametrize(
    ("text", "figures"),
    [
        ("收到清单后10个工作日内核实。", ["10个工作日内"]),
        ("三个工作日内答复。", ["三个工作日内"]),
        ("按示知发〔2026〕9号文件，于2099年12月4日前按第3批名单报送，办好4·26活动。", []),
        ("（1）对2098年度6辆车开展核查。", ["6辆车开展核"]),
        ("不少于30件。", []),
    ],
)
def test_figures_read_as_nothing(text, figures):
    assert unread_figures(text, [each.text for each in targets(text)]) == figures
