"""Files of marks as offices get them: gazette lists, exports, WIPO ST.96; what is wrong is told, good rows count."""

from __future__ import annotations

from datetime import date

import pytest

from tests.builders import read_book, write_rows
from tests.intake.xml_samples import TRADEMARK
from xingzhi.registers.edit import edit_record
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
    first, second = MODELS["trademarks"].objects.order_by("key")
    assert [each.key for each in (first, second)] == ["990000001|09", "990000001|30"], "one record a class"
    assert (first.mark_no, first.mark_form, first.mark_kind) == ("990000001", "word", "ordinary")
    assert (first.region, second.opposition_until) == ("152224", date(2026, 11, 6))


def test_several_classes_in_one_row_are_the_records_of_one_class_a_row(take_in, league, tmp_path):
    batch = take_in(league, write_rows(tmp_path / "合.csv", [ROW | {"类别": "9;35", "类似群": "0901; 3503; 3506"}]))
    assert (batch.accepted, batch.inserted) == (1, 2)
    take_in(league, write_rows(tmp_path / "分.csv", [ROW | {"类别": "9"}, ROW | {"类别": "35", "商标状态": "已注册"}]))
    first, second = MODELS["trademarks"].objects.order_by("key")
    assert [(each.nice_classes, each.similar_groups) for each in (first, second)] == [
        ("09", "0901"), ("35", "3503; 3506"),
    ]  # fmt: skip
    assert second.mark_status == "registered"


def test_what_happened_to_a_mark_moves_with_it(take_in, league, tmp_path):
    event = {"申请/注册号": "990000010", "事项": "异议", "事项日期": "2026-09-01", "所属旗县市": "扎赉特旗"}
    take_in(league, write_rows(tmp_path / "事项.csv", [event]))
    told = MODELS["trademark_events"].objects
    assert (told.get().region, told.get().region_how) == ("152223", "assigned_region")
    take_in(league, write_rows(tmp_path / "商标.csv", [ROW]))
    assert (told.get().region, told.get().region_how) == ("152224", "of_mark")
    mark = MODELS["trademarks"].objects.get()
    edit_record(league, "trademarks", mark.pk, {"assigned_region": "152221"}, "迁址")
    assert told.get().region == "152221"


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
