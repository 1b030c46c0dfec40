"""`xingzhi indicators full-set`: the file it writes, and what it refuses."""

from __future__ import annotations

import csv
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from xingzhi.cli import main
from xingzhi.indicators.full_set.run import how

pytestmark = pytest.mark.django_db
COMMAND = ["indicators", "full-set", "--at", "2021-03-31", "--months", "3"]


@pytest.fixture
def frozen_office(odd_office, monkeypatch):
    """The odd office's snapshot is the newest."""
    monkeypatch.setattr("xingzhi.snapshots.jobs.latest", lambda: odd_office)
    return odd_office


def test_parquet_and_csv_say_the_same(frozen_office, tmp_path: Path, capsys):
    for name in ("set.parquet", "set.csv"):
        assert main([*COMMAND, "--out", str(tmp_path / name)]) == 0
    assert "3 个月" in capsys.readouterr().out
    table = pq.read_table(tmp_path / "set.parquet")
    assert how(table)["valid_inventions"] == "together"
    with (tmp_path / "set.csv").open(encoding="utf-8-sig", newline="") as stream:
        lines = list(csv.DictReader(stream))
    rows = table.to_pylist()
    assert [(line["指标"], line["分子"], line["止"]) for line in lines] == [
        (row["indicator"], "" if row["numerator"] is None else f"{row['numerator']:.0f}", row["at"].isoformat())
        for row in rows
    ]
    assert {line["说明"] for line in lines} == {"内部测算，不对外发布"}
    marked = {(line["止"], line["未到齐"]) for line in lines if line["指标"] == "grants"}
    assert marked == {("2021-01-31", ""), ("2021-02-28", ""), ("2021-03-31", "")}, "the newest grant is later"
    rate = next(line for line in lines if line["指标"] == "valid_inventions_per_10000" and line["数值"])
    assert (rate["单位"], rate["地区"][:6], len(rate["数值"].partition(".")[2])) == ("件/万人", "内蒙古自治区", 2)
    assert any(line["数值"] == "" and line["缺少"] == "population" for line in lines), "what is missing is no zero"


@pytest.mark.parametrize(
    "wrong", [["--months", "0"], ["--out", "set.xlsx"], ["--engine", "spark"], ["--master", "local[1]"]]
)
def test_what_cannot_be_done_is_said(frozen_office, wrong, capsys):
    assert main([*COMMAND, *wrong]) == 2
    assert capsys.readouterr().err.strip()


def test_without_a_snapshot_it_says_what_to_do(office, capsys):
    assert main(COMMAND) == 2
    assert "导入" in capsys.readouterr().err
