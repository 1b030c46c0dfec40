"""Invented trademarks of the office's firms, as an official export lists them, with their events.

No mark and no number in these files exists.
"""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from xingzhi.sample.corpus import Corpus
from xingzhi.sample.parties import Party
from xingzhi.sample.sheets import FileCount, workbook, write_rows
from xingzhi.sample.words import read, split

LIST, EVENTS = "商标台账.xlsx", "商标事项.xlsx"
FIRST_NUMBER = 990_000_001  # nine digits beginning with 99: far beyond any number given out
HEAD = ("序号", "申请/注册号", "国际分类", "商标名称", "类似群", "商品/服务", "商标类型", "申请人名称", "申请人地址", "代理机构",
        "申请日期", "初审公告期号", "初审公告日期", "注册公告日期", "专用权期限", "商标状态")  # fmt: skip


@dataclass
class Mark:
    """One invented filing in one class."""

    number: str
    text: str
    goods: dict[str, str]
    owner: Party
    filed: date
    published: date | None
    registered: date | None
    status: str
    kind: str = "普通商标"
    agency: str = ""


def brand_of(party: Party) -> str:
    """The two characters a firm goes by; its name's first four where it has none of the vocabulary."""
    words = read("firms")
    seconds = set(split(words["brand_second"]))
    firsts = set(split(words["brand_first"]))
    name = party.name
    return next(
        (name[at : at + 2] for at in range(len(name) - 1) if name[at] in firsts and name[at + 1] in seconds), name[:4]
    )


def make_marks(corpus: Corpus, count: int) -> list[Mark]:
    """`count` filings of the office's firms over the ten years before the export, the numbers in order of filing."""
    rng, words = random.Random(len(corpus.parties) + 13), read("trademarks")  # noqa: S311
    firms = [party for party in corpus.parties if party.kind == "firm" and party.place]
    days = sorted(corpus.until - timedelta(days=rng.randint(5, 3600)) for _ in range(count))
    tails = ("", "", "", *split(words["common_tails"]))
    made = []
    for at, filed in enumerate(days):
        owner = rng.choice(firms)
        published, registered, status = life(filed, corpus.until, rng)
        kind = "集体商标" if at % 97 == 5 else "证明商标" if at % 89 == 7 else "普通商标"
        made.append(Mark(str(FIRST_NUMBER + at), brand_of(owner) + rng.choice(tails), rng.choice(words["goods"]), owner,
                         filed, published, registered, status, kind))  # fmt: skip
    return made


def brands_of(marks: Sequence[Mark]) -> list[Mark]:
    """The registered marks the office cultivates as brands: one of each of the first owners."""
    return list({mark.owner.name: mark for mark in marks if mark.status == "已注册"}.values())[:24]


def life(filed: date, until: date, rng: random.Random) -> tuple[date | None, date | None, str]:
    """Days of publication and registration and the status on the day of the export."""
    if rng.random() < 0.12:
        return None, None, "驳回" if (until - filed).days > 300 else "申请中"
    published = filed + timedelta(days=rng.randint(150, 260))
    if published > until:
        return None, None, "申请中"
    registered = published + timedelta(days=92)
    if registered > until:
        return published, None, "初审公告"
    return published, registered, "期满未续展注销" if (until - registered).days > 3300 else "已注册"


def write_trademarks(
    corpus: Corpus,
    marks: list[Mark],
    planted: list[Mark],
    sold: Mapping[str, tuple[date, str]],
    folder: Path,
) -> list[FileCount]:
    """Both workbooks with their counts; of planted marks only what was sold is told, by number: day and buyer."""
    events = [*_events(corpus, marks), *_sales(planted, sold)]
    return [
        _list(corpus, [*marks, *planted], folder),
        write_sheet(folder / EVENTS, "trademark_events", "商标事项", events, corpus.until),
    ]


def _list(corpus: Corpus, marks: list[Mark], folder: Path) -> FileCount:
    agencies = split(read("trademarks")["agencies"])
    rows: list[list[Any]] = [[f"{corpus.office.name}商标台账（示例）"], list(HEAD)]
    for at, mark in enumerate(marks, 1):
        until = (
            mark.registered.replace(year=mark.registered.year + 10, day=min(mark.registered.day, 28))
            if mark.registered
            else None
        )
        rows.append([
            at, mark.number, f"第{int(mark.goods['class'])}类", mark.text, mark.goods["groups"], mark.goods["goods"], mark.kind,
            mark.owner.name, mark.owner.address, mark.agency or (agencies[at % 3] if at % 4 else None), day_text(mark.filed),
            str(1000 + mark.published.toordinal() % 900) if mark.published else None, day_text(mark.published),
            day_text(mark.registered), f"{day_text(mark.registered)} 至 {day_text(until)}" if until else None, mark.status,
        ])  # fmt: skip
    return write_sheet(folder / LIST, "trademarks", "商标", rows, corpus.until, heads=2)


EVENTS_OF = {  # what may have happened to a mark by its status: event, days after its publication or filing, ground
    "驳回": (("驳回", 200, "商标法第三十条"),),
    "初审公告": (("异议", 3, "商标法第三十条"),),
    "申请中": (("变更", 20, ""),),
    "期满未续展注销": (("变更", 900, ""),),
    "已注册": (("转让", 500, ""), ("变更", 300, ""), ("许可备案", 420, ""), ("撤三", 1300, "商标法第四十九条第二款")),
}


def _events(corpus: Corpus, marks: list[Mark]) -> list[list[Any]]:
    """What happened to every tenth mark, as far as its day has come."""
    firms = [party for party in corpus.parties if party.kind == "firm"]
    rows: list[list[Any]] = [["申请/注册号", "事项", "事项日期", "注册人", "对方当事人", "法律依据", "所属旗县市"]]
    for at, mark in enumerate(marks[::10]):
        known = EVENTS_OF[mark.status]
        kind, days, ground = known[at % len(known)]
        day = (mark.published or mark.filed) + timedelta(days=days)
        if day <= corpus.until:
            other = firms[(at * 7) % len(firms)].name if kind in ("转让", "异议", "撤三", "许可备案") else None
            place = mark.owner.place.name if mark.owner.place else None
            rows.append([mark.number, kind, day_text(day), mark.owner.name, other, ground or None, place])
    return rows


def _sales(marks: list[Mark], sold: Mapping[str, tuple[date, str]]) -> list[list[Any]]:
    return [
        [
            mark.number,
            "转让",
            day_text(sold[mark.number][0]),
            mark.owner.name,
            sold[mark.number][1],
            None,
            mark.owner.place and mark.owner.place.name,
        ]
        for mark in marks
        if mark.number in sold
    ]


def write_sheet(path: Path, register: str, sheet: str, rows: list[list[Any]], made: date, heads: int = 1) -> FileCount:
    """A workbook of one sheet, every row of which is accepted, with its count."""
    with workbook(path, made) as book:
        write_rows(book.add_worksheet(sheet), rows)
    held = len(rows) - heads
    count = FileCount(path.name, register, sheets=[sheet], accepted=held, records=held)
    count.skipped["head"] = heads
    return count


def day_text(day: date | None) -> str | None:
    """A day as these tables write it."""
    return day.isoformat() if day else None
