"""Annual reports as offices get them: headings of exports, figures as companies write them, and what is wrong in rows."""

from __future__ import annotations

import random
from decimal import Decimal

import pytest

from tests.builders import number, patent, read_book, write_book, write_rows
from xingzhi.core import jobs
from xingzhi.registers.filters import filtered
from xingzhi.registers.models import MODELS, AnnualReport
from xingzhi.registers.receive import MappingIncomplete, receive_file, start_import
from xingzhi.sample.numbers import credit_code
from xingzhi.screening.signals.reading import latest
from xingzhi.web.views.batch_columns import givable

pytestmark = pytest.mark.django_db
HEADS = ["序号", "企业名称", "统一社会信用代码", "年报年度", "从业人数", "参保人数", "注册资本", "实缴资本(万元)", "经营范围",
         "住所", "所属旗县市"]  # fmt: skip
CODES = [credit_code("91", "152221", random.Random(at)) for at in range(12)]
FRONT = "内蒙古自治区兴安盟科尔沁右翼前旗振兴路1号"
OTHER = "内蒙古自治区兴安盟扎赉特旗富民路2号"


def row(at: int, staff: object, capital: object = "500万元人民币", **given: object) -> list[object]:
    cells = {"序号": at, "企业名称": f"示例{at}农机有限公司", "统一社会信用代码": CODES[at], "年报年度": "2023年度", "从业人数": 99,
             "参保人数": staff, "注册资本": capital, "实缴资本(万元)": 120, "经营范围": "农业机械销售", "住所": FRONT}  # fmt: skip
    return [(cells | given).get(head, "") for head in HEADS]


@pytest.fixture
def bring(take_in, league, tmp_path):
    """Take rows in under a title, as the league; returns the batch."""
    return lambda *rows, by=league, name="年报.xlsx": take_in(
        by, write_book(tmp_path / name, {"企业年报": [["某盟企业年报信息"], HEADS, *rows]})
    )


def held(at: int) -> AnnualReport:
    return AnnualReport.objects.get(credit_code=CODES[at])


def test_the_file_is_known_for_what_it_is_and_employees_are_not_insured_staff(bring):
    batch = bring(row(1, 12))
    assert (batch.register, batch.accepted, batch.rejected) == ("annual_reports", 1, 0)
    report = held(1)
    assert (report.year, report.insured_staff, report.region) == (2023, 12, "152221")
    assert (report.registered_capital, report.paid_in_capital) == (Decimal(500), Decimal(120))
    assert report.business_scope == "农业机械销售"


@pytest.mark.parametrize(
    ("cell", "staff", "kept"),
    [(0, 0, "0"), ("0人", 0, "0人"), ("1,200", 1200, "1,200"), ("１２人", 12, "12人"), ("", None, ""), ("—", None, ""),
     ("企业选择不公示", None, "企业选择不公示"), ("50-99人", None, "50-99人"), ("人", None, "人")],
)  # fmt: skip
def test_staff_is_read_and_what_is_no_number_is_kept_and_unknown(bring, cell, staff, kept):
    batch = bring(row(1, cell))
    assert (batch.accepted, batch.rejected) == (1, 0), batch.reasons
    assert (held(1).insured_staff, held(1).insured_text) == (staff, kept)
    assert (["staff_as_written", {"count": 1}] in batch.notes) == bool(kept and staff is None)


@pytest.mark.parametrize(
    ("cell", "capital"),
    [("500万元人民币", "500"), ("500.000000万人民币", "500"), ("1,200万元", "1200"), ("人民币 80 万元", "80"), ("1.2亿元", "12000"),
     ("5000000元", "500"), ("300万", "300"), ("100万美元", None), ("500", None), ("50-100万元", None),
     ("企业选择不公示", None), ("100万美元(折人民币700万元)", None)],
)  # fmt: skip
def test_capital_is_read_with_its_unit_and_no_other_currency_is_converted(bring, cell, capital):
    batch = bring(row(1, 3, cell))
    assert (batch.accepted, batch.rejected) == (1, 0), batch.reasons
    assert held(1).registered_capital == (Decimal(capital) if capital else None)
    assert held(1).capital_text == cell
    assert (["capital_as_written", {"count": 1}] in batch.notes) == (capital is None)


def test_a_heading_gives_bare_numbers_their_unit_and_a_currency_of_its_own_counts(take_in, league, tmp_path):
    common = {"企业名称": "示例农机有限公司", "年报年度": "2023", "社保人数": "3", "住所": FRONT}
    rows = [
        common | {"统一社会信用代码": CODES[1], "注册资本(万元)": "500", "币种": "人民币"},
        common | {"统一社会信用代码": CODES[2], "注册资本(万元)": "500万元", "币种": ""},
        common | {"统一社会信用代码": CODES[3], "注册资本(万元)": "500", "币种": "美元"},
    ]
    take_in(league, write_rows(tmp_path / "a.csv", rows))
    found = [(held(at).registered_capital, held(at).capital_text) for at in (1, 2, 3)]
    assert found == [(Decimal(500), "500万元"), (Decimal(500), "500万元"), (None, "500万元")]
    take_in(league, write_rows(tmp_path / "b.csv", [
        common | {"统一社会信用代码": CODES[4], "注册资本(元)": "5,000,000"}
    ]))  # fmt: skip
    assert held(4).registered_capital == Decimal(500)


def test_a_list_without_the_year_is_given_it_once(league, tmp_path):
    rows = [{"企业名称": "示例农机有限公司", "统一社会信用代码": CODES[1], "参保人数": "3", "住所": FRONT}]
    batch = receive_file(league, write_rows(tmp_path / "2023年报.csv", rows), "2023年报.csv")
    assert batch.register == "annual_reports"
    assert [each["name"] for each in givable(batch)] == ["year"]
    for unread in ({}, {"year": "去年"}):
        with pytest.raises(MappingIncomplete):
            start_import(league, batch.pk, given=unread)
    start_import(league, batch.pk, given={"year": "2023年度"})
    jobs.run_waiting()
    assert (held(1).year, held(1).insured_staff) == (2023, 3)


def test_a_list_of_companies_with_a_year_stays_a_list_of_parties(league, tmp_path):
    rows = [{"企业名称": "示例农机有限公司", "统一社会信用代码": CODES[1], "年度": "2023", "地址": FRONT}]
    assert receive_file(league, write_rows(tmp_path / "高企.csv", rows), "高企.csv").register == "parties"


def test_faulty_rows_come_back_with_plain_words(bring):
    wrong = CODES[2][:-1] + ("1" if CODES[2][-1] != "1" else "2")
    batch = bring(
        row(1, 5),
        row(2, 5, 统一社会信用代码=wrong),
        row(3, 5, 年报年度=""),
        row(4, 5, 年报年度="23"),
        row(5, 5, 企业名称=""),
    )
    assert (batch.accepted, batch.rejected) == (1, 4)
    _, *back = read_book(batch.rejects_file.read_bytes())
    told = " ".join(str(cell) for cells in back for cell in cells if cell)
    assert "校验位不对" in told
    assert "年报年度“23”不是四位年份" in told
    assert told.count("此项必填") == 2


def test_a_company_year_is_one_record_by_code_else_by_name(bring):
    batch = bring(row(1, 5), row(1, 5), row(1, 9, 企业名称="示例1农机 有限公司"), row(1, 4, 年报年度="2022年度"))
    assert (batch.accepted, batch.inserted) == (4, 2)
    assert sorted(AnnualReport.objects.values_list("year", "insured_staff")) == [(2022, 4), (2023, 9)]
    batch = bring(
        row(2, 5, 统一社会信用代码=""),
        row(2, 6, 统一社会信用代码="", 企业名称="示例2农机（有限公司）"),
        name="无码.xlsx",
    )
    assert (batch.accepted, batch.inserted) == (2, 1)
    assert AnnualReport.objects.get(credit_code="").insured_staff == 6


def test_the_same_rows_again_change_nothing_and_newer_ones_leave_a_version(bring):
    bring(row(1, 5))
    batch = bring(row(1, 5, 序号=7), name="再.xlsx")
    assert (batch.inserted, batch.updated, batch.unchanged) == (0, 0, 1)
    batch = bring(row(1, "企业选择不公示"), name="改.xlsx")
    assert (batch.updated, held(1).insured_staff, held(1).insured_text) == (1, None, "企业选择不公示")


def test_a_banner_brings_and_sees_only_its_own(bring, league, banner):
    batch = bring(row(1, 5), row(2, 5, 住所=OTHER), by=banner)
    assert (batch.accepted, batch.rejected) == (1, 1)
    assert batch.reasons["rejected:outside_region"] == 1
    bring(row(2, 5, 住所=OTHER), row(3, 5, 住所="山东省济南市某路3号", 企业名称="示例3农机有限公司"), name="盟.xlsx")
    assert held(3).region_how == "outside"
    register = MODELS["annual_reports"].register
    assert [each.credit_code for each in filtered(register, banner, {}).qs] == [CODES[1]]
    assert filtered(register, banner, {"q": "示例2"}).qs.count() == 0
    assert filtered(register, league, {"q": "示例2"}).qs.count() == 1
    assert filtered(register, league, {"q": "农业机械销售"}).qs.count() == 3


def test_filings_are_held_against_the_report_and_another_banners_report_is_not_told(
    bring, take_in, league, banner, tmp_path
):
    filings = [patent(2023, at, 申请人=f"示例{1 + at % 2}农机有限公司", 发明人="甲乙", 地址=FRONT, 申请日=f"2023-{1 + at % 12:02}-07")
               for at in range(40)]  # fmt: skip
    bring(row(1, 2), row(2, 1, 住所=OTHER))
    take_in(league, write_rows(tmp_path / "专利.csv", filings))
    told = {at: [s for s in latest(number(2023, at), banner) if s.screening == "beyond_capacity"] for at in (0, 1)}
    [signal] = told[0]
    assert "2023年度企业年报：社保人数2，注册资本（万元）500，经营范围：农业机械销售" in signal.explanation("zh-hans")
    assert told[1] == []
