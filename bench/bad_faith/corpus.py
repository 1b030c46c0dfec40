"""Invented filings to any number: a register of marks, a month of new filings, transfers, parties and a list of known marks.

    python -m bench.bad_faith.corpus --month 500000 --marks 10000000 --folder var/bad_faith

A few applicants and agents file very much and most file little; a third of the month is filed by new applicants.
"""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from bench.similar_marks.corpus import PART, corpus

SINCE = np.datetime64("2026-10-01")
MONTH = 31  # days
BEFORE = 3_650  # days
OWNERS = 20_000  # marks on the list of known ones, whatever the size of the register
TOWNS, INDICATIONS, HOT = 10_000, 2_000, 100


def write(folder: Path, month: int, marks: int, seed: int = 1) -> dict[str, Path]:
    """Write the files; gives their paths by the options of the command."""
    folder.mkdir(parents=True, exist_ok=True)
    chance = np.random.default_rng(seed)
    paths = {name: folder / f"{name}.parquet" for name in ("filings", "transfers", "parties", "known")}
    texts = corpus(marks + month, seed)["text"]
    applicants = max(1_000, marks // 4)
    writer: pq.ParquetWriter | None = None
    for first in range(0, marks + month, PART):
        size = min(PART, marks + month - first)
        part = _filings(first, texts.slice(first, size), marks, applicants, chance)
        writer = writer or pq.ParquetWriter(paths["filings"], part.schema, compression="zstd")
        writer.write_table(part)
    assert writer is not None
    writer.close()
    pq.write_table(_transfers(marks, chance), paths["transfers"])
    pq.write_table(_parties(applicants, chance), paths["parties"])
    pq.write_table(_known(texts, applicants, chance), paths["known"])
    return paths


def _filings(first: int, texts: Any, marks: int, applicants: int, chance: np.random.Generator) -> pa.Table:
    size = len(texts)
    at = np.arange(first, first + size)
    fresh = at >= marks
    day = np.where(fresh, chance.integers(0, MONTH, size), -1 - chance.integers(0, BEFORE, size))
    who = (applicants * chance.random(size) ** 1.7).astype(np.int64)
    who = np.where(fresh & (chance.random(size) < 1 / 3), applicants + at // 2, who)
    acting = (20_000 * chance.random(size) ** 2).astype(np.int64)
    agent = pc.if_else(pa.array(chance.random(size) < 0.25), pa.scalar(None, pa.string()), _called("样本代理", acting))
    return pa.table(
        {
            "number": pc.cast(pa.array(at + 10_000_001), pa.string()),
            "filed_on": pa.array(SINCE + day.astype("timedelta64[D]")),
            "text": texts,
            "classes": pc.cast(pa.array(chance.integers(1, 46, size)), pa.string()),
            "applicant": _called("样本", who),
            "agent": agent,
            "status": pa.array(np.array(["已注册", "申请中", "驳回", "失效"])[chance.integers(0, 4, size)]),
        }
    )


def _transfers(marks: int, chance: np.random.Generator) -> pa.Table:
    numbers = np.unique(chance.integers(0, marks, marks // 20))
    receivers = chance.integers(0, marks, len(numbers))
    days = SINCE - chance.integers(0, BEFORE, len(numbers)).astype("timedelta64[D]")
    number = pc.cast(pa.array(numbers + 10_000_001), pa.string())
    return pa.table({"number": number, "to": _called("受让", receivers), "day": pa.array(days)})


def _parties(applicants: int, chance: np.random.Generator) -> pa.Table:
    """What is known of a tenth of the applicants, those that file much among them."""
    who = np.unique(np.concatenate([np.arange(applicants // 100), chance.integers(0, applicants, applicants // 11)]))
    capital = pc.cast(pa.array(10 ** chance.integers(4, 9, len(who))), pa.string())
    kinds = pa.array(np.array(["有限责任公司", "个体工商户", "股份有限公司"])[chance.integers(0, 3, len(who))])
    return pa.table({"name": _called("样本", who), "kind": kinds, "capital": capital})


def _known(texts: Any, applicants: int, chance: np.random.Generator) -> pa.Table:
    # A known mark is mostly no everyday word: of those drawn, the longer ones.
    drawn = pc.unique(texts.take(pa.array(np.unique(chance.integers(0, len(texts), 3 * OWNERS)))))
    chosen = drawn.filter(pc.greater_equal(pc.utf8_length(drawn), 4))[:OWNERS]
    owners = _called("样本", chance.integers(0, applicants, len(chosen)))
    rows = [pa.table({"text": chosen, "owner": owners, "kind": pa.array(["mark"] * len(chosen))})]
    for kind, many, end in (("town", TOWNS, "镇"), ("gi", INDICATIONS, "小米"), ("hot_word", HOT, "")):
        names = texts.take(pa.array(chance.integers(0, len(texts), many)))
        names = pc.binary_join_element_wise(names, end, "")
        rows.append(pa.table({"text": names, "owner": pa.nulls(many, pa.string()), "kind": pa.array([kind] * many)}))
    table = pa.concat_tables(rows)
    day = pc.if_else(pc.equal(table["kind"], "hot_word"), "2026-09-20", pa.scalar(None, pa.string()))
    return table.append_column("day", day)


def _called(word: str, numbers: np.ndarray) -> Any:
    return pc.binary_join_element_wise(word, pc.cast(pa.array(numbers), pa.string()), "号", "")


def main() -> None:
    """Write the files."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--month", type=int, default=500_000)
    parser.add_argument("--marks", type=int, default=10_000_000)
    parser.add_argument("--folder", type=Path, default=Path("var/bad_faith"))
    options = parser.parse_args()
    for path in write(options.folder, options.month, options.marks).values():
        print(path)


if __name__ == "__main__":
    main()
