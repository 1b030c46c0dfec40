"""The gazette list: 3,000 invented names, a dozen of which touch what the office guards."""

from __future__ import annotations

import openpyxl


def test_the_planted_names_stand_in_the_list(office):
    key = office.key["gazette"]
    sheet = openpyxl.load_workbook(office.folder / key["file"], read_only=True).worksheets[0]
    head, *rows = list(sheet.iter_rows(values_only=True))
    names = {str(row[0]): row[1] for row in rows}
    assert (len(rows), len(names), head[1]) == (3000, 3000, "商标名称")
    assert len(key["planted"]) == 12
    assert all(names[each["number"]] == each["text"] for each in key["planted"])
    assert {each["of"] for each in key["planted"]} == {"trademarks", "indications", "protected_signs", "regions"}
    others = {name for number, name in names.items() if number not in {each["number"] for each in key["planted"]}}
    assert not any(each["touches"] in name for each in key["planted"] for name in others)
