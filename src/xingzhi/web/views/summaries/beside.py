"""The pages of one call for summaries beside each other, under those of the plan."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from xingzhi.core.models import User
from xingzhi.plans.summaries.models import SummaryCall
from xingzhi.web.views.plans.words import tabs

PAGES = (("summary-call", _("收报情况")), ("summaries-merge", _("归并总结")), ("summaries-draft", _("汇总稿")))


def beside(call: SummaryCall, user: User, here: str, unit: str = "") -> dict[str, Any]:
    """The tabs of the plan, and of the call for whoever leads it; `unit` is the one whose summary is open."""
    led = SummaryCall.objects.led_by(user).filter(pk=call.pk).exists()
    pages: list[dict[str, Any]] = [
        {"label": label, "url": reverse(name, args=[call.pk]), "here": name == here} for name, label in PAGES
    ]
    if unit:
        pages.append({"label": unit, "url": "", "here": True, "lang": "zh"})
    return {"tabs": tabs("summaries", user), "pages": pages if led else []}
