"""Each lead carries the law in force on the filing days, and says what is not known."""

from __future__ import annotations

import csv
import json

import pytest

from tests.screening.bad_faith.test_worked import screen, write
from tests.screening.bad_faith.worked import Case, filed, invented, names, owned
from xingzhi.cli import main

TOWNS = ["围底", "簕竹", "葵潭", "黎溪", "涧头集", "谭格庄"]


def places(first: str, days: int = 10) -> Case:
    return Case("towns", filed("某某公司", TOWNS, ["30"], first, days), known=names("town", *TOWNS))


def law(leads: list[dict], pattern: str) -> list[dict]:
    [lead] = [each for each in leads if each["pattern"] == pattern]
    return json.loads(lead["law"])


def test_a_filing_of_2026_falls_under_the_text_of_2019(tmp_path):
    [text] = law(screen(tmp_path, [places("2026-12-10")]), "B6")
    assert text["text"] == "2019"
    assert "第四条第一款" in [article["cited"] for article in text["articles"]]
    [penalty] = text["penalties"]
    assert (penalty["without_gains"], penalty["with_gains"], penalty["most"]) == (10_000, 30_000, None)
    assert text["opposition_months"] == 3


def test_a_filing_of_2027_falls_under_the_text_of_2026(tmp_path):
    [text] = law(screen(tmp_path, [places("2027-01-01")]), "B6")
    assert text["text"] == "2026"
    [penalty] = text["penalties"]
    assert (penalty["most"], penalty["condition"]) == (100_000, "造成不良影响")
    assert text["opposition_months"] is None
    assert any("异议期限未读到" in each for each in text["unknown"])


def test_filings_on_both_sides_of_the_change_name_both_texts(tmp_path):
    old, new = law(screen(tmp_path, [places("2026-12-20", 24)]), "B6")
    assert (old["filings"], new["filings"]) == (3, 3)
    assert "从旧兼从轻" in new["change"]


def test_the_fine_of_an_agent_under_the_new_text_is_not_known(tmp_path):
    own = filed("某某代理公司", ["栩岑"], ["33"], "2027-02-01", 1)
    case = Case("agent", own, parties=[{"name": "某某代理公司", "kind": "商标代理机构"}])
    [text] = law(screen(tmp_path, [case]), "B11")
    assert [each["most"] for each in text["penalties"]] == [None]
    assert text["articles"][0]["read"] == "title_only"


def test_only_who_filed_in_the_month_is_looked_at_with_all_it_filed(tmp_path):
    early = filed("早先公司", invented(0, 60), ["30"], "2025-01-05", 20)
    late = filed("后来公司", invented(100, 60), ["30"], "2025-01-05", 20) + filed(
        "后来公司", ["栩岑"], ["30"], "2026-03-02", 1
    )
    leads = screen(tmp_path, [Case("both", early + late)], "--since", "2026-03-01", "--until", "2026-03-31")
    assert [(lead["name"], lead["pattern"], len(lead["evidence"])) for lead in leads] == [("后来公司", "B1", 60)]


def test_one_filing_in_several_rows_by_class_counts_once(tmp_path):
    rows = filed("某某公司", invented(0, 20), ["30"], "2026-03-01", 20)
    three = [row | {"classes": each} for row in rows for each in ("29", "30", "31")]
    assert screen(tmp_path, [Case("rows", three)]) == []


def test_owner_and_licensed_are_not_told_of(tmp_path):
    listed = owned("珩湾香米", owner="珩湾协会", kind="gi", classes="30", licensed="甲米业;乙米业")
    rows = [*filed("甲米业", ["珩湾香米甲"], ["30"], "2026-03-01", 1), *filed("丙米业", ["珩湾香米丙"], ["30"], "2026-03-01", 1),
            *filed("丁电器", ["珩湾香米丁"], ["9"], "2026-03-01", 1)]  # fmt: skip
    leads = screen(tmp_path, [Case("gi", rows, known=listed)])
    assert [(lead["name"], lead["pattern"]) for lead in leads] == [("丙米业", "B9")]


def test_json_names_packs_and_the_note(tmp_path, capsys):
    screen(tmp_path, [places("2026-03-01")], "--json")
    said = json.loads(capsys.readouterr().out)
    assert "不构成商标近似认定" in said["note"]
    assert any(ref.startswith("bad_faith@") for ref in said["packs"])
    assert said["leads"][0]["ask"][0] == "实际使用的证据"


def test_a_table_with_a_bad_day_says_where_and_counts_the_rest(tmp_path, capsys):
    rows = places("2026-03-01").filings
    rows[1]["filed_on"] = "三月初"
    source, out = tmp_path / "申请.csv", tmp_path / "线索.csv"
    with source.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, rows[0].keys())
        writer.writeheader()
        writer.writerows(rows)
    known = write(tmp_path, [places("2026-03-01")])[-1]
    assert main(["screen", "bad-faith", "--filings", str(source), "--known", known, "--out", str(out)]) == 0
    said = capsys.readouterr().err
    assert "第2条 filed_on “三月初”不是日期" in said
    [lead] = csv.DictReader(out.open(encoding="utf-8-sig"))
    assert (lead["pattern"], lead["missing"], len(lead["evidence"].split(";"))) == ("B6", "filed_on", 6)


def test_what_cannot_be_used_of_the_lists_is_named(tmp_path, capsys):
    case = places("2026-03-01")
    case.known += [*names("mountian", "某山"), *names("hot_word", "某会")]
    case.parties.append({"name": "某某公司", "capital": "一百万"})
    assert len(screen(tmp_path, [case])) == 1
    said = capsys.readouterr().err
    assert "第7条 kind “mountian”不认识" in said
    assert "第8条 热点词“某会”没有 day" in said
    assert "capital “一百万”不是数" in said


@pytest.mark.parametrize(
    ("heads", "word"), [("number,text", "filed_on"), ("", "filed_on")], ids=["lacks a column", "is empty"]
)
def test_a_file_that_cannot_be_used_is_named(heads, word, tmp_path, capsys):
    source = tmp_path / "申请.csv"
    source.write_text(f"{heads}\n1,甲\n", encoding="utf-8")
    assert main(["screen", "bad-faith", "--filings", str(source), "--out", str(tmp_path / "o.csv")]) == 2
    said = capsys.readouterr().err
    assert "申请.csv" in said
    assert word in said


@pytest.mark.parametrize("text", ["", "😀", "A" * 200, "岚" * 200, "شعار", "！？"])
def test_odd_marks_do_no_harm(text, tmp_path):
    rows = filed("某某公司", [text], ["30"], "2026-03-01", 1)
    assert screen(tmp_path, [Case("odd", rows, known=owned("安踏"))]) == []
