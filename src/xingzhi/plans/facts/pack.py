"""The words facts are read by, looked up once."""

from __future__ import annotations

from functools import cache

from xingzhi.packs import load
from xingzhi.packs.fact_words import FactWords


@cache
def fact_words() -> FactWords:
    """The pack `fact_reading`."""
    return load().fact_words
