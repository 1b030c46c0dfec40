"""Where only titles are at hand: many titles of one beginning and one ending in a short time, against chance."""

from __future__ import annotations

import math
import zlib
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from xingzhi.packs import Screening
from xingzhi.screening.signals.pace import tail

Frame = tuple[str, str]  # how a title begins and ends
TINY = 1e-9  # in place of an expectation of nothing
BUCKETS = 24  # bits of the checksum frames are counted by


@dataclass(frozen=True)
class TitleTemplate:
    """Titles of one frame inside one time, with what chance would give."""

    frame: Frame
    members: tuple[int, ...]
    expected: float
    shares: tuple[float, ...]  # of each title that the frame makes up

    @property
    def skeleton(self) -> str:
        """The frame with its slot: "一种治疗〔1〕的药物"."""
        return f"{self.frame[0]}〔1〕{self.frame[1]}"


@dataclass(frozen=True)
class Filed:
    """When titles were filed: each, and all in order."""

    days: Mapping[int, int]
    ordered: npt.NDArray[np.int64]

    def share(self, start: int, window: int) -> float:
        """The share of all titles filed from that day on for `window` days."""
        first, last = np.searchsorted(self.ordered, [start, start + window + 1])
        return float(last - first) / len(self.ordered)


def title_templates(
    titles: Mapping[int, str], days: Mapping[int, int], every: Sequence[str], settings: Screening
) -> list[TitleTemplate]:
    """Frames that more titles fill within `title_days` than chance would have it; each title in one.

    `titles` are folded, by place, `days` those of filing (0 not known: such a title is not looked at), `every` all titles
    of the table, from which chance is reckoned: as often as titles begin so and end so, each by itself, times the share
    filed in that time. Each title must fill the slot with something else, and the frame make up `title_share` of it.
    """
    dated = {at: title for at, title in titles.items() if days[at]}
    filed = Filed(days, np.sort([days[at] for at in dated]))
    framed = _framed(dated, settings)
    beginnings = _counted(every, {frame[0] for frame in framed}, slice_of=lambda title, length: title[:length])
    endings = _counted(
        every, {frame[1] for frame in framed}, slice_of=lambda title, length: title[len(title) - length :]
    )
    found: list[TitleTemplate] = []
    for frame, places in framed.items():
        expected = beginnings[frame[0]] * endings[frame[1]] / max(1, len(every))
        found += _windows(frame, places, dated, filed, expected, settings)
    return _each_once(found, settings.integer("least_titles"))


def _framed(titles: Mapping[int, str], settings: Screening) -> dict[Frame, list[int]]:
    """The frames that enough titles fill, with these.

    Most frames fit one title only and would fill the memory: they are counted by a checksum first.
    """
    least, counts = settings.integer("least_titles"), np.zeros(1 << BUCKETS, np.uint32)
    for title in titles.values():
        for frame in _frames(title, settings):
            counts[_bucket(frame)] += 1
    framed: dict[Frame, list[int]] = defaultdict(list)
    for at, title in titles.items():
        for frame in _frames(title, settings):
            if counts[_bucket(frame)] >= least:
                framed[frame].append(at)
    return {frame: places for frame, places in framed.items() if len(places) >= least}


def _bucket(frame: Frame) -> int:
    return zlib.crc32("\0".join(frame).encode()) >> (32 - BUCKETS)


def _counted(every: Sequence[str], wanted: set[str], slice_of: Callable[[str, int], str]) -> Counter[str]:
    """How many titles begin (or end) with each of these."""
    lengths = sorted({len(part) for part in wanted})
    counts: Counter[str] = Counter()
    for title in every:
        for length in lengths:
            if length > len(title):
                break
            if (part := slice_of(title, length)) in wanted:
                counts[part] += 1
    return counts


def _frames(title: str, settings: Screening) -> Iterator[Frame]:
    """The ways to see a title as a frame around one slot."""
    length = len(title)
    if not settings.integer("shortest_title") <= length <= settings.integer("longest_title"):
        return
    fixed = math.ceil(float(settings["title_share"]) * length)
    for slot in range(1, length - fixed + 1):
        for start in range(length - slot + 1):
            yield title[:start], title[start + slot :]


def _windows(
    frame: Frame, places: Sequence[int], titles: Mapping[int, str], filed: Filed, expected: float, settings: Screening
) -> Iterator[TitleTemplate]:
    """The times in which a frame is filled more often than chance; titles that are the same count once."""
    window, least = settings.integer("title_days"), settings.integer("least_titles")
    ordered = sorted(places, key=lambda at: (filed.days[at], at))
    own = np.array([filed.days[at] for at in ordered])
    ends = np.searchsorted(own, own + window, side="right")
    first = 0
    while first < len(ordered):
        inside = ordered[first : ends[first]]
        if len(inside) >= least:
            usual = max(expected * filed.share(int(own[first]), window), TINY)
            different = {titles[at]: at for at in reversed(inside)}
            if len(different) >= least and tail(len(different), usual, 1.0) <= float(settings["title_chance"]):
                members = tuple(sorted(different.values()))
                fixed = len(frame[0]) + len(frame[1])
                yield TitleTemplate(frame, members, usual, tuple(fixed / len(titles[at]) for at in members))
                first = int(ends[first])
                continue
        first += 1


def _each_once(found: Sequence[TitleTemplate], least: int) -> list[TitleTemplate]:
    """The largest first, of equal ones the longest frame; a title taken by one is not in another."""
    taken: set[int] = set()
    kept = []
    for each in sorted(found, key=lambda one: (-len(one.members), -sum(map(len, one.frame)), one.frame, one.members)):
        left = [(at, share) for at, share in zip(each.members, each.shares, strict=True) if at not in taken]
        if len(left) >= least:
            members, shares = zip(*left, strict=True)
            kept.append(TitleTemplate(each.frame, members, each.expected, shares))
            taken.update(members)
    return kept
