"""Invented trademarks of the office's firms, as an official export lists them, with events, brands, signs and indications.

No mark, number, sign or indication in these files exists.
"""

from __future__ import annotations

import random
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from xingzhi.sample.corpus import Corpus
from xingzhi.sample.office import NOT_OFFICIAL
from xingzhi.sample.parties import Party
from xingzhi.sample.sheets import FileCount, workbook, write_rows
from xingzhi.sample.words import read, split

LIST, EVENTS, BRANDS = "商标台账.xlsx", "商标事项.xlsx", "区域品牌台账.xlsx"
SIGNS, INDICATIONS = "受保护标志.xlsx", "地理标志台账.xlsx"
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
        published, registered, status = _life(filed, corpus.until, rng)
        kind = "集体商标" if at % 97 == 5 else "证明商标" if at % 89 == 7 else "普通商标"
        made.append(Mark(str(FIRST_NUMBER + at), brand_of(owner) + rng.choice(tails), rng.choice(words["goods"]), owner,
                         filed, published, registered, status, kind))  # fmt: skip
    return made


def _life(filed: date, until: date, rng: random.Random) -> tuple[date | None, date | None, str]:
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


def write_trademarks(corpus: Corpus, marks: list[Mark], folder: Path) -> list[FileCount]:
    """The five workbooks with their counts."""
    return [_list(corpus, marks, folder), _events(corpus, marks, folder), _brands(corpus, marks, folder),
            _signs(corpus, folder), _indications(corpus, folder)]  # fmt: skip


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
            mark.owner.name, mark.owner.address, agencies[at % 3] if at % 4 else None, _day(mark.filed),
            str(1000 + mark.published.toordinal() % 900) if mark.published else None, _day(mark.published),
            _day(mark.registered), f"{_day(mark.registered)} 至 {_day(until)}" if until else None, mark.status,
        ])  # fmt: skip
    return _write(folder / LIST, "trademarks", "商标", rows, corpus.until, heads=2)


EVENTS_OF = {  # what may have happened to a mark by its status: event, days after its publication or filing, ground
    "驳回": (("驳回", 200, "商标法第三十条"),),
    "初审公告": (("异议", 3, "商标法第三十条"),),
    "申请中": (("变更", 20, ""),),
    "期满未续展注销": (("变更", 900, ""),),
    "已注册": (("转让", 500, ""), ("变更", 300, ""), ("许可备案", 420, ""), ("撤三", 1300, "商标法第四十九条第二款")),
}


def _events(corpus: Corpus, marks: list[Mark], folder: Path) -> FileCount:
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
            rows.append([mark.number, kind, _day(day), mark.owner.name, other, ground or None, place])
    return _write(folder / EVENTS, "trademark_events", "商标事项", rows, corpus.until)


def _brands(corpus: Corpus, marks: list[Mark], folder: Path) -> FileCount:
    stages = ("拟培育", "培育中", "已注册商标", "已授权使用")
    held = {mark.owner.name: mark for mark in marks if mark.registered}
    rows: list[list[Any]] = [
        ["品牌名称", "品牌类型", "培育阶段", "品牌所有人", "主要产品", "商标注册号", "所属旗县市", "来源文件"]
    ]
    for at, mark in enumerate(list(held.values())[:24]):
        kind = {"集体商标": "集体商标", "证明商标": "证明商标"}.get(mark.kind, "企业品牌")
        rows.append([mark.text, kind, stages[at % 4], mark.owner.name, mark.goods["goods"], mark.number,
                     mark.owner.place and mark.owner.place.name, NOT_OFFICIAL])  # fmt: skip
    return _write(folder / BRANDS, "local_brands", "区域品牌", rows, corpus.until)


def _signs(corpus: Corpus, folder: Path) -> FileCount:
    rows: list[list[Any]] = [
        ["标志名称", "标志类型", "登记号", "标志所有人", "保护期起", "有效期至", "允许使用情形", "来源文件"]
    ]
    begin = corpus.until.replace(year=corpus.until.year - 1, month=6, day=1)
    for at, sign in enumerate(read("trademarks")["signs"], 1):
        until = begin.replace(year=begin.year + 4) if sign["kind"] == "特殊标志" else None
        rows.append(
            [
                sign["name"],
                sign["kind"],
                f"示例{at:03}",
                sign["holder"],
                _day(begin),
                _day(until),
                sign["use"],
                NOT_OFFICIAL,
            ]
        )
    return _write(folder / SIGNS, "protected_signs", "标志", rows, corpus.until)


def _indications(corpus: Corpus, folder: Path) -> FileCount:
    rows: list[list[Any]] = [["地理标志名称", "地理标志类型", "登记/注册号", "地名部分", "产品通用名称", "申请机构", "产地范围", "国际分类",
                              "所属旗县市", "来源文件"]]  # fmt: skip
    for at, given in enumerate(read("trademarks")["indications"]):
        place = corpus.office.places[at % len(corpus.office.places)]
        rows.append([given["name"], given["kind"], f"示例{at + 1:03}", given["place"], given["product"],
                     f"示例{given['product']}产业协会", f"{place.name}示例乡镇", given["class"], place.name, NOT_OFFICIAL])  # fmt: skip
    return _write(folder / INDICATIONS, "indications", "地理标志", rows, corpus.until)


def _write(path: Path, register: str, sheet: str, rows: list[list[Any]], made: date, heads: int = 1) -> FileCount:
    with workbook(path, made) as book:
        write_rows(book.add_worksheet(sheet), rows)
    held = len(rows) - heads
    count = FileCount(path.name, register, sheets=[sheet], accepted=held, records=held)
    count.skipped["head"] = heads
    return count


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None
