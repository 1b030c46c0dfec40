"""The tables about patents: every row speaks of a patent of the exports, and the key counts what may be counted."""

import pytest
from openpyxl import load_workbook

from xingzhi.sample.rights import AWARDS, EVENTS, FAMILY, FEES, PLEDGES, TRANSFERS


def rows(office, name):
    return [row for sheet in office.sheets(name).values() for row in sheet]


@pytest.mark.parametrize("name", [PLEDGES, AWARDS, FAMILY, FEES, TRANSFERS, EVENTS])
def test_rows_speak_of_patents_of_the_exports(office, name):
    known = {f"ZL{row['number']}" for row in office.published()}
    numbers = {cell for row in rows(office, name) for cell in row if str(cell).startswith("ZL")}
    assert numbers
    assert numbers <= known


def test_pledges_stand_by_banner_and_those_that_end_soon_are_coloured(office):
    book = load_workbook(office.folder / PLEDGES)
    assert book.sheetnames == list(office.key["office"]["places"].values())[1:]
    fills = {cell.fill.fgColor.rgb for sheet in book for cell in sheet["B"][2:]}
    assert "FFFFC000" in fills
    assert len(fills) == 2


def test_the_key_counts_granted_members_and_national_awards(office):
    assert office.key["figures"]["high_value"] == {
        "family": len({row[0] for row in rows(office, FAMILY) if row[3] == "授权"}),
        "award": sum(row[1] == "中国专利优秀奖" for row in rows(office, AWARDS)),
    }
