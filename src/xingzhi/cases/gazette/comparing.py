"""Compare a list with the watch list: leads with their reasons, the best of a month first. Done again it changes nothing."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from xingzhi.cases.budget import chunks, show_best
from xingzhi.cases.gazette.models import GazetteList, Lead
from xingzhi.cases.gazette.reading import Published, Unread, read_gazette
from xingzhi.cases.gazette.watch import Entry, watch_list
from xingzhi.core.actions import Act, action
from xingzhi.core.jobs import JobFailed, JobRun, enqueue, job_kind
from xingzhi.core.models import User
from xingzhi.files import digest_of, keep_file
from xingzhi.intake.messages import message
from xingzhi.intake.readers import ReaderProblem
from xingzhi.packs import load
from xingzhi.registers.receive import region_of
from xingzhi.screening.similar_marks.watching import Touch, WatchList
from xingzhi.text.parties import party_key

CHUNK = 100  # names between two looks at whether the job shall stop
SHOWN_PROBLEMS = 200
EACH = 5  # things guarded that one mark may touch; more say no more


@dataclass
class Found:
    """What a comparison has come to so far."""

    names: int = 0
    own: int = 0
    unread: list[Unread] = field(default_factory=list)
    leads: list[Lead] = field(default_factory=list)


@action("compare_gazette", zh="比对公告", en="Compare a gazette")
def compare_gazette(act: Act, path: Path, name: str) -> GazetteList:
    """Keep a list of published marks and queue its comparison with what the officer's region guards."""
    gazette = GazetteList(
        officer=act.user, region=region_of(act.user), name=Path(name).name[-200:], digest=digest_of(path)
    )
    keep_file(path, gazette.file)
    gazette.save()
    gazette.job = enqueue("compare_gazette", act.user, gazette.region, gazette=gazette.pk)
    gazette.save(update_fields=["job"])
    act.on("gazette", gazette.pk, gazette.region, file=gazette.name, digest=gazette.digest)
    return gazette


@job_kind("compare_gazette", zh="比对公告", en="Compare a gazette", lane="gazettes")
def run_comparison(run: JobRun) -> dict[str, Any]:
    """Compare every name of a list; leads are written at the end, at once."""
    gazette = GazetteList.objects.select_related("officer").get(pk=run.params["gazette"])
    try:
        rows = list(read_gazette(gazette.file))
    except ReaderProblem as problem:
        raise JobFailed(message(problem.code, problem.params)) from problem
    packs, entries = load(), [entry for entry in watch_list(gazette.officer) if entry.off is None]
    by_key = {entry.key: entry for entry in entries}
    watch = WatchList((entry.watched for entry in entries), packs.mark_similarity, packs.gazette_watch)
    found = Found()
    for start in range(0, len(rows), CHUNK):
        for row in rows[start : start + CHUNK]:
            if isinstance(row, Unread):
                found.unread.append(row)
            else:
                found.names += 1
                _compare(gazette, row, watch, by_key, found)
        run.progress(min(start + CHUNK, len(rows)), len(rows), "比对公告")
    with transaction.atomic():
        run.fence()
        _write(gazette, found)
        rank(gazette.officer, gazette)
    return {"names": found.names, "leads": gazette.leads.count(), "known": gazette.known}


def _compare(gazette: GazetteList, row: Published, watch: WatchList, by_key: dict[str, Entry], found: Found) -> None:
    """Add the leads of one published mark; what its own applicant holds is no lead."""
    filer = party_key(row.applicants.split("; ")[0], load().party_names).key if row.applicants else ""
    seen: set[tuple[str, str]] = set()
    own = False
    for touch in watch.touches(row.mark_text, row.similar_groups or row.nice_classes):
        entry = by_key[touch.watched.key]
        same = (entry.kind, entry.owner or entry.region)
        if row.mark_no in entry.numbers or (filer and filer == entry.owner_key):
            own = True
        elif same not in seen and len(seen) < EACH:
            seen.add(same)
            found.leads.append(_lead(gazette, row, touch, entry))
    found.own += own


def _lead(gazette: GazetteList, row: Published, touch: Touch, entry: Entry) -> Lead:
    packs = load()
    findings = [{"rule": each.rule, "strength": round(each.strength, 2), "why": each.why, "against": each.against}
                for each in touch.findings]  # fmt: skip
    if entry.filed_on and row.filed_on and entry.filed_on > row.filed_on:
        findings.append({"rule": "", "strength": 1, "why": f"盯防的商标申请在后（{entry.filed_on}）", "against": True})
    window = packs.oppositions.window(row.mark_no, row.prelim_published_on, packs.calendar, timezone.localdate())
    mark = f"{row.mark_no}/{row.nice_classes}" if row.mark_no else f"{gazette.digest[:12]}/{row.row}"
    return Lead(
        gazette=gazette, key=f"{mark}>{entry.key}"[:320], region=entry.region, row=row.row, mark_no=row.mark_no,
        mark_text=row.mark_text, nice_classes=row.nice_classes, goods=row.goods, applicants=row.applicants,
        filed_on=row.filed_on, published_on=row.prelim_published_on, watched=entry.key, watch_kind=entry.kind,
        watch_name=entry.name, watch_classes=entry.classes, owner=entry.owner, source=list(entry.source or ()),
        way=touch.way, verdict=touch.verdict, goods_relation=touch.goods.value, score=round(touch.score, 4),
        findings=findings, until=window.until,
    )  # fmt: skip


def _write(gazette: GazetteList, found: Found) -> None:
    """Put the leads of a list in place of those it had; one an earlier list gave stays with that list."""
    shown = set(gazette.leads.filter(shown=True).values_list("key", flat=True))
    gazette.leads.filter(matter=None).delete()
    keys = [lead.key for lead in found.leads]
    known = {key for chunk in chunks(keys) for key in Lead.objects.filter(key__in=chunk).values_list("key", flat=True)}
    fresh = {lead.key: lead for lead in found.leads if lead.key not in known}
    for lead in fresh.values():
        lead.shown = lead.key in shown
    Lead.objects.bulk_create(fresh.values(), batch_size=500)
    packs = load()
    gazette.names, gazette.own = found.names, found.own
    gazette.known = len(known - set(gazette.leads.values_list("key", flat=True)))
    gazette.unread_count = len(found.unread)
    gazette.unread = [
        {"sheet": u.sheet, "row": u.row, "column": u.column, "value": u.value, "code": u.code, "whole": u.whole}
        for u in islice(found.unread, SHOWN_PROBLEMS)
    ]
    gazette.packs = [packs.ref(name) for name in ("gazette_watch", "mark_similarity", "opposition")]
    gazette.save()


def rank(officer: User, gazette: GazetteList) -> None:
    """Choose which leads of a month the officer sees first."""
    at = timezone.localtime(gazette.at)
    month = Lead.objects.filter(gazette__officer=officer, gazette__at__year=at.year, gazette__at__month=at.month)
    always = [kind.id for kind in load().gazette_watch.kinds if kind.always]
    show_best(month, "-score", ("mark_no", "mark_text", "owner"), Q(watch_kind__in=always))
