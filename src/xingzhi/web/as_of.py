"""The line under an analysis: as of when, by which packs."""

from __future__ import annotations

from typing import Any

from xingzhi.packs import load
from xingzhi.snapshots.models import Snapshot


def as_of(snapshot: Snapshot | None, *packs: str, internal: bool = False) -> dict[str, Any] | None:
    """What partials/as_of.html shows of a snapshot."""
    if snapshot is None:
        return None
    loaded = load()
    return {
        "date": snapshot.as_of,
        "snapshot": f"#{snapshot.revision}",
        "packs": [loaded.ref(pack) for pack in packs],
        "internal": internal,
    }
