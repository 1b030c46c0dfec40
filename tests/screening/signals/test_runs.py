"""Signals follow a new snapshot, stand once made, survive a killed worker, and are read by whoever may."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pyarrow.parquet as pq
import pytest

from tests.builders import number, patent, write_rows
from tests.conftest import BANNER, OFFICE, OTHER_BANNER, person
from xingzhi import __version__
from xingzhi.cases.models import Clue
from xingzhi.core import jobs
from xingzhi.core.models import Job, JobState, LogEntry
from xingzhi.packs import load
from xingzhi.screening.models import Run
from xingzhi.screening.signals.catalogue import screenings
from xingzhi.screening.signals.contract import SIGNALS, Signal
from xingzhi.screening.signals.reading import latest
from xingzhi.snapshots.jobs import latest as latest_snapshot

pytestmark = pytest.mark.django_db
HOUSE = "内蒙古自治区兴安盟科尔沁右翼前旗科尔沁镇兴安街5号3层"
DAY = date(2024, 3, 1)


def rows():
    """Three names at one address with like titles, one of them with a burst of twenty."""
    for at, what in enumerate(("新型", "改进的", "高效")):
        yield patent(2024, 900 + at, 名称=f"一种{what}玉米脱粒机", 申请人=f"名义{what}商贸有限公司", 地址=HOUSE)
    for at in range(20):
        day = (DAY + timedelta(at)).isoformat()
        region = OTHER_BANNER if at == 19 else BANNER
        yield patent(2024, 1 + at, 名称=f"装置{at:02}", 申请人="突然多申请有限公司", 申请日=day, region=region)
    for at in range(40):
        yield patent(2014 + at % 10, 500 + at, 名称=f"设备{at:02}", 申请人=f"平常{at}机械有限公司")


@pytest.fixture
def taken(take_in, league, tmp_path):
    """The registers with these rows, everything that follows done."""
    return take_in(league, write_rows(tmp_path / "a.csv", list(rows())))


BURST, RING = number(2024, 1), number(2024, 900)


def test_each_declared_screening_has_its_run_and_file(taken):
    for name in screenings():
        run = Run.objects.get(screening=name)
        assert (run.snapshot, run.program, run.pack) == (latest_snapshot(), __version__, load().ref(name))
        table = pq.read_table(run.path)
        assert table.schema == SIGNALS
        assert run.totals["signals"] == len(table)
        assert LogEntry.objects.filter(verb="run_signals", detail__screening=name).count() == 1
    assert Run.objects.get(screening="filing_bursts").totals["groups"] == 1
    assert not Job.objects.exclude(state=JobState.DONE).exists()


def test_signals_become_no_clues_by_themselves(taken):
    assert not Clue.objects.filter(screening__in=screenings()).exists()


def test_the_same_snapshot_gives_the_same_runs(taken, league):
    before = {run.screening: (run.pk, run.path.stat().st_mtime_ns) for run in Run.objects.all()}
    job = jobs.enqueue("screen_signals", league, OFFICE, snapshot=latest_snapshot().pk)
    jobs.run_waiting()
    job.refresh_from_db()
    assert job.result["runs"] == {name: before[name][0] for name in screenings()}
    assert {run.screening: (run.pk, run.path.stat().st_mtime_ns) for run in Run.objects.all()} == before


def test_runs_made_again_hold_the_same_bytes(taken, league):
    bytes_of = lambda: {name: Run.objects.get(screening=name).path.read_bytes() for name in screenings()}  # noqa: E731
    before = bytes_of()
    Run.objects.filter(screening__in=screenings()).delete()
    jobs.enqueue("screen_signals", league, OFFICE, snapshot=latest_snapshot().pk)
    jobs.run_waiting()
    assert bytes_of() == before


def test_a_worker_killed_between_two_screenings_leaves_what_was_made_and_another_does_the_rest(
    taken, league, monkeypatch
):
    Run.objects.filter(screening__in=screenings()).delete()
    one, two, *_ = screenings()

    def killed(*_):
        raise KeyboardInterrupt

    monkeypatch.setitem(screenings(), two, replace(screenings()[two], run=killed))
    job = jobs.enqueue("screen_signals", league, OFFICE, snapshot=latest_snapshot().pk)
    with pytest.raises(KeyboardInterrupt):
        jobs.run_waiting("first")
    assert [run.screening for run in Run.objects.filter(screening__in=screenings())] == [one]
    made = Run.objects.get(screening=one).pk
    monkeypatch.undo()
    jobs.release("first")
    jobs.run_waiting("second")
    job.refresh_from_db()
    assert job.state == JobState.DONE
    assert job.result["runs"][one] == made
    assert set(job.result["runs"]) == set(screenings())


def test_a_screening_that_fails_is_named_and_keeps_no_other_from_running(taken, league, monkeypatch):
    Run.objects.filter(screening__in=screenings()).delete()
    one = next(iter(screenings()))

    def fails(*_):
        raise ZeroDivisionError("here")

    monkeypatch.setitem(screenings(), one, replace(screenings()[one], run=fails))
    job = jobs.enqueue("screen_signals", league, OFFICE, snapshot=latest_snapshot().pk)
    jobs.run_waiting()
    job.refresh_from_db()
    assert job.state == JobState.FAILED
    assert one in job.error
    assert "ZeroDivisionError" in job.lines.last().text
    assert {run.screening for run in Run.objects.filter(screening__in=screenings())} == set(screenings()) - {one}


def test_a_screening_may_say_more_often_how_far_it_is_than_there_are_stages(taken, league, monkeypatch):
    Run.objects.filter(screening__in=screenings()).delete()
    one = next(iter(screenings()))

    def talks(inputs):
        for at in range(50):
            inputs.progress(str(at))
        return [Signal(BURST, 0.5)]

    monkeypatch.setitem(screenings(), one, replace(screenings()[one], run=talks))
    jobs.enqueue("screen_signals", league, OFFICE, snapshot=latest_snapshot().pk)
    jobs.run_waiting()
    assert Run.objects.get(screening=one).totals["signals"] == 1


def test_a_record_shows_its_signals_with_reason_and_disclaimer(taken, league):
    [shown] = [shown for shown in latest(BURST, league) if shown.screening == "filing_bursts"]
    assert "突然多申请有限公司" in shown.explanation("zh")
    assert "初核疑似" in shown.disclaimer("zh")
    assert shown.settings.signal.never_alone
    assert (len(shown.partners), shown.hidden_partners) == (19, 0)
    assert shown.run.snapshot == latest_snapshot()


def test_partners_of_another_banner_are_only_counted(taken, banner):
    [shown] = [shown for shown in latest(BURST, banner) if shown.screening == "filing_bursts"]
    assert number(2024, 20) not in shown.partners
    assert (len(shown.partners), shown.hidden_partners) == (18, 1)


@pytest.mark.parametrize(
    ("role", "sees"),
    [
        ("league_officer", True),
        ("reviewer", True),
        ("administrator", True),
        ("banner_officer", False),
        ("reader", False),
    ],
)
def test_signals_that_link_parties_are_for_enforcement(taken, role, sees):
    names = {shown.screening for shown in latest(RING, person("somebody", role, OFFICE))}
    assert ("dispersed_filings" in names) is sees


def test_who_may_not_see_the_record_sees_no_signal(taken, outsider):
    assert latest(BURST, outsider) == []
    assert latest("202499999999.9", outsider) == []


def test_the_newest_snapshot_counts(taken, take_in, league, tmp_path):
    first = next(shown.run for shown in latest(BURST, league) if shown.screening == "filing_bursts")
    take_in(league, write_rows(tmp_path / "b.csv", [patent(2023, 77, 名称="另一件", 申请人="别的机械有限公司")]))
    newer = next(shown.run for shown in latest(BURST, league) if shown.screening == "filing_bursts")
    assert newer.snapshot.revision > first.snapshot.revision
