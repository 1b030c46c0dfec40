"""The legal-status workbook: a sheet per county, headings in one or two rows, dates written in four ways."""

from __future__ import annotations

import random
from datetime import date
from pathlib import Path
from typing import Any

from xingzhi.sample.corpus import Application, Corpus
from xingzhi.sample.sheets import FileCount, compact, dotted, serial, wide, workbook, write_rows

NAME = "法律状态导出.xlsx"
HEADINGS = (
    "专利类型", "专利名称", "法律状态", "法律状态最后修改日期", "申请公布日/授权公告日", "申请号", "申请日",
    "申请人/专利权人", "发明人",
)  # fmt: skip
# First column, last column and text of the upper heading row; the last two columns reach over both rows.
GROUPS = ((0, 1, "专利信息"), (2, 3, "法律状态信息"), (4, 6, "申请与公布"))
UNPLACED = "未标明旗县"
TYPES = {"utility_model": "实用新型", "design": "外观设计"}


def write_status(corpus: Corpus, folder: Path) -> FileCount:
    """One row per application with its last legal entry; a totals row ends each sheet."""
    count = FileCount(NAME, "patents", note="一表一旗县；数字有全角，日期有文本、日期格与序列值")
    groups: dict[str, list[Application]] = {place.name: [] for place in corpus.office.places}
    for application in sorted(corpus.applications, key=lambda each: each.number, reverse=True):
        place = application.first.place
        groups.setdefault(place.name if place else UNPLACED, []).append(application)
    rng = random.Random(len(corpus.applications))  # noqa: S311
    with workbook(folder / NAME, corpus.until) as book:
        dates = book.add_format({"num_format": "yyyy/m/d"})
        for number, (name, held) in enumerate(groups.items()):
            sheet = book.add_worksheet(name)
            row = _head(book, sheet, number, name, corpus.until, count)
            for application in held:
                for column, cell in enumerate(_row(application, rng)):
                    if isinstance(cell, date):
                        sheet.write_datetime(row, column, cell, dates)
                    else:
                        sheet.write(row, column, cell)
                row += 1
            write_rows(sheet, [["合计", f"{len(held)}件"]], row)
            count.sheets.append(name)
            count.accepted += len(held)
            count.skipped["totals_row"] += 1
    count.records = count.accepted
    return count


def _head(book: Any, sheet: Any, number: int, name: str, until: date, count: FileCount) -> int:
    """A plain heading on the first sheet, a merged one in two rows on the others, now and then below a title."""
    row = 0
    if number % 2:
        title = f"{name}专利法律状态导出表（截至{until.year}年{until.month}月{until.day}日）"
        sheet.merge_range(0, 0, 0, len(HEADINGS) - 1, title, book.add_format())
        count.skipped["head"] += 1
        row = 1
    if number == 0:
        count.skipped["head"] += 1
        return write_rows(sheet, [HEADINGS], row)
    count.skipped["head"] += 2
    style = book.add_format({"align": "center", "bold": True})
    for first, last, text in GROUPS:
        sheet.merge_range(row, first, row, last, text, style)
        write_rows(sheet, [[None] * first + list(HEADINGS[first : last + 1])], row + 1)
    for column in (7, 8):
        sheet.merge_range(row, column, row + 1, column, HEADINGS[column], style)
    return row + 2


def _row(application: Application, rng: random.Random) -> list[Any]:
    life = application.life
    kind = TYPES.get(application.patent) or ("发明授权" if life.granted else "发明申请")
    changed: Any = compact(life.changed)
    number = f"CN{application.number}"
    filed: Any = dotted(application.filed)
    dice = rng.random()
    if dice < 0.06:
        changed = int(changed)
    elif dice < 0.10:
        changed = wide(changed)
    elif dice < 0.18:
        filed = serial(application.filed)
    elif dice < 0.24:
        filed = application.filed
    elif dice < 0.28:
        filed = wide(filed)
    elif dice < 0.31:
        number = wide(number)
    return [
        kind, application.title, life.wording, changed, dotted(life.publications[-1].day), number, filed,
        " ; ".join(application.spelled), " ; ".join(application.inventors),
    ]  # fmt: skip
