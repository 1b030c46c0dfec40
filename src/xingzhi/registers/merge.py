"""What a row becomes when a file says something else of it: newer wins, weightier wins, empty never erases."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from xingzhi.core.declare import Column, Kind, Register, Values
from xingzhi.packs import Packs


@dataclass
class Merged:
    """The row after the change: which columns differ, which offers were not taken and why."""

    values: Values
    sources: dict[str, str]
    changed: set[str] = field(default_factory=set)
    outweighed: list[str] = field(default_factory=list)
    older: list[str] = field(default_factory=list)


class Merger:
    """Merges rows of one register as a source offers them."""

    def __init__(
        self,
        register: Register,
        packs: Packs,
        source: str,
        same_names: Callable[[str, str, str], bool],
        by_hand: frozenset[str] = frozenset(),
    ) -> None:
        """`by_hand` names columns an officer set: an officer may also empty a field or set an older value.

        `same_names` says whether two cells name the same parties in a region, however they are spelled.
        """
        self.by_hand, self.same_names = by_hand, same_names
        self.names = {column.name for column in register.stored if column.kind is Kind.NAMES}
        if register.name == "parties":
            self.names.add(register.title_column)
        self.columns = [column for column in register.stored if column.name not in ("applicant_kind", "party_kind")]
        self.sources = {each.code: each for each in packs.sources}
        self.source = source

    def merge(self, held: Values, held_source: str, sources: dict[str, str], offered: Values) -> Merged:
        """Merge `offered` into `held`; neither is changed."""
        merged = Merged(dict(held), dict(sources))
        for column in self.columns:
            new, old = offered.get(column.name), held[column.name]
            if new == old or (new in (None, "") and column.name not in self.by_hand):
                continue
            # An empty field with a source of its own was emptied by a decision, which stands like any other value.
            if (old not in (None, "") or column.name in sources) and column.name not in self.by_hand:
                if self._is_older(column, held, offered):
                    merged.older.append(column.name)
                    continue
                if self._outweighed(column, sources.get(column.name, held_source)):
                    # Another spelling of the same party is no other opinion.
                    if column.name not in self.names or not self.same_names(str(old), str(new), held["region"]):
                        merged.outweighed.append(column.name)
                    continue
            merged.values[column.name] = new
            merged.changed.add(column.name)
            if self.source != held_source:
                merged.sources[column.name] = self.source
            else:
                merged.sources.pop(column.name, None)
        return merged

    def _is_older(self, column: Column, held: Values, offered: Values) -> bool:
        if not column.dated_by:
            return False
        have, offer = held.get(column.dated_by), offered.get(column.dated_by)
        return bool(have and (offer is None or offer < have))

    def _outweighed(self, column: Column, held_source: str) -> bool:
        return held_source != self.source and self._rank(self.source, column) < self._rank(held_source, column)

    def _rank(self, source: str, column: Column) -> int:
        return self.sources[source].rank_of(column.name)


def as_text(value: Any) -> str:
    """A value as a conflict shows it."""
    return "" if value is None else str(value)
