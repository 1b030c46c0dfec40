"""Screen a snapshot's patents for applications whose abstracts are nearly the same."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from xingzhi.packs import Packs
from xingzhi.screening.similar_applications.pairs import clusters, find_pairs
from xingzhi.snapshots.models import Snapshot
from xingzhi.text.parties import party_key

SCREENING = "similar_applications"
COLUMNS = ["key", "abstract", "patent_type", "applicants", "filing_date"]

FINDINGS = pa.schema(
    [("key_a", pa.string()), ("key_b", pa.string()), ("score", pa.float64()), ("relation", pa.string()),
     ("group", pa.string())]
)  # fmt: skip


def relation(a: dict[str, Any], b: dict[str, Any], packs: Packs) -> str:
    """How two similar applications stand to each other: a lawful kind of pair, or whose they are.

    Applicants are the same where their names mean the same parties, however they are spelled.
    """
    ours, theirs = (applicants(row, packs) for row in (a, b))
    same = {
        "applicants": bool(ours) and ours == theirs,
        "filing_date": bool(a["filing_date"]) and a["filing_date"] == b["filing_date"],
    }
    for rule in packs.screening(SCREENING).lawful_rules:
        types = sorted((a["patent_type"], b["patent_type"]))
        if types == sorted(rule.patent_types) and all(same[name] for name in rule.same):
            return rule.code
    return "same_applicant" if ours & theirs else "different_applicants"


def applicants(row: dict[str, Any], packs: Packs) -> frozenset[str]:
    """The parties a row's applicants are."""
    names = (row["applicants"] or "").split("; ")
    return frozenset(party_key(name, packs.party_names).key for name in names if name)


def screen(snapshot: Snapshot, packs: Packs, progress: Callable[[str], None]) -> tuple[pa.Table, dict[str, Any]]:
    """Find all pairs at the pack's threshold and above; return them with totals for the run.

    A table of key_a, key_b (key_a < key_b), score, relation, group (the smallest key of the connected pairs), ordered.
    """
    settings = packs.screening(SCREENING)
    table = pq.read_table(snapshot.path("patents"), columns=COLUMNS)
    progress("比对摘要")
    long = pc.greater_equal(pc.utf8_length(table["abstract"]), settings.integer("minimum_length"))
    # Set similarity says little of short texts: of those only the same ones are pairs.
    of_kind = pc.is_in(table["patent_type"], value_set=pa.array(settings.short_texts_of.values))
    found = pa.concat_tables(
        find_pairs(part["key"], part["abstract"], threshold)
        for part, threshold in (
            (table.filter(long), float(settings["threshold"])),
            (table.filter(pc.and_(pc.invert(long), of_kind)), 1.0),
        )
    )
    progress("整理结果")
    rows = {row["key"]: row for row in _rows_of(table, found)}
    smallest = _groups(found)
    findings = [
        {
            "key_a": a,
            "key_b": b,
            "score": score,
            "relation": relation(rows[a], rows[b], packs),
            "group": smallest[a],
        }
        for a, b, score in (
            (min(x, y), max(x, y), s)
            for x, y, s in zip(*(found[name].to_pylist() for name in ("id_a", "id_b", "similarity")), strict=True)
        )
    ]
    result = pa.Table.from_pylist(findings, schema=FINDINGS).sort_by([("key_a", "ascending"), ("key_b", "ascending")])
    totals = {"texts": len(table), "pairs": len(result), "groups": len(set(smallest.values()))}
    return result, totals


def _rows_of(table: pa.Table, found: pa.Table) -> list[dict[str, Any]]:
    named = pa.chunked_array([*found["id_a"].chunks, *found["id_b"].chunks], type=pa.string()).unique()
    kept = table.drop_columns(["abstract"]).filter(pc.is_in(table["key"], value_set=named))
    return list(kept.to_pylist())


def _groups(found: pa.Table) -> dict[str, str]:
    """The smallest key of each key's connected component."""
    lefts, rights = found["id_a"].to_pylist(), found["id_b"].to_pylist()
    keys = sorted({*lefts, *rights})
    index = {key: i for i, key in enumerate(keys)}
    labels = clusters([index[key] for key in lefts], [index[key] for key in rights], len(keys))
    first: dict[int, str] = {}
    for key, label in zip(keys, labels, strict=True):
        first.setdefault(int(label), key)
    return {key: first[int(label)] for key, label in zip(keys, labels, strict=True)}
