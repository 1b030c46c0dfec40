"""Our matching of parties beside Splink, on generated directories whose truth is known, as a Markdown table.

    python -m bench.parties.run --names 500000 --peer 20000
    python -m bench.parties.run --names 500000 --brands short_names.txt

Each contestant runs in a process of its own. --peer is how many of the names Splink gets (0: none); ours is measured on
these as well. --brands takes a file with a brand on each line: its brands go into the firms' names, and the bare brands
themselves into the directory, as short names with an address of one of their firms.
"""

from __future__ import annotations

import argparse
import os
import platform
import random
from collections import defaultdict
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path

from bench.parties.contestants import Pairs, Result, measured
from bench.parties.corpus import Row, directory, listed_names


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--names", type=int, default=500_000)
    parser.add_argument("--peer", type=int, default=20_000, help="names given to Splink")
    parser.add_argument("--brands", type=Path, help="a file of brands to make the names of")
    options = parser.parse_args()
    print(f"{os.cpu_count()} cores ({platform.machine()})\n")
    rows = corpus(options.names, options.brands)
    report(rows, [("Xingzhi", alone("ours", rows))])
    if options.peer:
        some = corpus(options.peer, options.brands)
        report(some, [("Xingzhi", alone("ours", some)), ("Splink", alone("splink", some))])


def corpus(size: int, brands: Path | None) -> list[Row]:
    """The rows; of a file of brands as many short names as firms bear one, up to a third of all."""
    if brands is None:
        return directory(size)
    names = listed_names(brands)
    rows = directory(size * 2 // 3, brands=names)
    chance = random.Random(2)
    return rows + [Row(name, -1 - at, chance.choice(rows).address) for at, name in enumerate(names[: size - len(rows)])]


def alone(name: str, rows: list[Row]) -> Result:
    """One contestant in a new process."""
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
        return pool.submit(measured, name, rows).result()


def report(rows: list[Row], results: list[tuple[str, Result]]) -> None:
    """A table of what each found against the truth."""
    true = truth(rows)
    firms = len({row.firm for row in rows})
    print(f"{len(rows):,} names of {firms:,} firms, {len(true):,} pairs are one firm\n")
    print(
        "| matching | seconds | processor seconds | times ours | peak GB | sure: precision | recall | proposed: precision | recall |"
    )
    print("|---|---|---|---|---|---|---|---|---|")
    for name, result in results:
        sure, proposed = rates(result.sure, true), rates(result.proposed, true)
        print(
            f"| {name} | {result.seconds:.1f} | {result.processor:.1f} | {result.seconds / results[0][1].seconds:.2f} |"
            f" {result.peak:.1f} | {sure[0]:.4f} | {sure[1]:.4f} | {proposed[0]:.4f} | {proposed[1]:.4f} |"
        )
    for name, result in results:
        for note in result.notes:
            print(f"\n{name}: {note}")
    print(flush=True)


def truth(rows: list[Row]) -> Pairs:
    """All pairs of rows of one firm."""
    of_firm: defaultdict[int, list[int]] = defaultdict(list)
    for at, row in enumerate(rows):
        of_firm[row.firm].append(at)
    return {(a, b) for held in of_firm.values() for place, b in enumerate(held) for a in held[:place]}


def rates(found: Pairs, true: Pairs) -> tuple[float, float]:
    """Precision and recall."""
    hits = len(found & true)
    return hits / len(found) if found else 1.0, hits / len(true) if true else 1.0


if __name__ == "__main__":
    main()
