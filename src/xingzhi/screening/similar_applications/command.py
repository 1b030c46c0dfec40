"""`xingzhi screen similar-applications` and `store-applications`: near-identical texts of any file, without a database."""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Callable, Iterable, Iterator
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
        "--best",
        type=int,
        metavar="N",
        help="only pairs among the N most alike of one of their records (default: all; "
        "20 where the file is so large that its texts go to disk)",
    )
    parser.add_argument(
        "--against",
        type=Path,
        metavar="FOLDER",
        help="compare with the texts of a folder made by store-applications: id_a is new, id_b stored or new as well",
    )
    parser.add_argument(
        "--out",
        required=True,
        type=Path,
        metavar="FILE",
        help=".parquet or .csv: id_a, id_b, similarity; a stands before b",
    )
    parser.set_defaults(func=lambda arguments: run(arguments, _screen))
    keeper = screenings.add_parser(
        "store-applications", help="存放已有文本，供与新申请比对 / keep old texts on disk, to compare new ones with"
    )
    keeper.add_argument("--input", required=True, type=Path, metavar="FILE", help=".parquet, .csv, .xlsx, .xls or .ods")
    keeper.add_argument("--id", required=True, metavar="COLUMN", help="heading of the column that names a row")
    keeper.add_argument("--text", required=True, metavar="COLUMN", help="heading of the column of texts")
    keeper.add_argument(
        "--store",
        required=True,
        type=Path,
        metavar="FOLDER",
        help="made where there is none; rows whose id is there already are left out. About 1.3 GB for a million abstracts",
    )
    keeper.set_defaults(func=lambda arguments: run(arguments, _store))


def run(arguments: argparse.Namespace, work: Callable[[argparse.Namespace], None]) -> int:
    """Do the work; what was read and found goes to the error stream. Exit code 2 where nothing could be done."""
    from xingzhi.engine.kernels.join import TooManyPairs
    from xingzhi.screening.similar_applications.files import Refused

    try:
        work(arguments)
    except TooManyPairs as problem:
        _say(
            f"至少 {problem.found} 对，请提高门槛、加 --best 20 或先去掉套话文本 / "
            f"{problem}, or keep only each record's most alike with --best 20"
        )
        return 2
    except (Refused, OSError) as problem:
        _say(str(problem))
        return 2
    return 0


def _screen(arguments: argparse.Namespace) -> None:
    from xingzhi.screening.similar_applications import large
    from xingzhi.screening.similar_applications.files import Refused, check_output, rows_of, write_tables
    from xingzhi.screening.similar_applications.pairs import PAIRS, find_pairs_of_folded

    started, found = time.monotonic(), 0
    threshold = _threshold(arguments.threshold)
    if arguments.best is not None and arguments.best < 1:
        raise Refused(f"--best {arguments.best}: 应为正整数 / must be 1 or more")
    check_output(arguments.out, arguments.input)

    def counted(tables: Iterable[Any]) -> Iterator[Any]:
        nonlocal found
        for table in tables:
            found += len(table)
            yield table

    if arguments.against is not None:
        stored = large.open_store(arguments.against)
        ids, texts = _read(arguments)
        tables = large.pairs_with_old(ids, texts, stored, threshold, arguments.best, _progress())
        write_tables(counted(tables), PAIRS, arguments.out)
    elif rows_of(arguments.input) <= large.IN_MEMORY_UP_TO:
        ids, texts = _read(arguments)
        pairs = find_pairs_of_folded(ids, texts, threshold, progress=_progress(), best=arguments.best)
        write_tables(counted([pairs]), PAIRS, arguments.out)
    else:
        best = arguments.best or large.BEST_OF_LARGE
        _say(f"文件很大，每件只留最相近的 {best} 件 / a large file: each record's {best} most alike are kept")
        source = (arguments.input, arguments.id, arguments.text)
        with large.stored_for_now(arguments.out, *source, _rows_read()) as stored:
            tables = large.pairs_of_large(stored, threshold, best, _progress())
            write_tables(counted(tables), PAIRS, arguments.out)
    seconds = time.monotonic() - started
    _say(f"相似度 ≥ {threshold} 的 {found} 对 / {found} pairs, {seconds:.1f} s -> {arguments.out}")


def _store(arguments: argparse.Namespace) -> None:
    from xingzhi.screening.similar_applications import large

    before = len(large.open_store(arguments.store)) if large.is_taken(arguments.store) else 0
    stored = large.store(arguments.store, arguments.input, arguments.id, arguments.text, _rows_read(), skip_known=True)
    added = len(stored) - before
    _say(f"新存 {added} 件，共 {len(stored)} 件 / {added} added, {len(stored)} stored -> {arguments.store}")


def _read(arguments: argparse.Namespace) -> tuple[Any, Any]:
    """The ids and the texts in similarity form, with a word on rows that will hardly be of use."""
    import pyarrow.compute as pc

    from xingzhi.screening.similar_applications.files import read_columns
    from xingzhi.screening.similar_applications.pairs import as_array, texts_to_compare

    table = read_columns(arguments.input, arguments.id, arguments.text)
    texts = texts_to_compare(table["text"])
    ids = as_array(pc.fill_null(table["id"], ""))
    del table  # of a million abstracts a gigabyte
    named = ids.filter(pc.not_equal(ids, ""))
    unnamed, repeated = len(ids) - len(named), len(named) - len(pc.unique(named))
    empty = texts.null_count
    _say(f"读入 {len(ids)} 行，其中 {empty} 行没有文本 / {len(ids)} rows read, {empty} of them without text")
    if unnamed:
        _say(f"注意：{unnamed} 行没有标识 / note: {unnamed} rows have no id")
    if repeated:
        _say(f"注意：{repeated} 行的标识前面已经有过 / note: the ids of {repeated} rows stand in earlier rows too")
    return ids, texts


def _rows_read() -> Callable[[int], None]:
    """Says how far reading has come, at most every ten seconds."""
    said = time.monotonic()

    def say(rows: int) -> None:
        nonlocal said
        if time.monotonic() - said > 10:
            said = time.monotonic()
            _say(f"已读入 / read {rows} 行")

    return say


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
