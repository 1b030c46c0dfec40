"""A damaged export: what a spreadsheet and careless hands do to a file, with good rows between."""

from __future__ import annotations

import random
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from xingzhi.sample.corpus import Corpus
from xingzhi.sample.exports import HEADINGS, published_rows, search_row
from xingzhi.sample.sheets import FileCount, workbook, write_rows

NAME = "损坏_专利导出.xlsx"
SHOWN = (
    "申请号",
    "公开（公告）号",
    "公开（公告）日",
    "申请日",
    "名称",
    "主分类号",
    "申请（专利权）人",
    "发明（设计）人",
    "地址",
    "摘要",
)
GOOD_BETWEEN = 2  # good rows before each damaged one
# (reason, heading, what stands in the cell); "check" turns the last digit, None empties the cell.
DAMAGE: tuple[tuple[str, str, Any], ...] = (
    ("number_destroyed", "申请号", "2.02E+12"),
    ("number_destroyed", "申请号", 2.02e12),
    ("date_impossible", "申请日", "2023.02.30"),
    ("number_check_digit", "申请号", "check"),
    ("required_missing", "名称", None),
    ("number_destroyed", "申请号", "2.02311E+12"),
    ("date_impossible", "公开（公告）日", "2024.13.05"),
    ("number_check_digit", "申请号", "check"),
    ("number_destroyed", "申请号", 2.02e12),
    ("date_in_future", "公开（公告）日", "2089.05.06"),
    ("required_missing", "名称", None),
    ("number_destroyed", "申请号", "2.02E+12"),
    ("date_impossible", "申请日", 20220431),
    ("number_check_digit", "申请号", "check"),
    ("number_destroyed", "申请号", 2.02e12),
    ("required_missing", "名称", None),
    ("date_impossible", "申请日", "2021年11月31日"),
    ("number_check_digit", "申请号", "check"),
    ("required_missing", "名称", None),
    ("date_in_future", "申请日", "2091.01.04"),
)


@dataclass(frozen=True)
class RowOutcome:
    """What becomes of one row, counted from 1: accepted, rejected or skipped, why, and at which cell."""

    row: int
    outcome: str
    reason: str = ""
    heading: str = ""


def write_damaged(corpus: Corpus, folder: Path) -> tuple[FileCount, list[dict[str, Any]]]:
    """The file, its counts and the outcome of every row. Its good rows repeat rows of the other exports."""
    rng = random.Random(corpus.until.toordinal())  # noqa: S311
    stock = [search_row(*row) for row in published_rows(corpus)]
    rng.shuffle(stock)
    columns = [HEADINGS.index(heading) for heading in SHOWN]
    rows: list[list[Any]] = []
    outcomes: list[RowOutcome] = []

    def put(cells: list[Any], outcome: str, reason: str = "", heading: str = "") -> None:
        rows.append(cells)
        outcomes.append(RowOutcome(len(rows), outcome, reason, heading))

    def good() -> list[Any]:
        row = stock.pop()
        return [row[column] for column in columns]

    put([f"{corpus.office.name}专利检索导出（转存）"], "skipped", "head")
    put([None, None, "导出时间：上午"], "skipped", "head")
    put(list(SHOWN), "skipped", "head")
    for number, (reason, heading, value) in enumerate(DAMAGE):
        for _ in range(GOOD_BETWEEN):
            put(good(), "accepted")
        row, column = good(), SHOWN.index(heading)
        row[column] = _turned(row[column]) if value == "check" else value
        put(row, "rejected", reason, heading)
        if number in (5, 12):
            put([None], "skipped", "empty")
        if number == 9:
            put(list(SHOWN), "skipped", "repeated_heading")
    put(["合计", f"{len(DAMAGE) * (GOOD_BETWEEN + 1)}件"], "skipped", "totals_row")
    put(["注：本表由检索系统导出后在电子表格中另存"], "skipped", "note_line")
    with workbook(folder / NAME, corpus.until) as book:
        write_rows(book.add_worksheet("导出"), rows)
    count = FileCount(NAME, "patents", sheets=["导出"], note="好行与其他导出重复，不改变登记；坏行修好后再导入也不改变")
    for outcome in outcomes:
        count.accepted += outcome.outcome == "accepted"
        count.rejected += outcome.outcome == "rejected"
        if outcome.outcome == "skipped":
            count.skipped[outcome.reason] += 1
    accepted = [row for row, outcome in zip(rows, outcomes, strict=True) if outcome.outcome == "accepted"]
    count.records = len({row[0] for row in accepted})
    return count, [asdict(outcome) for outcome in outcomes]


def _turned(number: str) -> str:
    """The number with another check digit."""
    return number[:-1] + ("1" if number[-1] != "1" else "7")
