"""Files in the shapes offices really get, and the count that always holds."""

from __future__ import annotations

import csv
from datetime import date, datetime
from itertools import count

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.builders import number, patent, read_book, write_book, write_rows
from xingzhi.registers.models import Patent, Population

pytestmark = pytest.mark.django_db

PLACE = "137713 内蒙古自治区兴安盟扎赉特旗"
STATUS_TOP = ["专利信息", None, "法律状态信息", None, "申请与公布", None, None, "申请人/专利权人", "发明人"]
STATUS_LOW = [
    "专利类型",
    "专利名称",
    "法律状态",
    "法律状态最后修改日期",
    "申请公布日/授权公告日",
    "申请号",
    "申请日",
    None,
    None,
]


def status_row(serial, changed, published, filed, wide=False):
    key = "CN" + number(2020, serial)
    if wide:
        key = key.translate(str.maketrans("0123456789.", "０１２３４５６７８９．"))
    return [
        "发明授权",
        f"一种装置{serial}",
        "专利权的终止",
        changed,
        published,
        key,
        filed,
        "甲机械厂 ; 乙机械厂",
        "那仁 ; 其木格",
    ]


def test_a_status_export_with_two_row_heads_several_sheets_serials_and_full_width(take_in, league, tmp_path):
    wide = str.maketrans("0123456789.", "０１２３４５６７８９．")
    first = [
        ["某旗专利法律状态导出表（截至2026年10月31日）"],
        STATUS_TOP,
        STATUS_LOW,
        status_row(1, 20240506, "2021.03.04", 43894),
        status_row(2, "２０２４０５０６", "2021年3月4日", "2020.03.04".translate(wide), wide=True),
        ["合计", "2件"],
    ]
    second = [
        ["专利类型", "专利名称", "法律状态", "法律状态最后修改日期", "申请公布日/授权公告日", "申请号", "申请日",
         "申请人/专利权人", "发明人"],
        status_row(3, "2024-05-06", "20210304", "2020/3/4"),
        [],
        ["填报人：甲", None, None, "审核人：乙"],
    ]  # fmt: skip
    batch = take_in(league, write_book(tmp_path / "状态.xlsx", {"甲旗": first, "乙旗": second, "空": []}))
    assert (batch.accepted, batch.rejected) == (3, 0), batch.reasons
    assert batch.accepted + batch.rejected + batch.skipped == batch.rows_read == 6
    assert batch.reasons["skipped:totals_row"] == 1
    assert batch.reasons["skipped:note_line"] == 1
    for serial in (1, 2, 3):
        found = Patent.objects.get(application_no=number(2020, serial))
        assert found.filing_date == date(2020, 3, 4), serial
        assert (found.legal_status, found.legal_status_date) == ("lapsed", date(2024, 5, 6)), serial
        assert found.applicants == "甲机械厂; 乙机械厂"


def test_a_search_export_as_a_spreadsheet_left_it(take_in, league, tmp_path):
    """Numbers as numbers, destroyed numbers, real dates, several classes in a cell, the heading again, a total."""
    head = [
        "序号",
        "申请号",
        "公开（公告）号",
        "公开（公告）日",
        "申请日",
        "名称",
        "分类号",
        "申请（专利权）人",
        "地址",
    ]
    good = number(2020, 7).replace(".", "")
    rows = [
        ["某系统检索结果导出"],
        ["检索式：地址=兴安盟", None, None, None, None, "导出时间：2026-11-01"],
        head,
        [1, "CN" + number(2020, 5), "CN111111111A", "2021.03.04", "2020.03.04", "装置五", "A63B23/04(2006.01)I;A63B21/00", "甲厂;", PLACE],
        [2, 2.02e12, "CN111111112A", "2021.03.04", "2020.03.04", "装置六", "A63B23/04", "甲厂;", None],
        head,
        [3, good if not good.endswith("X") else "CN" + number(2020, 7), None, None, "2020-03-04", "装置七", "H04L9/40;G06F21/60", "甲厂", None],
        [4, "CN" + number(2020, 8)[:-1] + ("0" if number(2020, 8)[-1] != "0" else "1"), None, None, None, "装置八", None, None, None],
        ["共4件"],
    ]  # fmt: skip
    batch = take_in(league, write_book(tmp_path / "检索.xlsx", {"Sheet1": rows}))
    assert (batch.accepted, batch.rejected, batch.skipped, batch.rows_read) == (2, 2, 2, 6)
    assert batch.reasons == {
        "rejected:number_destroyed": 1, "rejected:number_check_digit": 1, "skipped:repeated_heading": 1,
        "skipped:totals_row": 1,
    }  # fmt: skip
    five = Patent.objects.get(application_no=number(2020, 5))
    assert (five.ipc, five.postcode, five.region) == ("A63B23/04; A63B21/00", "137713", "152223")
    assert five.publication_no == "CN111111111A"


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-8", "gb18030"])
def test_the_encodings_of_csv(take_in, league, tmp_path, encoding):
    batch = take_in(league, write_rows(tmp_path / "a.csv", [patent(名称="㐂秸秆粉碎机")], encoding))
    assert Patent.objects.get().title == "㐂秸秆粉碎机"
    assert batch.encoding.startswith(encoding[:5])


def test_population_with_units_of_its_own(take_in, league, tmp_path):
    rows = [["地区", "年份", "年末常住人口（万人）"], ["兴安盟", 2023.0, "141.02"], ["扎赉特旗", "2023", 33.123456]]
    batch = take_in(league, write_book(tmp_path / "人口.xlsx", {"人口": rows}))
    assert (batch.register, batch.accepted) == ("population", 2)
    assert {(p.key, str(p.resident_population)) for p in Population.objects.all()} == {
        ("1522|2023", "141.0200"), ("152223|2023", "33.1235"),
    }  # fmt: skip


def test_a_stray_sign_in_a_short_file_is_not_its_delimiter(take_in, league, tmp_path):
    path = tmp_path / "short.csv"
    path.write_text(f"申请号,名称,申请日\nCN{number(2020, 1)},甲|乙;丙,2020-03-04\n,|\n", "utf-8-sig")
    batch = take_in(league, path)
    assert (batch.accepted, batch.rejected) == (1, 1)
    assert Patent.objects.get().title == "甲|乙;丙"


# --- Nothing is lost silently ---


class Files:
    """Names for the files of one property, each its own."""

    numbers = count()


CELLS = st.one_of(
    st.none(),
    st.sampled_from(["", " ", "合计", "小计", "注：说明", "2.02E+12", "一、发明", "申请号", "名称", "2020-02-30", "-", "#N/A",
                     "CN" + number(2020, 1), number(2020, 2), number(2019, 3), "=1+1", "第1页"]),
    st.text(st.characters(codec="utf-8", exclude_characters="\x00\r\n", exclude_categories=["Cs", "Cc"]), max_size=12),
)  # fmt: skip


@given(rows=st.lists(st.lists(CELLS, min_size=0, max_size=6), max_size=25))
@settings(max_examples=12, deadline=None,
          suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])  # fmt: skip
def test_every_row_is_accepted_rejected_or_skipped(league, tmp_path, rows):
    """And each rejected one stands in the workbook that comes back, each accepted one in the register."""
    from xingzhi.core import jobs
    from xingzhi.registers.receive import receive_file, start_import

    before = Patent.objects.count()
    path = tmp_path / f"{next(Files.numbers)}.csv"
    with path.open("w", encoding="utf-8-sig", newline="") as stream:
        csv.writer(stream).writerows([["申请号", "名称", "申请日", "申请人", "地址"], *rows])
    batch = start_import(league, receive_file(league, path, path.name, again=True).pk, "patents")
    jobs.perform(jobs.claim("test"))
    batch.refresh_from_db()
    assert batch.state == "applied", batch.job.error
    assert batch.accepted + batch.rejected + batch.skipped == batch.rows_read == len(rows)
    returned = read_book(batch.rejects_file.read_bytes())[1:] if batch.rejected else []
    assert len(returned) == batch.rejected
    assert batch.inserted + batch.updated + batch.unchanged <= batch.accepted
    skipped = sum(n for reason, n in batch.reasons.items() if reason.startswith("skipped:"))
    assert skipped == batch.skipped
    assert batch.inserted == Patent.objects.count() - before
    assert batch.inserted <= batch.accepted


def test_a_cell_that_is_a_date_in_the_workbook(take_in, league, tmp_path):
    import openpyxl

    book = openpyxl.Workbook()
    book.active.append(["申请号", "名称", "申请日"])
    book.active.append(["CN" + number(2020, 1), "装置", datetime(2020, 3, 4)])
    book.save(tmp_path / "d.xlsx")
    take_in(league, tmp_path / "d.xlsx")
    assert Patent.objects.get().filing_date == date(2020, 3, 4)


def test_a_list_of_numbers_and_statuses_mends_what_is_there(take_in, league, tmp_path):
    """Number, status and day, no title: known records are completed, unknown ones come back with the reason."""
    first = {"申请号": number(2019, 1), "名称": "一种滤网", "申请日": "2019-03-04"}
    take_in(league, write_rows(tmp_path / "a.csv", [first]))
    status = {"法律状态": "授权", "法律状态公告日": "2021-05-06"}
    rows = [{"申请号": number(2019, 1)} | status, {"申请号": number(2019, 2)} | status]
    batch = take_in(league, write_rows(tmp_path / "b.csv", rows))
    assert (batch.accepted, batch.rejected, batch.updated) == (1, 1, 1)
    assert batch.reasons == {"rejected:record_unknown": 1}
    found = Patent.objects.get()
    assert (found.title, found.legal_status, str(found.grant_date)) == ("一种滤网", "in_force", "2021-05-06")


def test_the_look_before_an_import_shows_numbers_as_the_spreadsheet_does(take_in, league, tmp_path):
    rows = [
        ["指标", "地区", "时期", "数值", "单位"],
        ["专利授权量", "兴安盟", "2026年10月", 331.0, "件"],
    ]
    batch = take_in(league, write_book(tmp_path / "通报.xlsx", {"通报": rows}))
    assert batch.sheets[0]["preview"][0][3:] == ["331", "件"]
