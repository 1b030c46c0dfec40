"""SQLite's write-ahead log is carried into the database by whoever writes much, never by a person's save."""

from __future__ import annotations

from pathlib import Path

from django.db import connection

LARGE = 256 * 1024 * 1024  # bytes of log after which an import pauses to carry it over


def prepare_for_many_rows() -> None:
    """Give the connection of an import a cache that holds the upper parts of all indexes."""
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA cache_size=-262144")


def checkpoint(*, only_if_large: bool = False) -> None:
    """Carry the log over without holding anybody up; outside any transaction. Nothing to do on PostgreSQL."""
    if connection.vendor != "sqlite" or connection.in_atomic_block:
        return
    log = Path(f"{connection.settings_dict['NAME']}-wal")
    if only_if_large and not (log.exists() and log.stat().st_size > LARGE):
        return
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA wal_checkpoint(PASSIVE)")
