"""The line under an analysis: as of when, by which packs."""

from __future__ import annotations

from typing import Any

from django.urls import reverse

from xingzhi.packs import load
from xingzhi.snapshots.models import Snapshot
from xingzhi.web.templatetags.xingzhi import edition


def as_of(snapshot: Snapshot | None, *packs: str, internal: bool = False) -> dict[str, Any] | None:
    """What partials/as_of.html shows of a snapshot."""
    if snapshot is None:
        return None
    return {
        "date": snapshot.as_of,
        "snapshot": edition(snapshot.label),
        "url": reverse("snapshot", args=[snapshot.revision]),
        "packs": [{"ref": load().ref(pack), "url": pack_url(pack)} for pack in packs],
        "internal": internal,
    }


def pack_url(name: str) -> str:
    """The page of a pack named by its id or by its kind."""
    loaded = load()
    documents = [document for document in loaded.documents if document.id == name] or list(loaded.of_kind(name))
    return reverse("pack", args=[documents[0].id]) if len(documents) == 1 else reverse("pack-list")
