"""Pages of official figures."""

from __future__ import annotations

from collections.abc import Iterator


def paths() -> Iterator[str]:
    """A period with a figure received, one without, and the names no indicator has."""
    yield "/indicators/valid_inventions/official/?at=2025-12-31"
    yield "/indicators/grants/official/"
    yield "/indicators/official/unmatched/"
    yield "/indicators/grants_service_share/change/"
    yield "/indicators/valid_inventions/change/records/?part=lapsed"
