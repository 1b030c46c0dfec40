"""Generated texts: batches of one applicant that are written as a program fills forms.

Limb 3-3 of order 77 names content mainly produced at random by computer. Statistics of texts never are evidence of it
alone: the pack says `never_alone`, and what is shown is a reason to ask how the texts came about.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import asdict

import pyarrow as pa

from xingzhi.packs import Screening
from xingzhi.screening.generated_texts.measures import Measures, corpus_of, measured
from xingzhi.screening.signals.contract import Signal, SignalInputs, SignalScreening, declare
from xingzhi.screening.signals.filings import day_of, rounded
from xingzhi.screening.texts.applications import Applications, lacking, lawful_pairs, read_applications

NAME = "generated_texts"
LOOKED_AT = ("applicants", "filing_date", "abstract")
COLUMNS = ("key", "title", "abstract", "applicants", "filing_date", "patent_type", "priority", "parent_application_no")


def run(inputs: SignalInputs) -> list[Signal]:
    """A signal for each text of a batch whose measures reach the pack's threshold; `group` is its smallest key.

    A batch are an applicant's texts filed within `batch_days` that are alike. Where no date is known the time is left
    aside, and the missing date is told; without applicants there are no batches.
    """
    settings = inputs.settings
    applications = read_applications(inputs)
    chosen = [int(at) for at in applications.long(settings.integer("minimum_length"))]
    inputs.progress("统计文本")
    corpus = corpus_of([applications.masked[at] for at in chosen], settings)
    signals: dict[str, Signal] = {}
    for members in _batches(applications, chosen, inputs):
        measures = measured([applications.masked[at] for at in members], corpus, settings)
        if _stands_out(measures, settings):
            for signal in _signals(members, measures, applications):
                held = signals.get(signal.key)  # of a text with two applicants
                signals[signal.key] = signal if held is None or signal.score > held.score else held
    return list(signals.values())


def _batches(applications: Applications, chosen: Sequence[int], inputs: SignalInputs) -> Iterator[list[int]]:
    """The places of each batch: an applicant's texts filed close together, of these the ones that are alike."""
    days, least = inputs.settings.integer("batch_days"), inputs.settings.integer("least_batch")
    by_party: dict[str, list[int]] = defaultdict(list)
    for at in chosen:
        for party in applications.filings[at].parties:
            by_party[party].append(at)
    undated = "filing_date" in applications.missing
    for party in sorted(by_party):
        places = sorted(
            (at for at in by_party[party] if undated or applications.filings[at].day),
            key=lambda at: (applications.filings[at].day, applications.filings[at].key),
        )
        while len(places) >= least:
            start = applications.filings[places[0]].day
            close = [at for at in places if applications.filings[at].day <= start + days]
            places = places[len(close) :]
            if len(close) >= least:
                yield from (batch for batch in _alike(close, applications, inputs) if len(batch) >= least)


def _alike(close: Sequence[int], applications: Applications, inputs: SignalInputs) -> Iterator[list[int]]:
    """What hangs together by likeness; the later one of lawful twins is left out, for the law lets them be the same."""
    from xingzhi.engine.kernels.components import components
    from xingzhi.engine.kernels.jaccard import similar_pairs

    column = pa.array([applications.masked[at] for at in close], pa.large_string())
    left, right, likeness = similar_pairs(column, inputs.settings["batch_likeness"])
    pairs = [(close[a], close[b], float(alike)) for a, b, alike in zip(left, right, likeness, strict=True)]
    later = {b for _, b in lawful_pairs(inputs, applications, pairs)}
    batches: dict[int, list[int]] = defaultdict(list)
    for at, first in zip(close, components(left, right, len(close)).tolist(), strict=True):
        if at not in later:
            batches[first].append(at)
    yield from batches.values()


def _stands_out(measures: Measures, settings: Screening) -> bool:
    return (
        measures.score >= float(settings["threshold"])
        and measures.skeleton >= float(settings["least_skeleton"])
        and measures.rhythm >= float(settings["least_rhythm"])
    )


def _signals(members: Sequence[int], measures: Measures, applications: Applications) -> Iterator[Signal]:
    filings = [applications.filings[at] for at in members]
    keys = sorted(filing.key for filing in filings)
    days = [filing.day for filing in filings if filing.day]
    facts = {name: rounded(value) for name, value in asdict(measures).items()} | {
        "texts": len(members),
        "score": rounded(measures.score),
        "first_filed": day_of(min(days)) if days else None,
        "last_filed": day_of(max(days)) if days else None,
    }
    missing = lacking(applications, LOOKED_AT)
    for filing in filings:
        partners = tuple(key for key in keys if key != filing.key)
        yield Signal(filing.key, measures.score, keys[0], partners, facts, missing)


SCREENING = declare(SignalScreening(NAME, ("patents", "patent_parties"), run, {"patents": COLUMNS}))
