"""Screenings of single applications run on every new snapshot. Their signals become no clues by themselves."""

from __future__ import annotations

from typing import Any

from xingzhi.core.actions import Act, action
from xingzhi.core.jobs import Cancelled, JobFailed, JobRun, LeaseLost, enqueue, job_kind
from xingzhi.core.log import follower
from xingzhi.core.models import LogEntry, User
from xingzhi.packs import Packs
from xingzhi.screening.jobs import run_over
from xingzhi.screening.models import Run
from xingzhi.screening.signals.catalogue import screenings
from xingzhi.screening.signals.contract import SignalScreening
from xingzhi.screening.signals.run import screen
from xingzhi.snapshots.models import Snapshot


@follower("signals", verbs=("make_snapshot",))
def screen_new_snapshot(entry: LogEntry) -> None:
    """A new snapshot is screened."""
    owner = User.objects.get(username=entry.actor)
    enqueue("screen_signals", owner, entry.region, once=True, snapshot=int(entry.target_id))


@action("run_signals", zh="单件线索筛查", en="Screen single applications")
def record_signals(act: Act, run: Run) -> None:
    """Keep the signals a screening found; an own verb, for a signal is no clue before an officer makes it one."""
    run.save()
    act.on("run", run.pk, run.region, screening=run.screening, **run.totals)


@job_kind("screen_signals", zh="单件线索筛查", en="Screen single applications", lane="screening")
def screen_signals(run: JobRun) -> dict[str, Any]:
    """Run each declared screening over a snapshot; those made before with the same packs and program stand.

    One that fails does not keep the others from running; the job then fails and names it.
    """
    declared = list(screenings().values())
    made: dict[str, Any] = {}
    failed: list[str] = []
    for done, screening in enumerate(declared):
        run.progress(done, len(declared), screening.name)
        try:
            made[screening.name] = _one(run, screening, done, len(declared))["run"]
        except (LeaseLost, Cancelled):
            raise
        except Exception as error:
            failed.append(screening.name)
            run.log(f"{screening.name}: {type(error).__name__}: {error}")
    if failed:
        raise JobFailed(f"筛查没有做完：{'、'.join(failed)}，其余已完成；请告诉系统管理员")
    run.progress(len(declared), len(declared))
    return {"runs": made}


def _one(run: JobRun, screening: SignalScreening, done: int, total: int) -> dict[str, Any]:
    def screened(snapshot: Snapshot, packs: Packs, progress: Any) -> Any:
        title = packs.document(screening.name).header.title.zh
        return screen(screening, snapshot, packs, lambda message: run.progress(done, total, f"{title}：{message}"))

    return run_over(run, screening.name, screened, record_signals)
