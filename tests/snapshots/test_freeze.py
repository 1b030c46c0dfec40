"""A snapshot is the same bytes whenever it is made, of whatever revision."""

from __future__ import annotations

import random

import pyarrow.parquet as pq
import pytest

from tests.builders import number, patent, write_rows
from xingzhi.core.declare import registers
from xingzhi.core.models import Job, LogEntry
from xingzhi.intake.models import Batch
from xingzhi.registers.edit import edit_record
from xingzhi.registers.models import Patent
from xingzhi.snapshots.freeze import freeze
from xingzhi.snapshots.jobs import latest
from xingzhi.snapshots.models import Snapshot

pytestmark = pytest.mark.django_db


@pytest.fixture
def again(tmp_path):
    """Makes the snapshot of a revision anew, elsewhere."""
    count = iter(range(100))

    def again(revision):
        return freeze(registers(), revision, tmp_path / f"again{next(count)}", lambda rows: None)

    return again


def test_made_again_it_is_the_same_bytes_and_so_is_every_earlier_one(take_in, league, tmp_path, again):
    """New rows, changed ones, rows that move, edits: each revision can be frozen again long after."""
    from xingzhi.core import jobs

    dice = random.Random(5)
    frozen = {}
    for at in range(4):
        serials = dice.sample(range(1, 40), 12)
        rows = [
            patent(2020, serial, region=dice.choice(["152221", "152223", ""]), 名称=f"装置{dice.randrange(9)}",
                   申请公布日=dice.choice(["", "2021-01-02"]), 摘要=dice.choice(["", f"摘要{at}"]))
            for serial in serials
        ]  # fmt: skip
        take_in(league, write_rows(tmp_path / f"{at}.csv", rows))
        record = Patent.objects.order_by("?").first()
        edit_record(league, "patents", record.pk, {"agent": f"代理{at}", "ipc": "A63B23/04"}, "试")
        jobs.run_waiting()
    for snapshot in Snapshot.objects.all():
        frozen[snapshot.revision] = (snapshot.digest, snapshot.files, snapshot.totals)
    assert len(frozen) >= 4
    for revision, (digest, files, totals) in frozen.items():
        made = again(revision)
        assert (made["digest"], made["files"]) == (digest, files), revision
        assert {name: each["rows"] for name, each in made["totals"].items()} == {
            name: each["rows"] for name, each in totals.items()
        }
    assert len({digest for digest, _, _ in frozen.values()}) == len(frozen)


def test_it_holds_the_rows_as_they_stood_in_order(take_in, league, tmp_path):
    first = take_in(league, write_rows(tmp_path / "a.csv", [patent(serial=2, 名称="旧"), patent(serial=1)]))
    then = latest()
    take_in(league, write_rows(tmp_path / "b.csv", [patent(serial=2, 名称="新", region="152223"), patent(serial=3)]))
    old, new = pq.read_table(then.path("patents")).to_pylist(), pq.read_table(latest().path("patents")).to_pylist()
    assert [row["key"] for row in old] == sorted(number(2020, n) for n in (1, 2))
    assert [row["key"] for row in new] == sorted(number(2020, n) for n in (1, 2, 3))
    stood = {row["key"]: (row["title"], row["region"]) for row in old}
    assert stood[number(2020, 2)] == ("旧", "152221")
    assert then.revision == first.revision
    assert then.as_of == first.applied_at
    assert then.totals["patents"] == {"rows": 2, "regions": {"152221": 2}}
    assert latest().totals["patents"]["regions"] == {"152221": 2, "152223": 1}


def test_batches_that_wait_together_share_one_snapshot(take_in, league, tmp_path):
    from xingzhi.core import jobs
    from xingzhi.registers.receive import receive_file, start_import

    for at in range(3):
        path = write_rows(tmp_path / f"{at}.csv", [patent(serial=at + 1)])
        start_import(league, receive_file(league, path, path.name).pk)
    for _ in range(3):
        jobs.perform(jobs.claim("test"))
    jobs.run_waiting()
    assert list(Snapshot.objects.values_list("revision", flat=True)) == [
        Batch.objects.order_by("-revision")[0].revision
    ]
    entries = LogEntry.objects.filter(verb="make_snapshot")
    assert [entry.detail["digest"] for entry in entries] == [latest().digest]


def test_a_snapshot_that_is_there_is_not_made_again(take_in, league, tmp_path):
    from xingzhi.core import jobs

    take_in(league, write_rows(tmp_path / "a.csv", [patent()]))
    made = latest().path("patents").stat().st_mtime_ns
    jobs.enqueue("snapshot", league, "1522")
    jobs.run_waiting()
    assert Snapshot.objects.count() == 1
    assert latest().path("patents").stat().st_mtime_ns == made
    assert Job.objects.filter(kind="snapshot", state="done").count() == 2


def test_an_interrupted_freeze_leaves_nothing_that_looks_finished(take_in, league, tmp_path):
    take_in(league, write_rows(tmp_path / "a.csv", [patent()]))

    def stop(rows):
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        freeze(registers(), latest().revision, tmp_path / "s", stop)
    assert not (tmp_path / "s").exists()
    made = freeze(registers(), latest().revision, tmp_path / "s", lambda rows: None)
    assert made["digest"] == latest().digest
    names = [*(register.name for register in registers()), "patent_parties", "merged_parties"]
    assert sorted(path.name for path in (tmp_path / "s").iterdir()) == sorted(f"{name}.parquet" for name in names)


def test_the_command_compares_the_bytes(take_in, league, tmp_path, capsys):
    from xingzhi.cli import main

    assert main(["snapshots", "verify"]) == 2
    take_in(league, write_rows(tmp_path / "a.csv", [patent()]))
    assert main(["snapshots", "verify"]) == 0
    assert "一致" in capsys.readouterr().out
    assert main(["snapshots", "list"]) == 0
    assert latest().label in capsys.readouterr().out
    Patent.objects.update(title="绕过动作改的")
    assert main(["snapshots", "verify"]) == 1
    assert "patents" in capsys.readouterr().err
