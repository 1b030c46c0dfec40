"""Patchwork: texts made up of pieces of several earlier ones.

Limb 3-2 of order 77 names piecing together of prior art, limb 3-1 simple combinations of features of different
inventions; where all sources are of the text's own applicant it is rather the latter. A person says whether either holds.
A text that one earlier text covers is no patchwork: the screening of near-identical texts lists it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import numpy as np
import numpy.typing as npt

from xingzhi.packs import Screening
from xingzhi.screening.patchwork.cover import Given, cover, covered
from xingzhi.screening.signals.contract import Signal, SignalInputs, SignalScreening, declare
from xingzhi.screening.signals.filings import day_of, rounded
from xingzhi.screening.texts.applications import Applications, lacking, lawful_pairs, read_applications

Array = npt.NDArray[Any]
NAME = "patchwork"
COLUMNS = ("key", "title", "abstract", "applicants", "filing_date", "patent_type", "priority", "parent_application_no")


@dataclass(frozen=True)
class Patched:
    """A text by its place among the applications, how many of its characters count, and its sources by theirs."""

    text: int
    counted: int
    given: tuple[Given, ...]

    def is_patchwork(self, settings: Screening) -> bool:
        """Whether several sources cover enough, and those after the first give what it alone could not explain."""
        lengths = [each.length for each in self.given]
        return (
            len(lengths) >= settings.integer("least_sources")
            and sum(lengths) >= float(settings["coverage"]) * self.counted
            and sum(lengths[1:]) >= float(settings["beside_first"]) * self.counted
        )


def run(inputs: SignalInputs) -> list[Signal]:
    """A signal for each text of which pieces of two and more earlier ones make up the pack's share.

    Only texts with a filing date take part, as texts and as sources: nothing is earlier than an unknown day.
    """
    applications = read_applications(inputs)
    inputs.progress("查找在先文本的片段")
    found = [each for each in _patched(applications, inputs.settings) if each.is_patchwork(inputs.settings)]
    inputs.progress("整理结果")
    pairs = [(each.text, given.source, given.length / each.counted) for each in found for given in each.given]
    lawful = lawful_pairs(inputs, applications, pairs)
    # A source that the law lets a text be like (its parent, its priority) counts as none.
    left = (
        Patched(each.text, each.counted, tuple(one for one in each.given if (each.text, one.source) not in lawful))
        for each in found
    )
    return [_signal(each, applications) for each in left if each.is_patchwork(inputs.settings)]


def _patched(applications: Applications, settings: Screening) -> Iterator[Patched]:
    from xingzhi.engine.kernels.compiling import thread_count
    from xingzhi.engine.kernels.stretches import held_earlier, stock_marks

    threads, piece = thread_count(), settings.integer("piece")
    chosen = applications.long(settings.integer("minimum_length"))
    days = np.array([applications.filings[at].day for at in chosen], np.int64)
    letters = applications.letters(chosen, threads)
    often = max(settings.integer("stock_least"), int(float(settings["stock_share"]) * len(chosen)))
    own = ~stock_marks(letters, settings.integer("stock_piece"), often, threads)
    held = held_earlier(letters, days, piece, settings.integer("most_common"), threads)
    edges = np.flatnonzero(np.diff(held.texts, prepend=-1, append=-1))
    for start, end in pairwise(edges):
        text, places = int(held.texts[start]), held.places[start:end]
        counts = own[letters.starts[text] : letters.starts[text + 1]]
        counted = int(counts.sum())
        union = int((covered(len(counts), piece, places) & counts).sum())
        if counted < settings.integer("least_counted") or union < float(settings["coverage"]) * counted:
            continue
        given = cover(counts, piece, held.sources[start:end], places, settings)
        yield Patched(
            int(chosen[text]),
            counted,
            tuple(Given(int(chosen[each.source]), each.stretches, each.length) for each in given),
        )


def _signal(patched: Patched, applications: Applications) -> Signal:
    filing = applications.filings[patched.text]
    _, places = applications.masking.with_places(applications.texts[patched.text])
    spans = sorted(
        [places[start][0], places[end - 1][1], applications.filings[each.source].key]
        for each in patched.given
        for start, end in each.stretches
    )
    sources = [applications.filings[each.source] for each in patched.given]
    coverage = sum(each.length for each in patched.given) / patched.counted
    shares = [rounded(each.length / patched.counted) for each in patched.given]
    own = sum(bool(set(source.parties) & set(filing.parties)) for source in sources)
    facts = {
        "coverage": rounded(coverage),
        "spans": spans,
        "sources": len(sources),
        "of_own_applicant": own if filing.parties else None,
        "shares": shares,
        "shares_told": "、".join(map(str, shares)),
        "source_dates": [day_of(source.day) for source in sources],
        "filed": day_of(filing.day),
    }
    missing = lacking(applications, ("applicants", "filing_date", "abstract"))
    return Signal(filing.key, min(1.0, coverage), filing.key, tuple(source.key for source in sources), facts, missing)


SCREENING = declare(SignalScreening(NAME, ("patents", "patent_parties"), run, {"patents": COLUMNS}))
