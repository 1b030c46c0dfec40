"""One cluster: its picture, members and pairs; two members side by side."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.contrib import messages
from django.db.models import Count, Max, Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_GET

from xingzhi.cases.cluster_models import Cluster, ClusterMember
from xingzhi.cases.models import Judgement, verdicts_of
from xingzhi.cases.sections import lawful_to
from xingzhi.cases.seen import Seen, links, members, pairs
from xingzhi.core.actions import may
from xingzhi.packs import load
from xingzhi.screening.similar_applications.run import SCREENING
from xingzhi.web.reading import language
from xingzhi.web.views.clue import compared
from xingzhi.web.views.clues import as_of_run
from xingzhi.web.views.cluster_chart import graph, over_time
from xingzhi.web.views.cluster_judging import said
from xingzhi.web.views.cluster_profile import kind_note, lacking, profile
from xingzhi.web.views.cluster_tables import member_table, pair_table

DRAWN_PAIRS = 50_000  # looked through for a picture


@require_GET
def cluster(request: HttpRequest, cluster_id: int) -> HttpResponse:
    """One cluster the reader may see."""
    found = get_object_or_404(Cluster.objects.visible_to(request.user), pk=cluster_id)
    inside = members(request.user, found)
    clues = pairs(request.user, found)
    told = all(each.row is not None for each in inside)
    lawful = lawful_to(request.user)
    counts = clues.order_by().aggregate(
        pairs=Count("id"), lawful=Count("id", filter=lawful), waiting=Count("id", filter=Q(verdict="") & ~lawful)
    )
    last = Judgement.objects.filter(clue__in=clues.order_by()).aggregate(at=Max("at"))["at"]
    fresh = joined_after(inside, last) if counts["waiting"] else []
    drawn = links(request.user, found, DRAWN_PAIRS)
    kind = load().screening(SCREENING).kind(found.heading) if told else None
    context = {
        "page_title": gettext("近似申请组 %(id)s") % {"id": found.pk},
        "cluster": found,
        "size": len(inside),
        "counts": counts,
        "kind": kind_note(kind, inside),
        "profile": profile(inside, clues, told),
        "lacking": lacking(inside),
        "fresh": len(fresh),
        "charts": [chart for chart in (graph(inside, drawn), over_time(inside)) if chart],
        "members": member_table(request, inside, {each.key for each in fresh}),
        "pairs": pair_table(request, clues, inside, lawful),
        "verdicts": [(verdict.value, verdict.label) for verdict in verdicts_of(found.screening)],
        "entered": request.session.pop(f"cluster-{found.pk}", {}),
        "may_judge": may(request.user, "judge_cluster"),
        "may_export": may(request.user, "export_clusters"),
        "said": said(request, found),
        "numbered": [(place, each) for place, each in enumerate(inside[:500], 1)],
        "disclaimer": load().screening(SCREENING).disclaimer.text(language()),
        "as_of": as_of_run(SCREENING),
    }
    return render(request, "clues/cluster.html", context)


def joined_after(inside: Sequence[Seen], last: datetime | None) -> list[Seen]:
    """The members that came in after the last judgement."""
    return [each for each in inside if last and each.joined_at and each.joined_at > last]


@require_GET
def compare(request: HttpRequest, cluster_id: int) -> HttpResponse:
    """Two members side by side; the page of their pair where they are one."""
    found = get_object_or_404(Cluster.objects.visible_to(request.user), pk=cluster_id)
    keys = sorted({request.GET.get("a", ""), request.GET.get("b", "")})
    chosen = list(ClusterMember.objects.filter(cluster=found, key__in=keys).order_by("key"))
    if len(chosen) < len(keys):
        raise Http404
    if len(chosen) < 2:
        messages.error(request, gettext("请选两件不同的申请。"))
        return redirect("cluster", found.pk)
    pair = pairs(request.user, found).filter(records__key=keys[0]).filter(records__key=keys[1]).first()
    if pair:
        return redirect("clue", pair.pk)
    context = compared(request, chosen) | {
        "page_title": gettext("并排对照"),
        "cluster": found,
        "disclaimer": load().screening(SCREENING).disclaimer.text(language()),
    }
    return render(request, "clues/compare.html", context)
