"""Which things guarded a mark touches: alike by the rules of the guide, holding a name, or holding its place part."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import ceil

from xingzhi.packs.gazette import GazetteWatch
from xingzhi.packs.marks import MarkSimilarity
from xingzhi.screening.similar_marks.compare import Compared, Verdict, compare
from xingzhi.screening.similar_marks.finding import Finding
from xingzhi.screening.similar_marks.goods import Goods
from xingzhi.screening.similar_marks.goods import compared as goods_compared
from xingzhi.screening.similar_marks.sign import Sign, read
from xingzhi.screening.similar_marks.stripping import cores_of_han
from xingzhi.text.glyphs import glyph_likeness
from xingzhi.text.meanings import glosses, is_word, phrases, stem, words_of
from xingzhi.text.readings import readings, spellings

FEWEST = 2  # characters of a name that is looked for inside others
ACROSS = {"h": "m", "m": "h"}  # what Chinese characters mean is looked for among foreign words, and the other way round


@dataclass(frozen=True)
class Watched:
    """A name guarded, of a kind of the pack; `place` is the part that names its place; `classes` those of interest."""

    key: str
    kind: str
    name: str
    classes: str = ""
    place: str = ""


@dataclass(frozen=True)
class Touch:
    """A mark touches a thing guarded: how, from 0 to 1, with what speaks for it and against."""

    watched: Watched
    way: str
    score: float
    findings: tuple[Finding, ...]
    goods: Goods
    verdict: str


class WatchList:
    """Names guarded, ready to be touched by thousands of marks."""

    def __init__(self, entries: Iterable[Watched], similarity: MarkSimilarity, watch: GazetteWatch) -> None:
        self.entries: Sequence[Watched] = tuple(entries)
        self._similarity, self._watch = similarity, watch
        self._signs = [read(entry.name, similarity) for entry in self.entries]
        self._sizes = [self._size(sign) for sign in self._signs]
        self._by_key: dict[str, list[int]] = defaultdict(list)
        for at, sign in enumerate(self._signs):
            for key in set(_keys(sign)):
                self._by_key[key].append(at)

    def touches(self, text: str, classes: str = "") -> list[Touch]:
        """All that a mark touches, the strongest first."""
        sign = read(text, self._similarity)
        found = []
        for at in self._near(sign):
            touch = self._touch(text, sign, at, classes)
            if touch is not None:
                found.append(touch)
        return sorted(found, key=lambda each: -each.score)

    def _near(self, sign: Sign) -> Iterator[int]:
        """Entries that share enough characters, sounds, letters or meanings to be compared at all."""
        shared: dict[str, Counter[int]] = defaultdict(Counter)
        for key in set(_keys(sign)):
            shared[key[0]].update(self._by_key.get(ACROSS.get(key[0], key[0]) + key[1:], ()))
        size, letters = self._size(sign), max(1, len(sign.latin) - 1)
        least, form = self._watch.shared.value, self._watch.form.value
        near = {at for kind in "phmw=" for at in shared[kind]}
        near |= {at for at, common in shared["s"].items() if common >= max(2, ceil(least * min(size, self._sizes[at])))}
        near |= {at for at, common in shared["l"].items()
                 if common >= least * min(letters, max(1, len(self._signs[at].latin) - 1))}  # fmt: skip
        near |= {at for at in shared["c"] if at not in near and _alike_in_form(sign.han, self._signs[at].han, form)}
        yield from sorted(near)

    def _size(self, sign: Sign) -> int:
        """Characters of the distinctive part, two at the least."""
        return max(2, min((len(core.text[0]) for core in cores_of_han(sign.han, self._similarity)), default=0))

    def _touch(self, text: str, sign: Sign, at: int, classes: str) -> Touch | None:
        entry, other = self.entries[at], self._signs[at]
        kind = self._watch.by_id[entry.kind]
        goods = goods_compared(classes, entry.classes)
        best: Touch | None = None
        if "similar" in kind.ways:
            best = self._alike(text, entry, goods)
        for way, part, strength in (
            ("contains", other.plain, self._watch.contained.value),
            ("place_part", entry.place, self._watch.place_part.value),
        ):
            if (
                way in kind.ways
                and len(part) >= FEWEST
                and part in sign.plain
                and (best is None or best.score < strength)
            ):
                score = 1.0 if part == sign.plain and way == "contains" else strength
                note = Finding("", score, f"包含名称“{part}”" if way == "contains" else f"包含地名部分“{part}”")
                rest = best.findings if best else ()
                best = Touch(entry, way, score, (note, *rest), goods, best.verdict if best else "")
        if best is None:
            return None
        weight = kind.weight * (self._watch.other_goods.value if goods is Goods.OTHER else 1)
        return Touch(best.watched, best.way, best.score * weight, best.findings, goods, best.verdict)

    def _alike(self, text: str, entry: Watched, goods: Goods) -> Touch | None:
        # Goods lower the score and are said; they hide nothing from an officer.
        found: Compared = compare(text, entry.name, self._similarity)
        if found.verdict not in (Verdict.IDENTICAL, Verdict.SIMILAR, Verdict.NEEDS_PERSON) or not found.findings:
            return None
        return Touch(entry, "similar", found.score, found.findings, goods, found.verdict.value)


def _keys(sign: Sign) -> Iterator[str]:
    """c: characters, s: sounds, p: whole spellings, l: runs of letters, h and m: meanings, w: of a whole word, =: the whole."""
    yield f"={sign.plain}"
    for each in sign.han:
        yield f"c{each}"
        for sound in readings(each):
            yield f"s{_folded(sound)}"
    if sign.han:
        yield from (f"p{each}" for each in spellings(sign.han))
        yield from (f"h{each}" for each in _meanings(sign.han))
        if is_word(sign.han):
            yield from (f"w{each}" for each in phrases(sign.han))
    letters = sign.latin.lower().replace("'", "")
    if letters:
        yield f"p{letters}"
        yield from (f"l{letters[at : at + 2]}" for at in range(len(letters) - 1))
        yield from (f"m{stem(word)}" for word in sign.words)


def _alike_in_form(one: str, other: str, least: float) -> bool:
    """Whether the characters that differ may be taken for each other, or a single character is added to."""
    if min(len(one), len(other)) == 1:
        return max(len(one), len(other)) <= 3
    return len(one) == len(other) and all(
        a == b or glyph_likeness(a, b) >= least for a, b in zip(one, other, strict=True)
    )


@lru_cache(maxsize=1 << 14)
def _meanings(han: str) -> frozenset[str]:
    return frozenset().union(*(glosses(word) for word in words_of(han)), frozenset())


@lru_cache(maxsize=1 << 12)
def _folded(sound: str) -> str:
    """A syllable without the differences many speakers do not make."""
    for one, other in (("zh", "z"), ("ch", "c"), ("sh", "s")):
        sound = sound.replace(one, other)
    sound = "n" + sound[1:] if sound[:1] == "l" else sound
    return sound.removesuffix("g") if sound.endswith("ng") and sound[-3:-2] in "aei" else sound
