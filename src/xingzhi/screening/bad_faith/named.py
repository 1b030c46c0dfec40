"""Patterns of what marks touch: owners' marks (B4, B5), public and generic names (B6, B7), GIs (B9), hot words (B10)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

from xingzhi.screening.bad_faith.filed import Filed, Group
from xingzhi.screening.bad_faith.known import DIVISION, GI, GOODS, HOT, MARK, Known, owner_key
from xingzhi.screening.bad_faith.lead import Lead
from xingzhi.screening.bad_faith.touching import EQUAL, Touching

SHOWN = 20  # names given in full; the numbers of all filings stand in the evidence


class Naming:
    """The patterns over what a group's marks touch."""

    def __init__(self, touching: Touching) -> None:
        self.entries = touching.entries
        self.generic = touching.generic

    def of_names(self, group: Group) -> Iterator[Lead]:
        """The patterns that hold of a group."""
        touched = list(self._touched(group))
        for found in (
            self._owners(group, touched),
            self._one_owner(group, touched),
            self._public(group, touched),
            self._generic(group, touched),
            self._indications(group, touched),
            self._hot(group, touched),
        ):
            if found:
                yield found

    def _touched(self, group: Group) -> Iterator[tuple[Filed, Known, str]]:
        """What is touched, without what is the group's own or licensed to it."""
        for filed in group.filings:
            for hit in filed.hits:
                known = self.entries[hit.entry]
                if group.key not in known.owners:
                    yield filed, known, hit.how

    def _owners(self, group: Group, touched: Iterable[tuple[Filed, Known, str]]) -> Lead | None:
        hits = [each for each in touched if each[1].kind == MARK]
        owners = {owner_key(known) for _, known, _ in hits}
        if len(owners) < group.pack["owners"]:
            return None
        rows = _rows(filed for filed, _, _ in hits)
        if not _more_than_chance(group, rows):
            return None
        pairs = dict.fromkeys((filed.mark, known.text, how) for filed, known, how in hits)
        facts = {"filings": len(rows), "owners": len(owners), "pairs": [list(each) for each in pairs][:SHOWN]}
        names = [known for _, known, _ in hits]
        return group.lead("B4", len(owners) / group.pack["owners"], facts, rows, touched=names)

    def _one_owner(self, group: Group, touched: Iterable[tuple[Filed, Known, str]]) -> Lead | None:
        """The owner with most; the others are among the facts of B4."""
        by: dict[str, list[tuple[Filed, Known]]] = defaultdict(list)
        for filed, known, _ in touched:
            if known.kind == MARK:
                by[owner_key(known)].append((filed, known))
        best = max(by, key=lambda owner: (len({filed.number for filed, _ in by[owner]}), owner), default="")
        rows = _rows(filed for filed, _ in by.get(best, ()))
        if len(rows) < group.pack["one_owner"] or not _more_than_chance(group, rows):
            return None
        names = [known for _, known in by[best]]
        known = names[0]
        facts = {"filings": len(rows), "owner": known.owner or known.text, "refused": sum(row.refused for row in rows)}
        return group.lead("B5", len(rows) / group.pack["one_owner"], facts, rows, touched=names)

    def _public(self, group: Group, touched: Iterable[tuple[Filed, Known, str]]) -> Lead | None:
        kinds = group.pack.words["public_kinds"].values
        hits = [(filed, known) for filed, known, _ in touched if known.kind in kinds and not filed.collective]
        names = {(known.kind, known.name) for _, known in hits}
        rows = _rows(filed for filed, _ in hits)
        if len({name for _, name in names}) < group.pack["named_least"]:
            return None
        facts = {
            "names": len({name for _, name in names}),
            "divisions": len({filed.number for filed, known in hits if known.kind == DIVISION}),
            "marks": _marks(rows),
        }
        return _share(group, "B6", rows, facts, [known for _, known in hits])

    def _generic(self, group: Group, touched: Iterable[tuple[Filed, Known, str]]) -> Lead | None:
        words = {filed.number for filed, known, how in touched if known.kind == GOODS and how == EQUAL}
        rows = [each for each in group.filings if each.number in words or self.generic(each.mark)]
        if len({each.mark for each in rows}) < group.pack["named_least"]:
            return None
        return _share(group, "B7", rows, {"marks": _marks(rows)})

    def _indications(self, group: Group, touched: Iterable[tuple[Filed, Known, str]]) -> Lead | None:
        """Goods of the same class; where the list gives no class, any."""
        hits = [
            (filed, known)
            for filed, known, _ in touched
            if known.kind == GI and filed.fresh and (not known.classes or filed.classes & known.classes)
        ]
        return _single(group, "B9", hits, {}, () if all(known.owners for _, known in hits) else ("owner",))

    def _hot(self, group: Group, touched: Iterable[tuple[Filed, Known, str]]) -> Lead | None:
        most = int(group.pack["hot_days"])
        hits = [
            (filed, known)
            for filed, known, _ in touched
            if known.kind == HOT
            and filed.fresh
            and filed.day
            and known.day
            and 0 <= (filed.day - known.day).days <= most
        ]
        return _single(group, "B10", hits, {"days": most})


def _rows(filings: Iterable[Filed]) -> list[Filed]:
    """Each filing once, in their order."""
    return list({each.number: each for each in filings}.values())


def _marks(rows: list[Filed]) -> list[str]:
    """The first of them as text, each once."""
    return list(dict.fromkeys(row.mark for row in rows))[:SHOWN]


def _more_than_chance(group: Group, rows: list[Filed]) -> bool:
    """Whether they are a fair part of what was filed, or very many."""
    many = len(rows) >= group.pack["touched_many"] * group.times
    return many or len(rows) / len(group.filings) >= group.pack["touched_share"]


def _share(
    group: Group, pattern: str, rows: list[Filed], facts: dict[str, object], touched: Iterable[Known] = ()
) -> Lead | None:
    share = len(rows) / len(group.filings)
    over = max(len(rows) / group.pack["named"], share / group.pack["named_share"])
    if over < 1:
        return None
    told = {"filings": len(rows), "percent": round(100 * share, 1), **facts}
    return group.lead(pattern, over, told, rows, touched=touched)


def _single(
    group: Group,
    pattern: str,
    hits: list[tuple[Filed, Known]],
    facts: dict[str, object],
    missing: tuple[str, ...] = (),
) -> Lead | None:
    if not hits:
        return None
    rows = _rows(filed for filed, _ in hits)
    names = "、".join(list(dict.fromkeys(known.name for _, known in hits))[:SHOWN])
    told = {"filings": len(rows), "names": names, **facts}
    return group.lead(pattern, float(len(rows)), told, rows, missing, [known for _, known in hits])
