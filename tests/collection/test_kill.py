"""kill -9 at any moment of merging workbooks: each is in whole or not at all, and once."""

from __future__ import annotations

import os
import random
import time
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from tests.collection.conftest import MONTH
from tests.registers.program import Program, scratch_database
from xingzhi.intake.signed.writing import HEAD_ROW

pytestmark = pytest.mark.database  # runs on both, though in processes and databases of its own
OPEN = """
from datetime import timedelta
from pathlib import Path
from django.utils import timezone
from xingzhi.collection import workbook
from xingzhi.collection.opening import open_round
from xingzhi.collection.units import choices
from xingzhi.core.models import User
from xingzhi.text.reporting_periods import Period
user, day = User.objects.get(), timezone.localdate() + timedelta(days=9)
found = open_round(user, "monthly_ip_work", Period("month", 2026, 10), day, "联系人", [u.key for u in choices(("banner",))])
for report in found.reports.all():
    Path(sys.argv[1], f"{report.pk}.xlsx").write_bytes(workbook.write(report))
"""
MERGE = """
from pathlib import Path
from xingzhi.collection.returning import SameForm, merge_form
from xingzhi.core.models import User
for path in sorted(Path(sys.argv[1]).iterdir()):
    try:
        merge_form(User.objects.get(), path, path.name)
    except SameForm:
        pass
"""


def test_merging_ends_as_if_nothing_had_been(tmp_path: Path) -> None:
    folder = tmp_path / "out"
    folder.mkdir()
    with scratch_database(f"xingzhi_collection_{os.getpid()}") as database:
        program = Program(tmp_path / "home", database)
        program.run("setup", "--region", "152200", "--name", "测试局", "--password", "a-long-enough-one")
        made = program.script(OPEN, str(folder))
        assert made.wait(120) == 0, made.communicate()[1]
        count = fill_all(folder)
        for _ in range(2):
            merging = program.script(MERGE, str(folder))
            deadline = time.monotonic() + 20
            while program.number("SELECT count(*) FROM collection_returnedform") == 0 and time.monotonic() < deadline:
                time.sleep(0.01)
            time.sleep(random.Random().uniform(0, 0.15))
            merging.kill()
            merging.communicate()
            whole = program.number("SELECT count(*) FROM collection_unitreport WHERE state = 'checked'")
            assert whole == program.number("SELECT count(*) FROM collection_returnedform")
        assert program.script(MERGE, str(folder)).wait(120) == 0
        assert program.number("SELECT count(*) FROM collection_unitreport WHERE state = 'checked'") == count
        assert program.number("SELECT count(*) FROM collection_returnedform") == count
        assert program.number("SELECT count(*) FROM collection_reportstep") == 3 * count  # merged, submitted, checked
        assert program.number("SELECT count(*) FROM collection_cellconflict") == 0
        assert "完整" in program.run("verify-log")


def fill_all(folder: Path) -> int:
    """Fill every workbook in as a person would; how many there are."""
    paths = sorted(folder.iterdir())
    for path in paths:
        book: Any = load_workbook(path)
        page = book.active
        for at, text in enumerate(("李某", "赵某", "2026-11-21")):
            page.cell(4, 2 * at + 2).value = text
        for row in range(HEAD_ROW + 2, page.max_row + 1):
            page.cell(row, 6).value = MONTH.get(str(page.cell(row, 1).value).split("-")[1])
        book.save(path)
    return len(paths)
