"""Open a form for a period: what may be chosen, and the choice taken."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_POST

from xingzhi.collection.models import Round
from xingzhi.collection.opening import NotOpened, open_round
from xingzhi.collection.units import choices
from xingzhi.packs import load
from xingzhi.text.reporting_periods import period_of, read_period
from xingzhi.web.reading import language, listed
from xingzhi.web.views.collection.words import FILLED_BY, NOT_OPENED
from xingzhi.web.views.notified.words import day_of


def opening(request: HttpRequest) -> dict[str, Any]:
    """What may be opened: forms with the period that comes to mind (the last one, once that is out the one running), and the
    units."""
    today = timezone.localdate()
    out, forms = set(Round.objects.led_by(request.user).values_list("form", "period")), []
    for id, body in load().forms.items():
        now = period_of(body.period, today)
        period = now if (id, now.before().code) in out else now.before()
        who = listed([str(FILLED_BY[each]) for each in body.filled_by])
        title = load().document(id).header.title(language())
        told = gettext("%(form)s：%(who)s") % {"form": title, "who": who}
        forms.append({"id": id, "title": title, "period": period.code, "told": told})
    return {
        "forms": forms, "units": choices(("banner", "zone")), "today": today, "contact": request.user.display_name,
        "period": forms[0]["period"] if forms else "",
    }  # fmt: skip


@require_POST
def make(request: HttpRequest) -> HttpResponse:
    """Open a form for a period and the units chosen."""
    post = request.POST
    form, period, deadline = (
        post.get("form", ""),
        read_period(post.get("period", "")),
        day_of(post.get("deadline", "")),
    )
    body = load().forms.get(form)
    if body is None:
        raise Http404
    if period is None or period.kind != body.period:
        shapes = {"month": "2026-11", "quarter": "2026-Q4", "year": "2026"}
        messages.error(request, gettext("没有下发：统计期请写成 %(shape)s。") % {"shape": shapes[body.period]})
        return redirect("collection")
    if deadline is None:
        messages.error(request, gettext("没有下发：截止日期看不懂。"))
        return redirect("collection")
    try:
        made = open_round(
            request.user, form, period, deadline, post.get("contact", ""), post.getlist("unit"),
            names=names_in(post.get("names", "")),
            phone=post.get("phone", ""), note=post.get("note", ""),
        )  # fmt: skip
    except NotOpened as problem:
        messages.error(request, str(NOT_OPENED[problem.code]))
        return redirect("collection-round", problem.round_id) if problem.round_id else redirect("collection")
    messages.success(request, gettext("已下发到 %(n)s 个单位。") % {"n": made.reports.count()})
    return redirect("collection-round", made.pk)


def names_in(text: str) -> list[str]:
    """Names typed one after the other."""
    return text.replace("，", "、").replace("\n", "、").split("、")
