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

from bench.similar_applications.contestants import Pairs, Result, measured
from bench.similar_applications.corpus import recombined, synthetic
from bench.similar_applications.exact import exact_pairs
from xingzhi.text.normalise import fold


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


def alone(name: str, texts: list[str], *arguments: int) -> Result:
    """One contestant in a new process."""
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
        return pool.submit(measured, name, texts, *arguments).result()


def check(texts: list[str], folded: list[str], sample: int) -> None:
    """Ours against brute force on the first texts."""
    expected = exact_pairs(folded[:sample])
    found = alone("ours", texts[:sample]).found
    print(f"Brute force on {min(sample, len(texts)):,} texts: {len(expected):,} pairs; ours {len(found):,}, ", end="")
    print(f"missed {len(expected - found)}, wrong {len(found - expected)}.\n")


def compare(texts: list[str], folded: list[str], few: int) -> None:
    """All on the whole, datasketch on its first texts."""
    ours = alone("ours", texts)
    print("| search | seconds | times ours | processor seconds | pairs | recall | precision |")
    print("|---|---|---|---|---|---|---|")
    row("xingzhi, exact, folding included", ours, ours, ours.found)
    for name, bands, label in (
        ("rensa", 32, "rensa RMinHash + LSH"),
        ("rensa", 64, "rensa RMinHash + LSH"),
        ("rensa_c", 32, "rensa CMinHash, bands"),
    ):
        row(f"{label}, {4 * bands} permutations, {bands} bands", alone(name, folded, bands), ours, ours.found)
    few = min(few, len(texts))
    found = alone("datasketch", folded[:few], 32)
    scale = len(texts) / few
    label = (
        f"datasketch MinHash + LSH, 128 permutations, 32 bands: {found.seconds:.1f} s on {few:,} texts, times {scale:g}"
    )
    scaled = found._replace(seconds=found.seconds * scale, processor=found.processor * scale)
    row(label, scaled, ours, {pair for pair in ours.found if pair[1] < few})


def row(label: str, result: Result, ours: Result, exact: Pairs) -> None:
    """One line of the table."""
    right = len(result.found & exact)
    recall = f"{right / len(exact):.4f}" if exact else "-"
    precision = f"{right / len(result.found):.4f}" if result.found else "-"
    times = f"{result.seconds:.1f} | {result.seconds / ours.seconds:.1f} | {result.processor:.1f}"
    print(f"| {label} | {times} | {len(result.found):,} | {recall} | {precision} |", flush=True)


if __name__ == "__main__":
    main()
