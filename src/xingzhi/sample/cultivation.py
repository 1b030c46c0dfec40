"""What was done for the office's brands, who may use its indications and signs, and marks whose term ends soon; all invented."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Any

from xingzhi.sample.corpus import Corpus
from xingzhi.sample.office import NOT_OFFICIAL
from xingzhi.sample.parties import Party
from xingzhi.sample.sheets import FileCount
from xingzhi.sample.trademarks import Mark, brand_of, brands_of, day_text, write_sheet
from xingzhi.sample.words import read

STEPS, USERS = "品牌培育事项.xlsx", "专用标志使用人.xlsx"
FIRST_NUMBER = 990_200_001
ENDING = (75, 160)  # days after the export on which the terms of two cultivated marks end
CULTIVATED = 8  # brands with steps
LATE = 2  # of these, whose next step should have been done
UNTIL_NEXT = 45


def ending_marks(corpus: Corpus, marks: list[Mark]) -> list[Mark]:
    """Two marks of firms that have no brand yet, registered nearly ten years before."""
    taken = {mark.owner.name for mark in marks}
    firms = [party for party in corpus.parties if party.kind == "firm" and party.place and party.name not in taken]
    made = []
    for at, (owner, days) in enumerate(zip(firms, ENDING, strict=False)):
        ends = corpus.until + timedelta(days=days)
        registered = ends.replace(year=ends.year - 10, day=min(ends.day, 28))
        made.append(Mark(str(FIRST_NUMBER + at), brand_of(owner), read("trademarks")["goods"][at], owner,
                         registered - timedelta(days=400), registered - timedelta(days=92), registered, "已注册"))  # fmt: skip
    return made


def write_cultivation(corpus: Corpus, brands: list[Mark], folder: Path) -> list[FileCount]:
    """The table of steps and the table of users, with their counts."""
    return [_steps(corpus, brands, folder), _users(corpus, folder)]


def _steps(corpus: Corpus, brands: list[Mark], folder: Path) -> FileCount:
    """Two steps of each of the first brands, the newer with what comes next; a few of these are late."""
    rows: list[list[Any]] = [["品牌名称", "品牌所有人", "培育事项", "办理日期", "责任单位", "结果", "下一步", "下一步时限",
                              "所属旗县市", "来源文件"]]  # fmt: skip
    unit = f"{corpus.office.name}知识产权局（示例）"
    for at, mark in enumerate(brands[:CULTIVATED]):
        words = read("trademarks")["steps"]
        place = mark.owner.place.name if mark.owner.place else None
        for back, given in ((200, words[at % len(words)]), (60, words[(at + 1) % len(words)])):
            done = corpus.until - timedelta(days=back - 3 * at)
            ahead = -5 - at if at < LATE else UNTIL_NEXT + 10 * at
            following = (given["next"], day_text(corpus.until + timedelta(days=ahead))) if back == 60 else (None, None)
            rows.append([mark.text, mark.owner.name, given["step"], day_text(done), unit, given["result"], *following, place,
                         NOT_OFFICIAL])  # fmt: skip
    return write_sheet(folder / STEPS, "brand_steps", "培育事项", rows, corpus.until)


def _users(corpus: Corpus, folder: Path) -> FileCount:
    """Two firms for each indication and one for the first sign; the permission of one ends soon."""
    rows: list[list[Any]] = [["使用的地理标志或标志", "地理标志登记/注册号", "使用人", "统一社会信用代码", "核准文号", "核准使用日期",
                              "准用期止", "产品", "使用情况", "所属旗县市", "来源文件"]]  # fmt: skip
    words = read("trademarks")
    named = [(given["name"], f"示例{at:03}", given["product"]) for at, given in enumerate(words["indications"], 1)]
    sign = words["signs"][0]
    uses = [each for each in named for _ in range(2)] + [(sign["name"], "示例标志001", "赛事宣传品")]
    for at, ((name, number, product), user) in enumerate(zip(uses, _firms(corpus), strict=False)):
        begin = corpus.until - timedelta(days=900 - 60 * at)
        ends = corpus.until + timedelta(days=80 + 150 * at)
        rows.append([name, number, user.name, user.code, f"示例核准〔{begin.year}〕{at + 1}号", day_text(begin), day_text(ends),
                     product, "已使用" if at % 3 else "未报", user.place and user.place.name, NOT_OFFICIAL])  # fmt: skip
    return write_sheet(folder / USERS, "sign_users", "使用人", rows, corpus.until)


def _firms(corpus: Corpus) -> list[Party]:
    return [party for party in corpus.parties if party.kind == "firm" and party.place and not party.variants]


def cultivated(marks: list[Mark], ending: list[Mark]) -> list[Mark]:
    """The marks of the brands that are cultivated, those whose term ends soon first."""
    return [*ending, *brands_of(marks)]
