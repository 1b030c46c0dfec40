"""Where a paragraph of a summary may belong in the plan: by equal headings, else by what its text shares with a task."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from xingzhi.packs import load
from xingzhi.plans.reading.marks import marker_of
from xingzhi.plans.reading.sentences import sentences

_KEPT = re.compile(r"[^\w%]")
_NUMBERS = re.compile(r"[\d.,%]+")


@dataclass(frozen=True)
class Target:
    """A task a paragraph may be about."""

    id: int
    heading: str
    text: str


@dataclass(frozen=True)
class Place:
    """Where a paragraph is proposed to go. `why`: heading, likeness, none, or moved (by a person, `by`).

    `score` is the likeness from 0 to 1; `words` are the longest pieces of text it shares with the task; `also` are other
    tasks that a sentence of it is about.
    """

    heading: str = ""
    task: int | None = None
    score: float | None = None
    why: str = "none"
    words: tuple[str, ...] = ()
    also: tuple[int, ...] = ()
    by: str = ""

    def data(self) -> dict[str, Any]:
        """As it is kept."""
        return {"heading": self.heading, "task": self.task, "score": self.score, "why": self.why,
                "words": list(self.words), "also": list(self.also), "by": self.by}  # fmt: skip


def plain(text: str) -> str:
    """A text without the number before it, without blanks and punctuation."""
    marker = marker_of(text)
    return _KEPT.sub("", text[len(marker.text) :] if marker else text)


def pairs(text: str) -> frozenset[str]:
    """The pairs of neighbouring characters of a text; numbers say how much, not what."""
    return frozenset(
        piece[at : at + 2] for piece in _NUMBERS.split(plain(text)) for at in range(len(piece) - 1)
    )  # fmt: skip


class Matcher:
    """The tasks of a plan, to which paragraphs are proposed."""

    def __init__(self, targets: Sequence[Target]) -> None:
        self.targets = list(targets)
        self.rules = load().summaries

    @cached_property
    def _grams(self) -> dict[int, frozenset[str]]:
        return {each.id: pairs(each.heading) | pairs(each.text) for each in self.targets}

    @cached_property
    def _weights(self) -> dict[str, float]:
        """Pairs that many tasks share weigh little."""
        found = Counter(gram for grams in self._grams.values() for gram in grams)
        return {gram: math.log(1 + len(self.targets) / count) for gram, count in found.items()}

    @cached_property
    def _headings(self) -> dict[str, str]:
        return {plain(each.heading): each.heading for each in reversed(self.targets) if each.heading}

    def place(self, text: str, path: Sequence[str] = ()) -> Place:
        """Where a paragraph may belong; the heading nearest above it counts first."""
        if not self.targets or self._leads_in(text):
            return Place()
        same = next((found for each in reversed(path) if (found := self._headings.get(plain(each)))), None)
        among = [each for each in self.targets if each.heading == same] if same else self.targets
        best, score = self._best(text, () if same else path, among)
        alike = score >= self._least
        if not same and not alike:
            return Place(score=round(score, 2))
        task = best.id if alike or len(among) == 1 else None
        words = self._words(text, best) if alike else ()
        why = "heading" if same else "likeness"
        return Place(same or best.heading, task, round(score, 2), why, words, self._also(text, task))

    def _leads_in(self, text: str) -> bool:
        """现将我旗全年工作报告如下： says nothing of a task."""
        words, bare = self.rules.lead_in, text.strip().rstrip("：:。")
        return "。" not in bare and bare.startswith(tuple(words.begins)) and bare.endswith(tuple(words.ends))

    @property
    def _least(self) -> float:
        return self.rules.likeness.least / 100

    def _also(self, text: str, task: int | None) -> tuple[int, ...]:
        """Other tasks that single sentences are about."""
        found = [self._best(each.text, (), self.targets) for each in sentences(text)]
        ids = dict.fromkeys(target.id for target, score in found if score >= self._least)
        return tuple(each for each in ids if each != task)

    def _best(self, text: str, path: Sequence[str], among: Sequence[Target]) -> tuple[Target, float]:
        """The task most like a text, and the cosine of the two by their pairs."""
        grams = pairs(text).union(*map(pairs, path))
        length = self._length(grams)
        scored = [(self._shared(grams & self._grams[each.id]) / self._lengths[each.id], each) for each in among]
        score, best = max(scored, key=lambda pair: pair[0])
        return best, score / length if length else 0.0

    def _shared(self, grams: frozenset[str]) -> float:
        return sum(self._weights[gram] ** 2 for gram in grams)

    def _length(self, grams: frozenset[str]) -> float:
        """Pairs that no task has weigh most."""
        most = math.log(1 + len(self.targets))
        return math.sqrt(sum(self._weights.get(gram, most) ** 2 for gram in grams))

    @cached_property
    def _lengths(self) -> dict[int, float]:
        return {id: self._length(grams) or 1.0 for id, grams in self._grams.items()}

    def _words(self, text: str, target: Target) -> tuple[str, ...]:
        """The longest pieces of text both have."""
        grams, kept = self._grams[target.id], plain(text)
        runs: set[str] = set()
        start = 0
        for at in range(len(kept)):
            if at + 1 < len(kept) and kept[at : at + 2] in grams:
                continue
            runs.add(kept[start : at + 1])
            start = at + 1
        rules = self.rules.shared_words
        real = [run for run in runs if len(run) >= rules.least]
        return tuple(sorted(real, key=lambda run: (-len(run), kept.index(run)))[: rules.shown])
