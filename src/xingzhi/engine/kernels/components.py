"""Connected components of a graph given as pairs."""

from __future__ import annotations

import numpy as np

from xingzhi.engine.kernels.arrow import Array
from xingzhi.engine.kernels.compiling import compiled


@compiled
def components(left: Array, right: Array, count: int) -> Array:
    """For each of `count` items the smallest member of its connected component (int64); union by smallest, in O(n)."""
    parent = np.arange(count)
    for i in range(len(left)):
        a, b = left[i], right[i]
        while parent[a] != a:
            parent[a] = parent[parent[a]]
            a = parent[a]
        while parent[b] != b:
            parent[b] = parent[parent[b]]
            b = parent[b]
        parent[max(a, b)] = min(a, b)
    for item in range(count):
        parent[item] = parent[parent[item]]  # every parent is smaller, so it is settled already
    return parent
