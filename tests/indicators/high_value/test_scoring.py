"""Scoring a patent: by whom, on what evidence; no total while anything is missing; it stays in the office."""

from __future__ import annotations

from typing import Any

import pytest
from django.http import Http404
from django.test import Client

from tests.builders import body, patent, write_rows
from tests.conftest import write_csv
from xingzhi.indicators.high_value.actions import Origin
from xingzhi.indicators.high_value.scoring import ScoreRefused, load_scorecard, score_patent
from xingzhi.indicators.models import ValueScore

pytestmark = pytest.mark.django_db
HEAD = ["情形", "一级指标", "二级指标", "三级指标", "权重"]
ROWS = (["分级管理", "法律价值", "甲", "甲一", "0.6"], ["分级管理", "经济价值", "乙", "乙一", "0.4"])


@pytest.fixture
def patents(take_in: Any, league: Any, tmp_path: Any) -> Any:
    from xingzhi.registers.models import Patent

    rows = [patent(2020, 1), patent(2020, 2, "design"), patent(2020, 3, region="152223")]
    take_in(league, write_rows(tmp_path / "a.csv", rows))
    return list(Patent.objects.order_by("key"))


@pytest.fixture
def table(league: Any, tmp_path: Any) -> Any:
    path = write_csv(tmp_path / "计分表.csv", HEAD, *ROWS)
    return load_scorecard(league, path, path.name, Origin("示例"))


def test_scores_are_kept_with_who_and_on_what_evidence(patents, table, league):
    made = score_patent(league, patents[0].pk, "management", {"1": ("80", "说明书"), "2": ("50", "合同")}, "初评")
    assert str(made.result) == "68.00"
    assert (made.scored_by, made.table, made.missing) == (league, table.ref, [])
    assert [item["evidence"] for item in made.items] == ["说明书", "合同"]
    again = score_patent(league, patents[0].pk, "management", {"1": ("90", "说明书")})
    assert (again.result, again.missing) == (None, ["乙一"])
    assert ValueScore.objects.count() == 2, "nothing is written over"


def test_what_cannot_be_scored_is_refused(patents, league, tmp_path):
    with pytest.raises(ScoreRefused) as refused:
        score_patent(league, patents[0].pk, "management", {})
    assert refused.value.code == "not_loaded"
    path = write_csv(tmp_path / "计分表.csv", HEAD, *ROWS)
    load_scorecard(league, path, path.name, Origin("示例"))
    design = next(row for row in patents if row.patent_type == "design")
    for row, scenario, scores, code in (
        (patents[0], "finance", {}, "scenario"),
        (design, "management", {}, "kind"),
        (patents[0], "management", {"1": ("101", "依据")}, "score"),
        (patents[0], "management", {"1": ("高", "依据")}, "score"),
        (patents[0], "management", {"1": ("80", " ")}, "evidence"),
    ):
        with pytest.raises(ScoreRefused) as refused:
            score_patent(league, row.pk, scenario, scores)
        assert refused.value.code == code
    assert not ValueScore.objects.exists()


def test_the_form_says_what_is_missing_and_keeps_what_was_entered(patents, table, league, banner):
    officer = Client()
    officer.force_login(league, "django.contrib.auth.backends.ModelBackend")
    address = f"/high-value/patents/{patents[0].pk}/score/"
    assert "甲一" in body(officer.get(address))
    page = body(officer.post(address, {"scenario": "management", "s-1": "80", "e-1": "说明书"}, follow=True))
    assert "还缺 乙一" in page
    page = body(officer.post(address, {"scenario": "management", "s-1": "80", "e-1": ""}))
    assert "没有写依据" in page
    assert 'value="80"' in page
    with pytest.raises(Http404):
        score_patent(banner, next(row for row in patents if row.region == "152223").pk, "management", {})


def test_a_score_has_no_way_out_of_the_office(patents, table, league):
    from xingzhi.api.routes import api

    score_patent(league, patents[0].pk, "management", {"1": ("81.25", "机密依据"), "2": ("50", "合同")})
    assert not [path for path in api.get_openapi_schema()["paths"] if "score" in path]
    officer = Client()
    officer.force_login(league, "django.contrib.auth.backends.ModelBackend")
    assert "机密依据" not in body(officer.get(f"/api/registers/patents/{patents[0].pk}"))
