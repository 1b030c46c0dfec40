"""The office's tables about patents: pledges by banner with colours and remarks, awards, family members, annual fees,
transfers and legal events. Banks, amounts, prizes and foreign numbers are invented."""

from __future__ import annotations

import random
from collections.abc import Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from xingzhi.sample.corpus import Application, Corpus
from xingzhi.sample.office import NOT_OFFICIAL
from xingzhi.sample.sheets import FileCount, dotted, workbook, write_rows

PLEDGES, AWARDS, FAMILY = "专利质押台账.xlsx", "专利奖励名单.xlsx", "海外同族.xlsx"
FEES, TRANSFERS, EVENTS = "年费缴纳.xlsx", "权利转移.xlsx", "法律状态事件.xlsx"
BANKS = ("示例农村商业银行股份有限公司", "示例村镇银行股份有限公司", "示例城市银行股份有限公司")
PLEDGE_HEAD = ("序号", "专利号", "出质人", "质权人", "登记日期", "到期日", "状态", "贷款金额（万元）", "备注")
DUE_SOON = "#FFC000"  # the colour an officer gives a pledge that ends within the quarter
SOON = timedelta(days=92)


def write_rights(corpus: Corpus, folder: Path) -> tuple[list[FileCount], dict[str, int]]:
    """All six workbooks with their counts, and how many valid inventions have a granted family member and an award."""
    rng = random.Random(len(corpus.applications) + 6)  # noqa: S311
    valid = [a for a in corpus.applications if a.patent != "design" and a.life.valid_at(corpus.until)]
    inventions = [a for a in valid if a.patent == "invention"]
    pledged = rng.sample(valid, len(valid) // 40)
    abroad = rng.sample(inventions, len(inventions) // 12)
    awarded = rng.sample(inventions, max(3, len(inventions) // 60))
    family = [row for at, each in enumerate(abroad) for row in _members(each, at, corpus.until)]
    granted = {row[0] for row in family if row[3] == "授权"}
    fees = [row for each in rng.sample(inventions, len(inventions) // 4) for row in _fees(each, corpus.until)]
    moved = rng.sample(valid, len(valid) // 50)
    head_events = ("申请号", "法律状态公告日", "法律状态", "法律状态信息")
    files = [
        _pledges(corpus, folder, pledged, rng),
        _plain(corpus, folder, AWARDS, "awards", ("专利号", "奖项", "届次", "授奖年度", "授奖机关"),
               [_award(each, at, corpus.until) for at, each in enumerate(awarded)]),
        _plain(corpus, folder, FAMILY, "family_members", ("申请号", "同族公开号", "国别", "同族状态", "授权日期"), family),
        _plain(corpus, folder, FEES, "annual_fees", ("专利号", "年费年度", "应缴日期", "缴费日期", "缴费状态", "金额（元）"), fees),
        _plain(corpus, folder, TRANSFERS, "transfers", ("专利号", "变更前权利人", "变更后权利人", "登记生效日", "转移类型"),
               [_transfer(each, corpus, rng) for each in moved]),
        _plain(corpus, folder, EVENTS, "legal_events", head_events,
               [[_number(each), dotted(each.life.granted), "授权", ""] for each in moved]),
    ]  # fmt: skip
    national = sum(_award(each, at, corpus.until)[1] == "中国专利优秀奖" for at, each in enumerate(awarded))
    return files, {"family": len(granted), "award": national}


def _number(application: Application) -> str:
    return f"ZL{application.number}"


def _pledges(corpus: Corpus, folder: Path, pledged: Sequence[Application], rng: random.Random) -> FileCount:
    """A sheet per banner under a title; a fill says that the loan ends soon, a remark what was done."""
    count = FileCount(PLEDGES, "pledges", note="一表一旗县；黄色为三个月内到期")
    with workbook(folder / PLEDGES, corpus.until) as book:
        soon = book.add_format({"bg_color": DUE_SOON})
        for place in corpus.office.places:
            held = [each for each in pledged if each.first.place is place]
            sheet = book.add_worksheet(place.name)
            write_rows(sheet, [[f"{place.name}专利质押登记台账"], PLEDGE_HEAD])
            for row, each in enumerate(held, 2):
                since = max(each.life.granted or corpus.until, corpus.until - timedelta(days=rng.randint(100, 360)))
                due = since + timedelta(days=365)
                last = due - corpus.until <= SOON
                remark = rng.choice(("已电话提醒企业", "企业拟续贷", "")) if last else ""
                cells = [row - 1, _number(each), each.first.name, rng.choice(BANKS), dotted(since), dotted(due), "质押中",
                         rng.randrange(50, 900, 50), remark]  # fmt: skip
                for column, cell in enumerate(cells):
                    sheet.write(row, column, cell, soon if last else None)
            count.sheets.append(place.name)
            count.accepted += len(held)
            count.skipped["head"] += 2
    count.records = count.accepted
    return count


def _plain(
    corpus: Corpus, folder: Path, name: str, register: str, head: Sequence[str], rows: Sequence[Sequence[Any]]
) -> FileCount:
    with workbook(folder / name, corpus.until) as book:
        write_rows(book.add_worksheet("Sheet1"), [head, *rows])
    count = FileCount(name, register, accepted=len(rows), sheets=["Sheet1"], records=len(rows))
    count.skipped["head"] = 1
    return count


def _award(each: Application, at: int, until: date) -> list[Any]:
    """Every third is a national one; the rest do not count as high value."""
    national = at % 3 == 0
    return [
        _number(each),
        "中国专利优秀奖" if national else "示例自治区专利奖",
        "示例届次",
        until.year - 1,
        NOT_OFFICIAL,
    ]


def _members(each: Application, at: int, until: date) -> list[list[Any]]:
    """One member abroad; of every second also another. Numbers lie beyond those any office has given."""
    granted = each.life.granted or until
    first = [_number(each), f"US99{at:06d}B2", "US", "授权", dotted(granted)]
    other = [_number(each), f"EP98{at:05d}A1", "EP", "审查中", ""]
    return [[first], [first, other], [other]][at % 3]


def _fees(each: Application, until: date) -> list[list[Any]]:
    """The last fee, paid, and the next, due by its anniversary; some of these are late."""
    year = until.year - each.filed.year
    last, coming = (_anniversary(each.filed, each.filed.year + n) for n in (year, year + 1))
    if last > until:
        last, coming, year = _anniversary(each.filed, until.year - 1), last, year - 1
    paid = last - timedelta(days=20)
    return [
        [_number(each), year, dotted(last), dotted(paid), "已缴", 1200],
        [_number(each), year + 1, dotted(coming), "", "待缴", 1200],
    ]


def _anniversary(day: date, year: int) -> date:
    return day.replace(year=year, day=min(day.day, 28))


def _transfer(each: Application, corpus: Corpus, rng: random.Random) -> list[Any]:
    to = rng.choice([party for party in corpus.parties if party is not each.first])
    granted = each.life.granted or corpus.until
    day = granted + timedelta(days=rng.randint(0, max((corpus.until - granted).days, 1)))
    return [_number(each), each.first.name, to.name, dotted(min(day, corpus.until)), "专利权的转移"]
