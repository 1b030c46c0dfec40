"""The rest of the equality suite: every screening, any number of blocks, sketches, a killed executor, folders."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from collections import defaultdict
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from bench.similar_applications.corpus import synthetic
from tests.spark.conftest import QUICK
from tests.spark.samples import LONG, REWRITTEN, SIMILAR, Case, heading, look_alikes
from xingzhi.engine.kernels.jaccard import similar_pairs
from xingzhi.engine.kernels.join import TooManyPairs
from xingzhi.screening.similar_applications.by_blocks import find_pairs_by_blocks, read_texts
from xingzhi.screening.similar_applications.pairs import PAIRS, find_pairs, texts_to_compare
from xingzhi.screening.spark_files import read_frame

pytestmark = pytest.mark.at_length
NAMED = {"id": heading("id"), "text": heading("text")}


@pytest.fixture
def stock(cluster, tmp_path: Path):
    """Read rows of id and text, written as files, into Spark."""

    def stock(table: pa.Table, files: int = 2):
        Case("stock", (), lambda: table, files).write(tmp_path / "stock")
        return read_texts(read_frame(cluster, str(tmp_path / "stock"), NAMED))

    return stock


def pairs(frame) -> list[tuple]:
    return [tuple(row.values()) for row in frame.toArrow().cast(PAIRS).to_pylist()]


def on_this_machine(table: pa.Table, threshold: str = "0.5") -> list[tuple]:
    ids = table[NAMED["id"]].fill_null("")
    return [tuple(row.values()) for row in find_pairs(ids, table[NAMED["text"]], threshold).to_pylist()]


def made(texts: list[str | None]) -> pa.Table:
    return pa.table({NAMED["id"]: [str(at) for at in range(len(texts))], NAMED["text"]: pa.array(texts, pa.string())})


@pytest.mark.parametrize("case", LONG, ids=str)
def test_every_screening_writes_the_same_file(case: Case, run, cluster):
    here, there = run(case, "duckdb"), run(case, "spark")
    assert there.read_bytes() == here.read_bytes()
    # A file holds no transfers, so that nothing is found of them; all others find what is planted.
    assert (len(pq.read_table(here)) > 0) == (case.name != "early_transfers")


@pytest.mark.parametrize("out", ["out.csv", "out.parquet"])
@pytest.mark.parametrize("case", [SIMILAR, LONG[0], LONG[-1]], ids=str)
def test_without_offices_all_rows_are_one(case: Case, out, run, cluster):
    words = case.words[: case.words.index("--by")] if "--by" in case.words else case.words
    alone = Case(case.name, words, case.make, files=1)
    here, there = run(alone, "duckdb", out=out), run(alone, "spark", out=out)
    assert there.read_bytes() == here.read_bytes()
    assert len(here.read_bytes().splitlines()) > 1


@pytest.mark.parametrize("block", [1000, 128, 90, 50, 3])
def test_any_number_of_blocks_gives_the_same_pairs(block, stock):
    table = look_alikes() if block > 3 else look_alikes().slice(240, 11)
    folded, read = stock(table)
    found, number = find_pairs_by_blocks(folded, read, "0.5", block=block)
    assert pairs(found) == on_this_machine(table)
    assert number == len(on_this_machine(table)) > 0


def test_texts_beyond_the_exact_search_are_found_by_sketches(stock):
    table = made(synthetic(400, length=200, clones=0.3))
    folded, read = stock(table)
    left, right, similarity = similar_pairs(texts_to_compare(table[NAMED["text"]]), "0.6", exact_up_to=0)
    found, _ = find_pairs_by_blocks(folded, read, "0.6", block=150, exact_up_to=0)
    here = [(str(a), str(b), alike) for a, b, alike in zip(left, right, similarity, strict=True)]
    assert pairs(found) == here


@pytest.mark.parametrize("best", [1, 2])
def test_the_best_of_each_record_stay(best, stock):
    table = look_alikes().append_column("at", pa.array(range(len(look_alikes()))))
    table = table.set_column(0, NAMED["id"], pa.array([str(at) for at in range(len(table))]))
    folded, read = stock(table.drop_columns("at"))
    everything = [(int(a), int(b), alike) for a, b, alike in on_this_machine(table, "0.3")]
    partners = defaultdict(list)
    for a, b, alike in everything:
        partners[a].append((-alike, b))
        partners[b].append((-alike, a))
    chosen = {(min(a, b), max(a, b)) for a, others in partners.items() for _, b in sorted(others)[:best]}
    found, number = find_pairs_by_blocks(folded, read, "0.3", block=100, best=best)
    assert [(int(a), int(b)) for a, b, _ in pairs(found)] == [(a, b) for a, b, _ in everything if (a, b) in chosen]
    assert number == len(chosen) < len(everything)


def test_too_many_pairs_are_told_and_not_tried_again(stock):
    folded, read = stock(made(["一种完全相同的摘要文本"] * 40))
    for block, most in ((1000, 100), (15, 500)):  # beyond it in one task; only all together
        with pytest.raises(TooManyPairs):
            find_pairs_by_blocks(folded, read, "0.5", block=block, most=most)


def test_nothing_to_compare_gives_no_pair(stock):
    folded, read = stock(made([None, "", "无", "一种独一无二的装置"]))
    found, number = find_pairs_by_blocks(folded, read, "0.5")
    assert (pairs(found), number, read.empty) == ([], 0, 3)


def test_numbers_as_ids_keep_their_digits(cluster, tmp_path):
    (tmp_path / "n").mkdir()
    for at, values in enumerate(([1.0, None, 201510736999.0], [4.0])):
        table = pa.table(
            {"a": values, "b": [value and value + 0.5 for value in values], "c": pa.array([at] * len(values))}
        )
        pq.write_table(table, tmp_path / "n" / f"{at}.parquet")
    from xingzhi.screening.similar_applications.files import read_named

    wanted = {"a": "a", "b": "b", "c": "c"}
    here = read_named(tmp_path / "n", wanted)
    there = read_frame(cluster, str(tmp_path / "n"), wanted).orderBy("number").drop("number").toArrow()
    assert there.to_pylist() == here.to_pylist()
    assert here["a"].to_pylist() == ["1", None, "201510736999", "4"]


def test_a_killed_executor_changes_nothing(stock, cluster):
    """One of the two executors ends in the middle; its work is done again elsewhere."""
    table = made(synthetic(600, length=120, clones=0.2))
    folded, read = stock(table)
    first, *_ = executors()
    threading.Timer(1.5, os.kill, (first, signal.SIGKILL)).start()
    found, _ = find_pairs_by_blocks(folded, read, "0.5", block=60)
    while first in executors():
        time.sleep(0.1)
    assert pairs(found) == on_this_machine(table)


def executors() -> list[int]:
    """The executor processes below this one."""
    parents, wanted = {}, []
    for folder in Path("/proc").iterdir():
        try:
            parents[int(folder.name)] = int((folder / "stat").read_text("utf-8").rpartition(")")[2].split()[1])
            if b"CoarseGrainedExecutorBackend" in (folder / "cmdline").read_bytes():
                wanted.append(int(folder.name))
        except (ValueError, OSError):
            continue
    return [each for each in wanted if os.getpid() in _above(each, parents)]


def _above(process: int, parents: dict[int, int]) -> list[int]:
    found = []
    while process := parents.get(process, 0):
        found.append(process)
    return found


@pytest.mark.parametrize("case", [SIMILAR, REWRITTEN], ids=str)
def test_a_folder_written_by_the_cluster_holds_the_same_rows_in_order(case: Case, run, cluster, capsys):
    here, there = run(case, "duckdb"), run(case, "spark", out="out/")
    files = sorted(there.glob("*.parquet"))
    written = pa.concat_tables(pq.read_table(path) for path in files)
    assert written.to_pylist() == pq.read_table(here).to_pylist()
    run(case, "spark", out="out/", expect=2)
    assert "已经有了" in capsys.readouterr().err


def test_what_cannot_be_read_is_refused_as_on_this_machine(run, cluster, tmp_path, capsys):
    (tmp_path / "输入" / "内").mkdir(parents=True)
    pq.write_table(pa.table({"号": ["1"]}), tmp_path / "输入" / "a.parquet")
    for engine in ("duckdb", "spark"):
        run(SIMILAR, engine, expect=2)
        said = capsys.readouterr().err
        assert "“申请号”" in said
        assert "有 / no such column, there are: 号" in said
    pq.write_table(pa.table({"号": ["1"]}), tmp_path / "输入" / "内" / "a.parquet")
    run(SIMILAR, "duckdb", expect=2)
    assert "只读一层" in capsys.readouterr().err
    run(SIMILAR, "spark", "--input", str(tmp_path / "没有"), expect=2)
    assert "没有这个文件" in capsys.readouterr().err


def test_the_engine_answers_as_the_other_does(cluster, tmp_path):
    table = pa.table({"region": ["1522", "152221"], "number": [1, 2]})
    cluster.register("rows", table)
    found = cluster.sql("SELECT number FROM rows WHERE region LIKE $start AND number > $least", start="1522%", least=1)
    assert found.to_pylist() == [{"number": 2}]
    cluster.write(table, tmp_path / "a.parquet")
    cluster.register("rows", tmp_path / "a.parquet")
    assert cluster.sql("SELECT * FROM rows ORDER BY number").to_pylist() == table.to_pylist()
    with pytest.raises(FileNotFoundError):
        cluster.register("rows", tmp_path / "none.parquet")
    schema = pa.schema([("twice", pa.int64())])
    twice = cluster.map_batches(
        table,
        lambda batch: pa.record_batch([pa.array([2 * n.as_py() for n in batch["number"]])], schema=schema),
        schema,
    )
    assert twice.to_pylist() == [{"twice": 2}, {"twice": 4}]


def test_the_command_starts_and_ends_its_own_session(run, tmp_path):
    """In a process of its own, without a cluster: local[2]."""
    here = run(SIMILAR, "duckdb")
    words = [*SIMILAR.words, "--input", str(tmp_path / "输入"), "--out", str(tmp_path / "own.parquet")]
    command = [sys.executable, "-m", "xingzhi", "screen", *words, "--engine", "spark", "--master", "local[2]"]
    environment = {**os.environ, "JAVA_TOOL_OPTIONS": QUICK}
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "own.parquet").read_bytes() == here.read_bytes()


def test_without_java_it_is_said_what_to_install(run, monkeypatch, tmp_path, capsys):
    monkeypatch.setenv("JAVA_HOME", str(tmp_path))
    run(SIMILAR, "spark", expect=2)
    assert "openjdk-17-jre-headless" in capsys.readouterr().err
