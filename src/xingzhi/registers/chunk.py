"""Rows of a batch on their way into a register, and what became of them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from xingzhi.core.declare import Values


@dataclass
class Outcome:
    """What became of the records a chunk speaks of; each counts once."""

    inserted: int = 0
    updated: int = 0
    unchanged: int = 0
    withheld: int = 0
    unassigned: int = 0


@dataclass
class Chunk:
    """Rows on their way: new ones by key, changed ones by id with what they held before."""

    new: dict[str, Values] = field(default_factory=dict)
    changed: dict[int, Values] = field(default_factory=dict)
    held: dict[int, Values] = field(default_factory=dict)
    conflicts: list[dict[str, Any]] = field(default_factory=list)
    touched: set[str] = field(default_factory=set)

    @property
    def come_or_moved(self) -> list[Values]:
        """The rows that are new, and those that lie elsewhere than before."""
        where = ("region", "region_how", "place")
        moved = [row for i, row in self.changed.items() if any(row[name] != self.held[i][name] for name in where)]
        return [*self.new.values(), *moved]
