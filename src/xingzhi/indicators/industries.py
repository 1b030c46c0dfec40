"""Which strategic industries each patent of a snapshot lies in, by the table the office loaded: a derived file."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pyarrow as pa
from django.utils.translation import gettext

from xingzhi.core.declare import register_named
from xingzhi.engine.duckdb import DuckDBEngine
from xingzhi.indicators.high_value import sei
from xingzhi.indicators.high_value.reading import Reading, reading
from xingzhi.packs import load
from xingzhi.snapshots.rows import register_rows

if TYPE_CHECKING:
    from xingzhi.snapshots.models import Snapshot

NONE = "none"  # surely in no industry of the table
_SCHEMA = pa.schema([("row", pa.int32()), ("industry", pa.string())])
# A design's class is of Locarno: no symbol, so the table does not reach it.
_HELD = """
CREATE TEMP TABLE inventions AS
SELECT key, coalesce(ipc_main, '') AS ipc_main, coalesce(ipc, '') AS ipc
FROM patents WHERE coalesce(patent_type, '') <> 'design'
"""
# In one or more for sure; else not known where it may lie in one; else in none.
_INDUSTRIES = f"""
SELECT DISTINCT key, CASE WHEN level IS NULL THEN '{NONE}' WHEN level = 'sure' THEN industry ELSE '' END
    AS strategic_industry
FROM patents LEFT JOIN sei USING (key)
    LEFT JOIN industry_rows ON row = TRY_CAST(split_part(record, ':', 1) AS INTEGER)
ORDER BY key, strategic_industry
"""  # noqa: S608


def names(read: Reading | None = None) -> dict[str, str]:
    """The industries of the table in use by code, then `NONE`; empty where no table is loaded."""
    table = (read or reading()).crosswalk
    if table is None:
        return {}
    codes = {_industry(code) for code in (*table.names, *(row.code for row in table.rows))}
    ordered = sorted(codes, key=lambda code: (len(code), code))
    return {code: table.name(code) or code for code in ordered} | {NONE: gettext("不在表内产业")}


def path_of(snapshot: Snapshot, read: Reading) -> Path:
    """Where the industries of a snapshot lie, by the table they were read by."""
    return snapshot.folder / "derived" / f"industries-{read.key}.parquet"


def industries_path(snapshot: Snapshot, read: Reading | None = None) -> Path:
    """The file (key, strategic_industry): a row of each industry a patent lies in, one with "" where it is not known.

    Every patent has a row at least. Made where it is not there yet.
    """
    read = read or reading()
    path = path_of(snapshot, read)
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        with DuckDBEngine() as engine:
            engine.write(_compute(engine, snapshot, read), path)
    return path


def register(engine: DuckDBEngine, snapshot: Snapshot) -> None:
    """Make the table `in_industry` (key, strategic_industry) of the snapshot's patents."""
    engine.register("in_industry", industries_path(snapshot))


def _compute(engine: DuckDBEngine, snapshot: Snapshot, read: Reading) -> pa.Table:
    register_rows(engine, "patents", snapshot, register_named("patents"))
    table = read.crosswalk
    if table is None:
        return engine.sql("SELECT key, '' AS strategic_industry FROM patents ORDER BY key")
    engine.sql(_HELD)
    engine.register("sei", sei.find(engine, read, load(), every=True))
    rows = [{"row": row.number, "industry": _industry(row.code)} for row in table.rows]
    engine.register("industry_rows", pa.Table.from_pylist(rows, schema=_SCHEMA))
    return engine.sql(_INDUSTRIES)


def _industry(code: str) -> str:
    return code.split(".")[0]
