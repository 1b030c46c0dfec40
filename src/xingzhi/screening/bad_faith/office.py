"""The patterns over a snapshot of the registers: leads with the place each belongs to."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

import pyarrow as pa

from xingzhi.engine.duckdb import DuckDBEngine
from xingzhi.packs import Packs
from xingzhi.screening.bad_faith.lead import AGENT, SCHEMA, Lead, to_table
from xingzhi.screening.bad_faith.registers import filings_of, known_of, parties_of, regions_of, transfers_of
from xingzhi.screening.bad_faith.run import Inputs, search_inputs
from xingzhi.snapshots.models import Snapshot

SCREENING = "bad_faith"
# No register says who belongs to whom, beside merged parties: these would not be told of a group that trades with itself.
BY_GROUP = frozenset({"B1", "B4", "B5", "B8"})
LEVEL = 2  # digits of a region's code between a level and the next
PACKS = ("bad_faith", "mark_similarity", "trademark_law", "regions")
PLACED = pa.schema([*SCHEMA, ("region", pa.string()), ("places", pa.list_(pa.string()))])


@dataclass(frozen=True)
class Placed:
    """A lead and the region it belongs to: the smallest that holds all its filings, and the reports it was judged by."""

    lead: Lead
    region: str
    alias: frozenset[str]  # under which its subject may be met again


def search_snapshot(
    snapshot: Snapshot,
    lists: Sequence[Mapping[str, Any]],
    packs: Packs,
    progress: Callable[[str], None],
    since: date | None = None,
    until: date | None = None,
) -> tuple[list[Placed], dict[str, int]]:
    """The leads in a snapshot, held against what its registers guard and the office's own lists (text, kind, region …)."""
    folder = snapshot.folder
    with DuckDBEngine() as engine:
        parties, reports = parties_of(folder, packs.bad_faith)
        known = [*known_of(folder), *lists]
        inputs = Inputs(filings_of(engine, folder), transfers_of(folder), parties, known, since, until)
        found = search_inputs(engine, inputs, packs, progress)
        homes = regions_of(engine)
    placed = []
    for told in found.leads:
        lead = replace(told, missing=(*told.missing, "related")) if told.pattern in BY_GROUP else told
        held = homes.get(lead.subject, set()) | reports.get(lead.subject, set())
        # What is told of an agent counts the clients of all places.
        wide = lead.pattern == AGENT and (bool(lead.facts["clients"]) or not held)
        region = snapshot.region if wide else smallest(held, snapshot.region)
        names = {party.name for party in parties.members.get(lead.subject, ())}
        applicants = lead.facts.get("applicants", ())
        placed.append(Placed(lead, region, frozenset({lead.subject, lead.name, *names, *applicants})))
    return placed, found.counts


def smallest(regions: set[str], office: str) -> str:
    """The smallest region that holds all of them; the office where there is none below it."""
    one = min(regions, default="")
    held = (one[:size] for size in range(len(one), len(office), -LEVEL))
    return next((each for each in held if all(region.startswith(each) for region in regions)), office)


def table_of(placed: Sequence[Placed], packs: Packs) -> pa.Table:
    """The leads as the run keeps them."""
    table = to_table(each.lead.data(packs) for each in placed)
    table = table.append_column("region", pa.array([each.region for each in placed], pa.string()))
    places = pa.array([list(each.lead.places) for each in placed], pa.list_(pa.string()))
    return table.append_column("places", places).cast(PLACED)
