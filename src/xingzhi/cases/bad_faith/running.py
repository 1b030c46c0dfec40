"""Search the newest snapshot for the patterns, in the background, and keep what is found."""

from __future__ import annotations

import hashlib
import json
from datetime import date, timedelta
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from xingzhi import __version__
from xingzhi.cases.bad_faith.keeping import keep
from xingzhi.cases.bad_faith.models import LoadedName
from xingzhi.cases.gazette.models import PlaceKind, PlaceName
from xingzhi.core.actions import Act, action
from xingzhi.core.jobs import JobFailed, JobRun, enqueue, job_kind
from xingzhi.core.log import follower
from xingzhi.core.models import Job, LogEntry, Role, User
from xingzhi.core.office import sees_all
from xingzhi.packs import Packs, load
from xingzhi.screening.bad_faith.office import PACKS, SCREENING, search_snapshot, table_of
from xingzhi.screening.models import Run
from xingzhi.snapshots.jobs import latest
from xingzhi.snapshots.models import Snapshot

STAGES = ("cases", "hits", "transfers", "patterns")
PLACES = {PlaceKind.TOWN: "town", PlaceKind.NATURE: "mountain", PlaceKind.SCENIC: "scenic", PlaceKind.OTHER: "town"}
LEAGUE = frozenset({Role.ADMINISTRATOR, Role.LEAGUE_OFFICER, Role.REVIEWER})


class NothingToSearch(ValueError):
    """There is no snapshot with marks yet."""


@action("search_patterns", zh="筛查恶意申请", en="Search for bad-faith filings", roles=LEAGUE)
def search_patterns(act: Act, since: date | None, until: date | None) -> Job:
    """Queue a search of the newest snapshot: applicants who filed from `since` to `until`, all of whose filings count.

    It reads the whole office, so only who sees all of it may begin one.
    """
    if not sees_all(act.user):
        raise PermissionDenied("search_patterns")
    snapshot = latest()
    if snapshot is None or not snapshot.totals.get("trademarks", {}).get("rows"):
        raise NothingToSearch
    job = _queue(act.user, snapshot, since, until)
    act.on("snapshot", snapshot.pk, snapshot.region, since=since, until=until)
    return job


def usual_since() -> date:
    """From which day on filings are looked at where nothing else is asked for."""
    return timezone.localdate() - timedelta(days=int(load().bad_faith["look_back"]))


@follower("bad_faith", verbs=("make_snapshot",))
def search_new_snapshot(entry: LogEntry) -> None:
    """Once an office has searched, each new snapshot with marks is searched again, in the name of who searched last."""
    snapshot = Snapshot.objects.get(pk=int(entry.target_id))
    last = Job.objects.filter(kind="search_patterns").exclude(owner=None).order_by("-pk").first()
    if last is not None and last.owner is not None and snapshot.totals.get("trademarks", {}).get("rows"):
        _queue(last.owner, snapshot, usual_since(), None)


def _queue(user: User, snapshot: Snapshot, since: date | None, until: date | None) -> Job:
    days = {"since": str(since or ""), "until": str(until or "")}
    return enqueue("search_patterns", user, snapshot.region, once=True, snapshot=snapshot.pk, **days)


@action("keep_patterns", zh="保存恶意申请线索", en="Keep findings of bad-faith filings")
def record_run(act: Act, run: Run) -> None:
    """Keep a run; its findings are no clue of a person before an officer makes one a matter."""
    run.save()
    act.on("run", run.pk, run.region, screening=run.screening, **run.totals)


@job_kind("search_patterns", zh="筛查恶意申请", en="Search for bad-faith filings", lane="screening")
def run_search(run: JobRun) -> dict[str, Any]:
    """Search a snapshot; a run made before with the same packs, lists, days and program stands."""
    packs, snapshot = load(), Snapshot.objects.get(pk=run.params["snapshot"])
    since, until = (date.fromisoformat(run.params[name]) if run.params[name] else None for name in ("since", "until"))
    if since and until and until < since:
        raise JobFailed("筛查没有做：结束日期早于开始日期")
    lists = loaded_lists()
    same = {"screening": SCREENING, "snapshot": snapshot, "program": __version__,
            "pack": _ref(packs, lists, (run.params["since"], run.params["until"]))}  # fmt: skip
    if existing := Run.objects.filter(**same).first():
        return {"run": existing.pk}
    placed, counts = search_snapshot(
        snapshot,
        lists,
        packs,
        lambda stage: run.progress(STAGES.index(stage), len(STAGES), "比对商标申请"),
        since,
        until,
    )
    params = {"packs": [packs.ref(name) for name in PACKS], "since": run.params["since"], "until": run.params["until"],
              "names": len(lists), "kinds": sorted({each["kind"] for each in lists})}  # fmt: skip
    made = Run(**same, region=snapshot.region, params=params, totals=counts)
    with transaction.atomic():
        run.fence()
        record_run(run.owner, made)
        made.write(table_of(placed, packs))
        kept = keep(made, run.owner, placed)
    run.progress(len(STAGES), len(STAGES))
    return {"run": made.pk, **counts, **kept}


def loaded_lists() -> list[dict[str, Any]]:
    """The office's own names and the places it loaded, as the search reads them."""
    names = LoadedName.objects.order_by("region", "kind", "name")
    found = [
        {
            "text": row.name,
            "kind": row.kind,
            "owner": row.owner,
            "classes": row.classes,
            "day": row.day,
            "region": row.region,
        }
        for row in names
    ]
    places = PlaceName.objects.order_by("region", "name")
    return [*found, *({"text": row.name, "kind": PLACES[PlaceKind(row.kind)], "region": row.region} for row in places)]


def _ref(packs: Packs, lists: list[dict[str, Any]], days: tuple[str, str]) -> str:
    """The pack, and a digest of the other packs, the lists and the days."""
    told = json.dumps([[packs.ref(name) for name in PACKS], lists, days], default=str, ensure_ascii=False)
    return f"{packs.ref(SCREENING)} {hashlib.sha256(told.encode()).hexdigest()[:16]}"
