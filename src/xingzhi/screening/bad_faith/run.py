"""Search filings for the patterns B1 to B11, on either engine."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator
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


@dataclass
class Found:
    """The leads by subject and pattern, and what was read."""

    leads: list[Lead]
    counts: dict[str, int]
    problems: list[str] = field(default_factory=list)


def search(engine: Engine, files: Files, packs: Packs, progress: Callable[[str], None] = lambda _: None) -> Found:
    """The leads. Raises `Refused` where a file cannot be used."""
    source = sources.register(engine, "filings", files.filings)
    party_rows, problems = sources.rows("parties", files.parties)
    parties = Parties(party_rows)
    known_rows, more = sources.rows("known", files.known)
    problems = [*source.problems, *problems, *more, *parties.problems(files.parties)]
    problems += lists.problems(known_rows, files.known, packs.bad_faith)
    touching = Touching([*lists.from_rows(known_rows, parties), *lists.from_packs(packs)], packs)
    engine.register("members", parties.names())
    progress("cases")
    cases = read_cases(engine, source, files.since, files.until)
    progress("hits")
    engine.register("hits", engine.map_batches(cases.select(["number", "grp", "mark"]), touching.batch, HITS))
    progress("transfers")
    problems += _register_transfers(engine, files.transfers, parties)
    agents = _agents(engine, parties, packs)
    progress("patterns")
    leads = list(_leads(engine, parties, Naming(touching), agents, packs))
    leads = sorted([*leads, *agents.leads()], key=lambda lead: (lead.subject, int(lead.pattern[1:])))
    counts = {
        **read_counts(engine, source),
        "cases": len(cases),
        "known": len(known_rows),
        "leads": len(leads),
        "subjects": len({lead.subject for lead in leads}),
    }
    return Found(leads, counts, problems)


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


def _register_transfers(engine: Engine, path: Path | None, parties: Parties) -> list[str]:
    """Make `transferred` known: what each group handed on to somebody outside it."""
    rows, problems = sources.rows("transfers", path)
    columns: dict[str, list[Any]] = {
        "number": [row["number"] for row in rows],
        "receiver": [row["to"] or row["to_id"] or "" for row in rows],
        "grp": [parties.group(parties.key(row["to_id"] or row["to"] or "")) for row in rows],
    }
    engine.register("transfers", pa.table({name: pa.array(each, pa.string()) for name, each in columns.items()}))
    engine.register("transferred", engine.sql(SOLD))
    return problems


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
