"""Jobs: claimed once, taken up again after a kill, fenced, cancelled, and honest about how they ended."""

from __future__ import annotations

import threading
import time
from datetime import timedelta

import pytest
from django.db import connection, transaction
from django.utils import timezone

from tests.conftest import OFFICE, person
from xingzhi.core import jobs
from xingzhi.core.jobs import MAX_ATTEMPTS, Cancelled, JobFailed, LeaseLost, claim, enqueue, job_kind, perform
from xingzhi.core.models import Job, JobLine, JobState
from xingzhi.core.worker import Heart


@pytest.fixture
def kind(monkeypatch):
    """Declares kinds of jobs for one test."""
    monkeypatch.setattr(jobs, "kinds", dict(jobs.kinds))

    def declare(run, name="test", lane="", settle=None):
        job_kind(name, zh="试", en="Test", lane=lane, settle=settle)(run)
        return name

    return declare


@pytest.fixture
def lapse():
    """Lets the lease of a job run out, as it does when its worker was killed."""

    def lapse(job):
        Job.objects.filter(pk=job.pk).update(lease_until=timezone.now() - timedelta(seconds=1))

    return lapse


def state(job):
    job.refresh_from_db()
    return job.state


@pytest.mark.django_db
def test_a_job_is_done_and_keeps_its_result(kind, league):
    job = enqueue(kind(lambda run: {"sum": run.params["a"] + 1}), league, OFFICE, a=41)
    assert jobs.run_waiting() == 1
    assert state(job) == JobState.DONE
    assert job.result == {"sum": 42}
    assert job.finished
    assert job.finished_at
    assert job.lease_until is None
    assert claim("another") is None


@pytest.mark.django_db
def test_jobs_are_taken_in_the_order_they_were_asked_for(kind, league):
    order = []
    name = kind(lambda run: order.append(run.params["n"]))
    for n in (3, 1, 2):
        enqueue(name, league, OFFICE, n=n)
    jobs.run_waiting()
    assert order == [3, 1, 2]


@pytest.mark.django_db
def test_once_means_one_waiting_job_but_not_one_for_ever(kind, league):
    name = kind(lambda run: None)
    first = enqueue(name, league, OFFICE, once=True, a=1)
    assert enqueue(name, league, OFFICE, once=True, a=1) == first
    assert enqueue(name, league, OFFICE, once=True, a=2) != first
    jobs.run_waiting()
    assert enqueue(name, league, OFFICE, once=True, a=1) != first


@pytest.mark.django_db
def test_a_running_job_is_nobody_elses_until_its_lease_runs_out(kind, league, lapse):
    job = enqueue(kind(lambda run: {"by": run.job.worker}), league, OFFICE)
    first = claim("one")
    assert claim("two") is None
    lapse(job)
    second = claim("two")
    assert second.job.pk == job.pk
    assert second.job.attempts == 2
    with pytest.raises(LeaseLost):
        first.fence()
    with pytest.raises(LeaseLost):
        first.progress(1, 2)
    second.fence()
    perform(first)  # the old worker wakes up and finishes: nothing of it counts
    assert state(job) == JobState.RUNNING
    perform(second)
    assert state(job) == JobState.DONE
    assert job.result == {"by": "two"}


@pytest.mark.django_db
def test_a_worker_that_lost_its_lease_writes_nothing(kind, league, lapse):
    def work(run):
        lapse(run.job)
        claim("two")
        with transaction.atomic():
            Job.objects.filter(pk=run.job.pk).update(message="wrote")
            run.fence()

    job = enqueue(kind(work), league, OFFICE)
    perform(claim("one"))
    assert state(job) == JobState.RUNNING
    assert (job.worker, job.message) == ("two", "")


@pytest.mark.django_db
def test_what_a_dead_worker_held_is_let_go(kind, league):
    job = enqueue(kind(lambda run: None), league, OFFICE)
    claim("dead")
    assert jobs.release("somebody else") == 0
    assert jobs.release("dead") == 1
    assert claim("alive").job.pk == job.pk


@pytest.mark.django_db
def test_one_lane_one_job(kind, league, lapse):
    slow = kind(lambda run: None, "slow", lane="registers")
    other = kind(lambda run: None, "other", lane="index")
    first, second, apart = (enqueue(name, league, OFFICE) for name in (slow, slow, other))
    assert claim("one").job == first
    assert claim("two").job == apart
    assert claim("three") is None
    lapse(first)
    assert claim("four").job == first, "the interrupted one before the one that waits"
    assert state(second) == JobState.QUEUED


@pytest.mark.django_db
def test_a_cancelled_job_stops_at_its_next_report_and_tidies_up(kind, league):
    settled, steps = [], []

    def work(run):
        for step in range(10):
            steps.append(step)
            if step == 3:
                Job.objects.filter(pk=run.job.pk).update(cancel_requested=True)
            run.progress(step, 10)

    job = enqueue(kind(work, settle=lambda job: settled.append(job.state)), league, OFFICE)
    jobs.run_waiting()
    assert state(job) == JobState.CANCELLED
    assert steps == [0, 1, 2, 3]
    assert settled == [JobState.CANCELLED]


@pytest.mark.django_db
def test_a_job_cancelled_before_it_began_never_begins(kind, league):
    from xingzhi.registers.receive import cancel_job

    began = []
    job = enqueue(kind(lambda run: began.append(1)), league, OFFICE)
    cancel_job(league, job.pk)
    jobs.run_waiting()
    assert state(job) == JobState.CANCELLED
    assert not began


@pytest.mark.django_db
def test_a_failure_says_why_and_a_fault_says_whom_to_tell(kind, league, admin, client):
    def refused(run):
        raise JobFailed("人口还没有录入")

    def faulty(run):
        raise ZeroDivisionError("secret detail")

    told, fault = enqueue(kind(refused), league, OFFICE), enqueue(kind(faulty, "faulty"), league, OFFICE)
    jobs.run_waiting()
    assert (state(told), told.error) == (JobState.FAILED, "人口还没有录入")
    assert state(fault) == JobState.FAILED
    assert str(fault.pk) in fault.error
    assert "管理员" in fault.error
    assert "secret detail" not in fault.error
    lines = "\n".join(JobLine.objects.filter(job=fault).order_by("id").values_list("text", flat=True))
    assert "ZeroDivisionError: secret detail" in lines


@pytest.mark.django_db
def test_a_fault_leaves_no_half_of_its_transaction_behind(kind, league):
    def faulty(run):
        with transaction.atomic():
            JobLine.objects.create(job=run.job, text="half")
            raise RuntimeError

    job = enqueue(kind(faulty), league, OFFICE)
    jobs.run_waiting()
    assert state(job) == JobState.FAILED
    assert not JobLine.objects.filter(text="half").exists()


@pytest.mark.django_db
def test_a_job_that_brings_its_worker_down_again_and_again_is_given_up(kind, league, lapse):
    settled = []
    job = enqueue(kind(lambda run: None, settle=settled.append), league, OFFICE)
    for _ in range(MAX_ATTEMPTS):
        claim("dies")
        lapse(job)
    jobs.run_waiting()
    assert state(job) == JobState.FAILED
    assert "多次中断" in job.error
    assert settled


@pytest.mark.django_db
def test_progress_is_seen_by_others(kind, league):
    job = enqueue(kind(lambda run: run.progress(3, 9, "核对")), league, OFFICE)
    jobs.run_waiting()
    job.refresh_from_db()
    assert (job.done, job.total, job.message) == (3, 9, "核对")


@pytest.mark.django_db
def test_cancelled_is_no_failure():
    assert not issubclass(Cancelled, JobFailed)


# --- With threads: these need what they write to be seen by other connections ---


@pytest.mark.django_db(transaction=True)
def test_two_workers_claim_each_job_once(kind):
    league = person("threads", "league_officer", OFFICE)
    name = kind(lambda run: None)
    asked = [enqueue(name, league, OFFICE, n=n).pk for n in range(20)]
    taken: dict[str, list[int]] = {"one": [], "two": []}
    ready = threading.Barrier(2)

    def take(worker):
        ready.wait()
        while run := claim(worker):
            taken[worker].append(run.job.pk)
        connection.close()

    threads = [threading.Thread(target=take, args=[worker]) for worker in taken]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert sorted(taken["one"] + taken["two"]) == asked


@pytest.mark.django_db(transaction=True)
def test_the_heart_keeps_a_lease_fresh_and_stops_when_told(kind, settings):
    settings.JOB_LEASE_SECONDS = 0.9
    enqueue(kind(lambda run: None), person("heart", "league_officer", OFFICE), OFFICE)
    run = claim("alive")
    heart = Heart(run)
    heart.start()
    time.sleep(1.4)
    assert claim("other") is None
    heart.stopped.set()
    heart.join(5)
    time.sleep(1.1)
    assert claim("other").job.pk == run.job.pk
