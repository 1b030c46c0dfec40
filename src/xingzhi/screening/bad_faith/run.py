"""Search filings for the patterns B1 to B11, on either engine."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

import pyarrow as pa

from xingzhi.engine.base import Engine
from xingzhi.packs import Packs
from xingzhi.screening.bad_faith import known as lists
from xingzhi.screening.bad_faith import sources
from xingzhi.screening.bad_faith.agents import Agents
from xingzhi.screening.bad_faith.cases import read_cases, read_counts, read_large
from xingzhi.screening.bad_faith.filed import Group, filings_of, grouped
from xingzhi.screening.bad_faith.lead import Lead
from xingzhi.screening.bad_faith.named import Naming
from xingzhi.screening.bad_faith.parties import Parties, Size, folded
from xingzhi.screening.bad_faith.sources import Source
from xingzhi.screening.bad_faith.touching import HITS, Hit, Touching
from xingzhi.screening.bad_faith.volume import of_volume

CLIENTS = """
SELECT acting AS agent, COUNT(DISTINCT grp) AS clients FROM cases WHERE acting <> '' AND acting <> named
GROUP BY acting"""
OWN = """
SELECT DISTINCT cases.grp AS grp FROM cases JOIN agents ON cases.named = agents.agent WHERE cases.fresh"""
SOLD = """
SELECT DISTINCT cases.grp AS grp, cases.number AS number, transfers.receiver AS receiver
FROM cases JOIN transfers ON cases.number = transfers.number WHERE transfers.grp <> cases.grp"""


@dataclass(frozen=True)
class Files:
    """The files to search: filings, and what adds to them. The time looked at may be open on either side."""

    filings: Path
    transfers: Path | None = None
    parties: Path | None = None
    known: Path | None = None
    since: date | None = None
    until: date | None = None


@dataclass(frozen=True)
class Inputs:
    """What is searched: the filings, registered with the engine as `filings`, and the rows of the other lists."""

    filings: Source
    transfers: Sequence[Mapping[str, Any]]
    parties: Parties
    known: Sequence[Mapping[str, Any]]
    since: date | None = None
    until: date | None = None


@dataclass
class Found:
    """The leads by subject and pattern, and what was read."""

    leads: list[Lead]
    counts: dict[str, int]
    problems: list[str] = field(default_factory=list)


def search(engine: Engine, files: Files, packs: Packs, progress: Callable[[str], None] = lambda _: None) -> Found:
    """The leads of files. Raises `Refused` where a file cannot be used."""
    source = sources.register(engine, "filings", files.filings)
    party_rows, problems = sources.rows("parties", files.parties)
    parties = Parties(party_rows, packs.bad_faith)
    known_rows, more = sources.rows("known", files.known)
    transfers, others = sources.rows("transfers", files.transfers)
    problems = [*source.problems, *problems, *more, *parties.problems(files.parties)]
    problems += [*lists.problems(known_rows, files.known, packs.bad_faith), *others]
    found = search_inputs(
        engine, Inputs(source, transfers, parties, known_rows, files.since, files.until), packs, progress
    )
    found.problems += problems
    return found


def search_inputs(
    engine: Engine, inputs: Inputs, packs: Packs, progress: Callable[[str], None] = lambda _: None
) -> Found:
    """The leads. The engine then holds `cases`, each filing looked at with its group (number, grp)."""
    parties = inputs.parties
    touching = Touching([*lists.from_rows(inputs.known, parties), *lists.from_packs(packs)], packs)
    engine.register("members", parties.names())
    progress("cases")
    cases = read_cases(engine, inputs.filings, inputs.since, inputs.until)
    progress("hits")
    engine.register("hits", engine.map_batches(cases.select(["number", "grp", "mark"]), touching.batch, HITS))
    progress("transfers")
    _register_transfers(engine, inputs.transfers, parties)
    agents = _agents(engine, parties, packs)
    progress("patterns")
    leads = list(_leads(engine, parties, Naming(touching), agents, packs))
    leads = sorted([*leads, *agents.leads()], key=lambda lead: (lead.subject, int(lead.pattern[1:])))
    counts = {
        **read_counts(engine, inputs.filings),
        "cases": len(cases),
        "known": len(inputs.known),
        "leads": len(leads),
        "subjects": len({lead.subject for lead in leads}),
    }
    return Found(leads, counts)


def _leads(engine: Engine, parties: Parties, naming: Naming, agents: Agents, packs: Packs) -> Iterator[Lead]:
    pack = packs.bad_faith
    least = int(min(pack["classes_beyond"], pack["named_least"]))
    sold = _by_group(engine.sql("SELECT * FROM transferred ORDER BY grp, number, receiver"))
    hits: dict[str, list[Hit]] = defaultdict(list)
    for row in engine.sql("SELECT DISTINCT number, entry, how FROM hits ORDER BY number, entry, how").to_pylist():
        hits[row["number"]].append(Hit(row["entry"], row["how"]))
    touched = {number: tuple(each) for number, each in hits.items()}
    for key, rows in grouped(read_large(engine, least)):
        size = Size(parties.members.get(key, ()), pack)
        group = Group(key, tuple(filings_of(rows, touched, pack)), size, pack, tuple(sold.get(key, ())))
        found = [*of_volume(group), *naming.of_names(group)]
        agents.see(group, found)
        yield from found


def _by_group(table: pa.Table) -> dict[str, list[tuple[str, str]]]:
    found: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for row in table.to_pylist():
        found[row["grp"]].append((row["number"], row["receiver"]))
    return found


def _register_transfers(engine: Engine, rows: Sequence[Mapping[str, Any]], parties: Parties) -> None:
    """Make `transferred` known: what each group handed on to somebody outside it."""
    columns: dict[str, list[Any]] = {
        "number": [row["number"] for row in rows],
        "receiver": [row["to"] or row["to_id"] or "" for row in rows],
        "grp": [parties.group(parties.key(row["to_id"] or row["to"] or "")) for row in rows],
    }
    engine.register("transfers", pa.table({name: pa.array(each, pa.string()) for name, each in columns.items()}))
    engine.register("transferred", engine.sql(SOLD))


def _agents(engine: Engine, parties: Parties, packs: Packs) -> Agents:
    """Who acts as agent, and make `own_agents` known: groups in which an agent files for itself."""
    pack = packs.bad_faith
    clients = engine.sql(CLIENTS)
    listed = [each for each in parties.by_key.values() if pack.has("agencies", each.kind)]
    names = {folded(each.name): each.name for each in listed}
    every = sorted({*clients["agent"].to_pylist(), *names})
    engine.register("agents", pa.table({"agent": pa.array(every, pa.string())}))
    engine.register("own_agents", engine.sql(OWN))
    return Agents(clients, names, pack)
