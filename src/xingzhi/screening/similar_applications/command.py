"""`xingzhi screen similar-applications`: pairs of near-identical texts of any file, without a database."""

from __future__ import annotations

import argparse
import sys
import time
from pathlib import Path
from typing import Any


def register(screenings: Any) -> None:
    """Add the command."""
    parser = screenings.add_parser("similar-applications", help="近似申请 / near-identical texts of a file")
    parser.add_argument("--input", required=True, type=Path, metavar="FILE", help=".parquet, .csv, .xlsx, .xls or .ods")
    parser.add_argument("--id", required=True, metavar="COLUMN", help="heading of the column that names a row")
    parser.add_argument("--text", required=True, metavar="COLUMN", help="heading of the column of texts to compare")
    parser.add_argument(
        "--threshold",
        metavar="T",
        help="least similarity, above 0 and at most 1: shared three-character pieces over all such pieces of both texts "
        "(default: what the screening's pack says)",
    )
    parser.add_argument(
        "--out",
        required=True,
        type=Path,
        metavar="FILE",
        help=".parquet or .csv: id_a, id_b, similarity; a stands before b",
    )
    parser.set_defaults(func=run)


def run(arguments: argparse.Namespace) -> int:
    """Write the pairs; what was read and found goes to the error stream. Exit code 2 where nothing could be done."""
    from xingzhi.screening.similar_applications.files import Refused

    try:
        _screen(arguments)
    except (Refused, OSError) as problem:
        _say(str(problem))
        return 2
    return 0


def _screen(arguments: argparse.Namespace) -> None:
    import pyarrow.compute as pc

    from xingzhi.engine.kernels.join import TooManyPairs
    from xingzhi.screening.similar_applications.files import Refused, check_output, read_columns, write_table
    from xingzhi.screening.similar_applications.pairs import find_pairs_of_folded, texts_to_compare

    started = time.monotonic()
    threshold = _threshold(arguments.threshold)
    check_output(arguments.out, arguments.input)
    table = read_columns(arguments.input, arguments.id, arguments.text)
    texts = texts_to_compare(table["text"])
    ids = pc.fill_null(table["id"], "")
    del table  # of a million abstracts a gigabyte
    named = ids.filter(pc.not_equal(ids, ""))
    unnamed, repeated = len(ids) - len(named), len(named) - len(pc.unique(named))
    empty = texts.null_count
    _say(f"读入 {len(ids)} 行，其中 {empty} 行没有文本 / {len(ids)} rows read, {empty} of them without text")
    if unnamed:
        _say(f"注意：{unnamed} 行没有标识 / note: {unnamed} rows have no id")
    if repeated:
        _say(f"注意：{repeated} 行的标识前面已经有过 / note: the ids of {repeated} rows stand in earlier rows too")
    try:
        found = find_pairs_of_folded(ids, texts, threshold, progress=_progress())
    except TooManyPairs as problem:
        raise Refused(f"至少 {problem.found} 对，请提高门槛或先去掉套话文本 / {problem}") from problem
    write_table(found, arguments.out)
    seconds = time.monotonic() - started
    _say(f"相似度 ≥ {threshold} 的 {len(found)} 对 / {len(found)} pairs, {seconds:.1f} s -> {arguments.out}")


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
            _say(f"已比对 / compared {said * 25} %")

    return progress


def _say(message: str) -> None:
    print(message, file=sys.stderr, flush=True)
