"""What the members of a development zone find among the patents is said where they are brought in and where a zone shows 0."""

from __future__ import annotations

import pytest
from django.urls import reverse

from tests.builders import patent, write_rows
from xingzhi.indicators.zones import Match, matches
from xingzhi.snapshots.jobs import latest

pytestmark = pytest.mark.django_db
GRANTED = {"授权公告日": "2024-03-05", "法律状态": "授权", "法律状态日期": "2024-03-05"}
BY_NAME = {"开发区名称": "甲开发区", "成员名称": "示例甲科技有限公司", "地址字样": "", "所属旗县市": "科尔沁右翼前旗"}


def test_how_many_patents_the_members_find_and_which_find_none(take_in, league, tmp_path, client):
    take_in(league, write_rows(tmp_path / "patents.csv", [patent(2020, serial, **GRANTED) for serial in (1, 2)]))
    rows = [BY_NAME, BY_NAME | {"成员名称": "示例无公司"}, BY_NAME | {"成员名称": "", "地址字样": "科尔沁镇2号"},
            BY_NAME | {"开发区名称": "乙开发区", "所属旗县市": "扎赉特旗"}]  # fmt: skip
    batch = take_in(league, write_rows(tmp_path / "zones.csv", rows))
    found = matches(latest(), "1522")
    assert sorted(found, key=lambda each: each.patents) == [
        Match("乙开发区", 1, ("示例甲科技有限公司",), 0), Match("甲开发区", 3, ("示例无公司",), 2)
    ]  # fmt: skip
    client.force_login(league)
    said = client.get(reverse("batch", args=[batch.pk])).content.decode()
    assert "成员与专利的对应" in said
    assert "示例无公司" in said
    page = client.get(reverse("indicator", args=["grants"]), {"at": "2024-03-31"}).content.decode()
    assert page.count("成员都没有对上专利") == 1, "of the zone that shows 0 it is said why"
