"""`xingzhi screen similar-applications`: pairs of near-identical texts of any file, without a database."""

from __future__ import annotations

import argparse
import time
from pathlib import Path
from typing import Any

from xingzhi.screening.command import SPARK, add_options, exit_code, say


def register(screenings: Any) -> None:
    """Add the command."""
    parser = screenings.add_parser("similar-applications", help="近似申请 / near-identical texts of a file")
    parser.add_argument("--id", required=True, metavar="COLUMN", help="heading of the column that names a row")
    parser.add_argument("--text", required=True, metavar="COLUMN", help="heading of the column of texts to compare")
    parser.add_argument(
        "--threshold",
        metavar="T",
        help="least similarity, above 0 and at most 1: shared three-character pieces over all such pieces of both texts "
        "(default: what the screening's pack says)",
    )
    parser.add_argument(
        "--block-size",
        type=int,
        metavar="N",
        help="with --engine spark: texts in a block, two of which make a task (default 250000)",
    )
    add_options(parser, "id_a, id_b, similarity; a stands before b")
    parser.set_defaults(func=run)


def run(arguments: argparse.Namespace) -> int:
    """Write the pairs; what was read and found goes to the error stream. Exit code 2 where nothing could be done."""
    return exit_code(_screen, arguments)


def _screen(arguments: argparse.Namespace) -> None:
    started = time.monotonic()
    threshold = _threshold(arguments.threshold)
    found = (_on_spark if arguments.engine == SPARK else _here)(arguments, threshold)
    seconds = time.monotonic() - started
    say(f"相似度 ≥ {threshold} 的 {found} 对 / {found} pairs, {seconds:.1f} s -> {arguments.out}")


def _here(arguments: argparse.Namespace, threshold: str) -> int:
    """Search on this machine; the number of pairs."""
    import pyarrow.compute as pc

    from xingzhi.screening.similar_applications.files import check_output, read_columns, write_table
    from xingzhi.screening.similar_applications.pairs import find_pairs_of_folded, texts_to_compare

    source, out = Path(arguments.input), Path(arguments.out)
    check_output(out, source)
    table = read_columns(source, arguments.id, arguments.text)
    texts = texts_to_compare(table["text"])
    ids = pc.fill_null(table["id"], "")
    del table  # of a million abstracts a gigabyte
    named = ids.filter(pc.not_equal(ids, ""))
    _tell(len(ids), len(ids) - len(named), len(named) - len(pc.unique(named)), texts.null_count)
    found = find_pairs_of_folded(ids, texts, threshold, progress=_progress())
    write_table(found, out)
    return len(found)


def _on_spark(arguments: argparse.Namespace, threshold: str) -> int:
    """Search on the cluster; the number of pairs."""
    from xingzhi.engine.spark import SparkEngine
    from xingzhi.screening.similar_applications.by_blocks import BLOCK, find_pairs_by_blocks, read_texts
    from xingzhi.screening.similar_applications.files import Refused
    from xingzhi.screening.similar_applications.pairs import PAIRS
    from xingzhi.screening.spark_files import check_places, read_frame, write_frame

    block = BLOCK if arguments.block_size is None else arguments.block_size
    if block < 1:
        raise Refused(f"--block-size {block}: 应为正整数 / must be 1 or more")
    with SparkEngine(arguments.master) as engine:
        check_places(engine, arguments.input, arguments.out)
        frame = read_frame(engine, arguments.input, {"id": arguments.id, "text": arguments.text})
        folded, read = read_texts(frame)
        _tell(read.rows, read.unnamed, read.repeated, read.empty)
        found, number = find_pairs_by_blocks(folded, read, threshold, block=block)
        write_frame(found, arguments.out, PAIRS)
    return number


def _tell(rows: int, unnamed: int, repeated: int, empty: int) -> None:
    """Say what was read."""
    say(f"读入 {rows} 行，其中 {empty} 行没有文本 / {rows} rows read, {empty} of them without text")
    if unnamed:
        say(f"注意：{unnamed} 行没有标识 / note: {unnamed} rows have no id")
    if repeated:
        say(f"注意：{repeated} 行的标识前面已经有过 / note: the ids of {repeated} rows stand in earlier rows too")


def _threshold(given: str | None) -> str:
    from xingzhi.engine.kernels.jaccard import exact_threshold
    from xingzhi.screening.similar_applications.files import Refused

    if given is None:
        from xingzhi.packs import load

        given = str(load().screening("similar_applications")["threshold"])
    try:
        exact_threshold(given)
    except ValueError:
        raise Refused(f"--threshold {given}: 应大于 0、不超过 1 / must be above 0 and at most 1") from None
    return given


def _progress() -> Any:
    """Says every quarter of the way, for those who wait longer than two seconds."""
    started, said = time.monotonic(), 0

    def progress(share: float) -> None:
        nonlocal said
        if int(4 * share) > said and share < 1 and time.monotonic() - started > 2:
            said = int(4 * share)
            say(f"已比对 / compared {said * 25} %")

    return progress
