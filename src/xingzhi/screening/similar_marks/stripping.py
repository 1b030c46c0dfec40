"""The distinctive part of a mark: what is left without words that carry little."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from xingzhi.packs.marks import MarkSimilarity

RULE_OF = {"weak": "5.1.14", "places": "5.1.13", "describing": "5.1.12"}


@dataclass(frozen=True)
class Core:
    """A distinctive part, and the words taken off with the rule each falls under."""

    text: tuple[str, ...]
    off: tuple[tuple[str, str], ...] = ()


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
        for word in words.values:
            if len(word) >= len(text):
                continue
            if text.endswith(word):
                yield Core((text[: -len(word)],), (*core.off, (RULE_OF[kind], word)))
            if kind == "weak" and text.startswith(word):
                yield Core((text[len(word) :],), (*core.off, (RULE_OF[kind], word)))


def core_of_words(words: tuple[str, ...], pack: MarkSimilarity) -> Core:
    """Foreign words without articles and weak words; all of them where nothing else would be left."""
    kinds = dict.fromkeys(pack.articles.values, "5.1.11")
    kinds |= dict.fromkeys(pack.weak_foreign.values, "5.1.14")
    kinds |= dict.fromkeys(pack.places_foreign.values, "5.1.13")
    kinds |= dict.fromkeys(pack.describing_foreign.values, "5.1.12")
    kept = tuple(word for word in words if word not in kinds)
    if not kept:
        return Core(words)
    return Core(kept, tuple((kinds[word], word) for word in words if word in kinds))
