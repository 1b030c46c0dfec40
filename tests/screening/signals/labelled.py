"""An invented office whose truth is known: planted bursts, rings, chains and thin applicants among innocents of their size.

`office(seed)` gives the snapshot tables and, for each screening, the planted cases as sets of application numbers.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

import pyarrow as pa

from tests.builders import number
from xingzhi.sample.words import domains, read, split

FIRST, LAST = date(2015, 1, 5), date(2025, 12, 20)
DAYS = (LAST - FIRST).days
PATENTS = pa.schema(
    [(name, pa.string()) for name in ("key", "title", "patent_type", "applicants", "inventors", "agency", "agent",
                                      "address", "ipc_main", "ipc")]
    + [("filing_date", pa.date32()), ("grant_date", pa.date32())]
)  # fmt: skip
TRANSFERS = pa.schema(
    [(name, pa.string()) for name in ("application_no", "transferor", "transferee")] + [("registered_on", pa.date32())]
)
EVENTS = pa.schema(
    [(name, pa.string()) for name in ("application_no", "event", "details")] + [("event_date", pa.date32())]
)
PARTIES = pa.schema([(name, pa.string()) for name in ("key", "name", "address", "phone")])
REPORTS = pa.schema(
    [("name", pa.string()), ("year", pa.int64()), ("insured_staff", pa.int64()), ("business_scope", pa.string())]
)


@dataclass
class Firm:
    """An applicant with what its filings say."""

    name: str
    address: str
    staff: tuple[str, ...]
    agency: str
    agent: str
    fields: tuple[str, ...]


@dataclass
class World:
    """The office while it is made."""

    rng: random.Random
    patents: list[dict[str, Any]] = field(default_factory=list)
    transfers: list[dict[str, Any]] = field(default_factory=list)
    events: list[dict[str, Any]] = field(default_factory=list)
    parties: list[dict[str, Any]] = field(default_factory=list)
    reports: list[dict[str, Any]] = field(default_factory=list)
    truth: dict[str, list[set[str]]] = field(default_factory=dict)
    names: set[str] = field(default_factory=set)

    def plant(self, screening: str, keys: set[str]) -> None:
        self.truth.setdefault(screening, []).append(keys)

    def new(self, make: Callable[[], str]) -> str:
        while (name := make()) in self.names:
            pass
        self.names.add(name)
        return name

    def person(self) -> str:
        words, rng = read("names"), self.rng
        surnames, given = split(words["surnames"]), split(words["given"])
        return self.new(lambda: rng.choice(surnames) + "".join(rng.sample(given, 2)) + rng.choice(("", "", given[3])))

    def firm(self, staff: int = 0, fields: int = 1, tail: str = "") -> Firm:
        words, rng = read("firms"), self.rng
        first, second = split(words["brand_first"]), split(words["brand_second"])
        trade = rng.choice(list(domains().values())).trades[0]
        name = self.new(
            lambda: rng.choice(first) + rng.choice(second) + rng.choice(first) + (tail or f"{trade}有限公司")
        )
        address = f"某市{rng.choice(split(words['streets']))}{rng.randint(1, 900)}号{rng.randint(1, 30)}层"
        people = tuple(self.person() for _ in range(staff or rng.randint(3, 9)))
        house = rng.randint(1, 25)
        chosen = tuple(rng.sample(list(domains()), fields))
        return Firm(name, address, people, f"第{house}专利代理事务所", f"代理{house}甲{rng.randint(1, 6)}", chosen)

    def title(self, domain: str) -> str:
        words = domains()[domain].lists
        trait, product = (self.rng.choice(words.get(name) or words["effects"]) for name in ("traits", "products"))
        return f"一种{trait[:12]}{product}"

    def file(self, firm: Firm, day: date, **given: Any) -> str:
        """One application of a firm; returns its number."""
        rng = self.rng
        domain = given.pop("domain", None) or rng.choice(firm.fields)
        key = number(day.year, len(self.patents) + 1)
        row = {
            "key": key,
            "title": self.title(domain),
            "patent_type": "invention",
            "applicants": firm.name,
            "inventors": "; ".join(rng.sample(firm.staff, min(len(firm.staff), rng.randint(1, 4)))),
            "agency": firm.agency,
            "agent": firm.agent,
            "address": firm.address,
            "ipc_main": rng.choice(domains()[domain].ipc),
            "ipc": "",
            "filing_date": day,
            "grant_date": day + timedelta(rng.randint(200, 900)),
        }
        self.patents.append(row | given)
        return key

    def day(self, first: int = 0, last: int = DAYS) -> date:
        return FIRST + timedelta(self.rng.randint(first, last))

    def habit(self, firm: Firm, sessions: int, first: int = 0) -> None:
        """Filings as firms make them: now and then, often some at once."""
        for _ in range(sessions):
            day = self.day(first)
            for _ in range(min(6, 1 + int(self.rng.expovariate(0.9)))):
                self.file(firm, day + timedelta(self.rng.choice((0, 0, 0, 1, 3, 9))))

    def transfer(self, key: str, giver: str, taker: str, day: date, gazette: bool = False) -> None:
        if gazette:
            details = (
                f"专利申请权的转移;变更事项:申请人;变更前权利人:{giver};变更后权利人:{taker};登记生效日:{day:%Y%m%d}"
            )
            self.events.append(
                {"application_no": key, "event": "专利申请权、专利权的转移", "details": details, "event_date": day}
            )
        else:
            self.transfers.append(
                {"application_no": key, "transferor": giver, "transferee": taker, "registered_on": day}
            )

    def filed(self, key: str) -> date:
        return next(row["filing_date"] for row in reversed(self.patents) if row["key"] == key)


def office(seed: int) -> tuple[dict[str, pa.Table], dict[str, list[set[str]]]]:
    """Tables by register, and the planted cases by screening."""
    world = World(random.Random(seed))
    for _ in range(420):
        world.habit(
            world.firm(fields=world.rng.choice((1, 1, 1, 2, 3))), max(1, int(world.rng.paretovariate(0.8) * 2) % 40)
        )
    for part in (_innocent_rhythms, _bursts, _innocent_groups, _rings, _innocent_transfers, _chains, _capacity):
        part(world)
    tables = {
        "patents": pa.Table.from_pylist(sorted(world.patents, key=lambda row: row["key"]), schema=PATENTS),
        "transfers": pa.Table.from_pylist(world.transfers, schema=TRANSFERS),
        "legal_events": pa.Table.from_pylist(world.events, schema=EVENTS),
        "parties": pa.Table.from_pylist(world.parties, schema=PARTIES),
        "annual_reports": pa.Table.from_pylist(world.reports, schema=REPORTS),
    }
    return tables, world.truth


def _innocent_rhythms(world: World) -> None:
    rng = world.rng
    college = world.firm(staff=300, fields=12, tail="大学")
    for month in range(DAYS // 30):
        for _ in range(rng.randint(28, 55)):
            world.file(college, FIRST + timedelta(month * 30 + rng.randint(0, 29)))
    for _ in range(2):  # before the holidays
        school = world.firm(staff=80, fields=6, tail="职业学院")
        for year in range(2015, 2026):
            for month, count in ((6, rng.randint(14, 20)), (12, rng.randint(16, 24)), (4, rng.randint(1, 4))):
                for _ in range(count):
                    world.file(school, date(year, month, rng.randint(3, 20)))
    for _ in range(6):  # once a year, before the season
        seasonal = world.firm(staff=12)
        for year in range(2016, 2026):
            for _ in range(rng.randint(11, 17)):
                world.file(seasonal, date(year, 11, rng.randint(1, 25)))
    for _ in range(3):  # grows
        growing = world.firm(staff=40, fields=2)
        for month in range(96):
            for _ in range(1 + month // 9 + rng.randint(0, 2)):
                world.file(growing, FIRST + timedelta(900 + month * 30 + rng.randint(0, 29)))


def _bursts(world: World) -> None:
    rng = world.rng
    sizes = (12, 12, 14, 16, 18, 20, 22, 25, 28, 32, 36, 40)
    for size in sizes:  # firms with a past
        firm = world.firm()
        world.habit(firm, rng.randint(4, 12))
        start = world.day(2200, DAYS - 40)
        world.plant("filing_bursts", {world.file(firm, start + timedelta(rng.randint(0, 27))) for _ in range(size)})
    for size in (14, 20, 30, 45):  # new names
        firm, start = world.firm(staff=2), world.day(1500, DAYS - 40)
        world.plant("filing_bursts", {world.file(firm, start + timedelta(rng.randint(0, 25))) for _ in range(size)})
    for size in (8, 10, 14, 18):  # all on one day
        firm, start = world.firm(), world.day(1500, DAYS - 40)
        world.habit(firm, rng.randint(3, 9))
        world.plant("filing_bursts", {world.file(firm, start) for _ in range(size)})
    for size in (30, 60):  # slowly over three months
        firm, start = world.firm(), world.day(2500, DAYS - 120)
        world.habit(firm, 8)
        world.plant("filing_bursts", {world.file(firm, start + timedelta(rng.randint(0, 88))) for _ in range(size)})


def _innocent_groups(world: World) -> None:
    rng = world.rng
    for _ in range(4):  # firms of one group: one address, one attorney, each its own field
        head = world.firm()
        for _ in range(5):
            firm = world.firm()
            firm.address, firm.agency, firm.agent = head.address, head.agency, head.agent
            world.habit(firm, rng.randint(4, 14))
    for _ in range(2):  # a group that files together, with similar titles
        head, domain = world.firm(), rng.choice(list(domains()))
        others = [world.firm() for _ in range(4)]
        for firm in others:
            firm.address, firm.fields = head.address, (domain,)
            world.file(firm, world.day(), applicants=f"{head.name}; {firm.name}")
        for left in others:
            for right in others:
                if left is not right:
                    world.file(left, world.day(), applicants=f"{left.name}; {right.name}")
        product, day = (
            rng.choice(domains()[domain].lists["products" if "products" in domains()[domain].lists else "effects"]),
            world.day(),
        )
        for firm in others:
            world.file(firm, day + timedelta(rng.randint(0, 60)), title=f"一种{product}的制作方法")
    for _ in range(3):  # firms in one house of a park
        house = world.firm().address
        for _ in range(9):
            firm = world.firm()
            firm.address = house
            world.habit(firm, rng.randint(2, 8))
    for _ in range(3):  # a name many people bear
        name = world.person()
        for _ in range(12):
            firm = world.firm()
            firm.staff = (*firm.staff, name)
            world.habit(firm, 5)


def _variants(world: World) -> tuple[str, Callable[[], str]]:
    domain = world.rng.choice(
        [name for name, each in domains().items() if each.lists.get("products") and each.lists.get("traits")]
    )
    product = world.rng.choice(domains()[domain].lists["products"])
    ends = ("", "及其使用方法", "结构", "控制方法", "的部件", "组件")
    traits = ("新型", "改进的", "便携式", "自动", "多功能", "高效", "节能型", "可调式")
    return domain, lambda: f"一种{world.rng.choice(traits)}{product}{world.rng.choice(ends)}"


def _rings(world: World) -> None:
    rng = world.rng
    links = ("address", "address", "address", "inventors", "inventors", "inventors", "phone", "both", "both", "weak")
    for at, link in enumerate(links):
        domain, title = _variants(world)
        names = [world.firm() for _ in range((3, 4, 6, 3, 5, 8, 4, 5, 7, 4)[at])]
        behind, house, phone = (
            tuple(world.person() for _ in range(3)),
            world.firm().address,
            f"0482-{rng.randint(10**6, 10**7)}",
        )
        start, keys = world.day(1500, DAYS - 200), set()
        for firm in names:
            world.habit(firm, rng.randint(0, 2))
            firm.fields = (domain,)
            if link in ("address", "both"):
                firm.address = house
            if link in ("inventors", "both"):
                firm.staff = behind
            if link == "weak":
                firm.staff, firm.agent = (behind[0],), names[0].agent
            if link == "phone":
                world.parties.append({"key": firm.name, "name": firm.name, "address": firm.address, "phone": phone})
            for _ in range(rng.randint(2, 4)):
                people = "; ".join(firm.staff[:3]) if link in ("inventors", "both") else None
                given = {"inventors": people} if people else {}
                keys.add(world.file(firm, start + timedelta(rng.randint(0, 120)), title=title(), **given))
        world.plant("dispersed_filings", keys)


def _innocent_transfers(world: World) -> None:
    rng = world.rng
    college = world.firm(staff=60, fields=5, tail="农业大学")
    firms = [world.firm() for _ in range(14)]
    for firm in firms + firms[:6]:  # technology passed on, years after
        key = world.file(college, world.day(0, 2000))
        world.transfer(key, college.name, firm.name, world.filed(key) + timedelta(rng.randint(1200, 1800)))
    spin, lab = world.firm(), world.firm(staff=20, tail="研究所")
    for _ in range(12):  # a spin-off takes over what was just filed
        key = world.file(lab, world.day(2000, 2100))
        world.transfer(key, lab.name, spin.name, world.filed(key) + timedelta(rng.randint(100, 300)))
    old, new = world.firm(), world.firm()
    for _ in range(25):  # a group put in order
        key = world.file(old, world.day(2600, 2900))
        world.transfer(key, old.name, new.name, FIRST + timedelta(2950))
    for _ in range(15):  # the owner of a firm filed in his own name
        firm, owner = world.firm(), world.person()
        key = world.file(firm, world.day(100, 3500), applicants=owner)
        world.transfer(key, owner, firm.name, world.filed(key) + timedelta(rng.randint(30, 300)))
    school = world.firm(staff=40, tail="工程学院")
    for firm in [world.firm() for _ in range(9)]:  # just granted, to firms of the region
        key = world.file(school, world.day(1000, 1200))
        world.transfer(key, school.name, firm.name, world.patents[-1]["grant_date"] + timedelta(rng.randint(30, 170)))
    for _ in range(20):  # inventors put right
        key = world.file(world.firm(), world.day(500, 3500))
        details = "变更事项:发明人;变更前:甲;变更后:甲 乙"
        world.events.append(
            {
                "application_no": key,
                "event": "著录事项变更",
                "details": details,
                "event_date": world.filed(key) + timedelta(90),
            }
        )


def _chains(world: World) -> None:
    rng = world.rng
    for size, gazette in ((6, False), (8, False), (10, True), (12, False), (16, True)):  # one sells to many people
        broker, keys, start = world.firm(), set(), world.day(1500, 3300)
        for _ in range(size):
            key = world.file(broker, start + timedelta(rng.randint(0, 60)))
            world.transfer(
                key, broker.name, world.person(), world.filed(key) + timedelta(rng.randint(40, 280)), gazette
            )
            keys.add(key)
        world.plant("early_transfers", keys)
    for size in (6, 9):  # granted, then sold to people
        broker, keys, start = world.firm(), set(), world.day(1500, 2500)
        for _ in range(size):
            key = world.file(broker, start + timedelta(rng.randint(0, 60)))
            world.transfer(
                key, broker.name, world.person(), world.patents[-1]["grant_date"] + timedelta(rng.randint(10, 120))
            )
            keys.add(key)
        world.plant("early_transfers", keys)
    for size in (6, 8, 11):  # one gathers from many
        taker, keys = world.firm(), set()
        start = world.day(1500, 3300)
        for _ in range(size):
            key = world.file(world.firm(), start + timedelta(rng.randint(0, 60)))
            world.transfer(
                key, world.patents[-1]["applicants"], taker.name, world.filed(key) + timedelta(rng.randint(30, 200))
            )
            keys.add(key)
        world.plant("early_transfers", keys)
    for _ in range(4):  # a few, with other inventors afterwards
        seller, keys, start = world.firm(), set(), world.day(1500, 3300)
        for _ in range(3):
            key = world.file(seller, start + timedelta(rng.randint(0, 60)))
            day = world.filed(key) + timedelta(rng.randint(30, 250))
            world.transfer(key, seller.name, world.person(), day)
            details = f"变更事项:发明人;变更前:{seller.staff[0]};变更后:{world.person()}"
            world.events.append({"application_no": key, "event": "著录事项变更", "details": details, "event_date": day})
            keys.add(key)
        world.plant("early_transfers", keys)


def _year(world: World, firm: Firm, count: int, fields: Sequence[str] | None = None) -> set[str]:
    year = world.rng.randint(2017, 2024)
    days = [date(year, 1, 5) + timedelta(world.rng.randint(0, 350)) for _ in range(count)]
    return {world.file(firm, day, domain=world.rng.choice(fields or firm.fields)) for day in sorted(days)}


def _declares(world: World, firm: Firm, filings: set[str], staff: int | None, earlier: int = 0) -> None:
    """An annual report of the year of the filings, or so many years earlier."""
    year = int(min(filings)[:4]) - earlier
    world.reports.append(
        {"name": firm.name, "year": year, "insured_staff": staff, "business_scope": f"{firm.fields[0]}技术服务"}
    )


def _capacity(world: World) -> None:
    rng, every = world.rng, list(domains())
    for at, (staff, count) in enumerate(((1, 12), (2, 15), (3, 24), (4, 30), (6, 20), (0, 14))):
        firm = world.firm(fields=3)
        filings = _year(world, firm, count)
        _declares(world, firm, filings, staff, earlier=at % 3)
        world.plant("beyond_capacity", filings)
    for people, count in ((1, 14), (1, 20), (2, 26), (2, 32), (2, 18), (3, 40)):  # nothing declared
        firm = world.firm(staff=people)
        world.plant("beyond_capacity", _year(world, firm, count, rng.sample(every, 14)))
    for staff, count in ((40, 12), (120, 25), (300, 40), (25, 14)):  # declares enough
        firm = world.firm(staff=min(staff, 30), fields=2)
        _declares(world, firm, _year(world, firm, count), staff)
    for _ in range(8):  # one inventor, one field
        _year(world, world.firm(staff=1), rng.randint(12, 24))
    for _ in range(8):  # many fields, many people
        _year(world, world.firm(staff=30, fields=10), rng.randint(14, 40))
    for _ in range(6):  # few people, two fields near each other, nothing disclosed
        firm = world.firm(staff=3, fields=2)
        _declares(world, firm, _year(world, firm, rng.randint(12, 20)), None)
