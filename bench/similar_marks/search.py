"""Search of names alike in an invented register, beside rapidfuzz, pg_trgm and tantivy, as a Markdown table.

    python -m bench.similar_marks.search --marks 10000000 --folder var/marks
    python -m bench.similar_marks.search --marks 1000000 --folder var/marks --peers rapidfuzz,pg_trgm,tantivy

Times are processor time of the searching thread and time by the clock, one search after another. Recall at 50 is measured
against scoring every name by the same likeness. "Found" is what says most between contestants: how often the name that
was changed into what is searched for is among the first fifty.
"""

from __future__ import annotations

import argparse
import os
import platform
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pyarrow.parquet as pq

from bench.similar_marks import contestants
from bench.similar_marks.asked_for import asked_for
from bench.similar_marks.corpus import corpus
from xingzhi.engine.marks.asked import ask
from xingzhi.engine.marks.store import Marks
from xingzhi.packs import load
from xingzhi.screening.similar_marks.command import index
from xingzhi.screening.similar_marks.forms import forms_of
from xingzhi.screening.similar_marks.search import search

BEST = 50


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--marks", type=int, default=10_000_000)
    parser.add_argument("--folder", type=Path, required=True, help="for the list and the index; they are kept")
    parser.add_argument("--searches", type=int, default=1000)
    parser.add_argument("--exhaustive", type=int, default=50, help="searches that recall is measured on")
    parser.add_argument("--peers", default="", help="rapidfuzz,pg_trgm,tantivy")
    parser.add_argument("--peer-searches", type=int, default=30)
    options = parser.parse_args()
    print(f"{os.cpu_count()} cores ({platform.machine()}), load {os.getloadavg()[0]:.1f}\n")
    listed, folder = options.folder / f"{options.marks}.parquet", options.folder / f"index-{options.marks}"
    options.folder.mkdir(parents=True, exist_ok=True)
    if not listed.exists():
        pq.write_table(corpus(options.marks), listed)
    if not folder.exists():
        started, used = time.perf_counter(), time.process_time()
        index(listed, folder)
        print(f"built in {time.perf_counter() - started:.1f} s, {time.process_time() - used:.1f} s of processors")
    started = time.perf_counter()
    marks = Marks(folder)
    print(f"opened in {1000 * (time.perf_counter() - started):.1f} ms; load {os.getloadavg()[0]:.1f}")
    texts = marks.table()["text"]
    chance = np.random.default_rng(5)
    names = [texts[int(row)].as_py() for row in chance.integers(0, len(texts), options.searches)]
    searches = asked_for(names, marks.tables)
    ours(marks, searches, options.exhaustive)
    print("\n| search | names | p50 ms | p99 ms | found |\n|---|---|---|---|---|")
    few = list(zip(names, searches, strict=True))[: options.peer_searches]
    beside("Xingzhi, compared by the rules", len(texts), few, lambda text: found_by(text, marks))
    for peer in filter(None, options.peers.split(",")):
        with contestants.opened(peer, texts.to_pylist()) as find:
            beside(peer, len(texts), few, find)


def found_by(text: str, marks: Marks) -> list[str]:
    """The names of the best marks."""
    return [hit.row["text"] for hit in search(text, marks, load().mark_similarity, BEST)]


def ours(marks: Marks, searches: list[str], exhaustive: int) -> None:
    """The kernel alone: its times, and recall against scoring all names."""
    pack, [segment] = load().mark_similarity, marks.segments
    ready = [ask(text, forms_of(text, pack), marks.tables) for text in searches[:100]]
    for asked in ready:
        segment.nearest(asked, 300)
    wall, processor, prepared, scored = [], [], [], []
    for text in searches:
        begun = time.thread_time()
        asked = ask(text, forms_of(text, pack), marks.tables)
        started, used = time.perf_counter(), time.thread_time()
        _, number = segment.nearest(asked, 300)
        processor.append(time.thread_time() - used)
        wall.append(time.perf_counter() - started)
        prepared.append(used - begun)
        scored.append(number)
    print(
        f"\n{segment.names:,} distinct names, {len(searches)} searches; ms\n\n| | p50 | p99 | most |\n|---|---|---|---|"
    )
    for name, values in (("kernel, processor", processor), ("kernel, clock", wall), ("made ready", prepared)):
        print(f"| {name} | {' | '.join(f'{1000 * each:.2f}' for each in np.percentile(values, [50, 99, 100]))} |")
    print(f"| names scored | {' | '.join(f'{each:,.0f}' for each in np.percentile(scored, [50, 99, 100]))} |")
    recalls = []
    for text in searches[:exhaustive]:
        asked = ask(text, forms_of(text, pack), marks.tables)
        truth = {near.name for near in segment.nearest(asked, BEST, every=True)[0]}
        if truth:
            recalls.append(len(truth & {near.name for near in segment.nearest(asked, BEST)[0]}) / len(truth))
            if recalls[-1] < 0.9:
                print(f"low: {text} {recalls[-1]:.2f}")
    if recalls:
        print(f"\nrecall at {BEST}: {np.mean(recalls):.4f} over {len(recalls)} searches; load {os.getloadavg()[0]:.1f}")


def beside(name: str, names: int, searches: list[tuple[str, str]], find: Callable[[str], list[str]]) -> None:
    """One line of the table."""
    find(searches[0][1])
    taken, met = [], 0
    for sought, text in searches:
        started = time.perf_counter()
        met += sought in find(text)
        taken.append(1000 * (time.perf_counter() - started))
    p50, p99 = np.percentile(taken, [50, 99])
    print(f"| {name} | {names:,} | {p50:.1f} | {p99:.1f} | {met / len(searches):.2f} |", flush=True)


if __name__ == "__main__":
    main()
