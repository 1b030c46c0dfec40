"""What a snapshot says of the applications in pairs, as the kinds ask for it."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from xingzhi.packs import Packs
from xingzhi.screening.similar_applications.kinds import Facts
from xingzhi.snapshots.models import Snapshot
from xingzhi.text.normalise import fold
from xingzhi.text.parties import party_key
from xingzhi.text.priorities import earlier_numbers, kind_digit, number_year

COLUMNS = ("title", "patent_type", "applicants", "filing_date", "legal_status", "legal_status_date", "lapse_date",
           "first_public_date", "priority", "parent_application_no", "inventors")  # fmt: skip
PARTIES = "patent_parties"  # the snapshot's file of who a patent's applicants are


def facts_of(snapshot: Snapshot, keys: Collection[str], packs: Packs) -> dict[str, Facts]:
    """The facts of these patents, by key."""
    path = snapshot.path("patents")
    held = set(pq.read_schema(path).names)
    wanted = pa.array(sorted(keys), pa.string())
    # What an older snapshot does not hold is not known.
    table = pq.read_table(path, columns=["key", *(name for name in COLUMNS if name in held)])
    rows = table.filter(pc.is_in(table["key"], value_set=wanted)).to_pylist()
    parties = linked_parties(snapshot, wanted)
    return {row["key"]: fact(row, packs, parties.get(row["key"])) for row in rows}


def linked_parties(snapshot: Snapshot, keys: pa.Array) -> dict[str, frozenset[str]]:
    """Who the applicants of these patents are, merged and split by hand; empty where the snapshot does not hold it."""
    path = snapshot.path(PARTIES)
    if not path.exists():
        return {}
    table = pq.read_table(path, columns=["key", "party"])
    table = table.filter(pc.is_in(table["key"], value_set=keys))
    found: dict[str, set[str]] = {}
    for key, party in zip(table["key"].to_pylist(), table["party"].to_pylist(), strict=True):
        found.setdefault(key, set()).add(party)
    return {key: frozenset(each) for key, each in found.items()}


def fact(row: Mapping[str, Any], packs: Packs, parties: frozenset[str] | None = None) -> Facts:
    """The facts in one row of the patents register."""
    numbers = packs.application_numbers
    types = {digit: kind.patent_type for digit, kind in numbers.kinds.items()}
    kind, year = numbers.kinds.get(kind_digit(row["key"])), number_year(row["key"])
    filed = row.get("filing_date")
    return Facts(
        key=row["key"],
        title=fold(row.get("title") or ""),
        patent_type=row.get("patent_type") or "",
        parties=applicants(row, packs) if parties is None else parties,
        filing_date=filed,
        status=row.get("legal_status") or "",
        ended_on=row.get("lapse_date") or row.get("legal_status_date"),
        published_on=row.get("first_public_date"),
        parent=row.get("parent_application_no") or "",
        priorities=earlier_numbers(row.get("priority") or "", types),
        later_number=bool(filed and year and year > filed.year and kind and not kind.pct),
        columns={"inventors": inventors(row, packs)},
    )


def applicants(row: Mapping[str, Any], packs: Packs) -> frozenset[str]:
    """The parties a row's applicants are, by their names alone."""
    names = (row["applicants"] or "").split("; ")
    return frozenset(party_key(name, packs.party_names).key for name in names if name)


def inventors(row: Mapping[str, Any], packs: Packs) -> str:
    """The inventors' names in one form and order, so that two rows can be compared."""
    names = (row.get("inventors") or "").split("; ")
    return "; ".join(sorted({party_key(name, packs.party_names).key for name in names if name}))
