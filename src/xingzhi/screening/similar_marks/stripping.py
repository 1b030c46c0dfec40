"""The distinctive part of a mark: what is left without words that carry little."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from xingzhi.packs.marks import MarkSimilarity

YEAR = re.compile("(19|20)[0-9]{2}|[0-9]")
RULE_OF = {"weak": "5.1.14", "places": "5.1.13", "describing": "5.1.12"}


@dataclass(frozen=True)
class Core:
    """A distinctive part, and the words taken off with the rule each falls under."""

    text: tuple[str, ...]
    off: tuple[tuple[str, str], ...] = ()


def once(text: str) -> str:
    """What a text repeats; the text itself where it repeats nothing."""
    for size in range(1, len(text) // 2 + 1):
        if len(text) % size == 0 and text[:size] * (len(text) // size) == text:
            return text[:size]
    return text


def cores_of_han(text: str, pack: MarkSimilarity) -> list[Core]:
    """Every way to take weak words off the ends; the whole text first. At least one character stays."""
    found, waiting = [], [Core((text,))]
    while waiting:
        core = waiting.pop(0)
        found.append(core)
        if len(core.off) < 2:
            waiting += [each for each in _shorter(core, pack) if each.text not in [known.text for known in found]]
    return found


def _shorter(core: Core, pack: MarkSimilarity) -> Iterator[Core]:
    [text] = core.text
    for kind, words in (("weak", pack.weak), ("places", pack.places), ("describing", pack.describing)):
        for size in range(1, min(len(text), words.longest + 1)):
            if text[-size:] in words.every:
                yield Core((text[:-size],), (*core.off, (RULE_OF[kind], text[-size:])))
            if (kind == "weak" or (kind == "describing" and size > 1)) and text[:size] in words.every:
                yield Core((text[size:],), (*core.off, (RULE_OF[kind], text[:size])))


def says_little(text: str, pack: MarkSimilarity) -> bool:
    """Whether a Chinese text is made of weak and describing words alone: 健康生活."""
    kinds = [each.every for each in (pack.weak, pack.places, pack.describing)]
    ends = {0}
    for at in range(len(text)):
        if at in ends:
            ends |= {end for end in range(at + 1, len(text) + 1) if any(text[at:end] in kind for kind in kinds)}
    return len(text) in ends


def words_say_little(words: tuple[str, ...], pack: MarkSimilarity) -> bool:
    """Whether foreign words are weak, describing or a year alone: SPORT, HOME, 2008."""
    kinds = (pack.weak_foreign, pack.places_foreign, pack.describing_foreign, pack.articles)
    return all(YEAR.fullmatch(word) or any(word in kind.every for kind in kinds) for word in words)


def core_of_words(words: tuple[str, ...], pack: MarkSimilarity) -> Core:
    """Foreign words without articles and weak words; all of them where nothing else would be left."""
    rules = [_rule_of(word, pack) for word in words]
    kept = tuple(word for word, rule in zip(words, rules, strict=True) if not rule)
    if not kept:
        return Core(words)
    return Core(kept, tuple((rule, word) for word, rule in zip(words, rules, strict=True) if rule))


def _rule_of(word: str, pack: MarkSimilarity) -> str:
    if word in pack.describing_foreign.every or word.isdigit():  # a number beside words is a model or a size
        return "5.1.12"
    if word in pack.places_foreign.every:
        return "5.1.13"
    if word in pack.weak_foreign.every:
        return "5.1.14"
    return "5.1.11" if word in pack.articles.every else ""
