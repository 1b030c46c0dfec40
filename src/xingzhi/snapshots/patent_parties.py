"""Whose patents are whose, at a revision: each applicant with the party it counts as after officers' decisions."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from xingzhi.core.models import Version
from xingzhi.packs import load
from xingzhi.registers import bulk
from xingzhi.registers.models import Party, PartyName, Patent
from xingzhi.registers.parties.identity import identities
from xingzhi.registers.parties.links import LINKS, linked_spellings
from xingzhi.registers.parties.mentions import read_name
from xingzhi.registers.schema import to_batch

TABLE = "patent_parties"
ROWS = 20_000
MERGED = "merged_parties"
MERGED_SCHEMA = pa.schema([("party", pa.string()), ("counts_as", pa.string())])
SCHEMA = pa.schema([("key", pa.string()), ("position", pa.int16()), ("party", pa.string()), ("name", pa.string())])


def write_patent_parties(revision: int, path: Path, progress: Callable[[int], None]) -> dict[str, Any]:
    """Write the applicants of all patents in the order of their numbers; return how many rows there are.

    A row is the patent's number, the place in its list of applicants, the key of the party, and the name as the
    register first met that spelling.
    """
    corrected = identities(revision).spellings
    done = 0
    with pq.ParquetWriter(path, SCHEMA, compression="zstd", write_statistics=True) as writer:
        for linked in _links_at(revision):
            rows = _rows(linked, corrected)
            writer.write_batch(to_batch(SCHEMA, rows), row_group_size=ROWS)
            done += len(rows)
            progress(0)
    return {"rows": done, "regions": {}}


def write_merged_parties(revision: int, path: Path) -> dict[str, Any]:
    """Write the keys of the parties officers merged, with the one each counts as, in order."""
    merged = [{"party": party, "counts_as": root} for party, root in sorted(identities(revision).merged.items())]
    pq.write_table(pa.Table.from_pylist(merged, schema=MERGED_SCHEMA), path, compression="zstd")
    return {"rows": len(merged), "regions": {}}


def _rows(linked: list[tuple[str, list[int]]], corrected: dict[int, str]) -> list[dict[str, Any]]:
    wanted = {spelling for _, spellings in linked for spelling in spellings}
    names = {i: (shown, party) for i, shown, party in bulk.find(PartyName, "id", wanted, ("id", "shown", "party"))}
    keys = dict(bulk.find(Party, "id", {party for _, party in names.values()}, ("id", "key")))
    return [
        {
            "key": key,
            "position": position,
            "party": corrected.get(spelling) or keys[names[spelling][1]],
            "name": names[spelling][0],
        }
        for key, spellings in linked
        for position, spelling in enumerate(spellings)
    ]


def _links_at(revision: int) -> Iterator[list[tuple[str, list[int]]]]:
    """Patents by number with the spellings they were linked by, a chunk at a time."""
    after = ""
    while True:
        found = Patent.objects.filter(created__lte=revision, key__gt=after).order_by("key")
        chunk = list(found.values_list("key", "id", "revision")[:ROWS])
        if not chunk:
            return
        after = chunk[-1][0]
        linked = linked_spellings(i for _, i, changed in chunk if changed <= revision)
        linked |= _before([i for _, i, changed in chunk if changed > revision], revision)
        yield [(key, linked.get(i, [])) for key, i, _ in chunk]


def _before(patents: list[int], revision: int) -> dict[int, list[int]]:
    """The links of patents changed since, from their versions."""
    if not patents:
        return {}
    older = Version.objects.filter(
        register="patents", record_id__in=patents, revision__lte=revision, replaced__gt=revision
    )
    return {
        version.record_id: version.data[LINKS] if LINKS in version.data else _read_again(version) for version in older
    }


def _read_again(version: Version) -> list[int]:
    """The spellings of a version written before versions kept them."""
    rules = load().party_names
    names = [name for name in (version.data["applicants"] or "").split("; ") if name]
    spellings = [read_name(name, version.region, rules)[0] for name in names]
    known = dict(PartyName.objects.filter(spelling__in=spellings).values_list("spelling", "id"))
    return [known[spelling] for spelling in spellings if spelling in known]
