"""Screen a snapshot's patents for applications whose abstracts are nearly the same."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from xingzhi.packs import Packs
from xingzhi.screening.similar_applications.facts import facts_of
from xingzhi.screening.similar_applications.kinds import labelled
from xingzhi.screening.similar_applications.pairs import clusters, find_pairs
from xingzhi.snapshots.models import Snapshot

SCREENING = "similar_applications"
COLUMNS = ["key", "abstract", "patent_type"]

FINDINGS = pa.schema(
    [("key_a", pa.string()), ("key_b", pa.string()), ("score", pa.float64()), ("relation", pa.string()),
     ("kinds", pa.list_(pa.string())), ("group", pa.string())]
)  # fmt: skip


def screen(snapshot: Snapshot, packs: Packs, progress: Callable[[str], None]) -> tuple[pa.Table, dict[str, Any]]:
    """Find all pairs at the pack's threshold and above; return them with totals for the run.

    A table of key_a, key_b (key_a < key_b), score, kinds (all that hold, in the pack's order), relation (the first of
    them), group (the smallest key of the connected pairs), ordered.
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
    smallest = groups(found)
    facts = facts_of(snapshot, smallest, packs)
    columns = (found[name].to_pylist() for name in ("id_a", "id_b", "similarity"))
    pairs = [(min(a, b), max(a, b), score) for a, b, score in zip(*columns, strict=True)]
    findings = [
        {
            "key_a": a,
            "key_b": b,
            "score": score,
            "relation": next(iter(kinds), ""),
            "kinds": kinds,
            "group": smallest[a],
        }
        for (a, b, score), kinds in zip(pairs, labelled(pairs, facts, settings), strict=True)
    ]
    result = pa.Table.from_pylist(findings, schema=FINDINGS).sort_by([("key_a", "ascending"), ("key_b", "ascending")])
    totals = {"texts": len(table), "pairs": len(result), "groups": len(set(smallest.values()))}
    return result, totals


def groups(found: pa.Table) -> dict[str, str]:
    """The smallest key of each key's connected component."""
    lefts, rights = found["id_a"].to_pylist(), found["id_b"].to_pylist()
    keys = sorted({*lefts, *rights})
    index = {key: i for i, key in enumerate(keys)}
    labels = clusters([index[key] for key in lefts], [index[key] for key in rights], len(keys))
    first: dict[int, str] = {}
    for key, label in zip(keys, labels, strict=True):
        first.setdefault(int(label), key)
    return {key: first[int(label)] for key, label in zip(keys, labels, strict=True)}
