"""Pairs of near-identical texts on Spark: every two blocks of texts meet in one task, which runs the local engine's search.

A pair of texts is found in the one task of its two blocks, a pair inside a block in the task with the block after it
(of the last block, before it). How pairs are found, exactly or by sketches, is settled once, from all texts together.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from xingzhi.screening.similar_applications.pairs import texts_to_compare

GRAM = 3
BLOCK = 250_000  # texts; two blocks of usual abstracts take a task about three gigabytes
READ = "number bigint, id string, text string"
FOUND = "a bigint, b bigint, id_a string, id_b string, similarity double"
TOO_MANY = -1  # in place of `a`: the task found more pairs than wanted, `b` at least


@dataclass(frozen=True)
class Read:
    """How many rows were read, how many of them lack an id, repeat an earlier one, or hold no text."""

    rows: int
    unnamed: int
    repeated: int
    empty: int


def read_texts(frame: Any) -> tuple[Any, Read]:
    """A frame of number, id, text with texts in similarity form, made once and kept on the executors' disks; and its counts."""
    from pyspark import StorageLevel
    from pyspark.sql import functions as f

    folded = frame.mapInArrow(_fold, READ).persist(StorageLevel.DISK_ONLY)
    unnamed, named = f.col("id") == "", f.when(f.col("id") != "", f.col("id"))
    [row] = folded.agg(
        f.count("*"), f.count_if(unnamed), f.count(named), f.count_distinct(named), f.count_if(f.col("text").isNull())
    ).collect()
    rows, without, with_id, different, empty = row
    return folded, Read(rows, without, with_id - different, empty)


def find_pairs_by_blocks(
    folded: Any,
    read: Read,
    threshold: float | str | Fraction,
    *,
    block: int = BLOCK,
    best: int | None = None,
    most: int | None = None,
    exact_up_to: int | None = None,
) -> tuple[Any, int]:
    """As `pairs.find_pairs_of_folded`, over what `read_texts` gives: a frame of the pairs in their order, and their number.

    `block` is how many texts stand in a block; two of them must fit into the memory of a task. With `best` a pair stays
    where it is among the so many most alike of one of its two rows, of equals the one of the earlier partner. `most` and
    `exact_up_to` are those of the kernel. Raises TooManyPairs.
    """
    from pyspark import StorageLevel
    from pyspark.sql import functions as f

    from xingzhi.engine.kernels.jaccard import EXACT_UP_TO, MOST_PAIRS, exact_threshold
    from xingzhi.engine.kernels.join import TooManyPairs

    most = MOST_PAIRS if most is None else most
    texts = folded.where(f.col("text").isNotNull())
    blocks = max(1, -(-(read.rows - read.empty) // block))
    method = method_of(texts, EXACT_UP_TO if exact_up_to is None else exact_up_to)
    search = _searching(exact_threshold(threshold), most, best, method, blocks)
    tasks = max(1, blocks * (blocks - 1) // 2)
    found = (
        in_tasks(texts, blocks)
        .repartitionById(tasks, "task")
        .groupBy("task")
        .applyInArrow(search, FOUND)
        .persist(StorageLevel.DISK_ONLY)
    )
    number, refused = found.agg(f.count("*"), f.max(f.when(f.col("a") == TOO_MANY, f.col("b")))).first()
    if refused is not None:
        raise TooManyPairs(refused, most)
    if best is not None:
        found = most_alike(found, best)
        number = found.count()
    if number > most:
        raise TooManyPairs(number, most)
    return found.orderBy("a", "b").select("id_a", "id_b", "similarity"), number


def method_of(texts: Any, exact_up_to: int) -> Any:
    """How the whole collection is searched, a `Method` of the kernel; None where exactly. Equal texts count once."""
    from pyspark.sql import functions as f

    from xingzhi.engine.kernels.arrow import buffers
    from xingzhi.engine.kernels.bands import SAMPLE
    from xingzhi.engine.kernels.jaccard import method_for
    from xingzhi.engine.kernels.letters import as_letters

    each = texts.groupBy(f.sha2("text", 256)).agg(f.min("number").alias("number"), f.first("text").alias("text"))
    [row] = each.agg(f.count("*"), f.coalesce(f.sum(f.length("text")), f.lit(0))).collect()
    different, characters = row
    if different <= exact_up_to:
        return None
    first = each.where(f.length("text") >= GRAM).orderBy("number").limit(SAMPLE).select("text").toArrow()["text"]
    column = first.cast(pa.large_string()).combine_chunks()
    letters = as_letters(*buffers(column), np.arange(len(column)), 1)
    return method_for(letters, GRAM, different, characters, 1)


def in_tasks(texts: Any, blocks: int) -> Any:
    """The texts with `block`, once for every `task` they take part in, which is that of the blocks `low` and `high`.

    Tasks are numbered from 0: that of blocks i < j has the number j (j - 1) / 2 + i. Rows fall into blocks by a hash of
    their number, so that blocks are of about one size.
    """
    from pyspark.sql import functions as f

    placed = texts.withColumn("block", f.pmod(f.xxhash64("number"), f.lit(blocks)).cast("int"))
    if blocks == 1:
        return placed.withColumns({"low": f.lit(0), "high": f.lit(0), "task": f.lit(0)})
    others = placed.withColumn("other", f.explode(f.sequence(f.lit(0), f.lit(blocks - 1)))).where("other != block")
    both = others.withColumns({"low": f.least("block", "other"), "high": f.greatest("block", "other")}).drop("other")
    return both.withColumn("task", f.expr("cast(high * (high - 1) / 2 + low as int)"))


def most_alike(found: Any, best: int) -> Any:
    """The pairs that are among the `best` most alike of one of their two rows."""
    from pyspark.sql import Window
    from pyspark.sql import functions as f

    sides = found.select("a", "b", "similarity", f.explode(f.array("a", "b")).alias("own"))
    partner = f.col("a") + f.col("b") - f.col("own")
    rank = f.row_number().over(Window.partitionBy("own").orderBy(f.desc("similarity"), partner))
    kept = sides.withColumn("rank", rank).where(f.col("rank") <= best).select("a", "b").distinct()
    return found.join(kept, ["a", "b"], "left_semi")


def _fold(batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
    for batch in batches:
        columns = [batch["number"], pc.fill_null(batch["id"], ""), texts_to_compare(batch["text"])]
        yield pa.RecordBatch.from_arrays(columns, names=["number", "id", "text"])


def _searching(
    threshold: Fraction, most: int, best: int | None, method: Any, blocks: int
) -> Callable[[pa.Table], pa.Table]:
    """What a task does with the texts of its two blocks, as `in_tasks` has them: their pairs as `FOUND`."""

    def search(rows: pa.Table) -> pa.Table:
        from xingzhi.engine.kernels.jaccard import similar_pairs
        from xingzhi.engine.kernels.join import TooManyPairs

        rows = rows.sort_by("number")
        try:
            left, right, similarity = similar_pairs(
                rows["text"], threshold, GRAM, most=most, best=best, exact_up_to=len(rows), method=method
            )
        except TooManyPairs as problem:
            return _pairs([TOO_MANY], [problem.found], [""], [""], [0.0])
        place = rows["block"].to_numpy()
        a, b = place[left], place[right]
        low, high = rows["low"][0].as_py(), rows["high"][0].as_py()
        here = [block for block, in_it in ((low, high <= low + 1), (high, low + 2 == high + 1 == blocks)) if in_it]
        wanted = (a != b) | np.isin(a, here)
        first, second = rows.take(pa.array(left[wanted])), rows.take(pa.array(right[wanted]))
        return _pairs(first["number"], second["number"], first["id"], second["id"], similarity[wanted])

    return search


def _pairs(*columns: Any) -> pa.Table:
    kinds = (pa.int64(), pa.int64(), pa.large_string(), pa.large_string(), pa.float64())
    names = ("a", "b", "id_a", "id_b", "similarity")
    made = (column.cast(kind) if isinstance(column, pa.ChunkedArray) else pa.array(column, kind)
            for column, kind in zip(columns, kinds, strict=True))  # fmt: skip
    return pa.table(dict(zip(names, made, strict=True)))
