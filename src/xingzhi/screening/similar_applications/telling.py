"""What the commands say of rows read and of how far they have come."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

from xingzhi.screening.command import say


def tell_rows(rows: int, unnamed: int, repeated: int, empty: int) -> None:
    """Say what was read."""
    say(f"读入 {rows} 行，其中 {empty} 行没有文本 / {rows} rows read, {empty} of them without text")
    if unnamed:
        say(f"注意：{unnamed} 行没有标识 / note: {unnamed} rows have no id")
    if repeated:
        say(f"注意：{repeated} 行的标识前面已经有过 / note: the ids of {repeated} rows stand in earlier rows too")


def rows_read_so_far() -> Callable[[int], None]:
    """Says how far reading has come, at most every ten seconds."""
    said = time.monotonic()

    def rows_read(rows: int) -> None:
        nonlocal said
        if time.monotonic() - said > 10:
            said = time.monotonic()
            say(f"已读入 {rows} 行 / {rows} rows read so far")

    return rows_read


def quarters() -> Any:
    """Says every quarter of the way, for those who wait longer than two seconds."""
    started, said = time.monotonic(), 0

    def progress(share: float) -> None:
        nonlocal said
        if int(4 * share) > said and share < 1 and time.monotonic() - started > 2:
            said = int(4 * share)
            say(f"已比对 / compared {said * 25} %")

    return progress
