"""Screen a snapshot's patents for applications that may be another one rewritten, inside the pack's blocks."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from xingzhi.packs import Packs
from xingzhi.screening.rewritten_applications.find import find_rewritten
from xingzhi.screening.similar_applications import run as alike
from xingzhi.screening.similar_applications.facts import facts_of, linked_parties
from xingzhi.screening.similar_applications.kinds import labelled
from xingzhi.snapshots.models import Snapshot

SCREENING = "rewritten_applications"
COLUMNS = ["key", "abstract", "patent_type", "agency", "ipc_main", "ipc", "filing_date"]
SUBCLASS = 4  # characters of a classification symbol: "A01D"
FINDINGS = alike.FINDINGS.append(pa.field("similarity", pa.float64()))


def screen(snapshot: Snapshot, packs: Packs, progress: Callable[[str], None]) -> tuple[pa.Table, dict[str, Any]]:
    """Find the pairs; as `similar_applications.run.screen`, where score is the weighted likeness, with the similarity."""
    settings, near_identical = packs.screening(SCREENING), packs.screening(alike.SCREENING)
    table = pq.read_table(snapshot.path("patents"), columns=COLUMNS)
    table = table.filter(pc.not_equal(table["patent_type"], "design"))
    progress("比对摘要")
    chosen = settings.blocks.values if settings.blocks else ()
    parties = linked_parties(snapshot, table["key"].combine_chunks()) if "party" in chosen else {}
    rows = table.drop_columns(["abstract"]).to_pylist()
    days = [_day(row["filing_date"]) for row in rows] if "near_dates" in chosen else None
    found = find_rewritten(
        table["key"],
        table["abstract"],
        settings,
        float(near_identical["threshold"]),
        labels=[_labels(row, parties, chosen) for row in rows] if chosen else None,
        days=days,
    )
    progress("整理结果")
    smallest = alike.groups(found)
    facts = facts_of(snapshot, smallest, packs)
    columns = (found[name].to_pylist() for name in ("id_a", "id_b", "likeness"))
    pairs = [(min(a, b), max(a, b), score) for a, b, score in zip(*columns, strict=True)]
    kinds = labelled(pairs, facts, near_identical)
    findings = [
        {"key_a": a, "key_b": b, "score": score, "relation": next(iter(told), ""), "kinds": told, "group": smallest[a],
         "similarity": similarity}
        for (a, b, score), told, similarity in zip(pairs, kinds, found["similarity"].to_pylist(), strict=True)
    ]  # fmt: skip
    result = pa.Table.from_pylist(findings, schema=FINDINGS).sort_by([("key_a", "ascending"), ("key_b", "ascending")])
    return result, {"texts": len(table), "pairs": len(result), "groups": len(set(smallest.values()))}


def _day(filed: date | None) -> int:
    return filed.toordinal() if filed else -1


def _labels(row: Mapping[str, Any], parties: Mapping[str, frozenset[str]], chosen: tuple[str, ...]) -> list[str]:
    """What a record has that others may have as well."""
    labels = [f"party:{party}" for party in parties.get(row["key"], ())]
    if "agency" in chosen and row["agency"]:
        labels.append(f"agency:{row['agency']}")
    if "ipc_subclass" in chosen:
        symbols = f"{row['ipc_main'] or ''}; {row['ipc'] or ''}".split("; ")
        labels += {f"ipc:{symbol[:SUBCLASS]}" for symbol in symbols if symbol}
    return labels
