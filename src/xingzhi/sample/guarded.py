"""Invented brands, protected signs and indications of the office; none of them exists."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from xingzhi.sample.corpus import Corpus
from xingzhi.sample.office import NOT_OFFICIAL
from xingzhi.sample.sheets import FileCount
from xingzhi.sample.trademarks import Mark, day_text, write_sheet
from xingzhi.sample.words import read

BRANDS, SIGNS, INDICATIONS = "区域品牌台账.xlsx", "受保护标志.xlsx", "地理标志台账.xlsx"


def write_guarded(corpus: Corpus, brands: list[Mark], folder: Path) -> list[FileCount]:
    """The three workbooks with their counts; `brands`: the marks that are cultivated."""
    return [_brands(corpus, brands, folder), _signs(corpus, folder), _indications(corpus, folder)]


def _brands(corpus: Corpus, brands: list[Mark], folder: Path) -> FileCount:
    stages = ("拟培育", "培育中", "已注册商标", "已授权使用")
    rows: list[list[Any]] = [
        ["品牌名称", "品牌类型", "培育阶段", "品牌所有人", "主要产品", "商标注册号", "所属旗县市", "来源文件"]
    ]
    for at, mark in enumerate(brands):
        kind = {"集体商标": "集体商标", "证明商标": "证明商标"}.get(mark.kind, "企业品牌")
        rows.append([mark.text, kind, stages[at % 4], mark.owner.name, mark.goods["goods"], mark.number,
                     mark.owner.place and mark.owner.place.name, NOT_OFFICIAL])  # fmt: skip
    return write_sheet(folder / BRANDS, "local_brands", "区域品牌", rows, corpus.until)


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
                f"示例标志{at:03}",
                sign["holder"],
                day_text(begin),
                day_text(until),
                sign["use"],
                NOT_OFFICIAL,
            ]
        )
    return write_sheet(folder / SIGNS, "protected_signs", "标志", rows, corpus.until)


def _indications(corpus: Corpus, folder: Path) -> FileCount:
    rows: list[list[Any]] = [["地理标志名称", "地理标志类型", "登记/注册号", "地名部分", "产品通用名称", "申请机构", "产地范围", "国际分类",
                              "保护起始日", "所属旗县市", "来源文件"]]  # fmt: skip
    for at, given in enumerate(read("trademarks")["indications"]):
        place = corpus.office.places[at % len(corpus.office.places)]
        rows.append([given["name"], given["kind"], f"示例{at + 1:03}", given["place"], given["product"],
                     f"示例{given['product']}产业协会", f"{place.name}示例乡镇", given["class"],
                     day_text(corpus.until.replace(year=corpus.until.year - 3 - at, month=3, day=15)), place.name,
                     NOT_OFFICIAL])  # fmt: skip
    return write_sheet(folder / INDICATIONS, "indications", "地理标志", rows, corpus.until)
