"""Stocks of invented offices for each screening, as folders of Parquet files with the headings an office uses."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from bench.abnormal_texts import planted
from bench.similar_applications.corpus import synthetic
from tests.screening.signals.labelled import office
from tests.screening.signals.test_beyond_capacity import ordinary, year
from tests.screening.signals.test_filing_bursts import burst, quiet

HEADINGS = {
    "key": "申请（专利）号", "id": "申请号", "text": "摘要. `文本`", "title": "名称", "applicants": "申请人", "agency": "代理机构",
    "filing_date": "申请日", "grant_date": "授权公告日", "inventors": "发明人", "agent": "代理人", "address": "地址", "ipc": "分类号",
    "ipc_main": "主分类号", "patent_type": "类型", "office": "所属旗县", "abstract": "摘要", "first_claim": "主权项",
}  # fmt: skip
OPTIONS = {"applicants": "applicant", "filing_date": "date", "grant_date": "grant-date", "patent_type": "type",
           "first_claim": "claim"}  # fmt: skip

PLACES = ("甲旗", "乙县")


@dataclass(frozen=True)
class Case:
    """A screening's command without its files, and the rows it is given."""

    name: str
    words: tuple[str, ...]
    make: Callable[[], pa.Table]
    files: int = 3

    def write(self, folder: Path) -> None:
        """The rows in several files, which are not written in the order of their names."""
        table, folder_files = self.make(), [f"{at}号.parquet" for at in range(self.files)]
        folder.mkdir()
        size = -(-len(table) // self.files)
        for at, name in reversed(list(enumerate(folder_files))):
            pq.write_table(table.slice(at * size, size), folder / name, row_group_size=50)

    def __str__(self) -> str:
        return self.name


def heading(column: str) -> str:
    """What an office calls a column."""
    return HEADINGS[column]


def renamed(rows: list[dict[str, Any]]) -> pa.Table:
    """Rows under the office's headings."""
    return pa.Table.from_pylist([{HEADINGS[name]: value for name, value in row.items()} for row in rows])


@cache
def look_alikes() -> pa.Table:
    """Texts with near-copies, equal texts, empty ones, placeholders, short ones, missing and repeated ids."""
    texts: list[str | None] = list(synthetic(240, length=120, clones=0.3))
    texts += [None, "", "无", " / ", "短", "短", texts[0], texts[5], f"（{texts[7]}）", "Ｓ１", "s1"]
    ids: list[str | None] = [f"{2024_1000_0000 + at}" for at in range(len(texts))]
    ids[3], ids[9], ids[11] = None, "", ids[12]
    return renamed([{"id": key, "text": text} for key, text in zip(ids, texts, strict=True)])


@cache
def bursts() -> pa.Table:
    """Two offices with a burst in one each, and rows without an office."""
    rows = [
        {**row, "office": name}
        for name, made in (
            ("甲旗", quiet(12) + burst(20)),
            (" 乙县 ", quiet(8) + burst(15)),
            ("", quiet(3)),
            (None, quiet(5)[30:]),
        )
        for row in made
    ]
    chosen = ("key", "title", "applicants", "filing_date", "office")
    mixed = [row for start in range(7) for row in rows[start::7]]  # no office's rows lie together
    return renamed([{name: row[name] for name in chosen} for row in mixed])


@cache
def invented_office() -> pa.Table:
    """All that `labelled.office` plants, each applicant in one of two places."""
    table = office(5)[0]["patents"]
    rows = [{**row, "office": PLACES[sum(map(ord, row["applicants"])) % 5 == 0]} for row in table.to_pylist()]
    return renamed(rows)


@cache
def thin() -> pa.Table:
    """One inventor in many fields in one of two places, ordinary applicants in both."""
    stocks = {PLACES[0]: year("杂", 16, 1, 14) + ordinary(), PLACES[1]: ordinary()}
    rows = [{**row, "ipc": row["ipc_main"], "office": place} for place, held in stocks.items() for row in held]
    return renamed([{name: value for name, value in row.items() if name != "ipc_main"} for row in rows])


def texts(name: str, background: int, offices: int = 2) -> Callable[[], pa.Table]:
    """What is planted for a screening of texts, made anew for each office."""
    text = "first_claim" if name == "narrow_claims" else "abstract"

    @cache
    def make() -> pa.Table:
        return renamed(
            [
                {"key": case.key, "title": case.title, "filing_date": case.filed, "applicants": case.applicants,
                 text: getattr(case, text), "ipc_main": case.ipc_main, "office": f"第{seed}旗"}
                for seed in range(offices)
                for case in getattr(planted, name)(seed, background)
            ]
        )  # fmt: skip

    return make


def of_texts(name: str, background: int) -> Case:
    """A screening of texts over two offices."""
    text = "first_claim" if name == "narrow_claims" else "abstract"
    asked = {"id": "key", "text": text, "title": "title", "date": "filing_date", "applicant": "applicants", "ipc": "ipc_main",
             "by": "office"}  # fmt: skip
    words = [word for option, column in asked.items() for word in (f"--{option}", heading(column))]
    return Case(name, (name.replace("_", "-"), *words), texts(name, background))


def of_signals(name: str, make: Callable[[], pa.Table], *columns: str) -> Case:
    """A screening of metadata, by office."""
    asked = [word for column in columns for word in (f"--{OPTIONS.get(column, column)}", heading(column))]
    words = ("signals", "--name", name, "--id", heading("key"), *asked, "--by", heading("office"))
    return Case(name, words, make)


SIMILAR = Case(
    "similar_applications", ("similar-applications", "--id", heading("id"), "--text", heading("text")), look_alikes
)
REWRITTEN = Case(
    "rewritten_applications",
    ("rewritten-applications", "--id", heading("key"), "--text", heading("abstract"), "--threshold", "0.2",
     "--block", heading("ipc_main"), "--date", heading("filing_date"), "--by", heading("office")),
    texts("masked_templates", 40),
)  # fmt: skip
BURSTS = of_signals("filing_bursts", bursts, "applicants", "filing_date", "title")
ALL = (
    "applicants",
    "filing_date",
    "title",
    "agency",
    "inventors",
    "agent",
    "address",
    "ipc",
    "patent_type",
    "grant_date",
)
SHORT = (SIMILAR, BURSTS, of_texts("masked_templates", 40), REWRITTEN)
LONG = (
    *(of_signals(name, invented_office, *ALL) for name in ("filing_bursts", "early_transfers", "dispersed_filings")),
    of_signals("beyond_capacity", thin, "applicants", "filing_date", "title", "inventors", "ipc"),
    *(of_texts(name, 300) for name in ("patchwork", "generated_texts", "narrow_claims")),
)
