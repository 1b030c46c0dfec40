"""Our exact search beside rensa and datasketch, in one run, as a Markdown table.

    python -m bench.similar_applications.run --texts 100000
    python -m bench.similar_applications.run --texts 100000 --csv patents.csv --column 摘要

Every contestant runs in a process of its own after its own warm-up. Recall and precision are against the exact pairs; that
ours are the exact ones is first checked on a sample by counting every shared gram of every two texts.
"""

from __future__ import annotations

import argparse
import csv
import os
import platform
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path

from bench.similar_applications.contestants import measured
from bench.similar_applications.corpus import recombined, synthetic
from bench.similar_applications.exact import exact_pairs
from xingzhi.text.normalise import fold

Pairs = set[tuple[int, int]]


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--texts", type=int, default=100_000)
    parser.add_argument("--sample", type=int, default=20_000, help="texts compared by brute force")
    parser.add_argument(
        "--datasketch", type=int, default=10_000, help="texts given to datasketch; its time is scaled up"
    )
    parser.add_argument("--csv", type=Path, help="real texts to recombine instead of invented ones")
    parser.add_argument("--column", default="摘要")
    options = parser.parse_args()
    texts, what = corpus(options)
    folded = [fold(text) for text in texts]
    print(f"{len(texts):,} texts of {sum(map(len, texts)) / len(texts):.0f} characters on average ({what}), ", end="")
    print(f"threshold 0.5, {os.cpu_count()} cores ({platform.machine()})\n")
    check(texts, folded, options.sample)
    compare(texts, folded, options.datasketch)


def corpus(options: argparse.Namespace) -> tuple[list[str], str]:
    """The texts and what they are."""
    if not options.csv:
        return synthetic(options.texts), "invented"
    with options.csv.open(encoding="utf-8-sig", newline="") as file:
        sources = [row[options.column] for row in csv.DictReader(file)]
    return recombined(options.texts, [text for text in sources if len(text) >= 60]), "real ones recombined"


def alone(name: str, texts: list[str], *arguments: int) -> tuple[float, Pairs, float]:
    """One contestant in a new process."""
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
        return pool.submit(measured, name, texts, *arguments).result()


def check(texts: list[str], folded: list[str], sample: int) -> None:
    """Ours against brute force on the first texts."""
    expected = exact_pairs(folded[:sample])
    _, found, _ = alone("ours", texts[:sample])
    print(f"Brute force on {min(sample, len(texts)):,} texts: {len(expected):,} pairs; ours {len(found):,}, ", end="")
    print(f"missed {len(expected - found)}, wrong {len(found - expected)}.\n")


def compare(texts: list[str], folded: list[str], few: int) -> None:
    """All on the whole, datasketch on its first texts."""
    seconds, exact, memory = alone("ours", texts)
    print("| search | seconds | times ours | recall | precision | memory added |")
    print("|---|---|---|---|---|---|")
    row("xingzhi, exact, folding included", seconds, seconds, exact, exact, memory)
    for name, label in (("rensa", "rensa RMinHash + LSH"), ("rensa_c", "rensa CMinHash, bands")):
        for bands in (32, 64):
            taken, found, memory = alone(name, folded, bands)
            row(f"{label}, {4 * bands} permutations, {bands} bands", taken, seconds, found, exact, memory)
    few = min(few, len(texts))
    taken, found, memory = alone("datasketch", folded[:few], 32)
    inside = {pair for pair in exact if pair[1] < few}
    label = f"datasketch MinHash + LSH, 128 permutations, 32 bands, on {few:,} ({taken:.1f} s) scaled by {len(texts) / few:g}"
    row(label, taken * len(texts) / few, seconds, found, inside, memory)


def row(label: str, seconds: float, ours: float, found: Pairs, exact: Pairs, memory: float) -> None:
    """One line of the table."""
    right = len(found & exact)
    recall = f"{right / len(exact):.4f}" if exact else "-"
    precision = f"{right / len(found):.4f}" if found else "-"
    print(f"| {label} | {seconds:.1f} | {seconds / ours:.1f} | {recall} | {precision} | {memory:,.0f} MB |", flush=True)


if __name__ == "__main__":
    main()
