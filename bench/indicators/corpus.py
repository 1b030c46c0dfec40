"""Invented patents of a region as a snapshot's Parquet files: as many as asked, spread over all its banners."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

REGION, FROZEN = "15", datetime(2026, 11, 1, 12, tzinfo=UTC)
TYPES, TYPE_SHARES = ("invention", "utility_model", "design"), (0.35, 0.5, 0.15)
STATUSES, STATUS_SHARES = ("in_force", "lapsed", "pending", "refused", None), (0.5, 0.28, 0.12, 0.06, 0.04)


def days(chance: Any, number: int, first: date, last: date, empty: float) -> pa.Array:
    """Days between two, some empty."""
    found = chance.integers(first.toordinal() - 719163, last.toordinal() - 719163, number).astype("int32")
    return pa.array(found, mask=chance.random(number) < empty).cast(pa.date32())


def patents(number: int, banners: list[str], above: list[str]) -> dict[str, pa.Array]:
    """Patents: most in a banner, a few known to a league only, a few outside; grants since 2010, a third lapsed."""
    chance = np.random.default_rng(5)
    places = np.array([*banners, *above], dtype=object)
    weights = np.array([1 / (at + 5) for at in range(len(banners))] + [0.005] * len(above))
    status = chance.choice(np.array(STATUSES, dtype=object), number, p=STATUS_SHARES)
    closed = np.isin(status.astype(str), ["pending", "refused"])
    grant = days(chance, number, date(2010, 1, 1), date(2026, 11, 1), 0.02)
    lapse = days(chance, number, date(2014, 1, 1), date(2026, 11, 1), 0.03)
    empty = pa.nulls(number, pa.date32())
    keys = pa.array([f"{2009 + at % 17}1{at:07d}.X" for at in range(number)])
    return {
        "key": keys,
        "application_no": keys,
        "title": pa.array([f"示例装置{at % 5000}" for at in range(number)]),
        "patent_type": pa.array(chance.choice(np.array(TYPES, dtype=object), number, p=TYPE_SHARES)),
        "legal_status": pa.array(status),
        "filing_date": days(chance, number, date(2008, 1, 1), date(2024, 1, 1), 0.01),
        "grant_date": pa.compute.if_else(pa.array(closed), empty, grant),
        "lapse_date": pa.compute.if_else(pa.array(status == "lapsed"), lapse, empty),
        "ipc_main": pa.array(["A01B1/00", "G06F40/20", "H04L9/32"] * (number // 3 + 1))[:number],
        "region": pa.array(chance.choice(places, number, p=weights / weights.sum())),
        "region_how": pa.array(chance.choice(np.array(["address", "name", "outside"], dtype=object), number,
                                             p=(0.9, 0.09, 0.01))),
    }  # fmt: skip


def around(keys: list[str]) -> dict[str, list[dict[str, Any]]]:
    """Members abroad, pledges and awards of one patent in a hundred each."""
    chance = np.random.default_rng(6)

    def of(count: int) -> list[str]:
        return [keys[at] for at in chance.integers(0, len(keys), count)]

    def day() -> date:
        return date.fromordinal(int(chance.integers(737_000, 739_900)))

    number = len(keys) // 100
    return {
        "family_members": [
            {"application_no": key, "office": "US", "granted_on": day(), "member_status": "granted"}
            for key in of(number)
        ],
        "pledges": [
            {"application_no": key, "registered_on": day(), "pledge_status": "in_force", "amount": Decimal(100)}
            for key in of(number)
        ],
        "awards": [
            {"application_no": key, "award": "china_patent_award", "awarded_on": day()} for key in of(number // 10)
        ],
    }


def write(number: int, places: list[str]) -> Any:
    """The snapshot, in the office's own folder; no database knows it."""
    from xingzhi.core.declare import register_named
    from xingzhi.registers.schema import snapshot_schema
    from xingzhi.snapshots.models import Snapshot

    snapshot = Snapshot(revision=1, digest="0" * 64, as_of=FROZEN)
    snapshot.folder.mkdir(parents=True, exist_ok=True)

    def keep(name: str, columns: dict[str, pa.Array], size: int) -> None:
        schema = snapshot_schema(register_named(name))
        held = [columns.get(field.name, pa.nulls(size, field.type)) for field in schema]
        table = pa.table(
            [pa.array(each).cast(field.type) for each, field in zip(held, schema, strict=True)], schema=schema
        )
        path: Path = snapshot.path(name)
        pq.write_table(table, path, compression="zstd")

    made = patents(number, [path for path in places if len(path) == 6], [path for path in places if len(path) == 4])
    keep("patents", made, number)
    for name, rows in around(made["key"].to_pylist()).items():
        given = pa.Table.from_pylist([{"key": f"{name}{at}", "region": REGION} | row for at, row in enumerate(rows)])
        keep(name, {column: given[column].combine_chunks() for column in given.column_names}, len(rows))
    people = [(place, year) for place in places for year in range(2022, 2027) if place != places[-1]]
    figures = [Decimal(f"{20 + at % 300}.{at % 100:02d}") for at in range(len(people))]
    keep("population", {
        "key": pa.array([f"p{at}" for at in range(len(people))]),
        "assigned_region": pa.array([place for place, _ in people]),
        "region": pa.array([place for place, _ in people]),
        "year": pa.array([year for _, year in people]),
        "resident_population": pa.array(figures),
    }, len(people))  # fmt: skip
    return snapshot
