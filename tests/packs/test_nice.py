"""The table of similar goods and services: loaded by an office, asked by an item's name, by the edition in force."""

from __future__ import annotations

import argparse
import json
from datetime import date

import pytest

from xingzhi.packs import PackError, load
from xingzhi.packs.nice import cli
from xingzhi.packs.nice.kept import editions, in_force, keep
from xingzhi.packs.nice.table import read_table

TABLE = """类别,类似群,类似群名称,商品编码,商品名称,备注
30,3008,示例米面,300119,示例米,
30,3009,示例面条,300120,示例面（干）,与3008示例米类似
32,3202,示例水,C320001,示例水,
46,4601,不存在,460001,示例物,
30,2901,错组,300121,示例错,
30,3008,,,无号,
"""


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "区分表.csv"
    path.write_bytes(TABLE.encode("gb18030"))
    return path


def test_rows_at_fault_are_told_and_the_others_count(file):
    table = read_table(file, load().nice_classes)
    assert [item.item for item in table.items] == ["300119", "300120", "C320001"]
    assert [(fault.line, fault.column, fault.value, fault.reason) for fault in table.faults] == [
        (5, "类别", "46", "no_class"), (6, "类似群", "2901", "no_group"), (7, "商品编码", "", "lacking"),
    ]  # fmt: skip
    assert table.groups("示例面(干)") == ("3009",)
    assert table.groups("没有的东西") == ()


def test_the_edition_in_force_on_a_day_is_used(file, tmp_path):
    table = read_table(file, load().nice_classes)
    keep(tmp_path, table, "12-2025", date(2025, 1, 1), "示例文件")
    keep(tmp_path, table, "13-2026", date(2026, 1, 1), "示例文件")
    assert [head["edition"] for head in editions(tmp_path)] == ["12-2025", "13-2026"]
    assert in_force(tmp_path, date(2024, 12, 31)) is None
    assert in_force(tmp_path, date(2025, 6, 1)).edition == "12-2025"
    assert in_force(tmp_path, date(2026, 6, 1)).named("示例面（干）")[0].remark == "与3008示例米类似"
    with pytest.raises(PackError, match="edition"):
        keep(tmp_path, table, "../x", date(2026, 1, 1), "")


def test_the_commands(file, tmp_path, capsys):
    parser = argparse.ArgumentParser()
    cli.register(parser.add_subparsers())
    held = ["--folder", str(tmp_path / "nice")]

    def run(*arguments):
        asked = parser.parse_args(["nice", *arguments, *held])
        return asked.func(asked), capsys.readouterr()

    assert run("find", "示例米")[0] == 1
    code, said = run("load", str(file), "--edition", "13-2026", "--since", "2026-01-01")
    assert (code, "3 项" in said.out, "第 5 行 类别“46”" in said.err) == (0, True, True)
    code, said = run("find", "示例米", "别的", "--on", "2026-11-27", "--json")
    found = json.loads(said.out)
    assert (found["edition"], found["items"]["示例米"][0]["group"], found["items"]["别的"]) == ("13-2026", "3008", [])
    assert "13-2026" in run("list")[1].out
    file.write_text("甲,乙\n1,2\n", "utf-8")
    code, said = run("load", str(file), "--edition", "13-2026", "--since", "2026-01-01")
    assert (code, "类似群" in said.err) == (1, True)
