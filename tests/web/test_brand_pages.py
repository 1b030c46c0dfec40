"""Brands: the step recorded by hand, what comes next, and marks to be renewed under 今日."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from tests.builders import body, write_rows
from xingzhi.registers.models import MODELS

pytestmark = pytest.mark.django_db


@pytest.fixture
def client(take_in: Any, league: Any, tmp_path: Path) -> Client:
    """The league's browser; a brand whose mark ends in a month."""
    until = timezone.localdate() + timedelta(days=30)
    take_in(league, write_rows(tmp_path / "品牌.csv", [
        {"品牌名称": "示例牧歌", "培育阶段": "培育中", "品牌所有人": "示例牧业有限公司", "商标注册号": "990000010",
         "所属旗县市": "扎赉特旗"}]))  # fmt: skip
    take_in(league, write_rows(tmp_path / "商标.csv", [
        {"申请/注册号": "990000010", "国际分类": "30", "商标名称": "示例牧歌", "专用期止": str(until), "所属旗县市": "扎赉特旗"},
        {"申请/注册号": "990000011", "国际分类": "30", "商标名称": "没有培育", "专用期止": str(until), "所属旗县市": "扎赉特旗"}]))  # fmt: skip
    made = Client()
    made.force_login(league, "django.contrib.auth.backends.ModelBackend")
    return made


def test_a_step_and_what_comes_next(client: Client) -> None:
    brand = MODELS["local_brands"].objects.get()
    day = timezone.localdate()
    late = {"step": "走访", "step_on": str(day - timedelta(days=9)), "next_step": "递交材料",
            "next_on": str(day - timedelta(days=1)), "unit": "示例局", "result": "已提交样品"}  # fmt: skip
    said = body(client.post(reverse("brand-step", args=[brand.pk]), late | {"step_on": "昨天"}, follow=True))
    assert "办理日期" in said.split("没有保存", 1)[1]
    early = late | {"next_on": str(day - timedelta(days=10))}
    said = body(client.post(reverse("brand-step", args=[brand.pk]), early, follow=True))
    assert "不能早于办理日期" in said.split("没有保存", 1)[1]
    assert not MODELS["brand_steps"].objects.exists()
    client.post(reverse("brand-step", args=[brand.pk]), late)
    step = MODELS["brand_steps"].objects.get()
    assert (step.region, step.unit) == (brand.region, "示例局")
    page = body(client.get(reverse("brands"), {"next": "late"}))
    assert "递交材料" in page
    record = body(client.get(reverse("record", args=["local_brands", brand.pk])))
    assert "走访" in record
    assert "已提交样品" in record
    for link in (record, body(client.get(reverse("record", args=["brand_steps", step.pk])))):
        assert f'href="{reverse("brands")}">品牌培育</a> · ' in link
    assert "990000010" in record
    assert "个培育品牌的下一步已过时限" in body(client.get(reverse("today")))


def test_marks_to_renew(client: Client) -> None:
    page = body(client.get(reverse("brand-renewals")))
    assert "示例牧歌" in page
    assert "没有培育" not in page
    brand = MODELS["local_brands"].objects.get()
    assert reverse("record", args=["local_brands", brand.pk]) in page
    assert "件培育商标在续展期内或即将届满" in body(client.get(reverse("today")))
