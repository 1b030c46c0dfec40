"""The filings of one group of applicants, ready for the patterns."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from itertools import groupby
from typing import Any

import pyarrow as pa

from xingzhi.packs.bad_faith import BadFaith
from xingzhi.screening.bad_faith.known import Known, classes_of
from xingzhi.screening.bad_faith.lead import Lead
from xingzhi.screening.bad_faith.parties import Size
from xingzhi.screening.bad_faith.touching import Hit


@dataclass
class Filed:
    """One filing; `hits` are the known entries its mark touches."""

    number: str
    day: date | None
    mark: str
    classes: frozenset[str]
    applicant: str
    agent: str
    refused: bool
    collective: bool
    used: bool | None  # None where nothing is said of use
    fresh: bool
    hits: tuple[Hit, ...] = ()


@dataclass(frozen=True)
class Group:
    """An applicant with those related to it."""

    key: str
    filings: tuple[Filed, ...]  # by day, each number once
    size: Size
    pack: BadFaith
    transfers: tuple[tuple[str, str], ...] = field(default=())  # number and to whom, outside the group

    @cached_property
    def name(self) -> str:
        """The applicant that filed most of it."""
        return Counter(each.applicant for each in self.filings).most_common(1)[0][0]

    @cached_property
    def used_share(self) -> float | None:
        """The share of its filings with evidence of use; None where nothing is said of any."""
        if all(each.used is None for each in self.filings):
            return None
        return sum(bool(each.used) for each in self.filings) / len(self.filings)

    @cached_property
    def times(self) -> float:
        """What limits of number are multiplied by: more for one with means, or with use on file."""
        used = self.used_share is not None and self.used_share >= self.pack["used_share"]
        return float(self.pack["means_times"]) if used or self.size.means else 1.0

    def lead(
        self,
        pattern: str,
        strength: float,
        facts: Mapping[str, Any],
        evidence: Iterable[Filed] | None = None,
        missing: Sequence[str] = (),
        touched: Iterable[Known] = (),
    ) -> Lead:
        """A lead on this group; without `evidence` it rests on all its filings."""
        rows = tuple(self.filings if evidence is None else evidence)
        days = tuple(each.day for each in rows if each.day)
        undated = ("filed_on",) if len(days) < len(rows) else ()
        size = {"applicants": sorted({each.applicant for each in self.filings}), "limits_times": self.times}
        numbers = tuple(each.number for each in rows)
        places = tuple(sorted({known.region for known in touched if known.region}))
        return Lead(
            self.key, self.name, pattern, strength, {**facts, **size}, numbers, days, (*missing, *undated), places
        )


def filings_of(rows: Sequence[Mapping[str, Any]], hits: Mapping[str, tuple[Hit, ...]], pack: BadFaith) -> list[Filed]:
    """The filings of a group's rows; a number that stands in several rows, one for each class, is one filing."""
    found: dict[str, Filed] = {}
    for row in rows:
        number, classes = row["number"], classes_of(row["classes"])
        if number in found:
            found[number].classes |= classes
            continue
        found[number] = Filed(
            number=number,
            day=row["filed"],
            mark=row["mark"] or "",
            classes=classes,
            applicant=row["applicant"] or row["party"],
            agent=row["agent"] or "",
            refused=pack.has("refused", row["status"]),
            collective=pack.has("collective", row["kind"]),
            used=pack.has("used", row["used"]) if (row["used"] or "").strip() else None,
            fresh=row["fresh"],
            hits=hits.get(number, ()),
        )
    return list(found.values())


def grouped(table: pa.Table, column: str = "grp") -> Iterator[tuple[str, list[dict[str, Any]]]]:
    """The rows of each group of a table in the order of its groups; only a part of it is unpacked at a time."""
    waiting: list[dict[str, Any]] = []
    for batch in table.to_batches(max_chunksize=50_000):
        rows = [*waiting, *batch.to_pylist()]
        parts = [(key, list(each)) for key, each in groupby(rows, key=lambda row: row[column])]
        yield from parts[:-1]
        waiting = parts[-1][1] if parts else []
    if waiting:
        yield waiting[0][column], waiting
