"""Small tables for tests of one signal."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any

import pyarrow as pa

from xingzhi.packs import load
from xingzhi.screening.signals.catalogue import screenings
from xingzhi.screening.signals.contract import Signal, SignalInputs

DAY = date(2024, 3, 1)
TEXTS = ("key", "title", "applicants", "inventors", "agency", "agent", "address", "ipc_main", "ipc")
DATES = ("filing_date", "grant_date")


def filed(key: str, applicants: str, after: int = 0, **cells: Any) -> dict[str, Any]:
    """A row of the patents register, filed so many days after the first of March 2024."""
    row = {"key": key, "title": f"一种装置{key}", "applicants": applicants, "filing_date": DAY + timedelta(after)}
    return row | cells


def run(name: str, patents: Sequence[Mapping[str, Any]], **others: Sequence[Mapping[str, Any]]) -> list[Signal]:
    """What a screening tells of these rows; a column none of them has is absent."""
    tables = {"patents": table(patents)} | {register: table(rows) for register, rows in others.items()}
    return screenings()[name].run(SignalInputs(tables, load().screening(name), load()))


def table(rows: Sequence[Mapping[str, Any]]) -> pa.Table:
    """Rows as a table; every value a text or a date."""
    names = list(dict.fromkeys(name for row in rows for name in row))
    return pa.table({name: pa.array([row.get(name) for row in rows]) for name in names})
