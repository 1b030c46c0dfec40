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
    column = texts if isinstance(texts, pa.ChunkedArray) else pa.chunked_array([texts])
    if len(column) >= MOST_ROWS:
        raise ValueError("more rows than 32-bit row numbers can name")
    if pa.types.is_dictionary(column.type):
        column = column.cast(column.type.value_type)
    if len(column) == 0:
        return np.empty(0, np.int32), pa.array([], pa.large_string())
    encoded = column.cast(pa.large_string()).dictionary_encode().combine_chunks()
    if isinstance(encoded, pa.ChunkedArray):
        encoded = encoded.chunk(0)
    rows = pc.fill_null(encoded.indices, -1).to_numpy(zero_copy_only=False)
    return rows.astype(np.int32, copy=False), encoded.dictionary


def buffers(texts: Any) -> tuple[Array, Array]:
    """UTF-8 bytes and n + 1 offsets (int64) of a large_string array without nulls; not copied."""
    _, offsets, data = texts.buffers()
    if len(texts) == 0 or offsets is None:
        return np.zeros(1, np.uint8), np.zeros(1, np.int64)
    ends = np.frombuffer(offsets, np.int64)[texts.offset : texts.offset + len(texts) + 1]
    return np.frombuffer(data, np.uint8) if data is not None and data.size else np.zeros(1, np.uint8), ends
