"""Rewritten copies among real or invented abstracts: how many are found, and how many other pairs come with them.

    python -m bench.paraphrases.run
    python -m bench.paraphrases.run --csv patents.csv --column 摘要 --id 申请号 --party 申请人

Two kinds of copies are put among the abstracts: twenty of invented abstracts, rewritten by hand and heavily
(`labelled.jsonl`), and every tenth abstract rewritten by rules (`rewrite.py`). datasketch stands beside, at similarity 0.3.
"""

from __future__ import annotations

import argparse
import csv
import json
import random
import time
from pathlib import Path

from bench.paraphrases.rewrite import rewritten
from xingzhi.packs import load
from xingzhi.sample.drafts import write
from xingzhi.sample.words import domains
from xingzhi.screening.rewritten_applications.find import find_rewritten
from xingzhi.text.normalise import fold

NEAR_IDENTICAL = 0.5
BANDS = ((0.0, 0.2), (0.2, 0.3), (0.3, 0.4), (0.4, 0.5), (0.5, 1.01))


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--csv", type=Path)
    parser.add_argument("--column", default="摘要")
    parser.add_argument("--party", default="申请人")
    options = parser.parse_args()
    texts, parties = abstracts(options)
    chance = random.Random(17)
    labelled = [json.loads(line) for line in Path(__file__).with_name("labelled.jsonl").read_text("utf-8").splitlines()]
    chosen = chance.sample(range(len(texts)), len(texts) // 10)
    by_rule = [(at, rewritten(texts[at], chance.uniform(0.5, 1.0), chance)) for at in chosen]
    every = [*texts, *(text for _, text in by_rule)]
    pairs = {(at, len(texts) + i): "by rule" for i, (at, _) in enumerate(by_rule)}
    for each in labelled:
        pairs[len(every), len(every) + 1] = f"by hand, {each['style']}"
        every += [each["source"], each["rewritten"]]
    started = time.perf_counter()
    found = find_rewritten(
        [str(at) for at in range(len(every))], every, load().screening("rewritten_applications"), 1.01
    )
    print(f"{len(every):,} texts, {time.perf_counter() - started:.1f} s, {len(found):,} pairs\n")
    report(every, pairs, {(int(a), int(b)) for a, b in zip(*found.select(["id_a", "id_b"]).to_pydict().values(), strict=True)},
           len(texts), parties)  # fmt: skip
    print("\ndatasketch MinHash + LSH at 0.3:")
    report(every, pairs, peer([fold(text) for text in every]), len(texts), parties)


def abstracts(options: argparse.Namespace) -> tuple[list[str], list[str]]:
    """The texts and whose they are."""
    if not options.csv:
        texts = invented(5_000, random.Random(5))
        return texts, [str(at) for at in range(len(texts))]
    with options.csv.open(encoding="utf-8-sig", newline="") as file:
        rows = [row for row in csv.DictReader(file) if len(row[options.column]) >= 60]
    return [row[options.column] for row in rows], [row[options.party] for row in rows]


def invented(number: int, chance: random.Random) -> list[str]:
    """Abstracts of the sample office's fields, in its words."""
    fields = [field for field in domains().values() if field.kind != "mixture"]
    return [write(chance.choice(fields), "invention", chance).text() for _ in range(number)]


def similarity(a: str, b: str) -> float:
    """Jaccard of the sets of three characters."""
    one, two = ({text[at : at + 3] for at in range(len(text) - 2)} for text in (fold(a), fold(b)))
    return len(one & two) / len(one | two)


def report(
    texts: list[str], pairs: dict[tuple[int, int], str], found: set[tuple[int, int]], own: int, parties: list[str]
) -> None:
    """Recall by kind and by how much is kept; other pairs below the near-identical ones, of one applicant and of two."""
    print("| rewritten | similarity kept | pairs | found | recall |\n|---|---|---|---|---|")
    kept = {pair: similarity(texts[pair[0]], texts[pair[1]]) for pair in pairs}
    for kind in sorted(set(pairs.values())):
        for low, high in BANDS:
            of = [pair for pair, name in pairs.items() if name == kind and low <= kept[pair] < high]
            if of:
                hit = sum(pair in found for pair in of)
                print(f"| {kind} | {low}-{min(high, 1)} | {len(of)} | {hit} | {hit / len(of):.3f} |")
    others = [pair for pair in found if pair[1] < own and similarity(texts[pair[0]], texts[pair[1]]) < NEAR_IDENTICAL]
    strange = [pair for pair in others if parties[pair[0]] != parties[pair[1]]]
    print(f"\nOther pairs below {NEAR_IDENTICAL} per 100 records: {100 * len(others) / own:.2f}, ", end="")
    print(f"of different applicants {100 * len(strange) / own:.2f}")


def peer(texts: list[str]) -> set[tuple[int, int]]:
    """Pairs at an estimated similarity of 0.3."""
    from datasketch import MinHash, MinHashLSH

    sketches = MinHash.bulk(
        ([text[at : at + 3].encode() for at in range(len(text) - 2)] for text in texts), num_perm=128
    )
    index, found = MinHashLSH(num_perm=128, params=(42, 3)), set()
    for row, sketch in enumerate(sketches):
        found |= {(other, row) for other in index.query(sketch) if sketches[other].jaccard(sketch) >= 0.3}
        index.insert(row, sketch)
    return found


if __name__ == "__main__":
    main()
