"""Which documents quote a figure: later parts add what they know, this part asks them all."""

from __future__ import annotations

from collections.abc import Callable

Quote = tuple[str, str]  # title and address of a document
QUOTING: list[Callable[[str, str], list[Quote]]] = []  # each tells of an indicator (by id) and a region (by path)


def quoted_in(indicator: str, region: str) -> list[Quote]:
    """Title and address of every document that quotes an indicator of a region, in the order it is told."""
    return [quote for told in QUOTING for quote in told(indicator, region)]
