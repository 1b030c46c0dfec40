"""Search a snapshot's parties for those that may be one."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from xingzhi.packs import Packs
from xingzhi.screening.same_party.compared import Party
from xingzhi.screening.same_party.find import Pair, find_pairs
from xingzhi.snapshots.models import Snapshot
from xingzhi.text.normalise import fold, simplify

SCREENING = "same_party"
FINDINGS = pa.schema(
    [("key_a", pa.string()), ("key_b", pa.string()), ("verdict", pa.string()), ("bits", pa.float64()),
     ("likelihood", pa.float64()), ("reasons", pa.string()), ("rivals", pa.list_(pa.string()))]
)  # fmt: skip


@dataclass
class _Known:
    """What a snapshot says of a party, while it is read together."""

    names: dict[str, None] = field(default_factory=dict)
    aliases: dict[str, None] = field(default_factory=dict)
    credit_code: str = ""
    address: str = ""
    place: str = ""
    people: set[str] = field(default_factory=set)
    partners: set[str] = field(default_factory=set)


def parties_of(snapshot: Snapshot) -> list[Party]:
    """The parties of a snapshot that count, in the order of their keys; what merged ones held is theirs."""
    counts_as = dict(_rows(snapshot, "merged_parties", ("party", "counts_as")))
    known: defaultdict[str, _Known] = defaultdict(_Known)
    columns = ("key", "name", "aliases", "credit_code", "address", "region_how", "place")
    # Those that count come first: their own name and facts go before what others add.
    for row in sorted(_rows(snapshot, "parties", columns), key=lambda row: (row[0] in counts_as, row[0])):
        key, name, aliases, code, address, how, place = row
        party = known[counts_as.get(key, key)]
        party.names[name] = None
        party.aliases.update(dict.fromkeys(alias for alias in (aliases or "").split("; ") if alias))
        party.credit_code = party.credit_code or code
        party.address = party.address or address
        party.place = party.place or ("" if how == "unassigned" else place)
    _patents(snapshot, known)
    return [
        Party(key, tuple(each.names), tuple(each.aliases), each.credit_code, each.address, each.place,
              frozenset(each.people), frozenset(each.partners))
        for key, each in sorted(known.items())
    ]  # fmt: skip


def _patents(snapshot: Snapshot, known: defaultdict[str, _Known]) -> None:
    """Add the spellings patents use, the inventors of those a party filed alone, and whom it filed with."""
    applicants: defaultdict[str, list[str]] = defaultdict(list)
    for key, party, name in _rows(snapshot, "patent_parties", ("key", "party", "name")):
        applicants[key].append(party)
        known[party].names[name] = None
    for key, inventors in _rows(snapshot, "patents", ("key", "inventors")):
        named = set(applicants[key])
        if len(named) == 1:
            [party] = named
            known[party].people.update(fold(simplify(person)) for person in (inventors or "").split("; ") if person)
        for party in named:
            known[party].partners |= named - {party}


def _rows(snapshot: Snapshot, table: str, columns: tuple[str, ...]) -> Iterable[tuple[Any, ...]]:
    read = pq.read_table(snapshot.path(table), columns=list(columns))
    return zip(*(read[column].to_pylist() for column in columns), strict=True)


def screen(snapshot: Snapshot, packs: Packs, progress: Callable[[int, int], None]) -> tuple[pa.Table, dict[str, Any]]:
    """The pairs that may be one, the likeliest first, and totals for the run with what the blocks' caps left out."""
    parties = parties_of(snapshot)
    found = find_pairs(parties, packs, snapshot.region, progress)
    keys = [party.key for party in parties]
    rows = sorted(
        (_finding(pair, keys) for pair in found.pairs), key=lambda row: (-row["bits"], row["key_a"], row["key_b"])
    )
    capped = [
        {"block": each.block, "cap": each.cap, "keys": each.keys, "records": each.records} for each in found.capped
    ]
    totals = {"parties": len(parties), "compared": found.compared, "pairs": len(rows), "capped": capped}
    return pa.Table.from_pylist(rows, schema=FINDINGS), totals


def _finding(pair: Pair, keys: list[str]) -> dict[str, Any]:
    one, other = sorted((keys[pair.one], keys[pair.other]))
    reasons = [[reason.comparison, reason.level, reason.bits] for reason in pair.compared.reasons]
    return {
        "key_a": one,
        "key_b": other,
        "verdict": pair.compared.verdict.value,
        "bits": pair.compared.bits,
        "likelihood": round(pair.compared.likelihood, 6),
        "reasons": json.dumps(reasons),
        "rivals": [keys[rival] for rival in pair.rivals],
    }
