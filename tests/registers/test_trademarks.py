"""Files of marks as offices get them: gazette lists, exports, WIPO ST.96; what is wrong is told, good rows count."""

from __future__ import annotations

from datetime import date

import pytest

from tests.builders import read_book, write_rows
from tests.intake.xml_samples import TRADEMARK
from xingzhi.registers.models import MODELS

pytestmark = pytest.mark.django_db
ROW = {
    "申请号/注册号": "第990000010号", "商标名称": "示例牧歌", "类别": "第30类", "申请人": "示例牧业有限公司",
    "申请人地址": "内蒙古自治区兴安盟突泉县示例路1号", "代理机构": "示例商标代理有限公司", "初审公告期号": "1990",
    "初审公告日期": "2026-08-06", "专用权期限": "", "商标状态": "初审公告",
}  # fmt: skip


def test_a_gazette_list(take_in, league, tmp_path):
    rows = [
        ROW,
        ROW | {"类别": "31"},  # the same number in another class is a mark of its own
        ROW | {"申请号/注册号": "990000011", "商标状态": "说不清", "初审公告日期": "", "专用权期限": "2026-12-01 至 2036-11-30"},
        ROW | {"申请号/注册号": "待定"},
        ROW | {"申请号/注册号": "990000012", "类别": "46"},
    ]  # fmt: skip
    batch = take_in(league, write_rows(tmp_path / "初审公告.csv", rows))
    assert (batch.register, batch.accepted, batch.rejected) == ("trademarks", 3, 2)
    _, *faults = read_book(batch.rejects_file.read_bytes())
    said = "".join(str(cell) for cells in faults for cell in cells)
    assert "商标申请/注册号“待定”无法识别" in said
    assert "“46”不是商品和服务国际分类的类别" in said
    first, second, third = MODELS["trademarks"].objects.order_by("key")
    assert (first.key, second.key, third.key) == ("990000010|30", "990000010|31", "990000011|30")
    assert (first.region, first.mark_status, first.script) == ("152224", "published", "han")
    assert first.opposition_until == date(2026, 11, 6)
    assert (third.mark_status, third.opposition_until) == ("", None), "a word that is not known, and no publication"
    assert (third.valid_from, third.valid_until) == (date(2026, 12, 1), date(2036, 11, 30))


def test_a_file_of_the_world_standard(take_in, league, tmp_path):
    path = tmp_path / "st96.xml"
    path.write_text(TRADEMARK, "utf-8")
    batch = take_in(league, path)
    assert (batch.register, batch.accepted, batch.rejected) == ("trademarks", 1, 0)
    mark = MODELS["trademarks"].objects.get()
    assert (mark.mark_no, mark.nice_classes, mark.mark_form, mark.mark_kind) == (
        "990000001",
        "09; 30",
        "word",
        "ordinary",
    )
    assert (mark.region, mark.opposition_until) == ("152224", date(2026, 11, 6))


def test_signs_end_after_they_begin(take_in, league, tmp_path):
    sign = {
        "标志名称": "示例标志",
        "标志类型": "特殊标志",
        "登记号": "示例1",
        "保护期起": "2025-06-01",
        "有效期至": "2024-06-01",
    }
    batch = take_in(
        league, write_rows(tmp_path / "标志.csv", [sign, sign | {"登记号": "示例2", "有效期至": "2029-05-31"}])
    )
    assert (batch.register, batch.accepted, batch.rejected) == ("protected_signs", 1, 1)
