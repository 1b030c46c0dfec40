"""The two search exports: one workbook of the older publications, one GB18030 CSV of the last two years."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from xingzhi.sample.corpus import Application, Corpus
from xingzhi.sample.lives import Publication
from xingzhi.sample.sheets import FileCount, dotted, workbook, write_rows

HEADINGS = (
    "申请号", "公开（公告）号", "公开（公告）日", "申请日", "名称", "主分类号", "分类号", "优先权",
    "申请（专利权）人", "发明（设计）人", "地址", "专利代理机构", "代理人", "摘要", "主权项",
)  # fmt: skip
CSV_HEADINGS = (
    "专利类型", "申请号", "申请日", "公开公告号", "公开公告日", "发明名称", "申请人", "发明人", "申请人地址", "邮编",
    "IPC分类号", "代理机构", "代理机构代码", "代理人", "摘要",
)  # fmt: skip
TYPES = {"A": "发明公布", "B": "发明授权", "U": "实用新型", "S": "外观设计"}


def published_rows(corpus: Corpus) -> Iterator[tuple[Application, Publication]]:
    """Every publication of every application, the newest first as exports have it."""
    rows = [(application, day) for application in corpus.applications for day in application.life.publications]
    rows.sort(key=lambda row: (-row[1].day.toordinal(), row[0].number, row[1].kind))
    return iter(rows)


def search_row(application: Application, publication: Publication) -> list[Any]:
    """One row of the workbook, in the order of `HEADINGS`."""
    design = application.patent == "design"
    classes = application.classes if design else [f"{symbol}(2006.01)I" for symbol in application.classes]
    agency = f"{application.agency.name} {application.agency.code}" if application.agency else None
    return [
        f"CN{application.number}",
        f"CN{application.publication}{publication.kind}",
        dotted(publication.day),
        dotted(application.filed),
        application.title,
        classes[0],
        ";".join(classes),
        None,
        ";".join(application.spelled),
        ";".join(application.inventors),
        f"{application.first.postcode} {application.first.address}".strip(),
        agency,
        application.attorney or None,
        application.abstract,
        None if design else application.draft.claim(),
    ]


def csv_row(application: Application, publication: Publication) -> list[str]:
    """One row of the CSV, in the order of `CSV_HEADINGS`; lists of names end with their separator."""
    agency = application.agency
    return [
        TYPES[publication.kind],
        f"CN{application.number}",
        dotted(application.filed),
        f"CN{application.publication}{publication.kind}",
        dotted(publication.day),
        application.title,
        "".join(f"{name};" for name in application.spelled),
        "".join(f"{name};" for name in application.inventors),
        f"{application.first.address};",
        application.first.postcode,
        ";".join(application.classes),
        agency.name if agency else "",
        agency.code if agency else "",
        application.attorney,
        application.abstract,
    ]


def write_exports(corpus: Corpus, folder: Path) -> list[FileCount]:
    """Both files, split at the end of the year two years before the export."""
    last = corpus.until.year - 2
    older = FileCount(f"专利检索导出_{corpus.first_day.year}-{last}.xlsx", "patents", sheets=["Sheet1"])
    newer = FileCount(f"专利检索导出_{last + 1}-{corpus.until.year}.csv", "patents", note="GB18030")
    for count in (older, newer):
        count.skipped["head"] = 1
    rows: dict[bool, list[tuple[Application, Publication]]] = {True: [], False: []}
    for row in published_rows(corpus):
        rows[row[1].day.year <= last].append(row)
    for count, held in ((older, rows[True]), (newer, rows[False])):
        count.accepted, count.records = len(held), len({application.number for application, _ in held})
    with workbook(folder / older.name, corpus.until) as book:
        write_rows(book.add_worksheet("Sheet1"), [list(HEADINGS), *(search_row(*row) for row in rows[True])])
    with (folder / newer.name).open("w", encoding="gb18030", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(CSV_HEADINGS)
        writer.writerows(csv_row(*row) for row in rows[False])
    return [older, newer]
