"""kill -9 at any moment of taking a list in, opening matters, applying results or merging a return: nothing is lost or
doubled."""

from __future__ import annotations

import os
import random
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from tests.builders import number, write_rows
from tests.registers.program import Program, scratch_database
from xingzhi.cases.notified import workbook

pytestmark = pytest.mark.database  # runs on both, though in processes and databases of its own
ITEMS, FIRMS, DECIDED = 900, 46, 300
DISPATCH = """
from datetime import date, timedelta
from pathlib import Path
from django.utils import timezone
from xingzhi.cases.notified import workbook
from xingzhi.cases.notified.dispatching import dispatch_items
from xingzhi.core.models import User
[made] = dispatch_items(User.objects.get(), ["152221"], timezone.localdate() + timedelta(days=9), "联系人")
Path(sys.argv[1]).write_bytes(workbook.write(made))
"""
MERGE = """
from pathlib import Path
from xingzhi.cases.notified.returning import SameReturn, merge_return
from xingzhi.core.models import User
try:
    merge_return(User.objects.get(), Path(sys.argv[1]), "back.xlsx")
except SameReturn:
    print("same")
"""


@pytest.fixture(scope="module")
def program(tmp_path_factory: Any) -> Iterator[Program]:
    """The program set up on a database of its own."""
    folder = tmp_path_factory.mktemp("notified")
    with scratch_database(f"xingzhi_notified_{os.getpid()}") as database:
        program = Program(folder / "home", database)
        program.run("setup", "--region", "152200", "--name", "测试局", "--password", "a-long-enough-one")
        yield program


def items(path: Path) -> Path:
    rows = [
        {"批次": f"2026-{at % 3 + 1:02}", "申请号": "CN" + number(2026, at), "名称": f"一种装置{at}",
         "申请人": f"示例第{at % FIRMS}农业机械有限公司", "涉嫌情形": "第三条第（一）项", "下发日期": "2026-11-02",
         "答复截止日期": "2026-12-15", "所属旗县": "科尔沁右翼前旗" if at % 2 else "扎赉特旗"}
        for at in range(ITEMS)
    ]  # fmt: skip
    return write_rows(path, rows)


def results(path: Path) -> Path:
    rows = [
        {"申请号": "CN" + number(2026, at), "处理结果": "视为撤回", "结果日期": "2026-11-20"} for at in range(DECIDED)
    ]
    return write_rows(path, rows)


MOMENTS: list[tuple[str, Callable[[Program], bool]]] = [
    ("as the rows go in", lambda program: program.number("SELECT count(*) FROM register_notified_items") > 0),
    ("as matters are opened", lambda program: program.number("SELECT count(*) FROM cases_matter") > 0),
    ("in the midst of it", lambda program: program.number("SELECT count(*) FROM cases_matter") > ITEMS // 2),
]


def kill_when(program: Program, moment: Callable[[Program], bool], start: Callable[[], Any]) -> None:
    process = start()
    try:
        while process.poll() is None and not moment(program):
            time.sleep(0.01)
        time.sleep(random.Random().uniform(0, 0.2))
    finally:
        process.kill()
        process.communicate()


def test_a_list_and_its_results_end_as_if_nothing_had_been(program: Program, tmp_path: Path) -> None:
    path, decided = items(tmp_path / "list.csv"), results(tmp_path / "results.csv")
    for _, moment in MOMENTS:
        kill_when(program, moment, lambda: program.start("intake", str(path)))
    program.run("intake", str(path))
    kill_when(
        program,
        lambda p: p.number("SELECT count(*) FROM cases_step") > 0,
        lambda: program.start("intake", str(decided)),
    )
    program.run("intake", str(decided))
    program.run("intake", str(decided))
    assert program.number("SELECT count(*) FROM register_notified_items") == ITEMS
    assert program.number("SELECT count(*) FROM cases_matter") == ITEMS
    assert program.number("SELECT count(DISTINCT key) FROM cases_matter") == ITEMS
    assert program.number("SELECT count(*) FROM cases_card") == FIRMS
    assert program.number("SELECT count(*) FROM cases_step") == DECIDED
    assert program.number("SELECT count(*) FROM cases_matter WHERE state = 'deemed_withdrawn'") == DECIDED
    assert program.ask("SELECT kind, error FROM core_job WHERE state <> 'done'") == []


def test_a_return_is_merged_whole_or_not_at_all(program: Program, tmp_path: Path) -> None:
    sheet, back = tmp_path / "out.xlsx", tmp_path / "back.xlsx"
    made = program.script(DISPATCH, str(sheet))
    assert made.wait(120) == 0, made.communicate()[1]
    book = load_workbook(sheet)
    page = book.active
    for column, value in ((2, "李某"), (4, "赵某"), (6, "2026-11-21")):
        page.cell(4, column).value = value
    answered = 0
    for row in range(workbook.HEAD_ROW + 2, page.max_row + 1):
        answered += 1
        for at, value in enumerate(("承诺撤回", "2026-11-21", "撤回承诺书", "已签")):
            page.cell(row, len(workbook.FIXED) + 1 + at).value = value
    book.save(back)
    before = program.number("SELECT count(*) FROM cases_step")
    for _ in range(4):
        merging = program.script(MERGE, str(back))
        time.sleep(random.Random().uniform(0.6, 2.5))
        merging.kill()
        merging.communicate()
        steps = program.number("SELECT count(*) FROM cases_step") - before
        assert steps in (0, answered)
    assert program.script(MERGE, str(back)).wait(120) == 0
    assert program.number("SELECT count(*) FROM cases_step") == before + answered
    assert program.number("SELECT count(*) FROM cases_returned") == 1
    assert program.number("SELECT count(*) FROM cases_matter WHERE state = 'promised'") == answered
    assert "完整" in program.run("verify-log")
