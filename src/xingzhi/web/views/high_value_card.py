"""The card of one patent: which classes it is in, and who scored it."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_GET

from xingzhi.core.actions import may
from xingzhi.indicators.models import ValueScore
from xingzhi.packs import load
from xingzhi.registers.models import MODELS
from xingzhi.snapshots.jobs import latest
from xingzhi.web.as_of import as_of
from xingzhi.web.reading import title_of
from xingzhi.web.templatetags.xingzhi import number
from xingzhi.web.views import figures
from xingzhi.web.views.high_value_words import card_of, said


@require_GET
def patent_card(request: HttpRequest, record_id: int) -> HttpResponse:
    """The card of one patent on a day."""
    row = get_object_or_404(MODELS["patents"].objects.visible_to(request.user), pk=record_id)
    at = _day(request)
    context = {
        "page_title": title_of(row),
        "row": row,
        "card": card_of(request, row, at),
        "at": at,
        "may_score": may(request.user, "score_patent"),
        "scores": score_table(request, row),
        "as_of": as_of(latest(), "high_value", internal=True),
    }
    return render(request, "high_value/patent.html", context)


def _day(request: HttpRequest) -> date:
    try:
        at = date.fromisoformat(request.GET["at"]) if request.GET.get("at") else timezone.localdate()
    except ValueError as error:
        raise Http404 from error
    if not 1985 <= at.year <= 9990:
        raise Http404
    return at


def score_table(request: HttpRequest, row: Any) -> dict[str, Any]:
    """Who scored the patent, newest first."""
    names = {each.code: said(each.label) for each in load().scorecard.scenarios}
    rows = [
        {"cells": [
            timezone.localtime(each.scored_at).strftime("%Y-%m-%d %H:%M"),
            names.get(each.scenario, each.scenario),
            number(each.result, 2) if each.result is not None else {"text": gettext("未计完"), "tone": "unknown"},
            each.scored_by.display_name,
            each.note,
        ]}
        for each in ValueScore.objects.visible_to(request.user).filter(patent=row.key).select_related("scored_by").order_by("-id")
    ]  # fmt: skip
    labels = [(gettext("时间"), "c-date c-nowrap"), (gettext("情形"), ""), (gettext("得分"), "c-number"),
              (gettext("计分人"), "c-nowrap"), (gettext("说明"), "")]  # fmt: skip
    return figures.table(gettext("价值计分"), labels, rows) | {"scroll": False}
