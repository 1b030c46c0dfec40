"""Files with the headings offices receive are read as those with the command's own names."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pyarrow.parquet as pq

from tests.screening.bad_faith.test_worked import screen
from tests.screening.bad_faith.worked import Case, guide, invented, others
from xingzhi.cli import main

HEADS = {
    "filings": {"number": "申请/注册号", "filed_on": "申请日期", "text": "商标名称", "classes": "国际分类", "applicant": "申请人",
                "agent": "代理机构"},
    "transfers": {"number": "商标注册号", "to": "受让人", "day": "转让公告日"},
    "parties": {"name": "企业名称", "capital": "注册资本(元)", "staff": "参保人数", "scope": "经营范围"},
    "known": {"text": "地理标志名称", "owner": "申请机构", "classes": "国际分类", "place": "地名部分"},
}  # fmt: skip


def chinese(folder: Path, cases: list[Case]) -> list[str]:
    """The cases as CSV files with Chinese headings."""
    options = []
    for name, heads in HEADS.items():
        rows = [{zh: row.get(column) for column, zh in heads.items()} for case in cases for row in getattr(case, name)]
        path = folder / f"{name}.csv"
        with path.open("w", encoding="gb18030", newline="") as stream:
            writer = csv.DictWriter(stream, heads.values())
            writer.writeheader()
            writer.writerows(rows)
        options += [f"--{name}", str(path)]
    return options


def test_lists_as_received_give_the_same_leads(tmp_path):
    wanted = {"6.6C", "6.8", "GI"}
    cases = [case for case in (*guide(), *others()) if case.name in wanted]
    for case in cases:
        case.known = [row for row in case.known if row["kind"] == "gi"]
        for party in case.parties:
            party.pop("kind")
    out = tmp_path / "out.parquet"
    assert main(["screen", "bad-faith", *chinese(tmp_path, cases), "--out", str(out)]) == 0
    told = {(lead["name"], lead["pattern"], lead["told"]) for lead in pq.read_table(out).to_pylist()}
    assert told == {(lead["name"], lead["pattern"], lead["told"]) for lead in screen(tmp_path, cases)}
    assert {"B8", "B9", "B3"} <= {pattern for _, pattern, _ in told}


def test_a_scope_of_business_is_read_by_its_words_and_told_to_be_so(tmp_path):
    classes = [str(number) for number in range(20, 36)]
    rows = [{"number": str(at), "filed_on": "2026-03-01", "text": text, "classes": classes[at % 16], "applicant": "某某公司"}
            for at, text in enumerate(invented(0, 20))]  # fmt: skip
    case = Case("scope", rows, parties=[{"name": "某某公司", "scope": "粮食销售；茶叶加工", "staff": "5"}])
    out = tmp_path / "out.parquet"
    assert main(["screen", "bad-faith", *chinese(tmp_path, [case])[:2], "--out", str(out)]) == 0
    assert pq.read_table(out).num_rows == 0, "16 classes alone are not many"
    assert main(["screen", "bad-faith", *chinese(tmp_path, [case])[:6], "--out", str(out)]) == 0
    [lead] = pq.read_table(out).to_pylist()
    facts = json.loads(lead["facts"])
    assert (lead["pattern"], facts["beyond"], facts["scope_by"]) == ("B2", 14, "words")


def test_capital_without_a_unit_is_not_known_and_a_missing_column_has_both_names(tmp_path, capsys):
    parties, filings = tmp_path / "年报.csv", tmp_path / "申请.csv"
    parties.write_text("企业名称,年报年度,注册资本\n甲公司,2025,100\n乙公司,2025,100万元\n", encoding="utf-8")
    filings.write_text("申请号,商标名称,类别,申请人,申请日期\n1,甲,30,甲公司,2026-03-01\n", encoding="utf-8")
    out = str(tmp_path / "o.csv")
    assert main(["screen", "bad-faith", "--filings", str(filings), "--parties", str(parties), "--out", out]) == 0
    said = capsys.readouterr().err
    assert "第1条 capital “100”读不出金额" in said
    assert "第2条" not in said
    filings.write_text("申请号,商标名称,类别,申请人\n1,甲,30,甲公司\n", encoding="utf-8")
    assert main(["screen", "bad-faith", "--filings", str(filings), "--out", out]) == 2
    assert "filed_on（申请日期）" in capsys.readouterr().err
