"""What all commands of `xingzhi screen` share: folders in, one office after the other, and the engine asked for."""

from __future__ import annotations

import subprocess
import sys

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from tests.screening.signals.test_filing_bursts import burst, quiet
from xingzhi.cli import main

TEXT = "本实用新型公开了一种果树修剪用高枝剪，包括剪头、伸缩杆和手柄"
SIMILAR = ["screen", "similar-applications", "--id", "申请号", "--text", "摘要"]
BURSTS = [
    "screen",
    "signals",
    "--name",
    "filing_bursts",
    "--id",
    "key",
    "--applicant",
    "applicants",
    "--date",
    "filing_date",
]


def write(path, **columns):
    path.parent.mkdir(exist_ok=True)
    pq.write_table(pa.table(columns), path)


def rows_of(path):
    return [tuple(row.values()) for row in pq.read_table(path).to_pylist()]


def test_the_files_of_a_folder_follow_by_name(tmp_path):
    stock = tmp_path / "stock"
    write(stock / "b.parquet", 申请号=["3", "4"], 摘要=[TEXT, "别的一段文字，与前面无关"])
    write(stock / "a.parquet", 申请号=["1", "2"], 摘要=[TEXT, None])
    write(stock / "_c.parquet", 申请号=["9"], 摘要=[TEXT])  # Spark passes over it too
    assert main([*SIMILAR, "--input", str(stock), "--out", str(tmp_path / "o.parquet")]) == 0
    assert rows_of(tmp_path / "o.parquet") == [("1", "3", 1.0)]


def test_folders_that_cannot_be_read_whole_are_refused(tmp_path, capsys):
    stock = tmp_path / "stock"
    stock.mkdir()
    ask = [*SIMILAR, "--input", str(stock), "--out"]
    assert main([*ask, str(tmp_path / "o.parquet")]) == 2
    write(stock / "a.parquet", 申请号=["1"], 摘要=[TEXT])
    assert main([*ask, str(stock / "o.parquet")]) == 2
    write(stock / "b.parquet", 申请号=["1"], 文本=[TEXT])
    assert main([*ask, str(tmp_path / "o.parquet")]) == 2
    write(stock / "内" / "a.parquet", 申请号=["1"], 摘要=[TEXT])
    assert main([*ask, str(tmp_path / "o.parquet")]) == 2
    none, among, lacking, nested = capsys.readouterr().err.splitlines()
    assert "holds no .parquet file" in none
    assert "stand among the input" in among
    assert "b.parquet: 没有 “摘要” 列" in lacking
    assert "只读一层" in nested


def test_each_office_is_screened_by_itself(tmp_path, capsys):
    """Two halves of a burst in two offices are none; together they are one."""
    rows = [{**row, "office": office} for office in ("乙", "甲", "") for row in quiet(8)]
    rows += [{**row, "office": "甲 " if at % 2 else "乙"} for at, row in enumerate(burst(12))]
    rows += [{**row, "office": "丙"} for row in quiet(8) + burst(12)]
    pq.write_table(pa.Table.from_pylist(rows), tmp_path / "a.parquet")
    ask = [*BURSTS, "--input", str(tmp_path / "a.parquet"), "--out", str(tmp_path / "o.parquet")]
    assert main([*ask, "--by", "office"]) == 0
    found = pq.read_table(tmp_path / "o.parquet")
    assert found.column_names[0] == "by"
    assert {(row["by"], row["key"]) for row in found.to_pylist()} == {("丙", row["key"]) for row in burst(12)}
    said = capsys.readouterr().err
    assert "按 3 个地区分别筛查" in said
    assert "96 行没有地区" in said


def test_a_file_without_rows_gives_a_table_without_rows(tmp_path):
    empty = pa.array([], pa.string())
    write(tmp_path / "a.parquet", key=empty, applicants=empty, filing_date=empty, office=empty)
    ask = [*BURSTS, "--input", str(tmp_path / "a.parquet"), "--out", str(tmp_path / "o.parquet")]
    for by in ([], ["--by", "office"]):
        assert main([*ask, *by]) == 0
        assert rows_of(tmp_path / "o.parquet") == []


@pytest.mark.parametrize("options", [["--engine", "spark"], ["--master", "local[2]"]])
def test_engine_and_master_go_together(options, tmp_path, capsys):
    assert main([*SIMILAR, "--input", "a.parquet", "--out", str(tmp_path / "o.parquet"), *options]) == 2
    assert "--master" in capsys.readouterr().err


def test_a_block_holds_something(tmp_path, capsys):
    ask = [
        *SIMILAR,
        "--input",
        "a.parquet",
        "--out",
        str(tmp_path / "o.parquet"),
        "--engine",
        "spark",
        "--master",
        "local[2]",
    ]
    assert main([*ask, "--block-size", "0"]) == 2
    assert "--block-size 0" in capsys.readouterr().err


def test_without_pyspark_it_is_said_what_to_install(tmp_path, monkeypatch, capsys):
    monkeypatch.setitem(sys.modules, "pyspark", None)
    for name in [name for name in sys.modules if name.startswith(("pyspark.", "py4j"))]:
        monkeypatch.setitem(sys.modules, name, None)
    monkeypatch.setitem(sys.modules, "py4j", None)
    ask = [*SIMILAR, "--input", "a.parquet", "--out", str(tmp_path / "o.parquet")]
    assert main([*ask, "--engine", "spark", "--master", "local[2]"]) == 2
    [said] = capsys.readouterr().err.splitlines()
    assert "没有安装 PySpark" in said
    assert "is not installed" in said
    assert "requirements/spark.txt" in said


def test_on_this_machine_pyspark_is_not_even_looked_for(tmp_path):
    write(tmp_path / "a.parquet", 申请号=["1", "2"], 摘要=[TEXT, TEXT])
    ask = [*SIMILAR, "--input", str(tmp_path / "a.parquet"), "--out", str(tmp_path / "o.parquet")]
    code = f"import sys; from xingzhi.cli import main; sys.exit(main({ask!r}) or 'pyspark' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
