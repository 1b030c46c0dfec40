"""Annual reports of the office's firms, and the firms that file far more than the people they insure could bring forth.

All figures are invented. Few firms of the sample file ten times a year by themselves, so these are given applications of
others of their place: texts, days and places stay as they are.
"""

from __future__ import annotations

import random
from collections import Counter
from dataclasses import asdict, dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

from xingzhi.sample.corpus import Application, Corpus
from xingzhi.sample.parties import Party
from xingzhi.sample.sheets import FileCount, workbook, write_rows
from xingzhi.sample.words import domains

REPORTS = "企业年报.xlsx"
HEAD = ("序号", "企业名称", "统一社会信用代码", "年报年度", "从业人数", "参保人数", "注册资本", "实缴资本（万元）", "经营范围",
        "住所", "所属旗县市")  # fmt: skip
YEARS = 4  # reports of so many years before the export
# Insured staff, and by how many years the newest report is older than the filings.
CASES = ((2, 0), (0, 0), (3, 2))
FILINGS = 14
LEAST = 10  # fewer filings in a year are no case
UNDISCLOSED = "企业选择不公示"


@dataclass(frozen=True)
class CapacityCase:
    """A firm with a year of many filings and the insured staff of its newest report up to that year."""

    name: str
    place: str
    year: int
    filings: int
    staff: int
    report_year: int


def gather(corpus: Corpus) -> list[CapacityCase]:
    """Give a firm of each of the first places many applications of one year; no case where the place has too few."""
    year, found = corpus.until.year - 2, []
    for place, (staff, older) in zip(corpus.office.places, CASES, strict=False):
        filed = Counter(each.first.name for each in corpus.applications)
        firms = [party for party in corpus.parties if party.kind == "firm" and party.place is place]
        if not firms:
            continue
        firm = min(firms, key=lambda party: (filed[party.name], party.name))
        for each in _free(corpus, place, year)[:FILINGS]:
            each.applicants, each.spelled = [firm], [firm.name]
            each.inventors = list(firm.staff[:2])
        count = sum(each.first is firm and each.filed.year == year for each in corpus.applications)
        if count >= LEAST:
            found.append(CapacityCase(firm.name, place.name, year, count, staff, year - older))
    return found


def _free(corpus: Corpus, place: Any, year: int) -> list[Application]:
    """Applications of single firms of a place in a year that belong to no planted pair."""
    return [
        each
        for each in corpus.applications
        if not each.planted and each.filed.year == year and len(each.applicants) == 1
        and each.first.kind == "firm" and each.first.place is place and not each.first.variants
    ]  # fmt: skip


def write_reports(
    corpus: Corpus, cases: list[CapacityCase], sizes: list[tuple[Party, int, int]], folder: Path
) -> tuple[FileCount, list[dict[str, Any]]]:
    """The workbook with its counts, and the cases for the key. `sizes`: further firms, insured staff, capital in 10,000 yuan."""
    rng = random.Random(len(corpus.applications) + 8)  # noqa: S311
    staff = {case.name: case for case in cases}
    last = corpus.until.year - 1
    rows: list[list[Any]] = []
    for party in corpus.parties:
        if party.kind != "firm":
            continue
        size, capital = rng.randint(12, 180), rng.randrange(50, 3000, 50)
        case = staff.get(party.name)
        for year in range(last - YEARS + 1, last + 1):
            if case and case.report_year < year <= case.year:
                continue
            insured = case.staff if case and year <= case.year else _insured(size, rng)
            rows.append([len(rows) + 1, *_row(party, year, insured, size, capital, rng)])
    for party, people, money in sizes:
        rows.append([len(rows) + 1, *_row(party, last, people, people, money, rng)])
    with workbook(folder / REPORTS, corpus.until) as book:
        title = f"{corpus.office.name}企业年报信息（导出日期：{corpus.until - timedelta(days=5):%Y-%m-%d}）"
        write_rows(book.add_worksheet("企业年报"), [[title], HEAD, *rows])
    count = FileCount(REPORTS, "annual_reports", accepted=len(rows), sheets=["企业年报"], records=len(rows))
    count.skipped["head"] = 2
    return count, [asdict(case) for case in cases]


def _insured(size: int, rng: random.Random) -> int | str | None:
    """Most firms tell, a few choose not to, a few leave it blank."""
    return rng.choices((size + rng.randint(-2, 2), UNDISCLOSED, None), (90, 6, 4))[0]


def _row(party: Party, year: int, insured: Any, size: int, capital: int, rng: random.Random) -> list[Any]:
    form = rng.choice(("{}万元人民币", "{}万人民币", "{}万元"))
    trades = [trade for name in party.domains for trade in domains()[name].trades]
    scope = "；".join(f"{trade}技术开发、技术服务" for trade in dict.fromkeys(trades)) + "；货物进出口。"
    place = party.place.name if party.place else None
    return [party.name, party.code, f"{year}年度", size, insured, form.format(f"{capital:,}"), capital // 2, scope,
            party.address, place]  # fmt: skip
