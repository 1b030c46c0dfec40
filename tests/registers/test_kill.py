"""kill -9 at any moment of an import loses nothing and doubles nothing, and nobody's save waits meanwhile."""

from __future__ import annotations

import json
import os
import random
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.builders import ADDRESSES, number, words, write_rows
from tests.registers.program import Program, scratch_database

pytestmark = pytest.mark.database  # runs on both, though in processes and databases of its own
ROWS = 30_000
KNOWN = 3_000  # of them are in the registers already, under another title
TWICE = 1_000  # of them are given a second time, as the grant
BAD, EMPTY = 50, 20
FIRMS = 700
LONG = 2_000  # rows with an abstract, indexed by a job of its own
KINDS = ("电缆", "齿轮", "水泵", "阀门", "轴承")
RECEIVE = """
from pathlib import Path
from xingzhi.core.models import User
from xingzhi.registers.receive import receive_file
receive_file(User.objects.get(), Path(sys.argv[1]), "small.csv")
"""
SAVES = """
import json, time
from pathlib import Path
from xingzhi.core.models import User
from xingzhi.registers.edit import edit_record
from xingzhi.registers.models import Patent
admin, stop = User.objects.get(username="admin"), Path(sys.argv[1])
record = Patent.objects.get(application_no=sys.argv[2])
waits = []
while not stop.exists():
    began = time.monotonic()
    edit_record(admin, "patents", record.pk, {"title": f"手改{len(waits)}"}, "试")
    waits.append(time.monotonic() - began)
    time.sleep(0.4)
print(json.dumps(waits))
"""


def row(serial: int, **cells: str) -> dict[str, str]:
    """A row of the big file; what it says follows from its serial number."""
    firm = serial % FIRMS
    return {
        "申请号": "CN" + number(2020, serial),
        "名称": f"一种{KINDS[serial % 5]}",
        "申请人": f"{words(firm, 5)}机械有限公司;{words(firm + 5000, 5)}农牧有限责任公司",
        "申请日": "2020-03-04",
        "地址": list(ADDRESSES.values())[serial % 3],
        "摘要": words(serial, 20) if serial < LONG else "",
        "公开（公告）号": f"CN{serial:09d}A",
        "公开（公告）日": "2021-03-04",
    } | cells


def big_file(path: Path) -> Path:
    rows = [row(serial) for serial in range(ROWS)]
    rows += [
        row(s, **{"公开（公告）号": f"CN{s:09d}B", "公开（公告）日": "2022-03-04"})
        for s in range(0, ROWS, ROWS // TWICE)
    ]
    bad = [row(ROWS + at, 申请号="2.02E+12") for at in range(BAD)]
    empty = [dict.fromkeys(rows[0], "")] * EMPTY
    dice = random.Random(1)
    for each in (*bad, *empty):
        rows.insert(dice.randrange(len(rows)), each)
    return write_rows(path, rows)


def small_file(path: Path) -> Path:
    """What the registers hold beforehand: rows of the big file under another title, and one of its own."""
    known = [row(serial, 名称="旧的名称", 摘要="") for serial in range(0, ROWS, ROWS // KNOWN)]
    return write_rows(path, [*known, row(ROWS + 1_000, 名称="不在大文件里")])


@pytest.fixture(scope="module")
def program(tmp_path_factory: Any) -> Any:
    """The program set up; the small file is received, and the command was killed before its import began."""
    folder = tmp_path_factory.mktemp("program")
    with scratch_database(f"xingzhi_kill_{os.getpid()}") as database:
        program = Program(folder / "home", database)
        program.run("setup", "--region", "152200", "--name", "测试局", "--password", "a-long-enough-one")
        received = program.script(RECEIVE, str(small_file(folder / "small.csv")))
        assert received.wait(60) == 0
        yield program


def state(program: Program) -> tuple[str, int]:
    """How far the big file is."""
    found = program.ask("SELECT state, cursor FROM intake_batch WHERE file_name = 'big.csv'")
    return found[0] if found else ("", 0)


MOMENTS: list[tuple[str, Callable[[Program], bool]]] = [
    ("while the rows are checked", lambda program: state(program)[0] == "staging"),
    ("as the first rows go in", lambda program: state(program)[0] == "applying"),
    ("in the midst of it", lambda program: state(program)[1] >= 3),
    ("after the last rows", lambda program: state(program)[0] == "applied"),
]


def kill_at(program: Program, path: Path, moment: Callable[[Program], bool], delay: float) -> bool:
    """Start the import, kill it once the moment has come; False where it was done before."""
    process = program.start("intake", str(path))
    try:
        while process.poll() is None and not moment(program):
            time.sleep(0.01)
        time.sleep(delay)
        return process.poll() is None
    finally:
        process.kill()
        process.communicate()


def test_a_command_killed_before_the_import_began_is_simply_given_again(program: Program) -> None:
    """Between receiving a file and starting its import lies a moment; the same command again goes on from there."""
    path = program.home.parent / "small.csv"
    assert program.ask("SELECT state FROM intake_batch") == [("received",)]
    assert "接着办" in program.run("intake", str(path))
    assert program.ask("SELECT state, inserted FROM intake_batch") == [("applied", KNOWN + 1)]
    assert "没有新的变化" in program.run("intake", str(path))


def test_killed_at_four_moments_the_import_ends_as_if_nothing_had_been(program: Program, tmp_path: Path) -> None:
    program.run("intake", str(program.home.parent / "small.csv"))
    path, stop = big_file(tmp_path / "big.csv"), tmp_path / "stop"
    edited = number(2020, ROWS + 1_000)
    saver = program.script(SAVES, str(stop), edited)
    dice = random.Random()
    delays = [round(dice.uniform(0, 0.4), 3) for _ in MOMENTS]
    print("delays", delays)
    killed = [kill_at(program, path, moment, delay) for (_, moment), delay in zip(MOMENTS, delays, strict=True)]
    assert sum(killed) >= 3, f"the import was over before it could be killed: {killed}"
    stop.touch()
    said, problem = saver.communicate(timeout=60)
    assert saver.returncode == 0, problem
    waits = json.loads(said)
    said = program.run("intake", str(path), "--json")
    assert len(waits) > 5
    assert max(waits) < 10, f"a save waited {max(waits):.2f} s"  # however busy the machine
    result = json.loads(said[said.index("[") :])[0]
    check_counts(result)
    check_registers(program, edits=len(waits))
    check_search(program)
    check_what_follows(program)


def check_counts(result: dict[str, Any]) -> None:
    """What the program says of the batch."""
    names = ("rows_read", "accepted", "rejected", "skipped", "inserted", "updated", "unchanged", "withheld", "state")
    assert {name: result[name] for name in names} == {
        "rows_read": ROWS + TWICE + BAD + EMPTY,
        "accepted": ROWS + TWICE,
        "rejected": BAD,
        "skipped": EMPTY,
        "inserted": ROWS - KNOWN,
        "updated": KNOWN,
        "unchanged": 0,
        "withheld": 0,
        "state": "applied",
    }


def check_registers(program: Program, edits: int) -> None:
    """Records, links, parties and versions, each exactly once."""
    assert program.number("SELECT count(*) FROM register_patents") == ROWS + 1
    assert program.number("SELECT count(DISTINCT key) FROM register_patents") == ROWS + 1
    for at, kind in enumerate(KINDS):
        expected = len(range(at, ROWS, 5))
        assert program.number(f"SELECT count(*) FROM register_patents WHERE title = '一种{kind}'") == expected
    assert program.number("SELECT count(*) FROM register_patents WHERE grant_no <> ''") == TWICE
    assert program.number("SELECT count(*) FROM register_patents WHERE publication_no <> ''") == ROWS + 1
    # Two applicants each, in their places; each firm once.
    assert program.number("SELECT count(*) FROM registers_patentparty") == 2 * (ROWS + 1)
    assert program.number("SELECT count(DISTINCT patent_id) FROM registers_patentparty WHERE position = 1") == ROWS + 1
    assert program.number("SELECT count(*) FROM register_parties") == 2 * FIRMS
    assert program.number("SELECT count(*) FROM registers_partyname") == 2 * FIRMS
    # One version for each record there was before, however many rows spoke of it; one for each edit.
    assert program.number("SELECT count(*) FROM core_version") == KNOWN + edits
    doubled = (
        "SELECT count(*) FROM (SELECT record_id FROM core_version GROUP BY record_id, replaced HAVING count(*) > 1) x"
    )
    assert program.number(doubled) == 0


def check_search(program: Program) -> None:
    """Each record stands in the index once, under what it says now."""
    words_of = {kind: len(range(at, ROWS, 5)) for at, kind in enumerate(KINDS)} | {"旧的": 0, "名称": 0}
    for word, expected in words_of.items():
        assert found(program, "search_patents_head", word) == expected, word
    assert found(program, "search_patents_head", words(3, 5)[:2]) > 0
    texts = [words(serial, 20) for serial in range(LONG)]
    for text in texts[:5]:
        word = text[3:5]
        assert found(program, "search_patents_body", word) == sum(word in text for text in texts), word
    assert program.number("SELECT count(*) FROM registers_indexedtext WHERE register = 'patents'") == ROWS + 1


def found(program: Program, index: str, word: str) -> int:
    if program.database:
        return program.number(f"SELECT count(*) FROM {index} WHERE tokens @@ to_tsquery('simple', '''{word}''')")
    return program.number(f"SELECT count(*) FROM {index} WHERE {index} MATCH '\"{word}\"'")


def check_what_follows(program: Program) -> None:
    """Every job is done, the log holds, and the snapshot is of the registers as they are."""
    assert program.ask("SELECT DISTINCT state FROM core_job") == [("done",)]
    assert "完整" in program.run("verify-log")
    applied = "SELECT count(*) FROM core_logentry WHERE verb = 'apply_batch'"
    assert program.number(applied) == 2, "one entry for each file"
    assert "一致" in program.run("snapshots", "verify")
    [(totals,)] = program.ask("SELECT totals FROM snapshots_snapshot ORDER BY revision DESC LIMIT 1")
    totals = json.loads(totals) if isinstance(totals, str) else totals
    assert totals["patents"]["rows"] == ROWS + 1
    left = [path for path in program.home.rglob("*") if path.suffix in (".unfinished", ".part")]
    assert not left
