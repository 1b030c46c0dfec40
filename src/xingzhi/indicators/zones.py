"""Which patents of a snapshot the office counts to a development zone: an overlay over the regions."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import pyarrow as pa

from xingzhi.engine.duckdb import DuckDBEngine
from xingzhi.indicators.series import rows_of
from xingzhi.text.parties import squeeze

if TYPE_CHECKING:
    from xingzhi.snapshots.models import Snapshot

REGISTER = "zone_members"
_MEMBERS = pa.schema([(name, pa.string()) for name in ("zone", "region", "credit_code", "address_words")])
_NAMES = pa.schema([("zone", pa.string()), ("region", pa.string()), ("applicant", pa.string())])


def names(snapshot: Snapshot, region: str) -> list[str]:
    """The zones of which members are declared in a region."""
    return sorted({row["zone"] for row in rows_of(snapshot, REGISTER) if row["region"].startswith(region)})


@dataclass(frozen=True)
class Match:
    """What the declared members of a zone find among the patents: `without` are those that find none."""

    zone: str
    members: int
    without: tuple[str, ...]
    patents: int


def matches(snapshot: Snapshot, region: str) -> list[Match]:
    """Every zone with members declared in a region, by name."""
    members = [row for row in rows_of(snapshot, REGISTER) if row["region"].startswith(region)]
    with DuckDBEngine() as engine:
        engine.register("rows", snapshot.path("patents"))
        alone = [row | {"zone": str(number)} for number, row in enumerate(members)]  # each member a zone of its own
        _place(engine, tuple(alone))
        found: dict[int, set[str]] = {}
        for row in engine.sql("SELECT zone, key FROM in_zone").to_pylist():
            found.setdefault(int(row["zone"]), set()).add(row["key"])
    made = []
    for zone in sorted({row["zone"] for row in members}):
        own = [number for number, row in enumerate(members) if row["zone"] == zone]
        without = tuple(_called(members[number]) for number in own if number not in found)
        keys = set().union(*(found.get(number, set()) for number in own))
        made.append(Match(zone, len(own), without, len(keys)))
    return made


def _called(member: dict[str, str]) -> str:
    return member["name"] or member["credit_code"] or member["address_words"] or ""


def register(engine: DuckDBEngine, snapshot: Snapshot) -> None:
    """Make the table `in_zone` (key, zone) over the patents in `rows`.

    A patent lies in a zone by its credit code, the name of its first applicant, or words of its address, inside the
    region the member was declared for; several members of one zone count it once.
    """
    _place(engine, rows_of(snapshot, REGISTER))


def _place(engine: DuckDBEngine, members: tuple[dict[str, str], ...]) -> None:
    engine.register("zone_members", _table(members))
    engine.register("zone_names", _named(engine, members))
    engine.sql("""
        CREATE OR REPLACE TEMP TABLE in_zone AS
        SELECT DISTINCT rows.key, m.zone FROM rows JOIN zone_members m ON starts_with(rows.region, m.region)
            AND ((m.credit_code <> '' AND rows.credit_code = m.credit_code)
                OR (m.address_words <> '' AND contains(rows.address, m.address_words)))
        UNION
        SELECT DISTINCT rows.key, n.zone FROM rows JOIN zone_names n
            ON split_part(rows.applicants, '; ', 1) = n.applicant AND starts_with(rows.region, n.region)
    """)


def _table(members: tuple[dict[str, str], ...]) -> pa.Table:
    rows = [{name: row[name] or "" for name in _MEMBERS.names} for row in members]
    return pa.Table.from_pylist(rows, schema=_MEMBERS)


def _named(engine: DuckDBEngine, members: tuple[dict[str, str], ...]) -> pa.Table:
    """The spellings under which members without a code stand as first applicants."""
    wanted: dict[str, list[dict[str, str]]] = {}
    for row in members:
        if row["name"]:
            wanted.setdefault(squeeze(row["name"]), []).append(row)
    found = []
    if wanted:
        text = "SELECT DISTINCT split_part(applicants, '; ', 1) AS applicant FROM rows"
        for applicant in engine.sql(text)["applicant"].to_pylist():
            for row in wanted.get(squeeze(applicant or ""), ()):
                found.append({"zone": row["zone"], "region": row["region"], "applicant": applicant})
    return pa.Table.from_pylist(found, schema=_NAMES)
