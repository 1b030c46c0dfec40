"""Arrow columns of text as the flat arrays that compiled functions read."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

Array = npt.NDArray[Any]
MOST_ROWS = 2**31 - 1


def distinct_values(texts: Any) -> tuple[Array, Any]:
    """For each row the number of its distinct text (-1 for null), and the distinct texts as one large_string array.

    `texts` is a string, large_string or dictionary array, chunked or not. Raises ValueError beyond 2**31 - 2 rows.
    """
    column = as_column(texts)
    if len(column) >= MOST_ROWS:
        raise ValueError("more rows than 32-bit row numbers can name")
    encoded = column.dictionary_encode()
    rows = pc.fill_null(encoded.indices, -1).to_numpy(zero_copy_only=False)
    return rows.astype(np.int32, copy=False), encoded.dictionary


def as_column(texts: Any) -> Any:
    """A string, large_string or dictionary array, chunked or not, as one large_string array; copied only if need be."""
    column = texts if isinstance(texts, pa.ChunkedArray) else pa.chunked_array([texts])
    if pa.types.is_dictionary(column.type):
        column = column.cast(column.type.value_type)
    if column.num_chunks == 0:
        return pa.array([], pa.large_string())
    column = column.cast(pa.large_string())
    return column.chunk(0) if column.num_chunks == 1 else column.combine_chunks()


def buffers(texts: Any) -> tuple[Array, Array]:
    """UTF-8 bytes and n + 1 offsets (int64) of a large_string array without nulls; not copied."""
    _, offsets, data = texts.buffers()
    if len(texts) == 0 or offsets is None:
        return np.zeros(1, np.uint8), np.zeros(1, np.int64)
    ends = np.frombuffer(offsets, np.int64)[texts.offset : texts.offset + len(texts) + 1]
    return np.frombuffer(data, np.uint8) if data is not None and data.size else np.zeros(1, np.uint8), ends


def give_back() -> None:
    """Return to the system the memory that Arrow no longer needs but keeps at hand."""
    pa.default_memory_pool().release_unused()
