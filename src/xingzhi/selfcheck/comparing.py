"""Which stretches of a draft stand word for word in published texts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from xingzhi.screening.similar_applications.spans import Span, folded_with_places
from xingzhi.selfcheck.passages import TITLE, Passage
from xingzhi.selfcheck.published import Published
from xingzhi.text.normalise import fold

# Of 7,306 different abstracts of one city the median one has 40 % of its characters in common with others where 6 in a
# row count, 13 % at 10, 8 % at 12: below that set phrases prevail. Titles are short and compared with titles only.
SHORTEST = 12
SHORTEST_OF_TITLES = 6
MOST = 20  # texts shown


@dataclass(frozen=True)
class Match:
    """A published text, and what of the draft stands in it.

    `characters` of the draft, blanks not counted, also by kind of passage; the stretches [start, end) of the draft's
    passages and of its own, by the passage's place.
    """

    text: Published
    characters: int
    by_kind: Mapping[str, int]
    of_draft: Mapping[int, list[Span]]
    of_text: Mapping[int, list[Span]]


@dataclass(frozen=True)
class Part:
    """A kind of passage of the draft: its characters, how many stand in any text, and the text most of them stand in."""

    kind: str
    characters: int
    found: int
    closest: Published | None
    closest_characters: int


@dataclass(frozen=True)
class Comparison:
    """A draft beside all texts supplied; `found`: for each passage its characters and how many stand in any text."""

    draft: tuple[Passage, ...]
    found: tuple[tuple[int, int], ...]
    parts: tuple[Part, ...]
    matches: tuple[Match, ...]
    compared: int

    @property
    def characters(self) -> int:
        """The draft's characters, blanks not counted."""
        return sum(part.characters for part in self.parts)

    @property
    def characters_found(self) -> int:
        """How many of them stand in any of the texts."""
        return sum(part.found for part in self.parts)


class _Pieces:
    """All pieces of one length of some passages of the draft, and where they begin."""

    def __init__(self, folded: Mapping[int, str], length: int) -> None:
        self.length, self.half = length, max(1, length // 2)
        self.places: dict[str, list[tuple[int, int]]] = {}
        self.seeds: set[str] = set()
        for passage, text in folded.items():
            for at in range(len(text) - length + 1):
                self.places.setdefault(text[at : at + length], []).append((passage, at))
            self.seeds.update(text[at : at + self.half] for at in range(len(text) - self.half + 1))

    def shared(self, text: str) -> set[str]:
        """The pieces that stand in a text too.

        Every piece holds one of the text's blocks of half its length whole, so only blocks the draft has are looked at
        closely.
        """
        found = set()
        last = len(text) - self.length
        for at in range(0, len(text) - self.half + 1, self.half):
            if text[at : at + self.half] in self.seeds:
                for start in range(max(0, at + self.half - self.length), min(at, last) + 1):
                    piece = text[start : start + self.length]
                    if piece in self.places:
                        found.add(piece)
        return found

    def covered(self, pieces: Iterable[str]) -> Counter[int]:
        """How many characters of each passage these pieces cover."""
        count: Counter[int] = Counter()
        before = (-1, 0)
        for passage, at in sorted(place for piece in pieces for place in self.places[piece]):
            new = self.length if passage != before[0] else min(self.length, at - before[1])
            count[passage] += new
            before = (passage, at)
        return count


def compare(draft: tuple[Passage, ...], texts: Sequence[Published]) -> Comparison:
    """Compare a draft with published texts; the most alike come first: by how many characters of the draft they hold.

    Titles are compared with titles, everything else with everything else. At most `MOST` texts are kept; the one
    closest to a part of the draft is among them, whatever stands in the others.
    """
    folded = [fold(passage.text) for passage in draft]
    titles = {at: text for at, text in enumerate(folded) if draft[at].kind == TITLE}
    bodies = {at: text for at, text in enumerate(folded) if draft[at].kind != TITLE}
    shortest = min([SHORTEST_OF_TITLES, *(len(text) for text in titles.values() if text)])
    groups = (_Pieces(titles, shortest), _Pieces(bodies, SHORTEST))
    anywhere: tuple[set[str], set[str]] = (set(), set())
    ranked = []
    for place, text in enumerate(texts):
        shared = _shared(groups, text)
        if any(shared):
            count: Counter[str] = Counter()
            for group, pieces, everywhere in zip(groups, shared, anywhere, strict=True):
                everywhere |= pieces
                for passage, characters in group.covered(pieces).items():
                    count[draft[passage].kind] += characters
            ranked.append((-count.total(), text.number, place, count))
    ranked.sort(key=lambda each: each[:3])
    found = sum((group.covered(pieces) for group, pieces in zip(groups, anywhere, strict=True)), Counter[int]())
    figures = tuple((len(text), found[at]) for at, text in enumerate(folded))
    counts = [(place, count) for _, _, place, count in ranked]
    parts = tuple(_part(kind, draft, figures, counts, texts) for kind in dict.fromkeys(each.kind for each in draft))
    matches = (_match(draft, groups, texts[place], count) for place, count in _chosen(counts, parts, texts))
    return Comparison(draft, figures, parts, tuple(matches), len(texts))


def _shared(groups: tuple[_Pieces, _Pieces], text: Published) -> tuple[set[str], set[str]]:
    shared: tuple[set[str], set[str]] = (set(), set())
    for passage, folded in zip(text.passages, text.folded, strict=True):
        at = passage.kind != TITLE
        shared[at].update(groups[at].shared(folded))
    return shared


def _part(
    kind: str,
    draft: Sequence[Passage],
    figures: Sequence[tuple[int, int]],
    counts: Sequence[tuple[int, Counter[str]]],
    texts: Sequence[Published],
) -> Part:
    own = [figure for passage, figure in zip(draft, figures, strict=True) if passage.kind == kind]
    place, count = max(counts, key=lambda each: each[1][kind], default=(-1, Counter[str]()))
    closest = texts[place] if count[kind] else None
    return Part(kind, sum(all_ for all_, _ in own), sum(found for _, found in own), closest, count[kind])


def _chosen(
    counts: Sequence[tuple[int, Counter[str]]], parts: Collection[Part], texts: Sequence[Published]
) -> list[tuple[int, Counter[str]]]:
    """The first ones, and in their order those closest to a part of the draft."""
    closest = {id(part.closest) for part in parts if part.closest}
    kept = [at for at, (place, _) in enumerate(counts) if id(texts[place]) in closest]
    others = [at for at in range(min(MOST, len(counts))) if at not in kept]
    return [counts[at] for at in sorted([*kept, *others[: MOST - len(kept)]])]


def _match(draft: Sequence[Passage], groups: tuple[_Pieces, _Pieces], text: Published, count: Counter[str]) -> Match:
    shared = _shared(groups, text)
    lengths = [group.length for group in groups]
    return Match(
        text, count.total(), dict(count), _marked(draft, shared, lengths), _marked(text.passages, shared, lengths)
    )


def _marked(
    passages: Sequence[Passage], shared: tuple[set[str], set[str]], lengths: Sequence[int]
) -> dict[int, list[Span]]:
    """The stretches of each passage that these pieces cover, places in the text as written."""
    marked = {}
    for at, passage in enumerate(passages):
        group = int(passage.kind != TITLE)
        spans = _spans(passage.text, shared[group], lengths[group])
        if spans:
            marked[at] = spans
    return marked


def _spans(text: str, pieces: set[str], length: int) -> list[Span]:
    folded, places = folded_with_places(text)
    spans: list[Span] = []
    for at in range(len(folded) - length + 1):
        if folded[at : at + length] in pieces:
            start, end = places[at][0], places[at + length - 1][1]
            if spans and start <= spans[-1][1]:
                spans[-1] = (spans[-1][0], end)
            else:
                spans.append((start, end))
    return spans
