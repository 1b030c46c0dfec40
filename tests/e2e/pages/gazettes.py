"""Pages of gazettes."""

from __future__ import annotations

from collections.abc import Iterator


def paths() -> Iterator[str]:
    """The form, the leads and the watch list."""
    yield from ("/gazettes/", "/gazettes/leads/", "/gazettes/watch/")
