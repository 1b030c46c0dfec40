"""The value scorecard of a patent: scored by a person, indicator by indicator, with evidence; it stays in the office."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from xingzhi.core.actions import may
from xingzhi.indicators.high_value.scoring import ScoreRefused, score_patent, scorecard
from xingzhi.packs import load
from xingzhi.packs.scorecard import Scorecard
from xingzhi.registers.models import MODELS
from xingzhi.web.reading import listed, title_of
from xingzhi.web.views.high_value_card import score_table
from xingzhi.web.views.high_value_words import said


@require_http_methods(["GET", "POST"])
def value_score(request: HttpRequest, record_id: int) -> HttpResponse:
    """The form of one situation, and what was scored before; POST keeps the scores."""
    row = get_object_or_404(MODELS["patents"].objects.visible_to(request.user), pk=record_id)
    table, card = scorecard()
    pack = load().scorecard
    asked = request.POST.get("scenario") or request.GET.get("scenario", "")
    scenarios = [each for each in pack.scenarios if card is None or each.code in card.scenarios()]
    scenario = asked if asked in {each.code for each in scenarios} else (scenarios[0].code if scenarios else "")
    if request.method == "POST" and _kept(request, row, scenario, card):
        return redirect("value-score", row.pk)
    context = {
        "page_title": gettext("专利价值计分"),
        "row": row,
        "title": title_of(row),
        "loaded": table,
        "fits": row.patent_type in pack.patent_types.values,
        "first_level": listed(said(each.label) for each in pack.first_level),
        "structure": {name: each.value for name, each in pack.structure.items()},
        "withheld": said(pack.lower_levels.reason),
        "scale": {name: each.value for name, each in pack.scale.items()},
        "scenarios": [
            {"code": each.code, "label": said(each.label), "here": each.code == scenario} for each in scenarios
        ],
        "scenario": scenario,
        "groups": groups(card, scenario, request) if card else [],
        "may_score": may(request.user, "score_patent"),
        "note": request.POST.get("note", ""),
        "history": score_table(request, row),
    }
    return render(request, "high_value/score.html", context)


def groups(card: Scorecard, scenario: str, request: HttpRequest) -> list[dict[str, Any]]:
    """The indicators of a situation under their first level, with what was entered."""
    made = []
    for first in load().scorecard.first_level:
        items = [
            {
                "code": item.code,
                "name": item.name,
                "second": item.second if item.third else "",
                "weight": item.weights[scenario],
                "score": request.POST.get(f"s-{item.code}", ""),
                "evidence": request.POST.get(f"e-{item.code}", ""),
            }
            for item in card.of(scenario)
            if item.first == first.code
        ]
        if items:
            made.append({"label": said(first.label), "items": items})
    return made


def _kept(request: HttpRequest, row: Any, scenario: str, card: Scorecard | None) -> bool:
    """Keep what was entered; say what is wrong, or what is still missing."""
    items = card.of(scenario) if card else []
    given = {i.code: (request.POST.get(f"s-{i.code}", ""), request.POST.get(f"e-{i.code}", "")) for i in items}
    try:
        made = score_patent(request.user, row.pk, scenario, given, request.POST.get("note", ""))
    except ScoreRefused as refused:
        messages.error(request, {
            "not_loaded": gettext("计分表未加载，不能计分。"),
            "kind": gettext("外观设计不用此表。"),
            "scenario": gettext("没有这种情形。"),
            "score": gettext("没有保存：“%(name)s”的分数不在范围内。"),
            "evidence": gettext("没有保存：“%(name)s”没有写依据。"),
        }[refused.code] % {"name": refused.detail})  # fmt: skip
        return False
    if made.result is None:
        messages.info(request, gettext("已保存，还缺 %(names)s，没有总分。") % {"names": listed(made.missing[:8])})
    else:
        messages.success(request, gettext("已保存，得分 %(score)s。") % {"score": made.result})
    return True
