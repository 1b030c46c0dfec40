"""Pages of the findings on bad-faith filings."""

from __future__ import annotations

from collections.abc import Iterator


def paths() -> Iterator[str]:
    """The findings and the names they are held against."""
    yield from ("/gazettes/patterns/", "/gazettes/patterns/names/")
