"""The Arrow schema of a register: what staging files and snapshots hold."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import Any

import pyarrow as pa

from xingzhi.core.declare import Kind, Register, Values

OWNER = (("region", pa.string()), ("region_how", pa.string()), ("place", pa.string()))
_TYPES = {Kind.DATE: pa.date32(), Kind.INTEGER: pa.int64(), Kind.DECIMAL: pa.decimal128(20, 4)}


def columns_of(register: Register) -> list[tuple[str, pa.DataType]]:
    """The declared columns of a register with their Arrow types."""
    return [(column.name, _TYPES.get(column.kind, pa.string())) for column in register.stored]


def staging_schema(register: Register) -> pa.Schema:
    """A checked row: its declared columns, its owner, and the sheet and row it came from."""
    return pa.schema([("sheet", pa.int16()), ("row", pa.int32()), *columns_of(register), *OWNER])


def snapshot_schema(register: Register) -> pa.Schema:
    """A row of a snapshot: the key, the declared columns, the owner and the revision it stood in."""
    return pa.schema([("key", pa.string()), *columns_of(register), *OWNER, ("revision", pa.int64())])


def to_batch(schema: pa.Schema, rows: Sequence[Values]) -> pa.RecordBatch:
    """Rows given as dictionaries, in the schema's order."""
    return pa.record_batch([pa.array(_column(rows, field), type=field.type) for field in schema], schema=schema)


def _column(rows: Iterable[Values], field: pa.Field) -> list[Any]:
    if pa.types.is_decimal(field.type):
        quantum = Decimal(1).scaleb(-field.type.scale)
        return [None if row[field.name] is None else Decimal(row[field.name]).quantize(quantum) for row in rows]
    return [row[field.name] for row in rows]
