"""Find, among many parties, the pairs that may be one."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from xingzhi.packs import Packs
from xingzhi.screening.same_party.blocks import Capped, candidate_pairs
from xingzhi.screening.same_party.compare import Comparer
from xingzhi.screening.same_party.compared import Compared, Party, Verdict
from xingzhi.screening.same_party.parts import NameReader

CHUNK = 50_000


@dataclass(frozen=True)
class Pair:
    """Two parties (their places in what was searched) that may be one.

    `rivals`: where one is a short name, the other full names it fits as well.
    """

    one: int
    other: int
    compared: Compared
    rivals: tuple[int, ...] = ()


@dataclass(frozen=True)
class Found:
    """The pairs at the proposing threshold and above, how many were compared, and what caps left out."""

    pairs: list[Pair]
    compared: int
    capped: list[Capped]


def find_pairs(
    parties: Sequence[Party], packs: Packs, within: str = "", progress: Callable[[int, int], None] = lambda a, b: None
) -> Found:
    """Compare the parties that share a block; `within` is the office's region, where names of places are read."""
    reader = NameReader(packs, within)
    comparer = Comparer(reader, bearers(parties, reader))
    candidates, capped = candidate_pairs(parties, comparer)
    pairs = []
    fits: defaultdict[int, list[int]] = defaultdict(list)  # short name -> the full names it fits
    done = 0
    for batch in candidates.to_batches(max_chunksize=CHUNK):
        progress(done, len(candidates))
        for one, other in zip(batch["a"].to_pylist(), batch["b"].to_pylist(), strict=True):
            compared = comparer.compare(parties[one], parties[other])
            short = _short_side(one, other, compared, parties, reader)
            if short is not None:
                fits[short].append(other if short == one else one)
            if compared.verdict is not Verdict.APART:
                pairs.append(Pair(one, other, compared))
        done += len(batch)
    return Found([_with_rivals(pair, fits) for pair in pairs], len(candidates), capped)


def bearers(parties: Sequence[Party], reader: NameReader) -> Counter[str]:
    """How many different names bear each brand; spellings of one name count once."""
    names = {(parts.brand or parts.body, parts.bare) for party in parties for parts in map(reader.read, party.names)}
    return Counter(brand for brand, _ in names)


def _short_side(one: int, other: int, compared: Compared, parties: Sequence[Party], reader: NameReader) -> int | None:
    """Which of the two is the short name, where they were compared as one."""
    if not any(reason.level == "short_for" for reason in compared.reasons):
        return None
    return one if any(reader.read(name).short for name in parties[one].names) else other


def _with_rivals(pair: Pair, fits: dict[int, list[int]]) -> Pair:
    """A short name that fits several full names says so."""
    if not any(reason.level == "short_for" for reason in pair.compared.reasons):
        return pair
    listed: Iterator[int] = (
        full for short, fulls in ((pair.one, pair.other), (pair.other, pair.one)) for full in fits.get(short, ())
        if full != fulls
    )  # fmt: skip
    return Pair(pair.one, pair.other, pair.compared, tuple(sorted(set(listed))))
