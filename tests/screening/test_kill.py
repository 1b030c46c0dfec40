"""kill -9 at any moment of screening: every screening has run once, every clue is there once, as if nothing had been."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.builders import number, write_rows
from tests.cases.notified.test_kill import kill_when
from tests.registers.program import Program, scratch_database

pytestmark = pytest.mark.database  # runs on both, though in processes and databases of its own
FAMILIES, MEMBERS = 60, 5
RUNS = "SELECT count(*) FROM screening_run"
BUSY = "SELECT count(*) FROM core_job WHERE state = 'running' AND kind = '{}'"
MOMENTS: list[Callable[[Program], bool]] = [
    lambda program: program.number(BUSY.format("screen_similar_applications")) > 0,
    lambda program: program.number(RUNS) > 0,
    lambda program: program.number("SELECT count(*) FROM cases_clue") > 0,
    lambda program: program.number(BUSY.format("screen_signals")) > 0,
    lambda program: program.number(RUNS) > 3,
]


@pytest.fixture
def program(tmp_path: Path) -> Iterator[Program]:
    """The program set up on a database of its own."""
    with scratch_database(f"xingzhi_screened_{os.getpid()}") as database:
        program = Program(tmp_path / "home", database)
        program.run("setup", "--region", "152200", "--name", "测试局", "--password", "a-long-enough-one")
        yield program


def patents(path: Path) -> Path:
    """Families of texts that differ in a few characters."""
    letters = "".join(map(chr, range(0x4E00, 0x4E00 + 200 * FAMILIES)))
    rows: list[dict[str, Any]] = []
    for family in range(FAMILIES):
        text = letters[family * 200 : family * 200 + 200]
        rows += [
            {"申请号": "CN" + number(2024, family * MEMBERS + at), "名称": f"一种装置{family}",
             "申请人": f"示例第{family % 9}农业机械有限公司", "申请日": f"2024-{1 + at:02}-{1 + family % 28:02}",
             "地址": "内蒙古自治区兴安盟科尔沁右翼前旗示例街1号", "摘要": f"{text[:90]}第{at}种{text[90:]}"}
            for at in range(MEMBERS)
        ]  # fmt: skip
    return write_rows(path, rows)


def test_killed_at_five_moments_everything_is_there_once(program: Program, tmp_path: Path) -> None:
    path = patents(tmp_path / "patents.csv")
    for moment in MOMENTS:
        kill_when(program, moment, lambda: program.start("intake", str(path)))
    program.run("intake", str(path))
    assert program.ask("SELECT kind, error FROM core_job WHERE state <> 'done'") == []
    runs = program.ask("SELECT screening, count(*), count(DISTINCT snapshot_id) FROM screening_run GROUP BY screening")
    assert len(runs) > 8
    assert all(count == snapshots for _, count, snapshots in runs)
    assert program.number("SELECT count(*) FROM cases_clue WHERE screening = 'similar_applications'") == (
        FAMILIES * MEMBERS * (MEMBERS - 1) // 2
    )
    found = {name.removesuffix(".parquet") for name in os.listdir(program.home / "findings")}
    assert {f"{screening}-{key}" for screening, key in program.ask("SELECT screening, id FROM screening_run")} <= found
