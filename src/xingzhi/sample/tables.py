"""The office's own tables: directory of firms, resident population, figures from above, targets, and an empty sheet."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import Any

from xingzhi.sample.corpus import Corpus
from xingzhi.sample.exports import HEADINGS
from xingzhi.sample.office import FIRST_POPULATION_YEAR, NOT_OFFICIAL
from xingzhi.sample.sheets import FileCount, workbook, write_rows

DIRECTORY, POPULATION, OFFICIAL = "企业名录.xlsx", "常住人口.xlsx", "官方数据.xlsx"
TARGETS, EMPTY = "年度目标.xlsx", "空表.xlsx"
GROWTH = Decimal("1.1")  # of the invented targets over the year-end before


def write_tables(corpus: Corpus, folder: Path) -> list[FileCount]:
    """All five workbooks with their counts."""
    writers = (_directory, _population, _official, _targets, _empty)
    return [write(corpus, folder) for write in writers]


def _directory(corpus: Corpus, folder: Path) -> FileCount:
    count = FileCount(
        DIRECTORY, "parties", sheets=["企业名录"], accepted=len(corpus.parties), records=len(corpus.parties)
    )
    count.skipped.update(head=3, totals_row=1)
    rows: list[list[Any]] = [
        [f"{corpus.office.name}创新主体名录"],
        [f"填报单位：{corpus.office.name}知识产权发展和保护科", None, None, f"填报日期：{corpus.until:%Y.%m.%d}"],
        ["序号", "企业名称", "统一社会信用代码", "地址", "所属旗县市"],
    ]
    for number, party in enumerate(corpus.parties, 1):
        rows.append([number, party.name, party.code, party.address, party.place.name if party.place else None])
    rows.append(["合计", f"{len(corpus.parties)}户"])
    with workbook(folder / DIRECTORY, corpus.until) as book:
        write_rows(book.add_worksheet("企业名录"), rows)
    return count


def _population(corpus: Corpus, folder: Path) -> FileCount:
    """Year-ends up to the last one before the export; the figures are invented and say so in every row."""
    office = corpus.office
    rows: list[list[Any]] = [["地区", "年份", "年末常住人口（万人）", "发布单位", "来源文件"]]
    for year in range(FIRST_POPULATION_YEAR, corpus.until.year):
        for name, residents in [(office.name, office.residents(year))] + [
            (place.name, place.residents(year)) for place in office.places
        ]:
            rows.append([name, year, float(residents), NOT_OFFICIAL, NOT_OFFICIAL])
    with workbook(folder / POPULATION, corpus.until) as book:
        write_rows(book.add_worksheet("常住人口"), rows)
    count = FileCount(POPULATION, "population", sheets=["常住人口"], accepted=len(rows) - 1, records=len(rows) - 1)
    count.skipped["head"] = 1
    return count


def official_rows(corpus: Corpus) -> list[list[Any]]:
    """Figures as if received from above. They differ a little from what the registers give, as such figures do."""
    office, year = corpus.office, corpus.until.year
    definition = "示例口径：授权公告且维持有效的发明专利"
    rows: list[list[Any]] = []
    for back in (3, 2, 1):
        at = corpus.until.replace(year=year - back, month=12, day=31)
        valid = sum(a.life.valid_at(at) for a in corpus.applications if a.patent == "invention") + back
        rate = (Decimal(valid) / office.residents(at.year - 1)).quantize(Decimal("0.01"))
        period = f"{at:%Y-%m}"
        rows.append(["发明专利有效量", office.name, period, valid, "件", NOT_OFFICIAL, NOT_OFFICIAL, definition])
        rows.append(
            ["每万人口发明专利拥有量", office.name, period, float(rate), "件/万人", NOT_OFFICIAL, NOT_OFFICIAL,
             "示例口径：除以上一年年末常住人口"]
        )  # fmt: skip
    return rows


def _official(corpus: Corpus, folder: Path) -> FileCount:
    rows = official_rows(corpus)
    with workbook(folder / OFFICIAL, corpus.until) as book:
        heading = ["指标", "地区", "统计期", "数值", "单位", "发布单位", "文件", "口径"]
        write_rows(book.add_worksheet("官方数据"), [heading, *rows])
    count = FileCount(OFFICIAL, "official_figures", sheets=["官方数据"], accepted=len(rows), records=len(rows))
    count.skipped["head"] = 1
    return count


def _targets(corpus: Corpus, folder: Path) -> FileCount:
    """Targets of the whole office, none of a banner; invented, and every row says so."""
    office = corpus.office
    rows: list[list[Any]] = [["指标", "地区", "年度", "年度目标", "单位", "下达单位", "文件"]]
    for year in range(corpus.until.year - 2, corpus.until.year + 1):
        before = corpus.until.replace(year=year - 1, month=12, day=31)
        valid = sum(each.life.valid_at(before) for each in corpus.applications if each.patent == "invention")
        rate = (valid * GROWTH / office.residents(before.year)).quantize(Decimal("0.1"))
        rows.append(["每万人口发明专利拥有量", office.name, year, float(rate), "件/万人", NOT_OFFICIAL, NOT_OFFICIAL])
    with workbook(folder / TARGETS, corpus.until) as book:
        write_rows(book.add_worksheet("年度目标"), rows)
    count = FileCount(TARGETS, "annual_targets", sheets=["年度目标"], accepted=len(rows) - 1, records=len(rows) - 1)
    count.skipped["head"] = 1
    return count


def _empty(corpus: Corpus, folder: Path) -> FileCount:
    with workbook(folder / EMPTY, corpus.until) as book:
        write_rows(book.add_worksheet("Sheet1"), [list(HEADINGS)])
    count = FileCount(EMPTY, "patents", sheets=["Sheet1"], note="只有表头")
    count.skipped["head"] = 1
    return count
