"""Precision and recall of the screenings of single applications on their labelled cases, with Wilson's interval of 95 %.

python -m bench.labelled_cases.run
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Sequence
from typing import NamedTuple

import django

OF_TEXTS = {"masked_templates": 11, "patchwork": 12, "generated_texts": 13, "narrow_claims": 14}  # seeds chosen on
OTHERS = (101, 102)


class Counted(NamedTuple):
    """What a screening told of one office. Of texts applications count, of metadata groups and cases of several."""

    applications: int
    told: int
    right: int
    planted: int
    found: int
    seconds: float  # of the screening


def main() -> None:
    """Print the table of docs/develop/performance.md."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "xingzhi.settings")
    django.setup()
    from tests.screening.signals.judged import CHOSEN, NAMES, OTHER

    print(
        "| screening | offices | applications | cases | precision | recall | seconds |\n|---|---|---|---|---|---|---|"
    )
    for name, seed in OF_TEXTS.items():
        of_texts(name, seed)  # the first call compiles
        row(name, of_texts, [seed], OTHERS)
    for name in NAMES:
        row(name, of_metadata, [CHOSEN], [OTHER])


def row(name: str, counted: Callable[[str, int], Counted], chosen: Sequence[int], others: Sequence[int]) -> None:
    """The lines of a screening: the office its settings were chosen on, and the others together."""
    for offices, seeds in (("chosen on", chosen), ("others", others)):
        each = [counted(name, seed) for seed in seeds]
        applications, told, right, planted, found, seconds = (sum(values) for values in zip(*each, strict=True))
        print(
            f"| {name} | {offices} | {applications:,} | {planted:,} | {share(right, told)} | {share(found, planted)} |"
            f" {seconds / len(each):.1f} |",
            flush=True,
        )


def share(part: float, whole: float) -> str:
    """A share with its interval."""
    from xingzhi.cases.notified.measured import Share

    low, high = Share(int(part), int(whole), few=False).bounds
    return f"{part / max(1, whole):.3f} ({low:.2f}-{high:.2f})"


def of_texts(name: str, seed: int) -> Counted:
    """One of the screenings of texts over one office."""
    from bench.abnormal_texts.office import inputs, outcome
    from bench.abnormal_texts.planted import OFFICES
    from bench.abnormal_texts.run import screening

    cases = OFFICES[name](seed=seed)
    asked = inputs(cases, name)
    started = time.perf_counter()
    signals = screening(name).run(asked)
    seconds = time.perf_counter() - started
    found = outcome(cases, signals).found
    planted = [counts for label, counts in found.items() if label.startswith("+")]
    hit, wanted = (sum(values) for values in zip(*planted, strict=True))
    return Counted(len(cases), sum(n for n, _ in found.values()), hit, wanted, hit, seconds)


def of_metadata(name: str, seed: int) -> Counted:
    """One of the screenings of metadata over one office."""
    from tests.screening.signals.judged import known, measured, signals_of

    applications = len(known(seed)[0]["patents"])
    started = time.perf_counter()
    signals_of(name, seed)
    seconds = time.perf_counter() - started
    told, right, elsewhere, planted, found = measured(name, seed)
    return Counted(applications, told - elsewhere, right, planted, found, seconds)


if __name__ == "__main__":
    main()
