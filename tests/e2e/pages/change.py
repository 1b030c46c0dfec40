"""Why a figure changed."""

from __future__ import annotations

from collections.abc import Iterator


def paths() -> Iterator[str]:
    """The page of each kind of indicator, and the records of a part."""
    for name in ("grants", "valid_inventions", "high_value_per_10000"):
        yield f"/indicators/{name}/change/"
    yield "/indicators/valid_inventions/change/records/?part=granted"
