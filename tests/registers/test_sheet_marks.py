"""One sheet per banner, fill colours and remarks: what offices write beside the rows."""

from __future__ import annotations

import pytest
import xlsxwriter

from tests.builders import number, write_rows
from xingzhi.intake.readers.fills import colour_name, row_fills
from xingzhi.registers.models import MODELS

pytestmark = pytest.mark.django_db
HEADS = ["质押登记号", "专利号", "出质人", "质权人", "登记日", "备注"]


@pytest.fixture
def book(tmp_path):
    """A workbook as offices keep it: a sheet per banner, yellow for what is dealt with."""
    path = tmp_path / "质押台账.xlsx"
    made = xlsxwriter.Workbook(path)
    yellow, plain = made.add_format({"bg_color": "#FFFF00"}), made.add_format()
    for at, banner in enumerate(("科尔沁右翼前旗", "扎赉特旗")):
        sheet = made.add_worksheet(banner)
        sheet.write_row(0, 0, [f"{banner}质押登记情况"])
        sheet.write_row(1, 0, HEADS)
        for row in range(2):
            cells = [f"Y{at}{row}", f"CN{number(2020, 10 * at + row + 1)}", "示例农牧有限公司", "示例银行", "2024-05-01",
                     "已还款" if row else ""]  # fmt: skip
            sheet.write_row(2 + row, 0, cells, yellow if row else plain)
    made.add_worksheet("说明").write(0, 0, "黄色为已还款")
    made.close()
    return path


def test_the_sheet_says_where_rows_lie_and_the_colour_stays(take_in, league, book):
    take_in(league, book)
    rows = {row.registration_no: row for row in MODELS["pledges"].objects.all()}
    assert {no: row.region for no, row in rows.items()} == {
        "Y00": "152221", "Y01": "152221", "Y10": "152223", "Y11": "152223",
    }  # fmt: skip
    assert [(rows[no].mark_colour, rows[no].mark_rgb, rows[no].remark) for no in ("Y00", "Y01")] == [
        ("none", "", ""), ("yellow", "FFFF00", "已还款"),
    ]  # fmt: skip
    assert rows["Y11"].source_sheet == "扎赉特旗"


def test_a_file_without_colours_has_none(take_in, league, tmp_path):
    row = dict(zip(HEADS, ["Y9", f"CN{number(2021, 1)}", "示例有限公司", "示例银行", "2024-05-01", ""], strict=True))
    take_in(league, write_rows(tmp_path / "a.csv", [row]))
    assert MODELS["pledges"].objects.get().mark_colour == ""


def test_what_is_no_workbook_has_no_fills(tmp_path):
    (tmp_path / "a.csv").write_text("a,b")
    assert row_fills(tmp_path / "a.csv", "a") == {}


@pytest.mark.parametrize(
    ("rgb", "name"),
    [("FFFF00", "yellow"), ("FF0000", "red"), ("92D050", "green"), ("00B0F0", "cyan"), ("0000FF", "blue"),
     ("FFC000", "yellow"), ("ED7D31", "orange"), ("7030A0", "purple"), ("D9D9D9", "grey"), ("000000", "black")],
)  # fmt: skip
def test_colours_have_everyday_names(rgb, name):
    assert colour_name(rgb) == name
