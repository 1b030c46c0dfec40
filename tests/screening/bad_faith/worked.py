"""The worked cases of the guide as facts (numbers, classes, months) under invented names, and honest filers beside them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import count, cycle, islice
from typing import Any

Row = dict[str, Any]
SYLLABLES = "岚柏骁沁珩湛煦璟霁翊蔚澜峤珞栩锦淙弈逸岑"
CLASSES = [str(number) for number in range(1, 46)]
_numbers = count(70_000_000)


@dataclass
class Case:
    """What is put into the files, and which patterns must be told of whom; `honest` ones must not be told of at all."""

    name: str
    filings: list[Row]
    expect: frozenset[str] = frozenset()
    parties: list[Row] = field(default_factory=list)
    transfers: list[Row] = field(default_factory=list)
    known: list[Row] = field(default_factory=list)
    subject: str = ""

    @property
    def who(self) -> str:
        """The name of the party the patterns are told of."""
        return self.subject or self.filings[0]["applicant"]


def invented(start: int, many: int) -> list[str]:
    """So many different made-up marks that say nothing."""
    size = len(SYLLABLES)
    return [
        SYLLABLES[at % size] + SYLLABLES[at // size % size] + SYLLABLES[(at // size**2 + 7 * at) % size]
        for at in range(start, start + many)
    ]


def filed(who: str, marks: Sequence[str], classes: Iterable[str], first: str, days: int, **more: Any) -> list[Row]:
    """Filings of one applicant, spread evenly over so many days, the classes in turn."""
    start, turn = date.fromisoformat(first), cycle(classes)
    return [
        {
            "number": str(next(_numbers)),
            "filed_on": (start + timedelta(days * at // max(1, len(marks)))).isoformat(),
            "text": mark,
            "classes": next(turn),
            "applicant": who,
            **more,
        }
        for at, mark in enumerate(marks)
    ]


def owned(*marks: str, owner: str = "", classes: str = "", kind: str = "mark", **more: Any) -> list[Row]:
    """Entries of the office's own list."""
    return [{"text": mark, "kind": kind, "owner": owner or f"{mark}公司", "classes": classes, **more} for mark in marks]


def names(kind: str, *texts: str, **more: Any) -> list[Row]:
    """Public names of the office's own list."""
    return [{"text": text, "kind": kind, **more} for text in texts]


def guide() -> list[Case]:
    """The worked cases of situations 1, 2, 6 and 8."""
    return [*_hoards(), *_copies(), *_places(), _sells()]


def _hoards() -> list[Case]:
    a, b, c = "甲乙商务咨询有限公司", "贾某某", "丙丁贸易有限公司"
    return [
        Case(
            "6.1A",
            filed(a, invented(0, 250), CLASSES[:33], "2018-01-05", 690) + filed(a, invented(250, 110), CLASSES[:36], "2019-12-02", 28),
            frozenset({"B1", "B2"}),
            [{"name": a, "kind": "有限责任公司", "scope_classes": "35", "staff": "1"}],
        ),
        Case(
            "6.1B",
            filed(b, invented(400, 900), CLASSES[:32], "2016-01-05", 1400) + filed(b, invented(1300, 105), CLASSES[:32], "2019-12-02", 140),
            frozenset({"B2", "B3"}),
            [{"name": b, "kind": "个体工商户", "capital": "10000"}],
        ),
        Case(
            "6.1C",
            filed(c, invented(1500, 420), CLASSES, "2017-01-05", 700) + filed(c, invented(1950, 500), CLASSES, "2019-03-01", 260),
            frozenset({"B1", "B2"}),
            [{"name": c, "kind": "有限责任公司"}],
        ),
    ]  # fmt: skip


def _copies() -> list[Case]:
    a = ["踏奖安", "宁俊李", "克妮耐", "娜控富安", "司登魔波", "弟持哥"]
    b = ["天王宾利", "BENTLEY DESIGN", "博纳多兰博基尼", "FARRARIMAY"]
    c = ["清扬", "翰皇HANOR", "蜂花", "章华SAVOL", "张小泉"]
    return [
        Case(
            "6.2A",
            filed("易某某", [*a * 13, *invented(2500, 22)], ["24", "25"], "2018-01-05", 700),
            frozenset({"B4", "B5"}),
            known=owned("安踏", "李宁", "耐克", "富安娜", "波司登", "哥弟", classes="25"),
        ),
        Case(
            "6.2B",
            filed("丁戊商贸有限公司", [*b, *invented(2550, 8)], CLASSES[:12], "2019-01-05", 200),
            frozenset({"B4"}),
            known=[
                *owned("宾利", "BENTLEY", owner="宾利公司", classes="12"),
                *owned("兰博基尼", "FARRARI", classes="12"),
            ],
        ),
        Case(
            "6.2C",
            filed("己庚科技有限公司", [*c * 7], ["3", "8", "9", "5"], "2019-01-05", 300),
            frozenset({"B4", "B5"}),
            known=owned(*c, classes="3"),
        ),
    ]


def _places() -> list[Case]:
    towns = ["围底", "簕竹", "葵潭", "黎溪", "涧头集", "谭格庄"]
    mixed = [
        "岚湾",
        "柏湖景区",
        "煦街",
        "沁大校训",
        "珩塔",
        "霁公",
        *["立春", "雨水", "惊蛰", "春分", "清明", "谷雨", "立夏", "小满"],
    ]
    media = [
        "东湖区",
        "西湖区",
        "青云谱",
        "章贡",
        "南康",
        "赣县",
        "信丰县",
        "大余县",
        "上犹县",
        "崇义县",
        "安远县",
        "龙南",
    ]
    return [
        Case(
            "6.6A",
            filed("辛壬传媒有限公司", [*islice(cycle(media), 108), *invented(2600, 55)], CLASSES[:22], "2018-01-05", 700),
            frozenset({"B6", "B2"}),
        ),
        Case(
            "6.6B",
            filed("癸子信息技术有限公司", [*islice(cycle(towns), 42), *invented(2700, 10)], ["29", "30", "31"], "2018-01-05", 600),
            frozenset({"B6"}),
            known=names("town", *towns),
        ),
        Case(
            "6.6C",
            filed("丑寅咨询有限公司", [*islice(cycle(mixed), 104)], ["35", "41"], "2019-01-05", 360),
            frozenset({"B6", "B3"}),
            [{"name": "丑寅咨询有限公司", "kind": "有限责任公司", "capital": "100000"}],
            known=[
                *names("scenic", "岚湾", "柏湖景区"), *names("street", "煦街"), *names("motto", "沁大校训"),
                *names("building", "珩塔"), *names("person", "霁公"),
            ],
        ),
    ]  # fmt: skip


def _sells() -> Case:
    rows = filed("卯辰知识产权运营有限公司", invented(2800, 702), CLASSES[:31], "2015-01-05", 1500)
    sold = [{"number": row["number"], "to": f"买方{at}", "day": "2019-06-01"} for at, row in enumerate(rows[:198])]
    return Case("6.8", rows, frozenset({"B8", "B2"}), transfers=sold)


def others() -> list[Case]:
    """What the guide names by heading only or the law forbids, and agents."""
    clients = [row for at in range(3) for row in filed(f"客户{at}商行", ["立春", "雨水", "惊蛰", "春分", "清明", "谷雨"], ["30"],
                                                       "2026-03-01", 20, agent="午未代理有限公司")]  # fmt: skip
    goods = ["大米", "面粉", "杂粮", "白酒", "饼干", "有机大米"]
    return [
        Case("6.7", filed("巳午食品有限公司", goods, ["30"], "2026-03-01", 20), frozenset({"B7"})),
        Case(
            "GI",
            filed("申酉粮油店", ["珩湾香米王"], ["30"], "2026-03-01", 1),
            frozenset({"B9"}),
            known=owned("珩湾香米", owner="珩湾稻米协会", kind="gi", classes="30", place="珩湾"),
        ),
        Case(
            "hot word",
            filed("戌亥商行", ["骁珞一号"], ["9"], "2026-03-20", 1),
            frozenset({"B10"}),
            known=names("hot_word", "骁珞", day="2026-03-01"),
        ),
        Case("agent's clients", clients, frozenset({"B11"}), subject="午未代理有限公司"),
        Case(
            "agent's own",
            filed("子丑商标代理有限公司", ["栩岑"], ["33"], "2026-03-01", 1),
            frozenset({"B11"}),
            [{"name": "子丑商标代理有限公司", "kind": "商标代理机构"}],
        ),
    ]


def honest() -> list[Case]:
    """Filers that look busy and do nothing wrong: nothing may be told of any of them."""
    return [_large(), *_group_of_firms(), _defends(), _association(), *_agency(), _local(), _event_owner(), _trader()]


def _large() -> Case:
    who = "寅卯家电股份有限公司"
    return Case("large filer", filed(who, invented(3600, 420), CLASSES[:24], "2025-06-01", 250),
                parties=[{"name": who, "kind": "股份有限公司", "paid_capital": "900000000", "staff": "8000"}])  # fmt: skip


def _group_of_firms() -> list[Case]:
    firms = [f"辰巳集团{part}有限公司" for part in ("食品", "饮料", "乳业", "物流")]
    rows = [
        row
        for at, firm in enumerate(firms)
        for row in filed(firm, invented(4100 + 70 * at, 70), ["29", "30", "32"], "2025-06-01", 250)
    ]
    head = {
        "name": firms[0],
        "kind": "有限责任公司",
        "paid_capital": "50000000",
        "staff": "600",
        "related": ";".join(firms[1:]),
    }
    rest = [{"name": firm, "kind": "有限责任公司", "capital": "5000000"} for firm in firms[1:]]
    moved = [
        {"number": row["number"], "to": firms[1 + at % 3], "day": "2026-01-05"} for at, row in enumerate(rows[:60])
    ]
    brand = owned("岚柏", owner=firms[0])
    family = filed(firms[1], [f"岚柏{each}" for each in "甲乙丙丁"], ["30"], "2026-01-01", 20)
    return [Case("group with many brands", rows + family, parties=[head, *rest], transfers=moved, known=brand)]  # fmt: skip


def _defends() -> Case:
    who, own = "午申酒业有限公司", "珞澜"
    rows = filed(who, [own + each for each in SYLLABLES[:15]] * 8, CLASSES, "2025-03-01", 300)
    for row in rows[:45]:
        row["in_use"] = "是"
    return Case("defensive filer with use", rows, parties=[{"name": who, "capital": "800000", "scope_classes": "33"}],
                known=owned(own, owner=who))  # fmt: skip


def _association() -> Case:
    who = "湛河大米协会"
    marks = ["湛河大米", "湛河小米", "湛河", "湛河香米", "湛河糙米", "湛河贡米"]
    listed = owned("湛河大米", owner=who, kind="gi", classes="30", place="湛河")
    rows = filed(who, marks[:2], ["30"], "2026-03-01", 5, kind="集体") + filed(
        who, marks[2:], ["30", "31"], "2026-03-01", 60
    )
    return Case("local association", rows, known=[*listed, *names("mountain", "湛河")])


def _agency() -> list[Case]:
    agent = "未申商标事务所"
    rows = [
        row
        for at in range(400)
        for row in filed(f"小店{at}", invented(5000 + 2 * at, 2), ["30", "35"], "2026-02-01", 300, agent=agent)
    ]
    parties = [{"name": agent, "kind": "商标代理机构"}]
    return [Case("agency with many clients", rows, parties=parties, subject=agent),
            Case("agency's own services", filed(agent, ["煦翊"], ["45"], "2026-03-01", 1), subject=agent)]  # fmt: skip


def _local() -> Case:
    marks = ["乌兰浩特岚柏", "乌兰浩特骁沁", "科尔沁骁沁", *invented(6000, 9)]
    return Case(
        "local firm with its place in its mark", filed("酉戌农牧有限公司", marks, ["29", "30"], "2026-01-05", 300)
    )


def _event_owner() -> Case:
    who = "栩锦冰雪节组委会"
    return Case("owner of the event", filed(who, ["淙弈冰雪节"], ["41"], "2026-03-20", 1),
                known=names("hot_word", "淙弈冰雪节", day="2026-03-01", owner=who))  # fmt: skip


def _trader() -> Case:
    """A shop whose scope of business, read by its words, names what it files for."""
    who = "戌丑百货店"
    scope = "食品、饮料、服装、箱包、家具、玩具、化妆品、日用百货零售；餐饮服务；家用电器维修；普通货物运输"
    classes = ["3", "11", "18", "20", "21", "25", "28", "29", "30", "32", "35", "39", "43"]
    return Case("shop within its scope", filed(who, invented(6100, 26), classes, "2025-03-01", 300),
                parties=[{"name": who, "kind": "个体工商户", "scope": scope}])  # fmt: skip
