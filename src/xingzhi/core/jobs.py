"""Jobs: long work with progress, cancelling and a lease, kept in the main database.

A stage declares a kind of job with `job_kind`; `enqueue` puts one in the queue inside the caller's transaction; the
worker claims it. A job whose worker was killed is claimed again when its lease runs out, so what it does must be cut
into transactions that each begin with `run.fence()`: a worker that lost its lease then changes nothing.
"""

from __future__ import annotations

import logging
import secrets
import traceback
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import F, Q
from django.utils import timezone

from xingzhi.core import log
from xingzhi.core.models import Counter, Job, JobLine, JobState, User

logger = logging.getLogger(__name__)
MAX_ATTEMPTS = 5  # a job that brought its worker down this often is not tried again


class Cancelled(Exception):
    """Somebody asked for the job to stop."""


class LeaseLost(Exception):
    """Another worker holds the job now."""


class JobFailed(Exception):
    """The job cannot be done; the message is for the officer."""


@dataclass(frozen=True)
class JobKind:
    """A kind of long work."""

    name: str
    zh: str
    en: str
    lane: str
    run: Callable[[JobRun], dict[str, Any] | None]
    settle: Callable[[Job], None] | None  # called when a job fails or is cancelled, to tidy what it left


kinds: dict[str, JobKind] = {}


def job_kind(
    name: str, *, zh: str, en: str, lane: str = "", settle: Callable[[Job], None] | None = None
) -> Callable[[Callable[[JobRun], dict[str, Any] | None]], Callable[[JobRun], dict[str, Any] | None]]:
    """Declare the function that does a kind of job."""

    def wrap(function: Callable[[JobRun], dict[str, Any] | None]) -> Callable[[JobRun], dict[str, Any] | None]:
        kinds[name] = JobKind(name, zh, en, lane, function, settle)
        return function

    return wrap


class JobRun:
    """A job being worked on: what its function sees."""

    def __init__(self, job: Job) -> None:
        self.job = job
        self.params: dict[str, Any] = job.params
        self.lease = job.lease

    @property
    def owner(self) -> User:
        """The person in whose name the job runs."""
        assert self.job.owner is not None
        return self.job.owner

    def _held(self) -> Any:
        return Job.objects.filter(id=self.job.id, lease=self.lease, state=JobState.RUNNING)

    def fence(self) -> None:
        """Lock the job's row for the running transaction; raise `LeaseLost` if another worker took it over."""
        until = timezone.now() + timedelta(seconds=settings.JOB_LEASE_SECONDS)
        if not self._held().update(lease_until=until):
            raise LeaseLost

    def progress(self, done: int, total: int, message: str = "") -> None:
        """Show how far the job is; raises `Cancelled` once somebody asked it to stop."""
        changes: dict[str, Any] = {"done": done, "total": total}
        if message:
            changes["message"] = message
        if not self._held().update(**changes):
            raise LeaseLost
        if Job.objects.filter(id=self.job.id, cancel_requested=True).exists():
            raise Cancelled

    def log(self, text: str) -> None:
        """Add a line to the job's log."""
        JobLine.objects.create(job=self.job, text=text[:500])


def enqueue(kind: str, owner: User, region: str, *, once: bool = False, **params: Any) -> Job:
    """Queue a job. With `once`, an equal job that has not begun yet is returned instead of a second one."""
    if once:
        waiting: Job | None = Job.objects.filter(kind=kind, params=params, state=JobState.QUEUED).first()
        if waiting:
            return waiting
    job = Job(kind=kind, lane=kinds[kind].lane, owner=owner, region=region, params=params)
    job.save()
    return job


def claim(worker: str) -> JobRun | None:
    """Take the oldest job that waits, or whose worker's lease ran out, and whose lane is free."""
    now = timezone.now()
    waiting = Q(state=JobState.QUEUED) | Q(state=JobState.RUNNING, lease_until__lt=now)
    if not Job.objects.filter(waiting).exists():
        return None  # no write lock is taken while there is nothing to do
    with transaction.atomic():
        Counter.next("claim")  # one claim at a time
        busy = Job.objects.filter(state=JobState.RUNNING, lease_until__gte=now).exclude(lane="").values("lane")
        job = Job.objects.filter(waiting).exclude(lane__in=busy).order_by("id").first()
        if job is None:
            return None
        job.state = JobState.RUNNING
        job.worker, job.lease = worker, secrets.token_hex(16)
        job.lease_until = now + timedelta(seconds=settings.JOB_LEASE_SECONDS)
        job.started_at = job.started_at or now
        job.attempts = F("attempts") + 1
        job.save()
        job.refresh_from_db()
    return JobRun(job)


def perform(run: JobRun) -> None:
    """Do a claimed job and record how it ended."""
    kind = kinds[run.job.kind]
    state, result, error = JobState.DONE, {}, ""
    try:
        if run.job.attempts > MAX_ATTEMPTS:
            raise JobFailed("这项工作多次中断，已停止重试")
        run.progress(run.job.done, run.job.total)
        result = kind.run(run) or {}
    except LeaseLost:
        return
    except Cancelled:
        state = JobState.CANCELLED
    except JobFailed as failure:
        state, error = JobState.FAILED, str(failure)
    except Exception:
        state, error = JobState.FAILED, f"程序出错，没有做完；请把“第 {run.job.id} 号工作”告诉系统管理员"
        logger.exception("job %s failed", run.job.id)
        for line in traceback.format_exc().splitlines()[-40:]:
            run.log(line)
    with transaction.atomic():
        ended = Job.objects.filter(id=run.job.id, lease=run.lease, state=JobState.RUNNING).update(
            state=state, result=result, error=error, finished_at=timezone.now(), lease_until=None
        )
        if ended and state is not JobState.DONE and kind.settle:
            run.job.refresh_from_db()
            kind.settle(run.job)


def release(worker: str) -> int:
    """Let go of what a worker known to be dead still holds, so that its jobs need not wait for the lease to run out."""
    return Job.objects.filter(worker=worker, state=JobState.RUNNING).update(lease_until=timezone.now() - timedelta(1))


def run_waiting(worker: str = "inline") -> int:
    """Do every waiting job in this process; return how many. For commands that wait for their work, and for tests."""
    count = 0
    while True:
        log.follow_all()
        run = claim(worker)
        if run is None:
            return count
        perform(run)
        count += 1
