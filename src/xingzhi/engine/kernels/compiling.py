"""Compile a function to machine code once and share its work between threads."""

from __future__ import annotations

import os
from collections.abc import Callable, Generator, Iterable
from concurrent.futures import ThreadPoolExecutor
from typing import Any, TypeVar, cast

from numba import njit

F = TypeVar("F", bound=Callable[..., Any])
T = TypeVar("T")


def compiled(function: F) -> F:
    """Compile `function` on first call; it runs without the interpreter lock, so threads share the work.

    Machine code is kept on disk for the next process. Where no folder can be written (a read-only installation
    without a home folder) it is compiled again in each process instead of failing.
    """
    try:
        return cast(F, njit(nogil=True, cache=True)(function))
    except RuntimeError:
        return cast(F, njit(nogil=True)(function))


def thread_count() -> int:
    """Processors this process may use; OMP_NUM_THREADS, by which Spark tells a task its share, bounds them."""
    there = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    share = os.environ.get("OMP_NUM_THREADS", "")
    return min(there, int(share)) if share.isdecimal() and int(share) else there


def in_threads(
    work: Callable[[int, int], T], parts: Iterable[tuple[int, int]], threads: int
) -> Generator[T, None, None]:
    """Call `work(start, stop)` for every part and yield the results in the order of the parts.

    Plain threads rather than numba's own: its thread pool ends the process when two requests enter it at once.
    """
    with ThreadPoolExecutor(max_workers=threads) as pool:
        yield from pool.map(lambda part: work(*part), parts)


def parts(total: int, length: int) -> list[tuple[int, int]]:
    """Cut `range(total)` into (start, stop) of at most `length`."""
    return [(start, min(start + length, total)) for start in range(0, total, length)]
