"""A list of applications notified for verification, a sheet per banner with merged applicants, colours and remarks, and the
national office's later results for some of them. None of the applications is published or exists."""

from __future__ import annotations

import random
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from xingzhi.sample.corpus import Corpus
from xingzhi.sample.numbers import application_check
from xingzhi.sample.parties import Party
from xingzhi.sample.sheets import FileCount, dotted, workbook, write_rows

LIST, RESULTS = "非正常通报清单.xlsx", "国家局处理结果.xlsx"
HEAD = ("序号", "批次", "申请号", "发明名称", "申请人", "代理机构", "涉嫌情形", "下发日期", "答复截止日期", "备注")
LIMBS = ("第三条第（一）项", "第三条第（二）项", "第三条第（五）项", "第三条第（六）项")
THINGS = ("牧草打捆机", "滴灌阀门", "粮食烘干箱", "挤奶设备", "地膜回收机")
OUTCOMES = ("视为撤回", "手续合格", "维持认定", "申诉成立")
FIRST = 9_400_000  # serial numbers no office has reached in a year
PER_FIRM = 25
COLOUR = "#FFFF00"


def write_notified(corpus: Corpus, folder: Path) -> tuple[list[FileCount], dict[str, int]]:
    """Both workbooks with their counts; how many applications and applicants were notified, and how many decided."""
    rng = random.Random(len(corpus.applications) + 7)  # noqa: S311
    firms = rng.sample([p for p in corpus.parties if p.kind == "firm" and p.place], 12)
    by_place = {place.name: [firm for firm in firms if firm.place is place] for place in corpus.office.places}
    noticed = corpus.until - timedelta(days=20)
    numbers: list[str] = []
    count = FileCount(LIST, "notified_items", note="一表一旗县；申请人合并单元格；黄色为重点")
    with workbook(folder / LIST, corpus.until) as book:
        for place, held in by_place.items():
            numbers += _sheet(book, place, held, noticed, rng, count, len(numbers))
            count.sheets.append(place)
    count.records = count.accepted = len(numbers)
    decided = numbers[:: len(numbers) // 20]
    rows: list[list[Any]] = [["申请号", "处理结果", "结果日期"]]
    rows += [
        [f"CN{number}", OUTCOMES[at % 4], dotted(corpus.until - timedelta(days=3))] for at, number in enumerate(decided)
    ]
    with workbook(folder / RESULTS, corpus.until) as book:
        write_rows(book.add_worksheet("结果"), rows)
    results = FileCount(RESULTS, "national_results", sheets=["结果"], accepted=len(decided), records=len(decided))
    results.skipped["head"] = 1
    return [count, results], {"notified": len(numbers), "applicants": len(firms), "decided": len(decided)}


def _sheet(
    book: Any, place: str, firms: list[Party], noticed: date, rng: random.Random, count: FileCount, before: int
) -> list[str]:
    """One banner's sheet: a title, headings, the applicants merged over their rows, a totals row."""
    sheet, style = book.add_worksheet(place), book.add_format({"bg_color": COLOUR})
    sheet.merge_range(0, 0, 0, len(HEAD) - 1, f"{noticed.year}年第3批专利申请核查清单（{place}）", book.add_format())
    write_rows(sheet, [HEAD], 1)
    numbers: list[str] = []
    for firm in firms:
        first = len(numbers) + 2
        for _ in range(PER_FIRM):
            digits = f"{noticed.year}{rng.choice('112')}{FIRST + before + len(numbers):07d}"
            numbers.append(f"{digits}.{application_check(digits)}")
            row = [len(numbers), f"{noticed.year}-03", f"CN{numbers[-1]}", f"一种{rng.choice(THINGS)}", None, "示例专利代理事务所",
                   rng.choice(LIMBS), dotted(noticed), dotted(noticed + timedelta(days=45))]  # fmt: skip
            marked = rng.random() < 0.05
            for column, cell in enumerate([*row, "重点核查" if marked else None]):
                if cell is not None:
                    sheet.write(len(numbers) + 1, column, cell, style if marked else None)
        sheet.merge_range(first, 4, len(numbers) + 1, 4, firm.name)
    write_rows(sheet, [["合计", f"{len(numbers)}件"]], len(numbers) + 2)
    count.skipped["head"] += 2
    count.skipped["totals_row"] += 1
    return numbers
