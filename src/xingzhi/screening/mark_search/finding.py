"""Earlier marks like a name: candidates from the indexes, compared by the rules, narrowed to what was asked."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any

from xingzhi.core.declare import register_named
from xingzhi.core.office import office_path
from xingzhi.core.scope import region_within
from xingzhi.engine.marks.asked import ask
from xingzhi.engine.marks.segment import Segment
from xingzhi.engine.marks.store import Marks, NoIndex
from xingzhi.packs import load
from xingzhi.screening.mark_search import store
from xingzhi.screening.mark_search.asked import Asked
from xingzhi.screening.mark_search.marks import REGISTER, Mark, of_list, of_row, seen_by
from xingzhi.screening.similar_marks.compare import Compared, Verdict, compare
from xingzhi.screening.similar_marks.forms import forms_of
from xingzhi.screening.similar_marks.goods import Goods
from xingzhi.screening.similar_marks.goods import compared as goods_compared
from xingzhi.screening.similar_marks.search import COMPARED, ORDER

MOST = 500  # marks in an answer
MOST_ROWS = 5_000  # rows looked at for one
CHUNK = 500


@dataclass(frozen=True)
class Hit:
    """An earlier mark, what the comparison of the texts comes to, and how its goods stand to those asked for."""

    mark: Mark
    compared: Compared
    relation: Goods


@dataclass
class Found:
    """The marks found, best first, and how many were left out because their goods are others."""

    hits: list[Hit] = field(default_factory=list)
    other_goods: int = 0
    cut: bool = False
    lost: list[str] = field(default_factory=list)  # lists that cannot be opened


def find(user: Any, asked: Asked) -> Found:
    """All that is near the name and may be seen; nothing where there is no name."""
    found = Found()
    if not asked.text or "q" in asked.problems or user.region is None:
        return found
    _take(found, asked, _of_register(user, asked, _near(asked, store.of_register(user.region) or [])))
    if sees_lists(user):
        for folder in store.lists():
            try:
                opened = store.opened(folder)
            except NoIndex:
                found.lost.append(folder.name)
                continue
            _take(found, asked, _of_list(folder, asked, _near(asked, [opened])))
    found.hits.sort(key=_place)
    found.cut = len(found.hits) > MOST
    del found.hits[MOST:]
    return found


def sees_lists(user: Any) -> bool:
    """A loaded list is the office's: for whoever belongs to it."""
    at = office_path()
    return user.region is not None and (user.region.startswith(at) or at.startswith(user.region))


def _place(hit: Hit) -> tuple[Any, ...]:
    filed = hit.mark.filed_on
    return (hit.relation is Goods.OTHER, ORDER[hit.compared.verdict], -hit.compared.score, filed is None,
            filed.toordinal() if filed else 0, hit.mark.key)  # fmt: skip


Near = list[tuple[Segment, int]]


def _near(asked: Asked, places: Iterable[Marks]) -> Near:
    """The rows of the names most like the one asked for, best first, without names that are unlike by the rules."""
    forms = forms_of(asked.text, load().mark_similarity)
    found = [each for marks in places for each in marks.nearest(ask(asked.text, forms, marks.tables), COMPARED)]
    found.sort(key=lambda each: -each[1].likeness)
    rows: Near = []
    for segment, near in found[:COMPARED]:
        held = segment.rows_of(near.name)
        if len(rows) < MOST_ROWS and _wanted(asked, _compared(asked.text, _text(segment, held[0]))):
            rows += [(segment, int(row)) for row in held[:MOST_ROWS]]
    return rows


def _text(segment: Segment, row: int) -> str:
    return str(segment.table["text"][int(row)].as_py())


@lru_cache(maxsize=1 << 14)
def _compared(one: str, other: str) -> Compared:
    return compare(one, other, load().mark_similarity)


def _wanted(asked: Asked, said: Compared) -> bool:
    return said.verdict.value == asked.verdict if asked.verdict else said.verdict is not Verdict.NOT_SIMILAR


def _of_register(user: Any, asked: Asked, near: Near) -> Iterator[Mark]:
    """The rows as they stand now; one whose text has changed since is found by its new text or not at all."""
    held = {int(segment.table["number"][row].as_py()): _text(segment, row) for segment, row in near}
    rows = seen_by(user)
    if asked.status:
        rows = rows.filter(mark_status=asked.status)
    if asked.applicant:
        rows = rows.filter(applicants__icontains=asked.applicant)
    if asked.region.isdigit():
        rows = rows.filter(region_within(asked.region))
    numbers = list(held)
    for start in range(0, len(numbers), CHUNK):
        for row in rows.filter(pk__in=numbers[start : start + CHUNK]):
            if row.mark_text == held[row.pk]:
                yield of_row(row)


def _of_list(folder: Path, asked: Asked, near: Near) -> Iterator[Mark]:
    if asked.region:
        return
    states = _spellings(asked.status) if asked.status else frozenset()
    for segment, row in near:
        table = segment.table
        mark = of_list(folder.name, {name: table[name][row].as_py() for name in table.column_names})
        if (not states or mark.status.strip() in states) and asked.applicant.casefold() in mark.applicants.casefold():
            yield mark


def _spellings(status: str) -> frozenset[str]:
    """How a list may write a status of the register."""
    choices = register_named(REGISTER)["mark_status"].choices
    return frozenset(
        word for each in choices if each.code == status for word in (each.code, each.zh, each.en, *each.spellings)
    )


def _take(found: Found, asked: Asked, marks: Iterable[Mark]) -> None:
    """Add the marks that meet the conditions."""
    for mark in marks:
        said = _compared(asked.text, mark.text)
        if not _meets(asked, mark) or not _wanted(asked, said):
            continue
        relation = goods_compared(asked.goods_text, mark.goods)
        if asked.goods and not _within(relation, asked.relation):
            found.other_goods += 1
        else:
            found.hits.append(Hit(mark, said, relation))


def _within(relation: Goods, wanted: str) -> bool:
    """Unknown goods may be the same: they are kept with these."""
    return wanted == "all" or (relation is Goods.OTHER) == (wanted == "other")


def _meets(asked: Asked, mark: Mark) -> bool:
    if asked.without and mark.number == asked.without:
        return False
    if asked.classes and not asked.classes & mark.all_classes:
        return False
    if asked.groups and not any(group in mark.groups for group in asked.groups):
        return False
    if asked.filed_from and not (mark.filed_on and mark.filed_on >= asked.filed_from):
        return False
    return not (asked.filed_to and not (mark.filed_on and mark.filed_on <= asked.filed_to))
