"""Signals of single applications on the page of each; judged by a person, never by the machine."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from xingzhi.cases.actions import ReasonMissing
from xingzhi.cases.models import Verdict, verdicts_of
from xingzhi.cases.signals import NoSignal, judge_signal, judged, look_at_links
from xingzhi.core.actions import may
from xingzhi.packs import load
from xingzhi.registers.models import Patent
from xingzhi.screening.signals.reading import Shown, latest
from xingzhi.web.reading import language, listed
from xingzhi.web.views.clue_rows import TONES

MISSING = {
    "abstract": _("摘要"), "first_claim": _("主权项"), "address": _("地址"), "phone": _("电话"),
    "inventors": _("发明人"), "agent": _("代理人"), "agency": _("代理机构"), "insured_staff": _("社保人数"),
    "registered_capital": _("注册资本"), "transfers": _("权利转移"), "legal_events": _("法律状态事件"),
    "filing_date": _("申请日"), "title": _("名称"),
    "business_scope": _("经营范围"),
}  # fmt: skip


def signals_of(request: HttpRequest, patent: Any) -> dict[str, Any]:
    """What the machine says of one application, each with its explanation, what it lacked and what a person said."""
    found = latest(patent.key, request.user)
    clues = judged(patent.key, request.user)
    purpose = patent.key in request.session.get("links", [])
    shown = [each for each in found if purpose or not each.settings.signal.restricted]
    return {
        "key": patent.key, "pk": patent.pk,
        "rows": [row(request, each, clues.get((each.screening, each.group))) for each in shown],
        "hidden": len(found) - len(shown),
        "alone": bool(shown) and all(each.settings.signal.never_alone for each in shown),
        "verdicts": [(verdict.value, verdict.label) for verdict in verdicts_of("")],
        "may_judge": may(request.user, "judge_signal"),
    }  # fmt: skip


def row(request: HttpRequest, each: Shown, clue: Any) -> dict[str, Any]:
    """One signal."""
    partners = {p.key: p for p in Patent.objects.visible_to(request.user).filter(key__in=each.partners[:10])}
    limbs = each.settings.limbs
    return {
        "screening": each.screening, "group": each.group,
        "label": each.settings.signal.label(language()),
        "law": limbs[0].law if limbs else "", "gist": limbs[0].gist(language()) if limbs else "",
        "explanation": each.explanation(language()), "score": f"{each.score:.2f}",
        "missing": listed(MISSING.get(name, name) for name in each.missing),
        "partners": [{"key": key, "url": reverse("record", args=["patents", p.pk]), "title": str(p)} for key, p in partners.items()],
        "hidden_partners": each.hidden_partners, "disclaimer": each.disclaimer(language()),
        "ref": load().ref(each.screening), "clue": clue,
        "verdict": clue.get_verdict_display() if clue else "", "tone": TONES[clue.verdict] if clue else "plain",
    }  # fmt: skip


def _patent(request: HttpRequest, record_id: int) -> Any:
    return get_object_or_404(Patent.objects.visible_to(request.user), pk=record_id)


@require_POST
def judge(request: HttpRequest, record_id: int) -> HttpResponse:
    """Record what an officer says of a signal."""
    patent, post = _patent(request, record_id), request.POST
    try:
        judge_signal(
            request.user,
            patent.key,
            post.get("screening", ""),
            post.get("group", ""),
            post.get("verdict", ""),
            post.get("reason", ""),
        )
        if post.get("verdict") == Verdict.SUSPECTED:
            messages.success(request, gettext("已记录；可以在 非正常 → 线索上报 起草上报。"))
        else:
            messages.success(request, gettext("已记录。"))
    except NoSignal as gone:
        raise Http404 from gone
    except ReasonMissing:
        messages.error(request, gettext("没有保存：请写明理由，研判要能让别人看懂。"))
    except ValueError:
        messages.error(request, gettext("没有保存：请选择一种判断。"))
    return redirect(reverse("record", args=["patents", patent.pk]) + "#signals")


@require_POST
def links(request: HttpRequest, record_id: int) -> HttpResponse:
    """Look at how parties hang together, for a purpose that is logged."""
    patent = _patent(request, record_id)
    try:
        look_at_links(request.user, patent.key, request.POST.get("purpose", ""))
        request.session["links"] = [*request.session.get("links", []), patent.key][-20:]
    except ValueError:
        messages.error(request, gettext("请写明用途。"))
    return redirect(reverse("record", args=["patents", patent.pk]) + "#signals")
