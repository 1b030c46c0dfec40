"""Forecasts, year-end paths and tasks."""

from __future__ import annotations

from collections.abc import Iterator


def paths() -> Iterator[str]:
    """Every page a person opens."""
    yield from (
        "/indicators/grants/forecast/",
        "/indicators/valid_inventions/path/",
        "/indicators/high_value_per_10000/path/",
        "/indicators/valid_inventions/path/tested/",
    )
    yield "/plans/tasks/"
