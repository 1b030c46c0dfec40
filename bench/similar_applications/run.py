"""Our search beside rensa, datasketch and Spark MLlib, in one run, as a Markdown table.

    python -m bench.similar_applications.run --texts 100000
    python -m bench.similar_applications.run --texts 100000 --csv patents.csv --column 摘要
    python -m bench.similar_applications.run --texts 1000000 --csv patents.csv --column 摘要 --how resampled --few 100000

Every contestant runs in a process of its own after its own warm-up. Up to 150,000 texts ours is exact, and recall and precision
are against its pairs, after these are checked on a sample by counting every shared gram of every two texts. Beyond that ours
is measured on the sample as well. With --few the peers get only the first texts, and what is compared is texts a second.
"""

from __future__ import annotations

import argparse
import csv
import os
import platform
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path

from bench.similar_applications.contestants import Pairs, Result, measured
from bench.similar_applications.corpus import recombined, resampled, synthetic
from bench.similar_applications.exact import exact_pairs
from xingzhi.engine.kernels.jaccard import EXACT_UP_TO
from xingzhi.text.normalise import fold


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--texts", type=int, default=100_000)
    parser.add_argument("--sample", type=int, default=20_000, help="texts compared by brute force")
    parser.add_argument(
        "--datasketch", type=int, default=10_000, help="texts given to datasketch; its time is scaled up"
    )
    parser.add_argument(
        "--mllib", type=int, default=2_000, help="texts given to Spark MLlib, which compares most pairs"
    )
    parser.add_argument("--few", type=int, help="texts given to rensa (default: all)")
    parser.add_argument("--how", choices=("recombined", "resampled"), default="recombined")
    parser.add_argument("--csv", type=Path, help="real texts to recombine instead of invented ones")
    parser.add_argument("--column", default="摘要")
    options = parser.parse_args()
    texts, what = corpus(options)
    folded = [fold(text) for text in texts]
    print(f"{len(texts):,} texts of {sum(map(len, texts)) / len(texts):.0f} characters on average ({what}), ", end="")
    print(f"threshold 0.5, {os.cpu_count()} cores ({platform.machine()})\n")
    ours = check(texts, folded, options.sample)
    compare(texts, folded, ours, options)


def corpus(options: argparse.Namespace) -> tuple[list[str], str]:
    """The texts and what they are."""
    if not options.csv:
        return synthetic(options.texts), "invented"
    with options.csv.open(encoding="utf-8-sig", newline="") as file:
        sources = [row[options.column] for row in csv.DictReader(file)]
    make = {"recombined": recombined, "resampled": resampled}[options.how]
    return make(options.texts, [text for text in sources if len(text) >= 60]), f"real ones {options.how}"


def alone(name: str, texts: list[str], *arguments: int) -> Result:
    """One contestant in a new process."""
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
        return pool.submit(measured, name, texts, *arguments).result()


def check(texts: list[str], folded: list[str], sample: int) -> Result:
    """Ours on all texts, and what it found among the first ones against brute force on them."""
    ours = alone("ours", texts)
    expected = exact_pairs(folded[:sample])
    found = {pair for pair in ours.found if pair[1] < sample}
    print(f"Brute force on {min(sample, len(texts)):,} texts: {len(expected):,} pairs; ours {len(found):,}, ", end="")
    print(f"missed {len(expected - found)}, wrong {len(found - expected)}; peak {ours.peak:.1f} GB.\n")
    return ours


def compare(texts: list[str], folded: list[str], ours: Result, options: argparse.Namespace) -> None:
    """All of them, as texts a second; recall and precision where there are exact pairs to hold against."""
    some = min(options.few or len(texts), len(texts))
    exact = ours.found
    print("| search | texts | seconds | texts/s | ours is faster | processor seconds | pairs | recall | precision |")
    print("|---|---|---|---|---|---|---|---|---|")
    held_against = exact if len(texts) <= EXACT_UP_TO else set()
    row("xingzhi, folding included", ours, len(texts), ours, len(texts), held_against)
    if some < len(texts):
        exact = alone("ours", texts[:some]).found
    for bands, slack in ((64, 0.0), (96, 0.05)):
        label = f"rensa RMinHash + LSH, {4 * bands} permutations, {bands} bands, kept from {0.5 - slack}"
        row(label, alone("rensa", folded[:some], bands, slack), some, ours, len(texts), exact)
    few = min(options.datasketch, len(texts))
    found = alone("datasketch", folded[:few], 32)
    label = "datasketch MinHash + LSH, 128 permutations, 32 bands"
    row(label, found, few, ours, len(texts), {pair for pair in exact if pair[1] < few})
    least = min(options.mllib, len(texts))
    found = alone("mllib", folded[:least], 8)
    label = "Spark MLlib MinHashLSH, 8 tables, start not counted"
    row(label, found, least, ours, len(texts), {pair for pair in exact if pair[1] < least})


def row(label: str, result: Result, count: int, ours: Result, all_texts: int, exact: Pairs) -> None:
    """One line of the table."""
    right = len(result.found & exact)
    recall = f"{right / len(exact):.4f}" if exact else "-"
    precision = f"{right / len(result.found):.4f}" if result.found else "-"
    speed, our_speed = count / result.seconds, all_texts / ours.seconds
    times = f"{result.seconds:.1f} | {speed:,.0f} | {our_speed / speed:.1f} | {result.processor:.1f}"
    print(f"| {label} | {count:,} | {times} | {len(result.found):,} | {recall} | {precision} |", flush=True)


if __name__ == "__main__":
    main()
