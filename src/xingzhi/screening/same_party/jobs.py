"""Parties are searched on every new snapshot."""

from __future__ import annotations

from typing import Any

from xingzhi.core.actions import Act, action
from xingzhi.core.jobs import JobRun, enqueue, job_kind
from xingzhi.core.log import follower
from xingzhi.core.models import LogEntry, User
from xingzhi.packs import Packs
from xingzhi.screening.jobs import run_over
from xingzhi.screening.models import Run
from xingzhi.screening.same_party.run import SCREENING, screen
from xingzhi.snapshots.models import Snapshot


@follower("party_screening", verbs=("make_snapshot",))
def search_new_snapshot(entry: LogEntry) -> None:
    """The parties of a new snapshot are searched."""
    owner = User.objects.get(username=entry.actor)
    enqueue("find_same_parties", owner, entry.region, once=True, snapshot=int(entry.target_id))


@action("find_parties", zh="核对同一主体", en="Search for parties that are one")
def record_search(act: Act, run: Run) -> None:
    """Keep what a search of parties found."""
    run.save()
    act.on("run", run.pk, run.region, screening=run.screening, **run.totals)


@job_kind("find_same_parties", zh="核对同一主体", en="Search for parties that are one", lane="screening")
def find_same_parties(run: JobRun) -> dict[str, Any]:
    """Find the parties of a snapshot that may be one; a run made before with the same packs and program stands."""

    def screened(snapshot: Snapshot, packs: Packs, progress: Any) -> Any:
        return screen(snapshot, packs, lambda done, total: run.progress(done, total, "比对主体"))

    made = run_over(run, SCREENING, screened, record_search, rests_on=("party_names",))
    return {name: made[name] for name in ("run", "pairs") if name in made}
