"""Generated directories of parties whose truth is known: firms, some filed under several spellings."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import opencc

PLACES = (
    ("内蒙古", "15"), ("内蒙古自治区", "15"), ("兴安盟", "1522"), ("乌兰浩特市", "152201"), ("科尔沁右翼前旗", "152221"),
    ("扎赉特旗", "152223"), ("突泉县", "152224"), ("通辽市", "1505"), ("赤峰市", "1504"), ("呼和浩特市", "1501"),
    ("包头市", "1502"), ("北京", "11"), ("上海", "31"), ("深圳市", "4403"), ("广州市", "4401"), ("沈阳市", "2101"),
    ("长春市", "2201"), ("青岛市", "3702"), ("南京市", "3201"), ("成都市", "5101"), ("", ""),
)  # fmt: skip
TRADES = (
    "机械", "机械制造", "科技", "科技发展", "信息技术", "食品", "粮油", "农牧业", "种业", "饲料", "建材", "装饰", "电气设备", "电子",
    "化工", "药业", "生物科技", "环保设备", "新能源", "物流", "商贸", "汽车配件", "塑料制品", "金属制品", "仪器仪表", "软件", "工程", "实业集团",
    "建筑工程", "矿业", "木业", "纺织", "服饰", "医疗器械", "水利", "园林绿化", "教育科技", "文化传媒", "农业机械", "智能装备",
)  # fmt: skip
FORMS = ("有限公司", "有限公司", "有限公司", "有限责任公司", "股份有限公司")
SYLLABLES = (
    "安奥百邦宝博昌超辰成诚创达德鼎东方丰福富港高格冠光广国海汉航浩和恒弘宏鸿华辉汇惠佳嘉建江金晋京晶景久聚君凯康科兰乐立利联林"
    "龙隆鲁绿茂美明铭宁鹏普启千庆荣瑞润三森山上尚绍申深升胜盛时世顺思泰腾天通同万伟文沃五武西祥翔新信兴星雄旭雅亚阳耀一亿益银"
    "永友宇玉裕元远源月悦云运泽展振正志智中州众卓梓紫"
)
STREETS = ("兴安街", "罕山路", "工业大街", "创业路", "五一路", "科技路", "人民路", "建设街", "振兴路", "友谊路")


@dataclass(frozen=True)
class Row:
    """One spelling as a directory gives it, and which firm it means."""

    name: str
    firm: int
    address: str = ""


def directory(size: int, seed: int = 1, spellings: float = 0.25, brands: Sequence[str] = ()) -> list[Row]:
    """`size` rows; about the share `spellings` of them are other spellings of firms that stand in it already.

    `brands` are names the firms bear; without, two to four syllables put together.
    """
    chance = random.Random(seed)
    rows: list[Row] = []
    firms: list[tuple[str, str, str, str, str]] = []
    taken: set[str] = set()
    while len(rows) < size:
        if firms and chance.random() < spellings:
            firm = chance.randrange(len(firms))
            rows.append(_spelled(firms[firm], firm, chance))
            continue
        place, code = chance.choice(PLACES)
        brand = (
            chance.choice(brands) if brands else "".join(chance.choices(SYLLABLES, k=chance.choice((2, 2, 3, 3, 4))))
        )
        trade, form = chance.choice(TRADES), chance.choice(FORMS)
        if place + brand + trade in taken:
            continue
        taken.add(place + brand + trade)
        town = place if len(code) > 2 else "兴安盟乌兰浩特市"
        address = f"{town}{chance.choice(STREETS)}{chance.randint(1, 999)}号" if chance.random() < 0.7 else ""
        firms.append((place, brand, trade, form, address))
        rows.append(Row(place + brand + trade + form, len(firms) - 1, address))
    return rows


def _spelled(firm: tuple[str, str, str, str, str], number: int, chance: random.Random) -> Row:
    """Another spelling of a firm, as files give them."""
    place, brand, trade, form, address = firm
    kind = chance.choice(tuple(SPELLINGS))
    name = SPELLINGS[kind](place, brand, trade, form, chance)
    return Row(name, number, address if chance.random() < 0.7 else "")


def _form(place: str, brand: str, trade: str, form: str, chance: random.Random) -> str:
    return place + brand + trade + ("有限责任公司" if form == "有限公司" else "有限公司")


def _no_form(place: str, brand: str, trade: str, form: str, chance: random.Random) -> str:
    return place + brand + trade


def _brackets(place: str, brand: str, trade: str, form: str, chance: random.Random) -> str:
    return f"{brand}{trade}（{place}）{form}" if place else brand + trade + form


def _no_place(place: str, brand: str, trade: str, form: str, chance: random.Random) -> str:
    return brand + trade + form


def _traditional(place: str, brand: str, trade: str, form: str, chance: random.Random) -> str:
    return str(_converter().convert(place + brand + trade + form))


def _wide(place: str, brand: str, trade: str, form: str, chance: random.Random) -> str:
    return " ".join((place, brand, trade + form))


def _typo(place: str, brand: str, trade: str, form: str, chance: random.Random) -> str:
    name = place + brand + trade
    at = chance.randrange(len(place) + min(2, len(brand)), len(name))
    change = chance.choice(("drop", "double", "other", "swap"))
    if change == "drop":
        name = name[:at] + name[at + 1 :]
    elif change == "double":
        name = name[:at] + name[at] + name[at:]
    elif change == "other":
        name = name[:at] + chance.choice(SYLLABLES) + name[at + 1 :]
    elif at + 1 < len(name):
        name = name[:at] + name[at + 1] + name[at] + name[at + 2 :]
    return name + form


Spelling = Callable[[str, str, str, str, random.Random], str]
SPELLINGS: dict[str, Spelling] = {
    "form": _form, "no_form": _no_form, "brackets": _brackets, "no_place": _no_place, "traditional": _traditional,
    "wide": _wide, "typo": _typo,
}  # fmt: skip
_kept: list[opencc.OpenCC] = []


def _converter() -> opencc.OpenCC:
    if not _kept:
        _kept.append(opencc.OpenCC("s2t"))
    return _kept[0]


def listed_names(path: Path) -> list[str]:
    """The short names of a file with one on each line."""
    lines = path.read_text(encoding="utf-8-sig").splitlines()
    return [line.strip() for line in lines if 1 < len(line.strip()) <= 4]
