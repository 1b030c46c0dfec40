"""A gazette list of invented names, all of other places, with a dozen planted that touch what the office guards."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import asdict, dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from xingzhi.sample.corpus import Corpus
from xingzhi.sample.sheets import workbook, write_rows
from xingzhi.sample.trademarks import Mark
from xingzhi.sample.words import read, split
from xingzhi.text.normalise import has_han

NAME, NAMES = "商标初审公告列表.xlsx", 3000
FIRST_NUMBER = 998_000_001
HEAD = (
    "申请号",
    "商标名称",
    "类别",
    "商品/服务",
    "申请人",
    "申请人地址",
    "代理机构",
    "申请日期",
    "初审公告期号",
    "初审公告日期",
)
DAYS_BACK = 10  # the gazette came out so many days before the export


@dataclass(frozen=True)
class Planted:
    """A name that touches something guarded: which thing, of which register or kind, and how."""

    number: str
    text: str
    touches: str
    of: str
    how: str


def write_gazette(corpus: Corpus, marks: list[Mark], folder: Path) -> dict[str, Any]:
    """The list of `NAMES` names; what was planted, for the key. The list is for comparing, not for the registers."""
    rng, words = random.Random(len(marks) + 17), read("trademarks")  # noqa: S311
    told = _touching(corpus, marks)
    names = _names(rng, words, {mark.text[:2] for mark in marks}, NAMES - len(told))
    classes = [{"class": each[4], "goods": each[5]} for each in told]
    entries: list[tuple[str, dict[str, str], tuple[str, ...]]] = [
        (name, rng.choice(words["goods"]), ()) for name in names
    ]
    for at, each in enumerate(told):
        entries.insert((at * 241 + 97) % len(entries), (each[0], classes[at], each[1:4]))
    published = corpus.until - timedelta(days=DAYS_BACK)
    rows, planted = [list(HEAD)], []
    for at, (text, goods, touch) in enumerate(entries):
        number = str(FIRST_NUMBER + at)
        rows.append(_row(number, text, goods, published, rng, words))
        if touch:
            planted.append(asdict(Planted(number, text, *touch)))
    with workbook(folder / NAME, corpus.until) as book:
        write_rows(book.add_worksheet("初审公告"), rows)
    return {"file": NAME, "names": len(entries), "published": published.isoformat(), "planted": planted}


def _touching(corpus: Corpus, marks: list[Mark]) -> list[tuple[str, ...]]:
    """Text, what it touches, of which register, how, class, goods."""
    held = [mark for mark in marks if mark.registered and len(mark.text) == 2]
    chosen = list({mark.text: mark for mark in held}.values())[:6]
    ways: tuple[tuple[str, Callable[[str], str]], ...] = (
        ("identical", lambda text: text), ("order", lambda text: text[::-1]), ("added_word", lambda text: f"新{text}"),
        ("pinyin", lambda text: _said(text).upper()), ("contained", lambda text: f"{text}佰味"),
        ("spaced", "·".join),
    )  # fmt: skip
    made: list[tuple[str, ...]] = [(change(mark.text), mark.text, "trademarks", how, mark.goods["class"], mark.goods["goods"])
            for mark, (how, change) in zip(chosen, ways, strict=False)]  # fmt: skip
    for given, (how, text) in zip(read("trademarks")["indications"], (("contained", "正宗哈日诺尔小米"), ("place_part", "乌兰塔拉"),
                                                                      ("sound", "双合沟沙果")), strict=True):  # fmt: skip
        made.append((text, given["name"], "indications", how, given["class"], given["product"]))
    sign = read("trademarks")["signs"][0]
    made.append((sign["name"] + "纪念", sign["name"], "protected_signs", "contained", "32", "矿泉水（饮料）"))
    for place in corpus.office.places[:2]:
        made.append((place.name, place.name, "regions", "place_name", "30", "米"))
    return made


def _said(text: str) -> str:
    from pypinyin import lazy_pinyin  # its tables load slowly

    return "".join(lazy_pinyin(text))


def _names(rng: random.Random, words: dict[str, Any], local: set[str], count: int) -> list[str]:
    """Names unlike any local one: no two characters that sound like a local brand."""
    first, second, third = (split(words[f"gazette_{place}"]) for place in ("first", "second", "third"))
    latin = [split_kept(words[f"latin_{place}"]) for place in ("first", "second", "third")]
    sounds = {_said(brand) for brand in local if has_han(brand)}
    made: dict[str, None] = {}
    while len(made) < count:
        dice = rng.random()
        if dice < 0.2:
            name = "".join(rng.choice(part) for part in latin)
        else:
            name = rng.choice(first) + rng.choice(second) + (rng.choice(third) if dice < 0.6 else "")
            name += rng.choice(second) if dice > 0.9 else ""
        if _said(name[:2]) not in sounds:
            made[name] = None
    return list(made)


def split_kept(text: str) -> list[str]:
    """Words parted by spaces; a leading space means that none may stand there."""
    return text.split(" ")


def _row(
    number: str, text: str, goods: dict[str, str], published: date, rng: random.Random, words: dict[str, Any]
) -> list[Any]:
    brand = rng.choice(split(words["gazette_first"])) + rng.choice(split(words["gazette_second"]))
    city = rng.choice(split(words["cities"]))
    filed = published - timedelta(days=rng.randint(150, 240))
    return [number, text, goods["class"], goods["goods"], f"{city[3:]}{brand}{rng.choice(split(words['firms']))}",
            f"{city}{rng.choice(split(words['streets']))}{rng.randint(1, 300)}号", rng.choice(split(words["agencies"])),
            filed.isoformat(), str(1000 + published.toordinal() % 900), published.isoformat()]  # fmt: skip
