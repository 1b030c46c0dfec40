"""Who belongs together, and of what size they are: applicants with those named as related to them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import pyarrow as pa

from xingzhi.packs.bad_faith import BadFaith

GAP = ";"
FOLD = str.maketrans("（）", "()", " \u3000")


def folded(name: str | None) -> str:
    """A name as parties are told apart by where no identifier is given; the SQL of `cases` does the same."""
    return (name or "").translate(FOLD).lower()


def parts(text: str | None) -> list[str]:
    """The parts of a cell that holds several, joined by ; or its Chinese form or a comma."""
    return [
        part.strip() for part in (text or "").translate(str.maketrans("；，,、", ";;;;")).split(GAP) if part.strip()
    ]


@dataclass(frozen=True)
class Party:
    """A party as the file gives it; what is not known is None. Money in yuan."""

    key: str
    name: str
    kind: str
    capital: float | None
    paid: float | None
    staff: float | None
    scope: frozenset[str] | None  # classes its scope of business covers
    scope_by: str  # "office": as the office read it; "words": by the words of the pack; "" where not known
    related: tuple[str, ...]


class Parties:
    """All parties, and groups of those that are related: a group is called by its smallest key."""

    def __init__(self, rows: Iterable[Mapping[str, Any]], pack: BadFaith) -> None:
        given = list(rows)
        read = [_party(row, pack) for row in given]
        self._unread = [
            (at, name, row[name])
            for at, row in enumerate(given, 1)
            for name in ("capital", "paid_capital", "staff")
            if (row.get(name) or "").strip() and _number(row[name]) is None
        ]
        self.by_key = {party.key: party for party in read}
        self._keys = {folded(party.name): party.key for party in read} | {folded(p.key): p.key for p in read}
        self._above: dict[str, str] = {}
        for party in read:
            for other in party.related:
                self._join(party.key, self.key(other))

    def problems(self, path: Path | None) -> Iterator[str]:
        """Numbers that cannot be read, which count as not known, and what to do."""
        for at, name, text in self._unread:
            yield (
                f"{path}: 第{at}条 {name} “{text}”不是数，按未知处理，请只写数字（元、人） / record {at}, {name}: {text!r} is "
                "no number and counts as not known, write digits only (yuan, persons)"
            )

    def key(self, text: str) -> str:
        """The key of a party given by identifier or name."""
        return self._keys.get(folded(text), folded(text))

    def group(self, key: str) -> str:
        """The group a party belongs to."""
        while (above := self._above.get(key, key)) != key:
            key = above
        return key

    def names(self) -> pa.Table:
        """Each name and identifier with its group, for a join."""
        pairs = sorted({(name, self.group(key)) for name, key in self._keys.items()} | {*self._joined()})
        return pa.table(
            {"party": pa.array([a for a, _ in pairs], pa.string()), "grp": pa.array([b for _, b in pairs], pa.string())}
        )

    @cached_property
    def members(self) -> Mapping[str, tuple[Party, ...]]:
        """The parties of each group."""
        found: dict[str, list[Party]] = {}
        for key in sorted(self.by_key):
            found.setdefault(self.group(key), []).append(self.by_key[key])
        return {group: tuple(each) for group, each in found.items()}

    def _joined(self) -> Iterator[tuple[str, str]]:
        return ((key, self.group(key)) for key in self._above)

    def _join(self, one: str, other: str) -> None:
        a, b = sorted((self.group(one), self.group(other)))
        if a != b:
            self._above[b] = a


def _party(row: Mapping[str, Any], pack: BadFaith) -> Party:
    scope, by = frozenset(each.lstrip("0") for each in parts(row.get("scope_classes"))), "office"
    if not scope and (text := row.get("scope") or ""):
        scope, by = pack.scope_words.read(text), "words"
    return Party(
        key=folded(row.get("id")) or folded(row["name"]),
        name=row["name"] or row.get("id") or "",
        kind=(row.get("kind") or "").strip(),
        capital=_number(row.get("capital")),
        paid=_number(row.get("paid_capital")),
        staff=_number(row.get("staff")),
        scope=scope or None,
        scope_by=by if scope else "",
        related=tuple(parts(row.get("related"))),
    )


def _number(text: str | None) -> float | None:
    try:
        return float((text or "").replace(",", ""))
    except ValueError:
        return None


@dataclass(frozen=True)
class Size:
    """What is known of the size of a group."""

    parties: tuple[Party, ...]
    pack: BadFaith

    @property
    def sole(self) -> bool:
        """Whether all of them are sole traders or persons."""
        return bool(self.parties) and all(self.pack.has("sole_traders", each.kind) for each in self.parties)

    @property
    def capital(self) -> float | None:
        """What is paid in, else registered, of all together; None where it is not known of any."""
        known = [each.paid if each.paid is not None else each.capital for each in self.parties]
        sums = [each for each in known if each is not None]
        return sum(sums) if sums else None

    @property
    def means(self) -> bool:
        """Whether paid-in capital or insured staff speak for a real business of size."""
        paid, staff = sum(each.paid or 0 for each in self.parties), sum(each.staff or 0 for each in self.parties)
        return paid >= self.pack["means_capital"] or staff >= self.pack["means_staff"]

    @property
    def scope(self) -> frozenset[str] | None:
        """The classes their scope of business covers; None where it is not known of one of them."""
        if not self.parties or any(each.scope is None for each in self.parties):
            return None
        return frozenset().union(*(each.scope for each in self.parties if each.scope is not None))

    @property
    def scope_by(self) -> str:
        """How it was read: "words" where it was by words for one of them, "" where it is not known."""
        return "" if self.scope is None else max((each.scope_by for each in self.parties), default="")
