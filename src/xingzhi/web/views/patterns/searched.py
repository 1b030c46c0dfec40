"""What the last search of the patterns looked at, what it could not look for and why, and the search that runs now."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext

from xingzhi.cases.bad_faith.models import NameKind
from xingzhi.core.models import Job
from xingzhi.screening.models import Run
from xingzhi.web.templatetags.xingzhi import number
from xingzhi.web.views.jobs import progress


def running(request: HttpRequest) -> dict[str, Any]:
    """What partials/progress.html shows of the newest search, where it has not ended well; empty where it has."""
    job = Job.objects.visible_to(request.user).filter(kind="search_patterns").order_by("-pk").first()
    return progress(job) if job is not None and job.state != "done" else {}


def outcome(run: Run) -> str:
    """How much was searched, of what day, and how much was found."""
    return gettext("已筛查 %(n)s 件（快照 %(day)s），筛出 %(found)s 条") % {
        "n": number(run.totals.get("cases", run.totals["filings"])),
        "day": f"{timezone.localtime(run.snapshot.as_of):%Y-%m-%d}",
        "found": number(run.totals.get("leads", 0)),
    }


def gaps(run: Run) -> list[dict[str, str]]:
    """Which patterns could not be looked for, or only in part, each with the reason and the page where to mend it."""
    return list(_gaps(run))


def _gaps(run: Run) -> Iterator[dict[str, str]]:
    names, intake = reverse("pattern-names"), reverse("intake-list")
    kinds = run.params.get("kinds", None if run.params.get("names") else [])
    load_names, take_in = gettext("载入筛查名录"), gettext("收文入库")
    if kinds is not None and NameKind.MARK not in kinds and not _rows(run, "local_brands"):
        said = gettext("B4、B5 没有查：名录里没有知名权利人的商标，台账里也没有区域品牌。")
        yield {"said": said, "url": names, "link": load_names}
    if kinds is not None and NameKind.HOT_WORD not in kinds:
        yield {"said": gettext("B10 没有查：名录里没有热点词。"), "url": names, "link": load_names}
    if not _rows(run, "trademark_events"):
        yield {"said": gettext("B8 没有查：台账里没有商标转让事项。"), "url": intake, "link": take_in}
    if not _rows(run, "indications"):
        yield {"said": gettext("B9 没有查：台账里没有地理标志。"), "url": intake, "link": take_in}
    if not _rows(run, "annual_reports"):
        said = gettext("B2、B3 只查了一部分：没有企业年报，不知道经营范围、资本和参保人数。")
        yield {"said": said, "url": intake, "link": take_in}
    yield {
        "said": gettext("台账里没有使用证据：各情形的数量门槛没有因实际使用放宽，办理前请核实。"),
        "url": "",
        "link": "",
    }


def _rows(run: Run, register: str) -> int:
    return int(run.snapshot.totals.get(register, {}).get("rows", 0))
