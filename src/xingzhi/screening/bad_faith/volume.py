"""Patterns of numbers: bursts (B1), breadth (B2), beyond capacity (B3), scattered transfers (B8)."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from xingzhi.screening.bad_faith.filed import Filed, Group
from xingzhi.screening.bad_faith.lead import Lead
from xingzhi.screening.bad_faith.parties import folded


def of_volume(group: Group) -> Iterator[Lead]:
    """The patterns of numbers that hold of a group."""
    for found in (_burst(group), _breadth(group), _capacity(group), _scattered(group)):
        if found:
            yield found


def _burst(group: Group) -> Lead | None:
    """The window with most over its limit, of a month and of nine."""
    dated = [each for each in group.filings if each.day]
    best: Lead | None = None
    for span in ("short", "long"):
        days, limit = int(group.pack[f"{span}_days"]), group.pack[f"{span}_filings"] * group.times
        rows = _busiest(dated, days)
        if len(rows) >= limit and (best is None or len(rows) / limit > best.strength):
            facts = {
                "days": days,
                "filings": len(rows),
                "first": rows[0].day,
                "last": rows[-1].day,
                "limit": limit,
                "classes": len(frozenset().union(*(each.classes for each in rows))),
            }
            best = group.lead("B1", len(rows) / limit, facts, rows, _size_unknown(group))
    return best


def _busiest(dated: list[Filed], days: int) -> list[Filed]:
    """The filings of the busiest stretch of so many days, the first of equals."""
    if not dated:
        return []
    at = np.array([each.day.toordinal() for each in dated if each.day])
    ends = np.searchsorted(at, at + days, side="left")
    start = int(np.argmax(ends - np.arange(len(at))))
    return dated[start : int(ends[start])]


def _breadth(group: Group) -> Lead | None:
    """Many classes, or many of them outside the scope of business; not told of one with means or use."""
    if group.times > 1:
        return None
    pack, scope = group.pack, group.size.scope
    classes = frozenset[str]().union(*(each.classes for each in group.filings))
    beyond = None if scope is None else classes - scope
    licensed = [each for each in pack.words["licensed_classes"].values if each in classes and each not in (scope or ())]
    over = len(classes) / pack["classes"]
    if beyond is not None and len(classes) >= pack["classes_beyond"]:
        over = max(over, len(beyond) / len(classes) / pack["beyond_share"])
    if over < 1:
        return None
    facts = {
        "classes": len(classes),
        "beyond": None if beyond is None else len(beyond),
        "licensed": len(licensed),
        "filings": len(group.filings),
        "scope_by": group.size.scope_by,
    }
    return group.lead(
        "B2", over, facts, missing=(*(() if scope is not None else ("scope_classes",)), *_size_unknown(group))
    )


def _capacity(group: Group) -> Lead | None:
    """Many filings of a sole trader, a person, or a firm of small capital; nothing is said where neither is known."""
    pack, size = group.pack, group.size
    small = size.capital is not None and size.capital <= pack["small_capital"]
    limit = pack["total_filings"] * group.times
    if len(group.filings) < limit or not (small or size.sole):
        return None
    kinds = "、".join(dict.fromkeys(each.kind for each in size.parties if each.kind))
    facts = {"filings": len(group.filings), "kind": kinds or None, "capital": size.capital, "limit": limit}
    return group.lead("B3", len(group.filings) / limit, facts, missing=_size_unknown(group))


def _scattered(group: Group) -> Lead | None:
    """A good part sold, nearly each to somebody else."""
    pack, sold = group.pack, dict(group.transfers)
    if len(sold) < pack["transfers_least"] or not group.filings:
        return None
    share, buyers = len(sold) / len(group.filings), {folded(to) for to in sold.values()}
    spread = len(buyers) / len(sold)
    if share < pack["transfers_share"] or spread < pack["scattered"]:
        return None
    facts = {
        "transfers": len(sold),
        "filings": len(group.filings),
        "percent": round(100 * share, 1),
        "transferees": len(buyers),
    }
    rows = [each for each in group.filings if each.number in sold]
    return group.lead("B8", share / pack["transfers_share"], facts, rows)


def _size_unknown(group: Group) -> tuple[str, ...]:
    """What would be needed to tell the size of the filer."""
    size = group.size
    return tuple(
        name
        for name, known in (
            ("capital", size.capital is not None),
            ("paid_capital", any(each.paid is not None for each in size.parties)),
            ("staff", any(each.staff is not None for each in size.parties)),
            ("in_use", group.used_share is not None),
        )
        if not known
    )
