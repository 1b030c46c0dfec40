"""Snapshots written straight from rows, and readings of the rule, without a file having to be imported."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from xingzhi.packs import load
from xingzhi.packs.crosswalk import Crosswalk, CrosswalkRow

KEY = "201010000001.X"
TABLE = Crosswalk(
    (
        CrosswalkRow(1, "1.1", "示例甲", ("G06F40*", "A61B5/0476")),
        CrosswalkRow(2, "1.2", "示例乙", ("G05B15/02", "H04L*"), ("H04L9*",), "示例词、样例；AI", limited=True),
        CrosswalkRow(3, "2.1", "示例丙", ("B60K*",), (), "", limited=True),
        CrosswalkRow(4, "2.2", "示例丁", ("B61B*",), (), "不含甲的装置", limited=True),
        CrosswalkRow(5, "3.1", "示例戊", ("G06K9*",)),
        CrosswalkRow(6, "3.2", "示例己", ("G06K9/66",)),
    ),
    {"1": "示例产业", "1.1": "示例甲"},
)


def patent(key: str = KEY, **columns: Any) -> dict[str, Any]:
    """An invention in force in a banner, filed 2010-03-05."""
    return {
        "key": key,
        "application_no": key,
        "title": "示例装置",
        "patent_type": "invention",
        "filing_date": date(2010, 3, 5),
        "grant_date": date(2012, 6, 7),
        "legal_status": "in_force",
        "ipc_main": "A01B1/00",
        "ipc": "A01B1/00",
        "abstract": "一种装置",
        "first_claim": "一种装置，其特征",
        "region": "152221",
        "region_how": "address",
        "place": "152221",
        **columns,
    }


@pytest.fixture
def frozen(own_home: Any) -> Callable[..., Any]:
    """Write registers given as rows into a snapshot that no database knows."""
    from xingzhi.core.declare import register_named
    from xingzhi.registers.record import blank
    from xingzhi.registers.schema import snapshot_schema
    from xingzhi.snapshots.models import Snapshot

    def frozen(*patents: dict[str, Any], **registers: list[dict[str, Any]]) -> Any:
        snapshot = Snapshot(revision=7, digest="d" * 64, as_of=datetime(2026, 10, 31, 12, tzinfo=UTC))
        snapshot.folder.mkdir(parents=True, exist_ok=True)
        for name, rows in {"patents": list(patents), **registers}.items():
            register = register_named(name)
            schema = snapshot_schema(register)
            empty = dict.fromkeys(schema.names) | blank(register)
            own = {"region": "152221", "region_how": "of_patent", "place": "152221", "revision": 7}
            full = [empty | own | {"key": f"{name}-{at}"} | row for at, row in enumerate(rows)]
            pq.write_table(pa.Table.from_pylist(full, schema=schema), snapshot.path(name))
        return snapshot

    return frozen


@pytest.fixture
def read(own_home: Any) -> Callable[..., Any]:
    """The rule as read with some details decided, and with the small table where asked for."""
    from xingzhi.indicators.high_value.reading import Reading
    from xingzhi.indicators.models import OfficeTable

    def read(table: Crosswalk | None = None, complete: dict[str, str] | None = None, **decided: str) -> Any:
        held = None
        if table is not None:
            held = OfficeTable(kind="crosswalk", digest=table.digest, verified=True)
            held.path.parent.mkdir(parents=True, exist_ok=True)
            held.path.write_text(table.to_json(), "utf-8")
        said = decided | {f"complete:{name}": day for name, day in (complete or {}).items()}
        return Reading(load().high_value, date(2021, 2, 7), ("trial",), tuple(sorted(said.items())), held)

    return read


@pytest.fixture
def facts_of() -> Callable[..., list[dict[str, Any]]]:
    """The facts of a snapshot as rows."""
    from xingzhi.engine.duckdb import DuckDBEngine
    from xingzhi.indicators.high_value.facts import compute

    def facts_of(snapshot: Any, reading: Any) -> list[dict[str, Any]]:
        with DuckDBEngine(threads=1) as engine:
            return compute(engine, snapshot, reading, load()).to_pylist()

    return facts_of


@pytest.fixture
def state(frozen: Any, facts_of: Any) -> Callable[..., Any]:
    """The state of a class of one patent on a day."""
    from xingzhi.indicators.high_value.states import held

    def state(reading: Any, cls: str, at: str, *patents: dict[str, Any], **registers: list[dict[str, Any]]) -> Any:
        snapshot = frozen(*(patents or (patent(),)), **registers)
        return held(reading, cls, facts_of(snapshot, reading), date.fromisoformat(at))

    return state
