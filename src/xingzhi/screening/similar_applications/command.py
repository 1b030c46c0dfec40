"""`xingzhi screen similar-applications` and `store-applications`: near-identical texts of any file, without a database."""

from __future__ import annotations

import argparse
import time
from pathlib import Path
from typing import Any

from xingzhi.screening.command import HERE, SPARK, add_options, exit_code, say
from xingzhi.screening.similar_applications.telling import quarters, rows_read_so_far, tell_rows


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
        help="compare with the texts of a folder made by store-applications: id_a is new, id_b stored or new as well; "
        "with --best each new one keeps N stored and N new ones",
    )
    add_options(parser, "id_a, id_b, similarity; a stands before b")
    parser.set_defaults(func=lambda arguments: exit_code(_screen, arguments))
    keeper = screenings.add_parser(
        "store-applications", help="存放已有文本，供与新申请比对 / keep old texts on disk, to compare new ones with"
    )
    keeper.add_argument(
        "--input", required=True, metavar="FILE", help=".parquet, a folder of them, .csv, .xlsx, .xls or .ods"
    )
    keeper.add_argument("--id", required=True, metavar="COLUMN", help="heading of the column that names a row")
    keeper.add_argument("--text", required=True, metavar="COLUMN", help="heading of the column of texts")
    keeper.add_argument(
        "--store",
        required=True,
        type=Path,
        metavar="FOLDER",
        help="made where there is none; rows whose id is there already are left out. About 1.3 GB for a million abstracts",
    )
    keeper.set_defaults(func=lambda arguments: exit_code(_store, arguments), engine=HERE, master=None)


def _screen(arguments: argparse.Namespace) -> None:
    from xingzhi.screening.similar_applications.files import Refused

    started = time.monotonic()
    threshold = _threshold(arguments.threshold)
    if arguments.best is not None and arguments.best < 1:
        raise Refused(f"--best {arguments.best}: 应为正整数 / must be 1 or more")
    found = (_on_spark if arguments.engine == SPARK else _here)(arguments, threshold)
    seconds = time.monotonic() - started
    say(f"相似度 ≥ {threshold} 的 {found} 对 / {found} pairs, {seconds:.1f} s -> {arguments.out}")


def _here(arguments: argparse.Namespace, threshold: str) -> int:
    """Search on this machine; the number of pairs."""
    from xingzhi.screening.similar_applications import large
    from xingzhi.screening.similar_applications.files import rows_of
    from xingzhi.screening.similar_applications.output import check_output, write_table, write_tables
    from xingzhi.screening.similar_applications.pairs import PAIRS, find_pairs_of_folded

    source, out, best = Path(arguments.input), Path(arguments.out), arguments.best
    check_output(out, source)
    if arguments.against is not None:
        stored = large.open_store(arguments.against)
        tables = large.Counted(large.pairs_with_old(*_read(arguments), stored, threshold, best, quarters()))
        write_tables(tables, PAIRS, out)
        return tables.rows
    if rows_of(source) <= large.IN_MEMORY_UP_TO:
        found = find_pairs_of_folded(*_read(arguments), threshold, progress=quarters(), best=best)
        write_table(found, out)
        return len(found)
    best = best or large.BEST_OF_LARGE
    say(f"文件很大，每件只留最相近的 {best} 件 / a large file: each record's {best} most alike are kept")
    wanted = {"id": arguments.id, "text": arguments.text}
    with large.stored_for_now(out, source, wanted, rows_read_so_far()) as stored:
        tables = large.Counted(large.pairs_of_large(stored, threshold, best, quarters()))
        write_tables(tables, PAIRS, out)
    return tables.rows


def _store(arguments: argparse.Namespace) -> None:
    from xingzhi.screening.similar_applications import large

    before = len(large.open_store(arguments.store)) if large.is_taken(arguments.store) else 0
    wanted = {"id": arguments.id, "text": arguments.text}
    stored, taken = large.store(arguments.store, Path(arguments.input), wanted, rows_read_so_far(), by_name=True)
    say(
        f"读入 {taken.rows} 行，其中 {taken.empty} 行没有文本 / {taken.rows} rows read, {taken.empty} of them without text"
    )
    if taken.unnamed:
        say(f"注意：{taken.unnamed} 行没有标识，未存 / note: {taken.unnamed} rows have no id and are not stored")
    if taken.known:
        say(f"{taken.known} 行的标识已经存过，未再存 / {taken.known} rows whose id is stored already were left out")
    added = len(stored) - before
    say(f"新存 {added} 件，共 {len(stored)} 件 / {added} added, {len(stored)} stored -> {arguments.store}")


def _read(arguments: argparse.Namespace) -> tuple[Any, Any]:
    """The ids and the texts in similarity form, with a word on rows that will hardly be of use."""
    import pyarrow.compute as pc

    from xingzhi.screening.similar_applications.files import read_columns
    from xingzhi.screening.similar_applications.pairs import as_array, texts_to_compare

    table = read_columns(Path(arguments.input), arguments.id, arguments.text)
    texts = texts_to_compare(table["text"])
    ids = as_array(pc.fill_null(table["id"], ""))
    del table  # of a million abstracts a gigabyte
    named = ids.filter(pc.not_equal(ids, ""))
    tell_rows(len(ids), len(ids) - len(named), len(named) - len(pc.unique(named)), texts.null_count)
    return ids, texts


def _on_spark(arguments: argparse.Namespace, threshold: str) -> int:
    """Search on the cluster; the number of pairs."""
    from xingzhi.engine.spark import SparkEngine
    from xingzhi.screening.similar_applications.by_blocks import BLOCK, find_pairs_by_blocks, read_texts
    from xingzhi.screening.similar_applications.files import Refused
    from xingzhi.screening.similar_applications.pairs import PAIRS
    from xingzhi.screening.spark_files import check_places, read_frame, write_frame

    if arguments.against is not None:
        raise Refused("--against 只在本机比对 / --against works on this machine only, without --engine spark")
    block = BLOCK if arguments.block_size is None else arguments.block_size
    if block < 1:
        raise Refused(f"--block-size {block}: 应为正整数 / must be 1 or more")
    with SparkEngine(arguments.master) as engine:
        check_places(engine, arguments.input, arguments.out)
        frame = read_frame(engine, arguments.input, {"id": arguments.id, "text": arguments.text})
        folded, read = read_texts(frame)
        tell_rows(read.rows, read.unnamed, read.repeated, read.empty)
        found, number = find_pairs_by_blocks(folded, read, threshold, block=block, best=arguments.best)
        write_frame(found, arguments.out, PAIRS)
    return number


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
