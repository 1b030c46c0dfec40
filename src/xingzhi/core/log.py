"""The action log: hash-chained, append-only, written under a lock; later stages read it as their outbox."""

from __future__ import annotations

import hashlib
import json
import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC
from typing import Any

from django.db import transaction
from django.utils import timezone

from xingzhi.core.models import LogCursor, LogEntry, LogHead

logger = logging.getLogger(__name__)
FIELDS = ("seq", "at", "actor", "role", "verb", "target", "target_id", "region", "detail", "previous")


def entry_digest(entry: LogEntry) -> str:
    """SHA-256 over the entry's content and the digest of the entry before it."""
    content = {name: getattr(entry, name) for name in FIELDS}
    content["at"] = entry.at.astimezone(UTC).isoformat()
    text = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def append(
    *, actor: str, role: str, verb: str, target: str, target_id: str, region: str, detail: dict[str, Any]
) -> LogEntry:
    """Add one entry inside the caller's transaction; the chain's head stays locked until that commits."""
    LogHead.objects.get_or_create(id=1)
    head = LogHead.objects.select_for_update().get(id=1)
    entry = LogEntry(
        seq=head.seq + 1,
        at=timezone.now(),
        actor=actor,
        role=role,
        verb=verb,
        target=target,
        target_id=target_id,
        region=region,
        detail=json.loads(json.dumps(detail, ensure_ascii=False, default=str)),
        previous=head.digest,
    )
    entry.digest = entry_digest(entry)
    entry.save(force_insert=True)
    LogHead.objects.filter(id=1).update(seq=entry.seq, digest=entry.digest)
    return entry


@dataclass(frozen=True)
class LogVerdict:
    """Whether the chain holds; if not, at which entry it breaks and how."""

    sound: bool
    entries: int
    broken_at: int = 0
    reason: str = ""


def verify() -> LogVerdict:
    """Walk the whole chain: an entry changed, removed, reordered or cut off at the end is told."""
    previous, expected = "0" * 64, 0
    for entry in LogEntry.objects.order_by("seq").iterator(chunk_size=2000):
        expected += 1
        if entry.seq != expected:
            return LogVerdict(False, expected - 1, expected, "missing")
        if entry.previous != previous or entry_digest(entry) != entry.digest:
            return LogVerdict(False, expected - 1, expected, "changed")
        previous = entry.digest
    head = LogHead.objects.filter(id=1).first()
    if head and (head.seq, head.digest) != (expected, previous):
        return LogVerdict(False, expected, expected + 1, "cut off")
    return LogVerdict(True, expected)


def follow(name: str, handle: Callable[[LogEntry], None], verbs: tuple[str, ...]) -> int:
    """Give each entry with one of the verbs, not yet read under this cursor, to `handle`, in order, once.

    The cursor moves in the same transaction as what `handle` writes, so a kill neither misses nor doubles an entry.
    """
    LogCursor.objects.get_or_create(name=name)
    handed = 0
    while True:
        with transaction.atomic():
            cursor = LogCursor.objects.select_for_update().get(name=name)
            newest = LogEntry.objects.order_by("-seq").values_list("seq", flat=True).first() or 0
            entry = LogEntry.objects.filter(seq__gt=cursor.seq, verb__in=verbs).order_by("seq").first()
            if entry:
                handle(entry)
            cursor.seq = entry.seq if entry else newest
            cursor.save()
        if entry is None:
            return handed
        handed += 1


@dataclass(frozen=True)
class Follower:
    """A later stage that acts on what the log tells."""

    name: str
    verbs: tuple[str, ...]
    handle: Callable[[LogEntry], None]


followers: dict[str, Follower] = {}


def follower(
    name: str, *, verbs: tuple[str, ...]
) -> Callable[[Callable[[LogEntry], None]], Callable[[LogEntry], None]]:
    """Declare a function that is given every entry with one of these verbs, once, by the worker."""

    def wrap(handle: Callable[[LogEntry], None]) -> Callable[[LogEntry], None]:
        followers[name] = Follower(name, verbs, handle)
        return handle

    return wrap


def follow_all() -> int:
    """Let every follower read what is new; return how many entries were handed on.

    A follower that fails is told in the program's log and tried again the next time; the others go on.
    """
    newest = LogEntry.objects.order_by("-seq").values_list("seq", flat=True).first() or 0
    cursors = dict(LogCursor.objects.values_list("name", "seq"))
    behind = [f for f in followers.values() if cursors.get(f.name, 0) < newest]
    handed = 0
    for each in behind:
        try:
            handed += follow(each.name, each.handle, each.verbs)
        except Exception:
            logger.exception("the follower %s failed", each.name)
    return handed
