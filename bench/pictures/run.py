"""Changed logos found again among 3,000, ours beside imagehash and pdqhash, as a Markdown table.

    pip install -r requirements/bench.txt
    python -m bench.pictures.run --folder var/pictures --logos 3000 --queries 300

Each logo is asked for by changed copies of it; counted is how often it stands among the ten nearest. The peers are asked
in their plainest way: distance of hashes. Brands drawn by two hands (one set holds the known, the other the asked) are
reported apart: there, the logos of both sets differ in words, colours and often in the drawing itself.
"""

from __future__ import annotations

import argparse
import os
import platform
import random
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
from PIL import Image

from bench.pictures.corpus import CHANGES, draw, fetch, flat, same_brands
from xingzhi.engine.pictures.describing import describe
from xingzhi.engine.pictures.index import Index, build
from xingzhi.engine.pictures.opening import Unreadable
from xingzhi.engine.pictures.ranking import rank
from xingzhi.packs import load
from xingzhi.screening.similar_marks.pictures.cli import limits_of

WITHIN = 10
HAND = "the same brand by another hand"


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--folder", type=Path, default=Path("var/pictures"))
    parser.add_argument("--logos", type=int, default=3000)
    parser.add_argument("--queries", type=int, default=300, help="per change")
    parser.add_argument("--only", default="", metavar="TEXT", help="changes whose name holds this, as: cropped")
    options = parser.parse_args()
    load = os.getloadavg()[0]
    print(f"{os.cpu_count()} cores ({platform.machine()}), load {load:.1f} at the start\n", flush=True)
    drawings = fetch(options.folder / "npm")
    brands = same_brands(drawings)
    place = options.folder / f"drawn_{options.logos}"
    drawn = draw(drawings, place, options.logos, {other for _, other in brands})
    known = set(drawn)
    brands = [pair for pair in brands if pair[1] in known]
    apart = [one for one, _ in brands if one not in known]
    draw({name: drawings[name] for name in apart}, options.folder / "asked", len(apart), set())
    where = [place / f"{name}.png" for name in drawn]
    started, processor = time.perf_counter(), time.process_time()
    built = build(place, place)
    taken = time.perf_counter() - started, time.process_time() - processor
    print(
        f"{len(drawn):,} logos; {built.described:,} described in {taken[0]:.0f} s ({taken[1]:.0f} processor s)\n",
        flush=True,
    )
    contestants = {"Xingzhi": ours(built.held)} | {name: hashed(of, where, drawn) for name, of in peers().items()}
    seconds = dict.fromkeys(contestants, 0.0)
    print(f"| change | {' | '.join(contestants)} |\n|---|{'---|' * len(contestants)}")
    asked = options.folder / f"asked_{os.getpid()}.png"
    count = 0
    for change, make in CHANGES.items():
        if options.only not in change:
            continue
        chance = random.Random(f"20261127 {change}")  # the same copies, whatever else is asked for
        queries = []
        for at in chance.sample(range(len(drawn)), min(options.queries, len(drawn))):
            queries.append((make(flat(where[at]), chance), {drawn[at]}))
        print(row(change, queries, contestants, seconds, asked), flush=True)
        count += len(queries)
    if options.only in HAND:
        both = [(options.folder / "asked" / f"{one}.png", other) for one, other in brands if one in apart]
        both = [pair for pair in both if pair[0].exists()]
        both = random.Random(20261127).sample(both, min(options.queries, len(both)))
        queries = [(flat(path), {other}) for path, other in both]
        print(row(f"{HAND} ({len(queries)})", queries, contestants, seconds, asked), flush=True)
        count += len(queries)
    asked.unlink(missing_ok=True)
    print(
        f"\nMilliseconds of processor a query, describing it included: {', '.join(f'{n} {s / max(count, 1) * 1000:.0f}' for n, s in seconds.items())}"
    )
    print(f"Load at the end {os.getloadavg()[0]:.1f}")


def row(
    change: str,
    queries: list[tuple[Image.Image, set[str]]],
    contestants: dict[str, Any],
    seconds: dict[str, float],
    asked: Path,
) -> str:
    """A line of the table: the share of queries with the right logo among the first ten."""
    hits = dict.fromkeys(contestants, 0)
    for image, right in queries:
        image.save(asked)
        for name, find in contestants.items():
            started = time.process_time()
            found = find(asked)
            seconds[name] += time.process_time() - started
            hits[name] += bool(right & set(found))
    return f"| {change} | {' | '.join(f'{hits[name] / max(len(queries), 1):.3f}' for name in contestants)} |"


def ours(index: Index) -> Callable[[Path], list[str]]:
    """The names of the nearest ten by the product's own ranking."""
    limits = limits_of(load().mark_similarity)

    def find(path: Path) -> list[str]:
        try:
            return [each.name.removesuffix(".png") for each in rank(describe(path), index, WITHIN, limits)]
        except Unreadable:
            return []

    return find


def peers() -> dict[str, Callable[[Image.Image], Any]]:
    """Hashes of a picture as arrays of bits."""
    import imagehash
    import pdqhash

    return {
        "imagehash pHash": lambda image: imagehash.phash(image).hash.ravel(),
        "imagehash dHash": lambda image: imagehash.dhash(image).hash.ravel(),
        "pdqhash": lambda image: pdqhash.compute(np.asarray(image.convert("RGB")))[0].astype(bool),
    }


def hashed(of: Callable[[Image.Image], Any], where: list[Path], names: list[str]) -> Callable[[Path], list[str]]:
    """The names of the ten whose hashes differ in the fewest bits."""
    known = np.stack([of(flat(path)) for path in where])

    def find(path: Path) -> list[str]:
        away = (known != of(Image.open(path).convert("RGB"))).sum(axis=1)
        return [names[at] for at in np.argsort(away, kind="stable")[:WITHIN]]

    return find


if __name__ == "__main__":
    main()
