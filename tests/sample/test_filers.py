"""Filers planted for the search for bad-faith filings stand in the list of marks, with their sales and their reports."""

from __future__ import annotations

from collections import Counter, defaultdict
from datetime import date

from tests.conftest import write_csv
from xingzhi.engine.duckdb import DuckDBEngine
from xingzhi.packs import load
from xingzhi.screening.bad_faith.run import Files, search


def test_the_planted_filers_stand_in_the_files(office):
    key = office.key["bad_faith"]
    head, *rows = office.rows("商标台账.xlsx")[1:]
    marks = [dict(zip(head, row, strict=True)) for row in rows]
    filed = Counter(mark["申请人名称"] for mark in marks)
    names = {each["name"] for each in key["planted"] if each["pattern"] != "B11"}
    [honest] = key["honest"]
    assert sum(filed[name] for name in {*names, honest}) == key["marks"] == 135
    assert filed[honest] == max(filed.values())
    assert {each["pattern"] for each in key["planted"]} == {"B1", "B2", "B4", "B6", "B8", "B9", "B11"}

    buyers = defaultdict(set)
    for number, event, _day, seller, buyer, *_ in office.rows("商标事项.xlsx")[1:]:
        if event == "转让" and seller in names:
            buyers[seller].add((number, buyer))
    assert [len({buyer for _, buyer in each}) for each in buyers.values()] == [10]

    reports = {row[1]: row for row in office.rows("企业年报.xlsx")[2:]}
    assert all(int(reports[name][5]) < 10 for name in names)
    assert int(reports[honest][5]) > 100


def test_the_search_finds_what_was_planted_and_leaves_the_honest_filer_alone(office, tmp_path):
    key = office.key["bad_faith"]
    brands = [[row[0], "mark", row[3], "", ""] for row in office.rows("区域品牌台账.xlsx")[1:]]
    indications = [[row[0], "gi", row[5], row[3], row[7]] for row in office.rows("地理标志台账.xlsx")[1:]]
    known = write_csv(tmp_path / "known.csv", ["text", "kind", "owner", "place", "classes"], *brands, *indications)
    named = (office.folder / f"{name}.xlsx" for name in ("商标台账", "商标事项", "企业年报"))
    with DuckDBEngine() as engine:
        found = search(engine, Files(*named, known, since=date(2023, 11, 1)), load())
    assert {(lead.pattern, lead.name) for lead in found.leads} == {
        (each["pattern"], each["name"]) for each in key["planted"]
    }
