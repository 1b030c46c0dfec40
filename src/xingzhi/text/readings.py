"""How names sound: the set of readings of each character, and how near two readings are.

Readings are those of pypinyin (MIT) that a dictionary of today knows as well, without tones, since a mark is called out by
whoever sees it. Initials and finals that many speakers do not part (z/zh, n/l, an/ang …) count as near, not as the same.
"""

from __future__ import annotations

from functools import lru_cache

from xingzhi.text.meanings import usual_readings

INITIALS = ("zh", "ch", "sh", *"bpmfdtnlgkhjqxrzcsyw")
NEAR_INITIALS = {frozenset(pair): 0.8 for pair in (("z", "zh"), ("c", "ch"), ("s", "sh"), ("n", "l"), ("f", "h"))} | {
    frozenset(pair): 0.5
    for pair in (("r", "l"), ("j", "q"), ("q", "x"), ("j", "x"), ("b", "p"), ("d", "t"), ("g", "k"))
}
NEAR_FINALS = {frozenset(pair): 0.8 for pair in (("an", "ang"), ("en", "eng"), ("in", "ing"), ("uan", "uang"), ("ian", "iang"))} | {
    frozenset(pair): 0.6 for pair in (("o", "uo"), ("e", "o"), ("ong", "eng"), ("ei", "i"), ("ou", "o"), ("ai", "ei"))
}  # fmt: skip


@lru_cache(maxsize=1 << 15)
def readings(character: str) -> frozenset[str]:
    """The readings of a character in use today, in letters without tone; empty for what is no Chinese character."""
    from pypinyin import Style, pinyin  # its tables load slowly

    found = pinyin(character, style=Style.NORMAL, heteronym=True, errors="ignore")
    every = frozenset(each.replace("ü", "v") for each in (found[0] if found else []) if each)
    return every & usual_readings(character) or every


def split(syllable: str) -> tuple[str, str]:
    """Initial and final of a syllable; the initial may be empty."""
    initial = next((each for each in INITIALS if syllable.startswith(each)), "")
    return initial, syllable[len(initial) :]


@lru_cache(maxsize=1 << 15)
def sound_likeness(one: str, other: str) -> float:
    """How alike two characters sound, from 0 to 1; 1 where they share a reading."""
    if one == other:
        return 1.0
    return max((_syllables(a, b) for a in readings(one) for b in readings(other)), default=0.0)


def _syllables(one: str, other: str) -> float:
    if one == other:
        return 1.0
    (initial, final), (initial2, final2) = split(one), split(other)
    of_initial = 1.0 if initial == initial2 else NEAR_INITIALS.get(frozenset((initial, initial2)), 0.0)
    of_final = 1.0 if final == final2 else NEAR_FINALS.get(frozenset((final, final2)), 0.0)
    return of_initial * of_final


def spellings(text: str, most: int = 64) -> frozenset[str]:
    """The ways a Chinese text is written in pinyin without blanks; at most `most`, for names of many polyphones."""
    found = {""}
    for character in text:
        ways = readings(character) or {character}
        found = {start + way for start in found for way in ways}
        if len(found) > most:
            found = set(sorted(found)[:most])
    return frozenset(found)
