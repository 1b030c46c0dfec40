"""Limits and weights of the comparison of marks, chosen by cross-validation on labelled pairs.

    python -m bench.similar_marks.cross_validation [FILE.csv …]

Each fifth is judged with the settings that do best on the other four. blind_test.csv is never read here: it is measured once.
"""

from __future__ import annotations

import csv
import itertools
import sys
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from xingzhi.packs import load
from xingzhi.packs.marks import MarkSimilarity
from xingzhi.screening.similar_marks.compare import Verdict, compare

PAIRS = Path(__file__).parents[2] / "tests" / "screening" / "similar_marks"
FOLDS = 5
TRIED = {
    "similar": (0.54, 0.56, 0.58, 0.6, 0.62, 0.64, 0.68),
    "needs_person": (0.44, 0.48, 0.5, 0.52),
    "common_word": (2.4, 2.7, 3.0, 3.3, 3.6),
    "common_short": (3.3, 3.6, 4.0),
    "known_word": (2.3, 2.6, 2.9, 3.2),
    "exception": (0.45, 0.6, 0.75, 0.9),
    "little": (0.3, 0.4, 0.5),
    "rendered": (0.62, 0.7, 0.78),
}
WEIGHED = (0.85, 0.92, 1.0, 1.08, 1.16)
ALIKE = (Verdict.SIMILAR, Verdict.IDENTICAL)


@dataclass(frozen=True)
class Rates:
    """Of pairs judged: the shares found right, and left to a person."""

    similar: float
    dissimilar: float
    person: float

    @property
    def good(self) -> float:
        """Both kinds count the same, whatever their number; a pair left to a person is a quarter of an error more."""
        return (self.similar + self.dissimilar) / 2 - self.person / 4


class Trial:
    """Verdicts of all pairs under given settings, each worked out once."""

    def __init__(self, pairs: list[dict[str, str]]) -> None:
        self.pairs, self.pack = pairs, load().mark_similarity
        self._known: dict[str, list[Verdict]] = {}

    def rates(self, pack: MarkSimilarity, chosen: list[int]) -> Rates:
        """How the pairs of these numbers come out."""
        key = f"{pack.limits} {pack.weights}"
        if key not in self._known:
            self._known[key] = [compare(pair["a"], pair["b"], pack).verdict for pair in self.pairs]
        verdicts, counted = self._known[key], Counter[str]()
        for at in chosen:
            side = "apart" if self.pairs[at]["verdict"] == "not_similar" else "alike"
            counted[side] += 1
            counted["person"] += verdicts[at] is Verdict.NEEDS_PERSON
            counted[f"{side} right"] += verdicts[at] in (ALIKE if side == "alike" else (Verdict.NOT_SIMILAR,))
        return Rates(
            counted["alike right"] / max(1, counted["alike"]),
            counted["apart right"] / max(1, counted["apart"]),
            counted["person"] / max(1, len(chosen)),
        )

    def best(self, chosen: list[int]) -> MarkSimilarity:
        """The settings that do best on these pairs, from those of the pack, one at a time until none helps."""
        pack, moved = self.pack, True
        while moved:
            moved = False
            for other in itertools.chain(*(step(pack) for step in STEPS)):
                if self.rates(other, chosen).good > self.rates(pack, chosen).good + 1e-9:
                    pack, moved = other, True
                    break
        return pack


def limits_of(pack: MarkSimilarity) -> Iterator[MarkSimilarity]:
    """The pack with one limit changed."""
    for name, values in TRIED.items():
        for value in values:
            yield pack.model_copy(update={"limits": pack.limits.model_copy(update={name: value})})


def weights_of(pack: MarkSimilarity) -> Iterator[MarkSimilarity]:
    """The pack with the weight of one rule changed."""
    for side in ("speaking", "against"):
        weights: Mapping[str, float] = getattr(pack.weights, side)
        for rule, value in itertools.product(weights, WEIGHED):
            changed = pack.weights.model_copy(update={side: {**weights, rule: value}})
            yield pack.model_copy(update={"weights": changed})


STEPS = (limits_of, weights_of)


def main(files: list[str]) -> None:
    """Print the table: fold by fold, and the limits of all pairs together."""
    paths = [Path(file) for file in files] or [
        PAIRS / f"{name}.csv" for name in ("given", "derived", "blind_tune", "blind_more")
    ]
    rows = itertools.chain.from_iterable(
        csv.DictReader(path.read_text(encoding="utf-8").splitlines()) for path in paths
    )
    trial = Trial([row for row in rows if row["verdict"] != "open"])
    every = list(range(len(trial.pairs)))
    print(f"{len(every)} pairs: {', '.join(path.name for path in paths)}")
    held: list[tuple[Rates, int]] = []
    for fold in range(FOLDS):
        left_out = every[fold::FOLDS]
        chosen = trial.best([at for at in every if at % FOLDS != fold])
        held.append((trial.rates(chosen, left_out), len(left_out)))
        _print(f"fold {fold + 1}", held[-1][0], chosen)
    total = sum(size for _, size in held)
    mean = Rates(*(sum(getattr(rates, name) * size for rates, size in held) / total for name in Rates.__annotations__))
    print(f"held out: similar {mean.similar:.1%}, dissimilar {mean.dissimilar:.1%}, to a person {mean.person:.1%}")
    _print("the pack", trial.rates(trial.pack, every), trial.pack)
    best = trial.best(every)
    _print("best", trial.rates(best, every), best)


def _print(name: str, rates: Rates, pack: MarkSimilarity) -> None:
    print(f"{name:9} {rates.similar:6.1%} {rates.dissimilar:6.1%} {rates.person:6.1%}")
    print("          ", ", ".join(f"{key} {getattr(pack.limits, key)}" for key in TRIED))
    print("          ", f"for {dict(pack.weights.speaking)}, against {dict(pack.weights.against)}")


if __name__ == "__main__":
    main(sys.argv[1:])
