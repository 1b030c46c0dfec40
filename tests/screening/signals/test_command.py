"""`xingzhi screen signals` on bare files."""

from __future__ import annotations

import csv
import json

from tests.builders import write_rows
from tests.screening.signals.test_filing_bursts import burst, quiet
from xingzhi.cli import main

HEAD = {"key": "申请号", "applicants": "申请人", "filing_date": "申请日", "title": "名称"}
ASK = ["screen", "signals", "--id", "申请号", "--applicant", "申请人", "--date", "申请日"]


def written(path, rows):
    return str(write_rows(path, [{HEAD[name]: str(row[name]).replace("-", ".") for name in HEAD} for row in rows]))


def test_titles_only_lists_give_bursts_with_their_facts(tmp_path, capsys):
    source, out = written(tmp_path / "a.csv", quiet() + burst(20)), tmp_path / "out.csv"
    assert main([*ASK, "--input", source, "--name", "filing_bursts", "--title", "名称", "--out", str(out)]) == 0
    rows = list(csv.DictReader(out.open(encoding="utf-8-sig")))
    assert [row["key"] for row in rows] == [f"b{at:02}" for at in range(20)]
    assert json.loads(rows[0]["facts"])["filed_in_window"] == 20
    assert rows[0]["missing"] == "inventors; agency"
    said = capsys.readouterr().err
    assert "20 条、20 件、1 组" in said
    assert "初核疑似" in said


def test_what_was_not_given_is_said_where_nothing_is_found(tmp_path, capsys):
    source, out = written(tmp_path / "a.csv", quiet(3)), tmp_path / "out.parquet"
    assert main([*ASK, "--input", source, "--name", "early_transfers", "--out", str(out)]) == 0
    said = capsys.readouterr().err
    assert "transfers" in said
    assert "grant_date" in said


def test_rows_that_cannot_be_used_are_counted(tmp_path, capsys):
    rows = [*quiet(2), quiet(2)[0], quiet(1)[0] | {"key": ""}, quiet(1)[0] | {"key": "x", "filing_date": "2024"}]
    source = written(tmp_path / "a.csv", rows)
    assert main([*ASK, "--input", source, "--name", "filing_bursts", "--out", str(tmp_path / "o.csv")]) == 0
    said = capsys.readouterr().err
    assert "1 行没有申请号" in said
    assert "1 行的申请号前面已经有过" in said
    assert "1 行没有可用的申请日" in said


def test_an_unknown_screening_or_column_is_refused_with_what_there_is(tmp_path, capsys):
    source = written(tmp_path / "a.csv", quiet(1))
    assert main([*ASK, "--input", source, "--name", "nothing", "--out", str(tmp_path / "o.csv")]) == 2
    assert "filing_bursts" in capsys.readouterr().err
    assert (
        main(
            [*ASK, "--input", source, "--name", "filing_bursts", "--title", "无此列", "--out", str(tmp_path / "o.csv")]
        )
        == 2
    )
    assert "无此列" in capsys.readouterr().err
