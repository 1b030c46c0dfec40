"""One judgement for many pairs of a cluster, and those given so far."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext
from django.views.decorators.http import require_POST

from xingzhi.cases.actions import AT_ONCE, NothingChosen, ReasonMissing, judge_cluster
from xingzhi.cases.cluster_models import Cluster
from xingzhi.cases.models import ClusterJudgement, Judgement


def said(request: HttpRequest, found: Cluster) -> list[dict[str, Any]]:
    """What was said of many pairs at once, newest first, with how many of them the reader sees."""
    given = ClusterJudgement.objects.visible_to(request.user).filter(screening=found.screening, group=found.group)
    mine = Judgement.objects.visible_to(request.user).filter(together__in=given)
    counted = dict(mine.order_by().values_list("together").annotate(Count("id")))
    newest = given.select_related("officer").order_by("-id")[:20]
    return [{"judgement": each, "clues": counted.get(each.pk, 0)} for each in newest]


@require_POST
def judge(request: HttpRequest, cluster_id: int) -> HttpResponse:
    """Record one judgement for the pairs chosen."""
    entered = {name: request.POST.get(name, "") for name in ("verdict", "reason", "note", "scope", "again")}
    problem = ""
    try:
        together = judge_cluster(
            request.user,
            cluster_id,
            entered["verdict"],
            entered["reason"],
            note=entered["note"],
            clues=[int(text) for text in request.POST.getlist("clue") if text.isascii() and text.isdigit()],
            members=request.POST.getlist("member"),
            everything=entered["scope"] == "all",
            again=bool(entered["again"]),
        )
    except ReasonMissing:
        problem = gettext("没有保存：请写明理由，研判要能让别人看懂。")
    except NothingChosen:
        problem = gettext(
            "没有保存：没有选中待研判的成对申请。勾选某几对，或勾选两件以上申请；已研判的要改判，请勾选“已研判的也改判”。"
        )
    except ValueError:
        problem = gettext("没有保存：请选择疑似、排除或待定。")
    if problem:
        messages.error(request, problem)
        request.session[f"cluster-{cluster_id}"] = entered
    elif len(together.clues) > AT_ONCE:
        messages.success(request, gettext("正在后台记录对 %(n)s 对的研判。") % {"n": len(together.clues)})
    else:
        messages.success(
            request, gettext("已记录对 %(n)s 对的研判。要改判，再研判一次即可。") % {"n": len(together.clues)}
        )
    return redirect("cluster", cluster_id)
