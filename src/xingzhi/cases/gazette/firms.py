"""The word a firm is called by: its name without place, trade and legal form."""

from __future__ import annotations

from functools import lru_cache

from xingzhi.packs import load
from xingzhi.text.meanings import is_word
from xingzhi.text.parties import party_key

FEWEST, MOST = 2, 4  # characters of such a word


@lru_cache(maxsize=1 << 14)
def firm_word(name: str) -> str:
    """The word, or "" where the name has none that tells it from others: a person, a word of the dictionary, only a trade.

    Approximate: it steers a search, and the whole name stands beside it.
    """
    packs = load()
    key = party_key(name, packs.party_names)
    if key.person or not key.key.startswith("org:"):
        return ""
    rest = _without_place(key.key.removeprefix("org:"))
    marks = packs.mark_similarity
    ends = sorted({*packs.party_names.generic_words.values, *marks.describing.values, *marks.empty.values,
                   *marks.places.values}, key=lambda word: -len(word))  # fmt: skip
    while cut := _end_of(rest, ends):
        rest = rest.removesuffix(cut)
    if len(rest) > MOST:
        rest = rest[:FEWEST]  # a trade no list knows stands behind the word, which has two characters nearly always
    return "" if len(rest) < FEWEST or is_word(rest) else rest


def _end_of(rest: str, ends: list[str]) -> str:
    return next((word for word in ends if rest.endswith(word) and len(rest) - len(word) >= FEWEST), "")


def _without_place(name: str) -> str:
    for _ in range(3):
        taken = next((place for place in _places() if name.startswith(place) and len(name) - len(place) >= FEWEST), "")
        if not taken:
            break
        name = name.removeprefix(taken)
    return name


@lru_cache(maxsize=1)
def _places() -> tuple[str, ...]:
    """Names of provinces, prefectures and counties, the longest first."""
    regions = load().regions
    found: set[str] = set()
    level = [""]
    while level:
        below = [each for path in level for each in regions.children(path)]
        found.update(name for each in below for name in (each.name, each.short) if len(name) >= FEWEST)
        level = [each.path for each in below]
    return tuple(sorted(found, key=lambda name: -len(name)))
