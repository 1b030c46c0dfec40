"""Rule 5.1.4 across scripts: names of Mongolian, Cyrillic and Latin letters, and Chinese that may render the same sounds.

A table of letters, no dictionary and no list of names: what it finds is for a reader of the script to decide.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator

from xingzhi.packs.marks import MarkSimilarity
from xingzhi.packs.transliteration import Transliteration
from xingzhi.screening.similar_marks.finding import Finding
from xingzhi.screening.similar_marks.sign import Sign
from xingzhi.text.meanings import commonness
from xingzhi.text.readings import spellings

MOST = 64  # ways of reading a name that are tried
READ = frozenset(("chinese", "mixed", "LATIN"))
TWICE = re.compile(r"(.)\1")


def rules(one: Sign, other: Sign, pack: MarkSimilarity) -> Iterator[Finding]:
    """What is to be said of two marks of which one at least is no Chinese."""
    tables, limits = pack.transliteration, pack.limits
    if tables is None or _script(one) == _script(other):
        return
    unread = {_script(one), _script(other)} - READ
    if not unread and not _rare(one if one.words else other, pack):
        return
    first, second = _latin(one, tables), _latin(other, tables)
    if unread and first & second:
        yield Finding("5.1.4", limits.rendered, f"{tables.said.value}：{min(first & second)}")
    elif _heard(first, tables) & _heard(second, tables):
        yield Finding(
            "5.1.4",
            limits.needs_person + pack.strengths.across.spelled_over,
            f"{tables.said.value}：{min(first)}、{min(second)}",
        )
    if unread:
        yield Finding("5.1.6", limits.needs_person, tables.unknown.value)


def _script(sign: Sign) -> str:
    """chinese, mixed, or the script of its letters: LATIN, CYRILLIC, MONGOLIAN …; digits count as Latin."""
    if sign.han:
        return "mixed" if sign.words else "chinese"
    if sign.latin.isascii():
        return "LATIN"
    return next((script for each in sign.latin if (script := _script_of(each)) != "LATIN"), "LATIN")


def _script_of(letter: str) -> str:
    return "LATIN" if letter.isdigit() else unicodedata.name(letter, "").split(" ")[0]


def _rare(sign: Sign, pack: MarkSimilarity) -> bool:
    """Letters the public knows as a word say what they mean; only others are taken for a name in sounds."""
    return sign.latin.isalpha() and max(map(commonness, sign.words)) < pack.limits.known_word


def _latin(sign: Sign, tables: Transliteration) -> frozenset[str]:
    """The ways a mark is spelled in Latin letters: of its Chinese part in pinyin, else letter by letter."""
    if sign.han:
        return spellings(sign.han)
    return _ways(
        tables.every_letter.get(each, (each.lower() if _script_of(each) == "LATIN" else "",)) for each in sign.latin
    )


def _heard(spelled: frozenset[str], tables: Transliteration) -> frozenset[str]:
    """The consonants heard in any of these spellings, by their classes; those with fewer than make a name are left out."""
    both = {each for text in spelled for each in (text, TWICE.sub(r"\1", text))}
    found = {heard for text in both for heard in _ways(_classes(text, tables))}
    return frozenset(each for each in found if len(each) >= tables.least.value)


def _classes(text: str, tables: Transliteration) -> Iterator[tuple[str, ...]]:
    at = 0
    while at < len(text):
        sizes = range(min(tables.longest, len(text) - at), 0, -1)
        size = next((size for size in sizes if text[at : at + size] in tables.sounds.values), 1)
        yield tables.sounds.values.get(text[at : at + size], ("",))
        at += size


def _ways(parts: Iterable[tuple[str, ...]]) -> frozenset[str]:
    """Every way to read parts of which each may be read in several ways; at most MOST."""
    found = [""]
    for part in parts:
        found = [start + way for start in found for way in part][:MOST]
    return frozenset(found)
