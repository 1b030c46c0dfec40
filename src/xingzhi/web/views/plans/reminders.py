"""The printable supervision notes of a month."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import translation
from django.utils.translation import gettext
from django.views.decorators.http import require_GET

from xingzhi.cases.papers.templates import TemplateLost
from xingzhi.plans.ledger.models import Plan
from xingzhi.plans.ledger.reminding import owing, supervision
from xingzhi.web.downloads import DOCX, attachment
from xingzhi.web.views.plans.ledger import month_asked


@require_GET
def notes(request: HttpRequest, plan_id: int) -> HttpResponse:
    """The notes for the units that owe; for one unit where `unit` says which."""
    plan = get_object_or_404(Plan.objects.visible_to(request.user), pk=plan_id)
    month, unit = month_asked(request, plan), request.GET.get("unit", "")
    found = [each for each in owing(request.user, plan, month) if each.due and unit in ("", str(each.unit.pk))]
    if not found:
        messages.info(request, gettext("没有要督办的。"))
        return redirect("plan-months")
    try:
        with translation.override("zh-hans"):
            content = supervision(plan, month, found, request.user)
    except TemplateLost:
        messages.error(request, gettext("没有打印：本局的模板文件不在了，请到 系统 → 文书模板 重新上传或恢复默认。"))
        return redirect("plan-months")
    return attachment(content, f"任务督办单-{month}.docx", DOCX)
