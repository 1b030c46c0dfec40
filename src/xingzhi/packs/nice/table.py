"""A table of one edition and how its file is read; rows at fault are told, the others count."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path

from xingzhi.packs.nice.schema import NiceClasses
from xingzhi.packs.problems import PackError
from xingzhi.text.normalise import fold

HEADINGS: Mapping[str, tuple[str, ...]] = {
    "class_no": ("class", "类别", "类号", "国际分类"),
    "group": ("group", "类似群", "类似群号", "群组"),
    "group_name": ("group_name", "类似群名称", "群组名称"),
    "item": ("item", "商品编码", "商品编号", "编码", "商品号"),
    "name": ("item_name", "商品名称", "商品/服务名称", "名称"),
    "remark": ("remark", "备注", "注"),
}
NEEDED = ("class_no", "group", "item", "name")
_GROUP, _ITEM = re.compile(r"\d{4}", re.ASCII), re.compile(r"C?\d{6}(?:\(\d+\))?", re.ASCII)


@dataclass(frozen=True, slots=True)
class Item:
    """One item: its class and similar group, its number (C before those used in China only), its name and remark."""

    class_no: str
    group: str
    group_name: str
    item: str
    name: str
    remark: str = ""


@dataclass(frozen=True, slots=True)
class Fault:
    """A row that is no item: its line, the column and value at fault, and why (`lacking`, `no_class`, `no_group`, `no_item`)."""

    line: int
    column: str
    value: str
    reason: str


@dataclass(frozen=True)
class NiceTable:
    """The items of one edition; `faults` are the rows left out when it was read."""

    items: tuple[Item, ...]
    faults: tuple[Fault, ...] = ()
    edition: str = ""
    since: date | None = None

    def named(self, name: str) -> tuple[Item, ...]:
        """The items of that name, whatever its width, case and spaces; several where the name stands in several groups."""
        return self._by_name.get(fold(name), ())

    def groups(self, name: str) -> tuple[str, ...]:
        """The similar groups an item of that name stands in; empty where the table does not hold it."""
        return tuple(dict.fromkeys(item.group for item in self.named(name)))

    @cached_property
    def _by_name(self) -> Mapping[str, tuple[Item, ...]]:
        found: dict[str, tuple[Item, ...]] = {}
        for item in self.items:
            found[fold(item.name)] = (*found.get(fold(item.name), ()), item)
        return found


def read_table(path: Path, classes: NiceClasses) -> NiceTable:
    """Read a CSV in UTF-8 or GB18030; rows at fault are told, the others count. Raise `PackError` where it is no table."""
    content = path.read_bytes()
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = content.decode("gb18030", "replace")
    rows = csv.reader(io.StringIO(text, newline=""))
    places = _places(next(rows, []))
    if lacking := [HEADINGS[name][1] for name in NEEDED if name not in places]:
        raise PackError(path.name, "1", f"the heading row lacks {', '.join(lacking)}")
    items: list[Item] = []
    faults: list[Fault] = []
    for cells in rows:
        if not any(cell.strip() for cell in cells):
            continue
        given = {name: cells[at].strip() if at < len(cells) else "" for name, at in places.items()}
        found = _item(given, rows.line_num, classes)
        if isinstance(found, Item):
            items.append(found)
        else:
            faults.append(found)
    if not items:
        raise PackError(path.name, "", "holds no item")
    return NiceTable(tuple(items), tuple(faults))


def _places(heads: list[str]) -> dict[str, int]:
    known = {fold(spelling): name for name, spellings in HEADINGS.items() for spelling in spellings}
    return {known[fold(head)]: at for at, head in reversed(list(enumerate(heads))) if fold(head) in known}


def _item(given: dict[str, str], line: int, classes: NiceClasses) -> Item | Fault:
    for name in NEEDED:
        if not given[name]:
            return Fault(line, HEADINGS[name][1], "", "lacking")
    number, group, item = given["class_no"].zfill(2), given["group"].zfill(4), given["item"].upper()
    item = item.zfill(6) if item.isdigit() else item
    if not classes.holds(number):
        return Fault(line, HEADINGS["class_no"][1], given["class_no"], "no_class")
    if not _GROUP.fullmatch(group) or group[:2] != number:
        return Fault(line, HEADINGS["group"][1], given["group"], "no_group")
    if not _ITEM.fullmatch(item):
        return Fault(line, HEADINGS["item"][1], given["item"], "no_item")
    return Item(number, group, given.get("group_name", ""), item, given["name"], given.get("remark", ""))
