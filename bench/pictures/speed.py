"""How long a picture is looked for among many, and what it takes to open the index and to add to it.

    python -m bench.pictures.speed --folder var/pictures --pictures 10000

The pictures are the logos of both sets and, to fill up, two of them side by side. Times are of the processor, all its
cores together, so that other work on the machine matters less.
"""

from __future__ import annotations

import argparse
import os
import random
import time
from pathlib import Path

import numpy as np
from PIL import Image

from bench.pictures.corpus import CHANGES, draw, fetch, flat
from xingzhi.engine.pictures.describing import describe
from xingzhi.engine.pictures.index import Index, build
from xingzhi.engine.pictures.opening import Unreadable
from xingzhi.engine.pictures.ranking import rank
from xingzhi.packs import load
from xingzhi.screening.similar_marks.pictures.cli import limits_of

ADDED = 100


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--folder", type=Path, default=Path("var/pictures"))
    parser.add_argument("--pictures", type=int, default=10_000)
    parser.add_argument("--queries", type=int, default=100)
    options = parser.parse_args()
    print(f"{os.cpu_count()} cores, load {os.getloadavg()[0]:.1f} at the start", flush=True)
    place = options.folder / f"many_{options.pictures}"
    chance = random.Random(20261127)
    names = drawn(options.folder, place, options.pictures, chance)
    for at in range(ADDED):
        (place / f"added{at}.png").unlink(missing_ok=True)
    started = time.process_time()
    built = build(place, place)
    print(f"{built.described:,} described in {time.process_time() - started:.0f} s", flush=True)
    started = time.process_time()
    built = build(place, place)
    print(f"opened, all files looked at: {(time.process_time() - started) * 1000:.0f} ms", flush=True)
    asked(built.held, names, place, options, chance)
    for at in range(ADDED):
        one, other = chance.sample(names, 2)
        _side_by_side(place / one, place / other, place / f"added{at}.png")
    started = time.process_time()
    built = build(place, place)
    taken = time.process_time() - started
    print(f"{built.described} more: {taken:.1f} s, in {len(built.held.parts)} parts", flush=True)
    asked(built.held, names, place, options, chance)
    print(f"load {os.getloadavg()[0]:.1f} at the end")


def drawn(folder: Path, place: Path, number: int, chance: random.Random) -> list[str]:
    """Draw so many pictures; their names."""
    drawings = fetch(folder / "npm")
    names = [f"{name}.png" for name in draw(drawings, place, min(number, len(drawings)), set())]
    single = len(names)
    while len(names) < number:
        name = f"two{len(names)}.png"
        one, other = chance.sample(names[:single], 2)
        if not (place / name).exists():
            _side_by_side(place / one, place / other, place / name)
        names.append(name)
    return names


def _side_by_side(one: Path, other: Path, where: Path) -> None:
    both = [flat(path).resize((128, 128)) for path in (one, other)]
    found = Image.new("RGB", (270, 128), "white")
    found.paste(both[0], (0, 0))
    found.paste(both[1], (142, 0))
    found.save(where)


def asked(index: Index, names: list[str], place: Path, options: argparse.Namespace, chance: random.Random) -> None:
    """Ask for changed copies, each change in turn, and print the time of a query."""
    limits, changes = limits_of(load().mark_similarity), [*CHANGES.values()]
    times: list[tuple[float, float]] = []
    first = 0
    for at in range(options.queries + 3):
        name = chance.choice(names)
        query = options.folder / "asked_among_many.png"
        changes[at % len(changes)](flat(place / name), chance).save(query)
        started = time.process_time()
        try:
            described = describe(query)
        except Unreadable:
            continue
        ready = time.process_time()
        found = rank(described, index, 10, limits)
        if at >= 3:  # the first ones compile
            times.append((ready - started, time.process_time() - ready))
            first += name in [each.name for each in found]
    describing, ranking = (np.array(each) * 1000 for each in zip(*times, strict=True))
    print(
        f"{len(index.names):,} pictures, {len(times)} queries: described in {np.median(describing):.0f} ms, "
        f"ranked in p50 {np.median(ranking):.0f} ms, p95 {np.quantile(ranking, 0.95):.0f} ms; "
        f"{first / len(times):.3f} among the first ten",
        flush=True,
    )


if __name__ == "__main__":
    main()
