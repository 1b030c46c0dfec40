"""The commands read any table, say what is missing, and write signals with their explanation."""

from __future__ import annotations

import csv
import json

import pytest

from bench.abnormal_texts.planted import OFFICES
from xingzhi.cli import main

HEADS = {"id": "申请号", "title": "名称", "date": "申请日", "applicant": "申请人", "text": "文本", "ipc": "主分类"}


def write(path, name):
    text = "first_claim" if name == "narrow_claims" else "abstract"
    cases = OFFICES[name]()
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        rows = csv.writer(file)
        rows.writerow(HEADS.values())
        rows.writerows(
            (case.key, case.title, case.filed.isoformat(), case.applicants, getattr(case, text), case.ipc_main)
            for case in cases
        )
    return cases


def screen(path, out, name, *options):
    asked = [word for option in ("id", "text", *options) for word in (f"--{option}", HEADS[option])]
    return main(["screen", name.replace("_", "-"), "--input", str(path), *asked, "--out", str(out)])


@pytest.mark.parametrize("name", OFFICES)
def test_each_command_finds_what_is_planted(name, tmp_path):
    cases = write(tmp_path / "a.csv", name)
    assert screen(tmp_path / "a.csv", tmp_path / "out.csv", name, "title", "date", "applicant", "ipc") == 0
    rows = list(csv.DictReader((tmp_path / "out.csv").open(encoding="utf-8")))
    wanted = {case.key for case in cases if case.label.startswith("+")}
    hits = {row["id"].partition(".")[0] for row in rows} & wanted
    assert len(hits) >= 0.8 * len(wanted)
    assert all(json.loads(row["facts"]) and row["explanation"] and "{" not in row["explanation"] for row in rows)


def test_what_is_not_given_is_told(tmp_path, capsys):
    write(tmp_path / "a.csv", "patchwork")
    assert screen(tmp_path / "a.csv", tmp_path / "out.csv", "patchwork") == 0
    assert "filing_date, applicants" in capsys.readouterr().err
    assert len((tmp_path / "out.csv").read_text("utf-8").splitlines()) == 1


def test_rows_without_a_number_and_repeated_ones_are_left_out_and_told(tmp_path, capsys):
    text = "一种装置，包括底座、立柱和横梁，立柱下端焊接在底座上，横梁套在立柱外，销钉穿过横梁和立柱，" * 2
    with (tmp_path / "a.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([("申请号", "文本"), ("CN202410000001", text), ("202410000001", text), ("", text)])
    assert screen(tmp_path / "a.csv", tmp_path / "out.csv", "masked_templates") == 0
    told = capsys.readouterr().err
    assert "2 行没有标识或标识前面已经有过" in told
    assert "初核疑似" in told


def test_a_file_that_cannot_be_used_ends_with_two(tmp_path, capsys):
    assert (
        main(
            [
                "screen",
                "patchwork",
                "--input",
                str(tmp_path / "no.csv"),
                "--id",
                "a",
                "--text",
                "b",
                "--out",
                str(tmp_path / "o.csv"),
            ]
        )
        == 2
    )
    assert "没有这个文件" in capsys.readouterr().err
