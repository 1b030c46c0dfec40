"""The applications of one group of signals; those of linked parties for a logged purpose only."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_GET, require_POST

from xingzhi.cases.cluster_models import ClusterState
from xingzhi.cases.signal_groups import Groups, Line, Member, groups_of, inside, read_members
from xingzhi.cases.signals import NoSignal, look_at_group
from xingzhi.packs import load
from xingzhi.screening.signals.catalogue import screenings
from xingzhi.screening.signals.reading import of_screening
from xingzhi.web.reading import language, listed, place_of
from xingzhi.web.views import parts
from xingzhi.web.views.clue_rows import TONES
from xingzhi.web.views.clues import as_of_run
from xingzhi.web.views.paging import page_of, pager
from xingzhi.web.views.signal_groups import elsewhere, limbs_of, record_url

MEMBERS = 100  # of a page
SEEN_GROUPS = 20  # groups of linked parties a session may open again without a purpose


def group_or_404(request: HttpRequest, screening: str, name: str) -> tuple[Line, list[tuple[str, str, float]]]:
    """A group of which the reader may see an application."""
    groups: Groups | None = groups_of(screening, request.user) if screening in screenings() else None
    found = inside(groups, name, request.user) if groups else None
    if found is None:
        raise Http404
    return found


@require_GET
def signal_group(request: HttpRequest, screening: str, name: str) -> HttpResponse:
    """The applications of one group, the strongest first; of linked parties only for a purpose that was logged."""
    line, members = group_or_404(request, screening, name)
    settings = load().screening(screening)
    asks = settings.signal.restricted and name not in request.session.get("signal_groups", [])
    start = page_of(request, "members", MEMBERS)
    read = [] if asks else read_members(screening, members[start : start + MEMBERS], request.user)
    context = {
        "page_title": gettext("%(label)s：%(n)s 件") % {"label": settings.signal.label(language()), "n": line.size},
        "screening": screening, "name": name, "asks": asks,
        "label": settings.signal.label(language()), "list_url": reverse("signal-list") + f"?of={screening}",
        "limbs": limbs_of(settings), "disclaimer": settings.disclaimer.text(language()),
        "never_alone": settings.signal.never_alone,
        "profile": [] if asks else profile(line),
        "example": None if asks else example(request, screening, members[0]),
        "gathered": len({named for _, named, _ in members}) > 1,
        "members": {"table": member_table(read), "pager": pager(request, "members", start, MEMBERS, len(members))},
        "as_of": as_of_run(screening),
    }  # fmt: skip
    return render(request, "clues/signal_group.html", context)


def profile(line: Line) -> list[dict[str, str]]:
    """What the group is made of, over the applications the reader may see."""
    days = sorted({day.isoformat() for day in (line.first, line.last) if day})
    facts = [
        (gettext("件数"), f"{line.size:,}"),
        (gettext("其他地区"), elsewhere(line)),
        (gettext("已研判"), f"{line.judged:,}"),
        (gettext("申请人"), f"{line.applicants:,}" if line.applicants else ""),
        (gettext("申请日"), " — ".join(days)),
        (gettext("最高程度"), f"{line.score:.2f}"),
        (gettext("属地"), listed(load().regions.name(region) for region in line.regions)),
    ]
    return [{"label": label, "value": value} for label, value in facts if value]


def example(request: HttpRequest, screening: str, strongest: tuple[str, str, float]) -> dict[str, str] | None:
    """What the screening says of the strongest application."""
    key, named, _ = strongest
    shown = next((each for each in of_screening(screening, key, request.user) if each.group == named), None)
    return {"key": key, "text": shown.explanation(language()), "ref": load().ref(screening)} if shown else None


def member_table(members: Sequence[Member]) -> dict[str, Any]:
    """The applications with what was said of each."""
    labels = [(gettext("申请"), "c-title"), (gettext("申请人"), "c-names"), (gettext("申请日"), "c-date c-nowrap"),
              (gettext("程度"), "c-number"), (gettext("属地"), "c-nowrap"), (gettext("研判"), "c-nowrap")]  # fmt: skip
    made = []
    for each in members:
        verdict = each.clue.verdict if each.clue else ""
        said = each.clue.get_verdict_display() if each.clue else ClusterState.OPEN.label
        made.append({"cells": [
            {"text": f"{each.row.key} {each.row.title}", "url": record_url(each.row)}, each.row.applicants,
            str(each.row.filing_date or ""), f"{each.score:.2f}", place_of(each.row),
            {"text": said, "tone": TONES[verdict]},
        ]})  # fmt: skip
    return {"columns": parts.columns(*labels), "rows": made,
            "caption": gettext("组内申请")}  # fmt: skip


@require_POST
def signal_group_links(request: HttpRequest, screening: str, name: str) -> HttpResponse:
    """Look at a group of linked parties, for a purpose that is logged."""
    group_or_404(request, screening, name)
    try:
        look_at_group(request.user, screening, name, request.POST.get("purpose", ""))
        request.session["signal_groups"] = [*request.session.get("signal_groups", []), name][-SEEN_GROUPS:]
    except NoSignal as gone:
        raise Http404 from gone
    except ValueError:
        messages.error(request, gettext("请写明用途。"))
    return redirect("signal-group", screening, name)
