"""What was searched and of what day it is: the office's register, lists it loaded, drawings."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.http import HttpRequest
from django.utils import timezone

from xingzhi.core.actions import may
from xingzhi.core.models import Job, JobState
from xingzhi.core.office import sees_all
from xingzhi.engine.marks.store import DESCRIPTION, NoIndex
from xingzhi.engine.pictures.words import installed
from xingzhi.screening.mark_search import store
from xingzhi.screening.mark_search.finding import sees_lists
from xingzhi.screening.mark_search.marks import REGISTER, seen_by
from xingzhi.screening.mark_search.pictures import index


def index_state(request: HttpRequest) -> dict[str, Any]:
    """Of the reader's marks how many can be found and how many not yet, and of what day index, lists and drawings are."""
    held, mine = store.state(), seen_by(request.user)
    begun = Job.objects.visible_to(request.user).filter(state__in=(JobState.QUEUED, JobState.RUNNING))
    jobs, drawing = begun.filter(kind="index_marks"), begun.filter(kind="index_mark_drawings").exists()
    found = mine.filter(revision__lte=held.revision).exclude(mark_text="").count() if held else 0
    everything = mine.count()
    return {
        "register": REGISTER, "made_at": datetime.fromisoformat(held.made_at) if held else None, "marks": found,
        "waiting": mine.filter(revision__gt=held.revision).exclude(mark_text="").count() if held else everything,
        "unread": mine.filter(mark_text="").count(), "everything": everything, "job": jobs.order_by("-id").first(),
        "may_index": sees_all(request.user) and may(request.user, "index_marks"),
        "lists": list(_lists()) if sees_lists(request.user) else [],
        "drawings": _drawings() if sees_all(request.user) else None, "drawing": drawing, "reads_words": installed(),
    }  # fmt: skip


def _lists() -> Any:
    for folder in store.lists():
        day = datetime.fromtimestamp((folder / DESCRIPTION).stat().st_mtime, timezone.get_current_timezone())
        try:
            rows = sum(len(segment.table) for segment in store.opened(folder).segments)
        except NoIndex:
            rows = None
        yield {"name": folder.name, "day": day, "rows": rows}


def _drawings() -> int:
    """How many drawings of the whole office can be compared."""
    held = index()
    return len(held.names) if held else 0
