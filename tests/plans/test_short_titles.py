"""A task is called by whole clauses that say what is done."""

from __future__ import annotations

import pytest

from xingzhi.plans.short_titles import short_title


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("开展地理标志专项行动，检查主体。", "开展地理标志专项行动"),
        ("持续加强执法指导，高标准推进《关于强化知识产权保护，服务发展的若干措施》落地。", "持续加强执法指导"),
        ("按照“谁执法，谁公示”的原则，明确公示内容的采集职责，规范格式。", "按照“谁执法，谁公示”的原则，明确公示内容的采集职责"),
        ("2099年6月底前，研究建立指标体系，并与考核衔接。", "2099年6月底前，研究建立指标体系"),
        ("加强省级统筹，建好一批职教中心，重点支持。", "加强省级统筹，建好一批职教中心"),
        ("改善条件。另行通知。", "改善条件"),
        ("完成地理标志专用标志使用检查", "完成地理标志专用标志使用检查"),
    ],
)  # fmt: skip
def test_the_first_clause_that_says_what_is_done(text: str, title: str) -> None:
    assert short_title(text) == title
