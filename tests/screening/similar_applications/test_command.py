import argparse
import csv
import subprocess
import sys

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
import xlsxwriter

from xingzhi.screening.similar_applications import command

TEXT = "本实用新型公开了一种果树修剪用高枝剪，包括剪头、伸缩杆和手柄"
ROWS = [
    ("007", TEXT),
    ("008", "无"),
    ("009", "一种毫不相干的养鱼方法，取水后投放鱼苗"),
    ("010", f"{TEXT}。"),
    ("011", ""),
]


def run(*arguments):
    parser = argparse.ArgumentParser()
    command.register(parser.add_subparsers())
    parsed = parser.parse_args(["similar-applications", *map(str, arguments)])
    return parsed.func(parsed)


def screen(source, out, *more):
    return run("--input", source, "--id", "申请号", "--text", "摘要", "--out", out, *more)


def pairs(path):
    if path.suffix == ".parquet":
        return [tuple(row.values()) for row in pq.read_table(path).to_pylist()]
    with path.open(encoding="utf-8", newline="") as file:
        head, *rows = csv.reader(file)
    assert head == ["id_a", "id_b", "similarity"]
    return [(a, b, float(similarity)) for a, b, similarity in rows]


def write_csv(path, rows=ROWS, encoding="utf-8-sig", head=("申请号", "名称", "摘要")):
    with path.open("w", encoding=encoding, newline="") as file:
        csv.writer(file).writerows([head, *((key, "剪", text) for key, text in rows)])
    return path


def write_parquet(path, ids=None):
    columns = {"申请号": ids or [key for key, _ in ROWS], "摘要": [text for _, text in ROWS]}
    pq.write_table(pa.table(columns), path)
    return path


def write_xlsx(path, ids=None):
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, ["某市专利清单"])
        sheet.write_row(1, 0, ["摘要", "申请号"])
        for row, (key, text) in enumerate(ROWS, 2):
            sheet.write_row(row, 0, [text, ids[row - 2] if ids else key])
    return path


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
@pytest.mark.parametrize("out", ["pairs.csv", "pairs.parquet"])
def test_csv_in_any_encoding(tmp_path, encoding, out, capsys):
    assert screen(write_csv(tmp_path / "in.csv", encoding=encoding), tmp_path / out) == 0
    assert [pair[:2] for pair in pairs(tmp_path / out)] == [("007", "010")]
    said = capsys.readouterr()
    assert said.out == ""
    assert "5 rows read, 2 of them without text" in said.err
    assert "1 pairs" in said.err


@pytest.mark.parametrize("write", [write_parquet, write_xlsx])
def test_parquet_and_workbooks(tmp_path, write):
    source = write(tmp_path / ("in.parquet" if write is write_parquet else "in.xlsx"))
    assert screen(source, tmp_path / "out.csv", "--threshold", "0.9") == 0
    assert [pair[:2] for pair in pairs(tmp_path / "out.csv")] == [("007", "010")]


@pytest.mark.parametrize("write", [write_parquet, write_xlsx])
def test_numbers_as_ids_keep_their_digits(tmp_path, write):
    source = write(
        tmp_path / ("in.parquet" if write is write_parquet else "in.xlsx"), [1.0, 2.0, 3.0, 201510736999.0, 5.0]
    )
    assert screen(source, tmp_path / "out.csv") == 0
    assert [pair[:2] for pair in pairs(tmp_path / "out.csv")] == [("1", "201510736999")]


def test_line_breaks_and_commas_inside_a_text(tmp_path):
    rows = [("1,0", f"第一段，\n{TEXT}"), ('2"0', f"第一段，\n{TEXT}")]
    assert screen(write_csv(tmp_path / "in.csv", rows), tmp_path / "out.csv") == 0
    assert pairs(tmp_path / "out.csv") == [("1,0", '2"0', 1.0)]


def test_a_missing_column_names_the_file_and_the_columns_there_are(tmp_path, capsys):
    for source in (
        write_csv(tmp_path / "in.csv", head=("编号", "名称", "摘要")),
        write_parquet(tmp_path / "p.parquet"),
    ):
        assert run("--input", source, "--id", "号", "--text", "摘要", "--out", tmp_path / "o.csv") == 2
        said = capsys.readouterr().err
        assert str(source) in said
        assert "“号”" in said
        assert "摘要" in said
    assert not (tmp_path / "o.csv").exists()


@pytest.mark.parametrize("threshold", ["0", "-0.1", "1.5", "nan", "half"])
def test_a_threshold_outside_its_range_is_refused(tmp_path, threshold, capsys):
    assert screen(write_csv(tmp_path / "in.csv"), tmp_path / "o.csv", f"--threshold={threshold}") == 2
    assert "above 0 and at most 1" in capsys.readouterr().err


def test_what_cannot_work_is_refused_before_reading(tmp_path, capsys):
    source = write_csv(tmp_path / "in.csv")
    before = source.read_bytes()
    assert screen(source, tmp_path / "o.txt") == 2
    assert screen(source, tmp_path / "none" / "o.csv") == 2
    assert screen(source, source) == 2
    assert screen(tmp_path / "none.csv", tmp_path / "o.csv") == 2
    (tmp_path / "bad.parquet").write_bytes(b"PAR1 not so")
    assert screen(tmp_path / "bad.parquet", tmp_path / "o.csv") == 2
    assert len(capsys.readouterr().err.splitlines()) == 5
    assert source.read_bytes() == before


def test_repeated_and_missing_ids_are_told(tmp_path, capsys):
    rows = [("1", TEXT), ("1", TEXT), ("", "别的"), ("", "又一")]
    assert screen(write_csv(tmp_path / "in.csv", rows), tmp_path / "o.csv") == 0
    said = capsys.readouterr().err
    assert "2 rows have no id" in said
    assert "the ids of 1 rows" in said


def test_it_runs_without_django(tmp_path):
    source = write_csv(tmp_path / "in.csv")
    code = (
        "import sys, argparse; from xingzhi.screening.similar_applications import command; "
        "parser = argparse.ArgumentParser(); command.register(parser.add_subparsers()); "
        f"arguments = ['--input', {str(source)!r}, '--id', '申请号', '--text', '摘要', '--out', {str(tmp_path / 'o.csv')!r}]; "
        "parsed = parser.parse_args(['similar-applications', *arguments]); "
        "sys.exit(parsed.func(parsed) or 'django' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_it_needs_neither_django_nor_the_compiler_to_be_offered():
    code = (
        "import sys; from xingzhi.screening.similar_applications import command; "
        "sys.exit(any(name in sys.modules for name in ('django', 'numba', 'pyarrow')))"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
