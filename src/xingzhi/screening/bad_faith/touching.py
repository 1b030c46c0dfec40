"""Which known entries a mark touches: keys under which both are met, then the comparison of marks.

Only what shares a key is compared: the whole, a piece, the characters in any order with at most one added, the same sound,
or all but one character or letter.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import NamedTuple

import pyarrow as pa

from xingzhi.packs import Packs
from xingzhi.screening.bad_faith.known import GI, GOODS, HOT, MARK, Known
from xingzhi.screening.similar_marks.compare import Verdict, compare
from xingzhi.screening.similar_marks.sign import Sign, read
from xingzhi.text.readings import readings

EQUAL, INSIDE, MIXED, SIMILAR = "equal", "inside", "mixed", "similar"
HITS = pa.schema([("number", pa.string()), ("grp", pa.string()), ("entry", pa.int32()), ("how", pa.string())])
LONGEST = 24  # characters of a mark that are looked into; slogans are longer
ALIKE = (Verdict.IDENTICAL, Verdict.SIMILAR)


class Hit(NamedTuple):
    """An entry a mark touches, by its place in the list, and how."""

    entry: int
    how: str


class Touching:
    """Known entries, ready to be met by many marks. It travels to other processes."""

    def __init__(self, entries: Iterable[Known], packs: Packs) -> None:
        self.entries = tuple(entries)
        self.packs = packs
        self._wholes: dict[str, list[int]] = defaultdict(list)
        self._pieces: dict[str, list[int]] = defaultdict(list)
        self._mixed: dict[str, list[int]] = defaultdict(list)
        self._near: dict[str, list[int]] = defaultdict(list)
        for at, each in enumerate(self.entries):
            self._add(at, each, read(each.text, packs.mark_similarity))

    def _add(self, at: int, each: Known, sign: Sign) -> None:
        self._wholes[sign.plain].append(at)
        if each.kind == GOODS:
            return
        if len(sign.han) > 1:
            self._pieces[sign.han].append(at)
        if len(sign.latin) >= self.packs.bad_faith["least_letters"]:
            self._pieces[sign.latin].append(at)
        if each.kind == MARK:
            for key in _near(sign):
                self._near[key].append(at)
            if len(sign.han) > 1:
                self._mixed["".join(sorted(sign.han))].append(at)

    def batch(self, batch: pa.RecordBatch) -> pa.RecordBatch:
        """The hits of each mark of a batch of number, grp and text."""
        found = [
            (number, group, hit.entry, hit.how)
            for number, group, text in zip(*(column.to_pylist() for column in batch.columns), strict=True)
            if text
            for hit in self.hits(text)
        ]
        columns = list(zip(*found, strict=True)) or [()] * len(HITS)
        arrays = [pa.array(each, kind.type) for each, kind in zip(columns, HITS, strict=True)]
        return pa.RecordBatch.from_arrays(arrays, schema=HITS)

    def hits(self, text: str) -> tuple[Hit, ...]:
        """The entries a mark touches, in their order, each once, by the plainest way."""
        sign = read(text[: 4 * LONGEST], self.packs.mark_similarity)
        if sign.empty:
            return ()
        found: dict[int, str] = {}
        for way, entries in self._ways(sign):
            for at in entries:
                if at not in found and self._holds(way, self.entries[at], sign):
                    found[at] = way
        return tuple(Hit(at, found[at]) for at in sorted(found))

    def _ways(self, sign: Sign) -> Iterator[tuple[str, list[int]]]:
        yield EQUAL, self._wholes.get(sign.plain, [])
        for piece in _pieces(sign, self.packs.bad_faith.settings["least_letters"].value):
            yield INSIDE, self._pieces.get(piece, [])
        if self._mixed:
            for key in _reordered(sign.han[:LONGEST], self.packs.bad_faith.settings["most_extra"].value):
                yield MIXED, self._mixed.get(key, [])
        if self._near:
            for key in _near(sign):
                yield SIMILAR, self._near.get(key, [])

    def _holds(self, way: str, known: Known, sign: Sign) -> bool:
        if way == SIMILAR:
            return compare(sign.text, known.text, self.packs.mark_similarity).verdict in ALIKE
        if way == INSIDE and known.kind not in (MARK, GI, HOT):
            return len(known.text) >= self.packs.bad_faith["name_inside"] or self._describes(sign.han, known.text)
        return True

    def _describes(self, text: str, name: str) -> bool:
        """Whether what remains besides a short name is a word that adds little."""
        rest, pack = text.replace(name, "", 1), self.packs.mark_similarity
        return any(rest in words.values for words in (pack.describing, pack.places, pack.empty))

    def generic(self, text: str) -> bool:
        """Whether a mark is made of words that describe goods and nothing else."""
        sign = read(text, self.packs.mark_similarity)
        words = set(self.packs.mark_similarity.describing.values)
        return bool(sign.han) and not sign.words and _made_of(sign.han, words)


def _made_of(text: str, words: set[str]) -> bool:
    return not text or any(text[:size] in words and _made_of(text[size:], words) for size in range(1, 5))


def _pieces(sign: Sign, least: float) -> Iterator[str]:
    han = sign.han[:LONGEST]
    for start in range(len(han)):
        for end in range(start + 2, len(han) + 1):
            yield han[start:end]
    words = dict.fromkeys((*sign.words, sign.latin))
    for word in words:
        for size in range(int(least), min(len(word), LONGEST) + 1):
            yield word[:size]
            if size < len(word):
                yield word[-size:]


def _reordered(han: str, extra: float) -> Iterator[str]:
    if len(han) < 2:
        return
    yield "".join(sorted(han))
    if extra >= 1 and len(han) > 2:
        for at in range(len(han)):
            yield "".join(sorted(han[:at] + han[at + 1 :]))


def _near(sign: Sign) -> Iterator[str]:
    """Keys of what sounds the same or differs in one character or letter."""
    han, latin = sign.han[:LONGEST], sign.latin[:LONGEST]
    if len(han) > 1:
        yield "s" + " ".join(min(readings(each), default=each) for each in han)
    for text, least in ((han, 3), (latin, 5)):
        if len(text) >= least:
            for at in range(len(text)):
                yield f"{len(text)}.{at}{text[:at]}{text[at + 1 :]}"
