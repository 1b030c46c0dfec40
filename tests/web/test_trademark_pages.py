"""The page of a mark: its life and term to oppose, what speaks of it, and nothing of other regions."""

from __future__ import annotations

from datetime import date

import pytest

from tests.builders import write_rows
from tests.registers.test_trademarks import ROW
from tests.web.test_record_pages import page_of
from xingzhi.packs import load
from xingzhi.packs.nice.kept import keep
from xingzhi.packs.nice.table import Item, NiceTable
from xingzhi.packs.said import said
from xingzhi.registers.models import MODELS

pytestmark = pytest.mark.django_db
EVENT = {"申请/注册号": "990000010", "事项": "异议", "事项日期": "2026-09-01", "注册人": "示例牧业有限公司", "对方当事人": "示例异议人公司",
         "法律依据": "商标法第三十条", "所属旗县市": "突泉县"}  # fmt: skip


def test_a_mark_and_all_that_speaks_of_it(take_in, league, tmp_path, settings):
    item = Item("30", "3008", "示例米面", "300119", "示例米", "与3009示例面类似")
    keep(settings.HOME / "nice", NiceTable((item,)), "13-2026", date(2026, 1, 1), "示例")
    filed = {"申请日期": "2026-01-05", "商品/服务": "示例米；没有的东西"}
    take_in(league, write_rows(tmp_path / "商标.csv", [ROW | filed, ROW | filed | {"类别": "31"}]))
    take_in(
        league,
        write_rows(tmp_path / "事项.csv", [EVENT, EVENT | {"申请/注册号": "990000099", "对方当事人": "秘密公司"}]),
    )
    brand = {
        "品牌名称": "示例牧歌",
        "培育阶段": "培育中",
        "品牌所有人": "示例牧业有限公司",
        "商标注册号": "990000010、990000011",
        "所属旗县市": "突泉县",
    }
    take_in(league, write_rows(tmp_path / "品牌.csv", [brand]))
    mark, event = (
        MODELS["trademarks"].objects.get(key="990000010|30"),
        MODELS["trademark_events"].objects.get(mark_no="990000010"),
    )
    page = page_of(league, mark)
    for words in ("2026-11-06", "第三十三条", said(load(), load().ref("oppositions")), "示例异议人公司", "3008 示例米面", "与3009示例面类似",
                  "区分表中没有这个名称", "培育中", "初审公告"):  # fmt: skip
        assert words in page, words
    for section in ("trademark_events", "trademarks", "local_brands", "groups"):
        assert f'id="{section}"' in page
    assert "秘密公司" not in page
    assert '"day": "2026-09-01"' in page, "the event stands in the life of the mark"
    assert f"/registers/trademarks/{mark.pk}/" in page_of(league, event), "and back again"


def test_a_term_that_is_not_known_says_why(take_in, league, tmp_path):
    rows = [ROW, ROW | {"申请号/注册号": "990000011", "初审公告日期": ""}]
    take_in(league, write_rows(tmp_path / "商标.csv", rows))
    MODELS["trademarks"].objects.filter(key="990000010|30").update(prelim_published_on=date(2027, 1, 6))
    late, unpublished = MODELS["trademarks"].objects.order_by("key")
    assert "异议期限未读到" in page_of(league, late)
    page = page_of(league, unpublished)
    assert "没有初审公告日期" in page
    assert "还没有收过这种表" in page
    assert "/intake/template/trademark_events.xlsx" in page
