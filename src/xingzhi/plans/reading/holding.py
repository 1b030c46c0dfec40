"""Units and deadlines named in or right below a heading: they hold for what stands under it."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

from xingzhi.packs import load
from xingzhi.plans.reading.deadlines import Deadline, deadlines
from xingzhi.plans.reading.groups import Group
from xingzhi.plans.reading.marks import marker_of
from xingzhi.plans.reading.naming import is_name
from xingzhi.plans.reading.outline import Item
from xingzhi.plans.reading.roles import Units, read_units


class Holding:
    """What headings say of who does it until when."""

    def __init__(self, year: int | None, issued: date | None) -> None:
        self.year, self.issued = year, issued
        self.units: dict[str, Group] = {}
        self.dates: dict[str, list[Deadline]] = {}

    def begin(self, item: Item) -> None:
        """A heading begins; one of the same words before it holds no more."""
        if item.heading_span is None:
            return
        self.units.pop(item.heading, None)
        marked = re.search(r"[（(]([^（()）]*[日底前月末])[）)]$", item.heading)  # 自查阶段（4月1日至4月30日）
        self.dates[item.heading] = deadlines(marked[1], self.year, self.issued, cell=True) if marked else []
        if item.heading_group:
            self.units[item.heading] = item.heading_group
        elif units := _named_by(item.heading):
            self.units[item.heading] = Group(0, 0, units, balanced=True)

    def add(self, item: Item, group: Group) -> None:
        """Units on a line of their own right below a heading."""
        before = self.units.get(item.heading)
        if before:
            known = {each.name for each in before.units.named}
            named = (*before.units.named, *(each for each in group.units.named if each.name not in known))
            group = replace(group, units=replace(before.units, named=named))
        self.units[item.heading] = group
        if group.when:
            self.until(item, group.when)

    def until(self, item: Item, when: str) -> None:
        """A deadline on a line of its own right below a heading."""
        self.dates[item.heading] = deadlines(when, self.year, self.issued, cell=True)

    def units_above(self, item: Item) -> Group | None:
        """Units named for the heading or one above it."""
        return next((self.units[title] for title in reversed(item.titles) if title in self.units), None)

    def led(self, item: Item, group: Group) -> Group:
        """A group that names only who assists, with those the heading names before them."""
        above = self.units_above(item)
        if above is None or any(each.role not in ("assist", "guide") for each in group.units.named):
            return group
        return replace(group, units=replace(group.units, named=(*above.units.named, *group.units.named)))

    def dates_above(self, item: Item) -> list[Deadline]:
        """The deadline of the heading, else of one above it."""
        return next((self.dates[title] for title in reversed(item.titles) if self.dates.get(title)), [])


def _named_by(heading: str) -> Units | None:
    """The unit that a heading is: 一、知识产权保护科, with its tasks below."""
    marker = marker_of(heading)
    name = re.sub("(?:工作|主要)?(?:职责|任务|分工)$", "", heading[len(marker.text) :] if marker else heading)
    if not is_name(name) or not name.endswith(load().notice_reading.units.heading_endings):
        return None
    return read_units(name)
