"""The worker: a process of its own that does the jobs, and the watcher that starts it again when it dies."""

from __future__ import annotations

import logging
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from datetime import timedelta

from django.conf import settings
from django.db import connection
from django.utils import timezone

from xingzhi.core import jobs, log, tidy
from xingzhi.core.models import Job, JobState

logger = logging.getLogger(__name__)
IDLE_SECONDS = 0.5


def worker_name() -> str:
    """Host and process, unique while the process lives."""
    return f"{socket.gethostname()}:{os.getpid()}"[:60]


class Heart(threading.Thread):
    """Keeps the lease of the job in hand fresh while its function computes."""

    def __init__(self, run: jobs.JobRun) -> None:
        super().__init__(daemon=True)
        self.run_in_hand = run
        self.stopped = threading.Event()

    def run(self) -> None:
        pause = settings.JOB_LEASE_SECONDS / 3
        while not self.stopped.wait(pause):
            try:
                Job.objects.filter(
                    id=self.run_in_hand.job.id, lease=self.run_in_hand.lease, state=JobState.RUNNING
                ).update(lease_until=timezone.now() + timedelta(seconds=settings.JOB_LEASE_SECONDS))
            except Exception:
                logger.warning("the heartbeat of job %s was not written", self.run_in_hand.job.id, exc_info=True)
        connection.close()


def work(*, once: bool = False) -> None:
    """Do jobs until told to stop (SIGTERM, SIGINT); with `once`, until none waits."""
    stopping = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stopping.set())
    name = worker_name()
    while not stopping.is_set():
        log.follow_all()
        run = jobs.claim(name)
        if run is None:
            if once:
                return
            stopping.wait(IDLE_SECONDS)
            continue
        do(run)


def do(run: jobs.JobRun) -> None:
    """Do one claimed job, keeping its lease fresh."""
    heart = Heart(run)
    heart.start()
    try:
        jobs.perform(run)
    finally:
        heart.stopped.set()
    tidy.checkpoint()


def work_until_idle(show: Callable[[Job], None] = lambda job: None) -> None:
    """Do every waiting job in this process, or watch another worker do it, until none waits or runs."""
    name = worker_name()
    while True:
        log.follow_all()
        if run := jobs.claim(name):
            do(run)
            run.job.refresh_from_db()
            show(run.job)
        elif not Job.objects.filter(state__in=(JobState.QUEUED, JobState.RUNNING)).exists():
            return
        else:
            time.sleep(IDLE_SECONDS)


class Watcher(threading.Thread):
    """Keeps one worker process alive beside the site."""

    def __init__(self) -> None:
        super().__init__(daemon=True)
        self.stopped = threading.Event()
        self.process: subprocess.Popen[bytes] | None = None

    def run(self) -> None:
        while not self.stopped.is_set():
            started = time.monotonic()
            self.process = subprocess.Popen([sys.executable, "-m", "xingzhi", "worker"])
            self.process.wait()
            if not self.stopped.is_set():
                logger.warning("the worker ended with %s; starting another", self.process.returncode)
                jobs.release(f"{socket.gethostname()}:{self.process.pid}"[:60])
                connection.close()
                self.stopped.wait(max(0.0, 2 - (time.monotonic() - started)))

    def stop(self) -> None:
        """End the worker and wait for it."""
        self.stopped.set()
        if self.process and self.process.poll() is None:
            self.process.terminate()
            try:
                self.process.wait(30)
            except subprocess.TimeoutExpired:
                self.process.kill()
