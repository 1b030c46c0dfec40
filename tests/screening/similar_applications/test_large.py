"""Files beyond memory, stored texts and each record's most alike, as the command gives them."""

import argparse
import os
import signal
import subprocess
import sys
import time

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from tests.engine.kernels.test_sketches import abstracts
from tests.screening.similar_applications.test_command import pairs
from xingzhi.screening.similar_applications import command, large

TEXTS = [*abstracts(400, 9), "", None]


@pytest.fixture
def source(tmp_path):
    path = tmp_path / "in.parquet"
    pq.write_table(pa.table({"申请号": [f"N{at:04d}" for at in range(len(TEXTS))], "摘要": TEXTS}), path)
    return path


@pytest.fixture
def small_memory(monkeypatch):
    """A program that takes a few hundred rows for many."""
    from xingzhi.engine.stored import texts

    monkeypatch.setattr(large, "IN_MEMORY_UP_TO", 100)
    monkeypatch.setattr(texts, "TEXTS_A_BLOCK", 90)


def run(name, *arguments):
    parser = argparse.ArgumentParser()
    command.register(parser.add_subparsers())
    parsed = parser.parse_args([name, *map(str, arguments)])
    return parsed.func(parsed)


def screen(source, out, *more):
    return run("similar-applications", "--input", source, "--id", "申请号", "--text", "摘要", "--out", out, *more)


def keep(source, store):
    return run("store-applications", "--input", source, "--id", "申请号", "--text", "摘要", "--store", store)


@pytest.mark.parametrize("out", ["pairs.csv", "pairs.parquet"])
def test_a_large_file_goes_through_the_disk_and_gives_the_same_pairs(tmp_path, source, small_memory, out, capsys):
    assert screen(source, tmp_path / out) == 0
    assert "20 most alike are kept" in capsys.readouterr().err
    large.IN_MEMORY_UP_TO = 10_000
    assert screen(source, tmp_path / "in_memory.parquet", "--best", "20") == 0
    assert len(pairs(tmp_path / out)) > 50
    assert pairs(tmp_path / out) == pairs(tmp_path / "in_memory.parquet")
    assert not list(tmp_path.glob("*.work"))
    assert not list(tmp_path.glob("*.part"))


def test_the_best_are_fewer(tmp_path, source):
    assert screen(source, tmp_path / "all.csv") == 0
    assert screen(source, tmp_path / "best.csv", "--best", "1") == 0
    assert 0 < len(pairs(tmp_path / "best.csv")) < len(pairs(tmp_path / "all.csv"))
    assert set(pairs(tmp_path / "best.csv")) < set(pairs(tmp_path / "all.csv"))


def test_new_ones_against_stored_ones(tmp_path, source, capsys):
    table = pq.read_table(source)
    old, new = tmp_path / "old.parquet", tmp_path / "new.parquet"
    pq.write_table(table.slice(0, 300), old)
    pq.write_table(table.slice(300), new)
    assert keep(old, tmp_path / "store") == 0
    assert screen(new, tmp_path / "found.csv", "--against", tmp_path / "store") == 0
    assert screen(source, tmp_path / "all.csv") == 0
    expected = {frozenset(pair) for pair in pairs(tmp_path / "all.csv") if max(pair[:2]) >= "N0300"}
    found = pairs(tmp_path / "found.csv")
    assert len({frozenset(pair) for pair in found} & expected) >= 0.98 * len(expected) > 20
    assert {frozenset(pair) for pair in found} <= expected
    assert all(a >= "N0300" for a, _, _ in found)
    capsys.readouterr()
    assert keep(source, tmp_path / "store") == 0  # the old ones are known already
    assert "102 added, 402 stored" in capsys.readouterr().err
    assert keep(source, tmp_path / "store") == 0
    assert "0 added, 402 stored" in capsys.readouterr().err


def test_what_is_no_store_is_refused(tmp_path, source, capsys):
    (tmp_path / "empty").mkdir()
    assert keep(source, tmp_path / "empty") == 0
    assert keep(source, tmp_path) == 2
    capsys.readouterr()
    assert screen(source, tmp_path / "o.csv", "--against", tmp_path / "none") == 2
    assert "store-applications" in capsys.readouterr().err
    assert screen(source, tmp_path / "o.csv", "--best", "0") == 2
    assert "1 or more" in capsys.readouterr().err
    assert not (tmp_path / "o.csv").exists()


def test_ids_missing_and_repeated_are_stored_alike_however_often_it_is_given(tmp_path, small_memory, capsys):
    ids, texts = ["a", None, "c", "", "e", "a"] * 60, abstracts(360, 2)
    path = tmp_path / "in.parquet"
    pq.write_table(pa.table({"申请号": ids, "摘要": texts}), path)
    for _ in range(2):
        assert keep(path, tmp_path / "store") == 0
        assert large.names_of(large.open_store(tmp_path / "store")).to_pylist() == ["a", "c", "e"]
    said = capsys.readouterr().err
    assert "120 rows have no id" in said
    assert "237 rows whose id is stored already" in said
    assert "240 rows whose id is stored already" in said


def test_a_filing_that_is_stored_is_no_pair_of_itself(tmp_path, source):
    assert keep(source, tmp_path / "store") == 0
    assert screen(source, tmp_path / "o.csv", "--against", tmp_path / "store", "--best", "1") == 0
    assert pairs(tmp_path / "o.csv")
    assert all(a != b for a, b, _ in pairs(tmp_path / "o.csv"))


def test_many_small_files_make_few_blocks(tmp_path, small_memory):
    folder = tmp_path / "in"
    folder.mkdir()
    for at in range(20):
        rows = {"申请号": [f"N{at}-{row}" for row in range(20)], "摘要": TEXTS[20 * at : 20 * at + 20]}
        pq.write_table(pa.table(rows), folder / f"{at:02}.parquet")
    assert keep(folder, tmp_path / "store") == 0
    stored = large.open_store(tmp_path / "store")
    assert [block.texts for block in stored.blocks] == [90, 90, 90, 90, 40]
    assert large.names_of(stored).to_pylist()[:2] == ["N0-0", "N0-1"]


def test_numbers_as_ids_are_read_alike_in_parts(tmp_path, small_memory):
    path = tmp_path / "in.parquet"
    pq.write_table(pa.table({"申请号": [*map(float, range(200)), 0.5], "摘要": abstracts(201, 2)}), path)
    assert keep(path, tmp_path / "store") == 0
    assert large.names_of(large.open_store(tmp_path / "store")).to_pylist()[-2:] == ["199", "0.5"]


def test_too_low_a_threshold_for_sketches_is_told(tmp_path, source, small_memory, capsys):
    assert screen(source, tmp_path / "o.csv", "--threshold", "0.003") == 2
    assert "use 0.01 or more" in capsys.readouterr().err


def test_too_many_pairs_name_the_way_out(tmp_path, monkeypatch, source, capsys):
    from xingzhi.engine.kernels import jaccard

    monkeypatch.setattr(jaccard.similar_pairs, "__kwdefaults__", {**jaccard.similar_pairs.__kwdefaults__, "most": 3})
    assert screen(source, tmp_path / "o.csv") == 2
    assert "--best 20" in capsys.readouterr().err


def test_a_run_killed_at_any_moment_leaves_nothing_that_harms(tmp_path):
    """Stored texts are whole blocks or none; the same command again brings the rest, none twice."""
    source, store, out = tmp_path / "in.parquet", tmp_path / "store", tmp_path / "o.parquet"
    texts = abstracts(3000, 4)
    pq.write_table(pa.table({"申请号": [f"N{at:05d}" for at in range(len(texts))], "摘要": texts}), source)
    code = (
        "import sys, argparse; from xingzhi.engine.stored import texts; texts.TEXTS_A_BLOCK = 200; "
        "from xingzhi.screening.similar_applications import command, large; large.IN_MEMORY_UP_TO = 100; "
        "parser = argparse.ArgumentParser(); command.register(parser.add_subparsers()); "
        "parsed = parser.parse_args(sys.argv[1:]); sys.exit(parsed.func(parsed))"
    )
    columns = ["--input", str(source), "--id", "申请号", "--text", "摘要"]
    storing = [sys.executable, "-c", code, "store-applications", *columns, "--store", str(store)]
    screening = [sys.executable, "-c", code, "similar-applications", *columns, "--out", str(out)]
    for command_line, trace in ((storing, store / "000003"), (screening, tmp_path / "o.parquet.work" / "000005")):
        process = subprocess.Popen(command_line, stderr=subprocess.DEVNULL)
        deadline = time.monotonic() + 120
        while not trace.exists() and process.poll() is None and time.monotonic() < deadline:
            time.sleep(0.005)
        assert process.poll() is None, "it ended before it could be killed"
        os.kill(process.pid, signal.SIGKILL)
        process.wait()
        assert not out.exists()
        assert subprocess.run(command_line, check=False, capture_output=True).returncode == 0
    names = large.names_of(large.open_store(store)).to_pylist()
    assert sorted(names) == [f"N{at:05d}" for at in range(len(texts))]
    assert len(pairs(out)) > 500
    assert not (tmp_path / "o.parquet.work").exists()
