"""What the page of a brand shows beside its values: its steps, its marks with their terms, and the form for the next step."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_POST

from xingzhi.core.actions import may
from xingzhi.intake.wording import sentence
from xingzhi.plans.ledger.models import PlanTask
from xingzhi.registers.brand_steps.adding import ASKED, record_brand_step
from xingzhi.registers.brand_steps.register import BRAND_STEPS
from xingzhi.registers.edit import BadValues
from xingzhi.registers.models import MODELS
from xingzhi.registers.related import ROWS
from xingzhi.web.reading import language, shown
from xingzhi.web.views.brands.terms import numbers_of, term_cell, term_of
from xingzhi.web.views.patent import part
from xingzhi.web.views.registers import list_columns, list_rows


def joined(request: HttpRequest, row: Any) -> dict[str, Any]:
    """The parts of a brand's page."""
    steps = MODELS["brand_steps"].objects.visible_to(request.user).filter(brand=row.brand, applicants=row.applicants)
    found = list(steps.order_by("-step_on", "-id")[: ROWS + 1])
    register = MODELS["brand_steps"].register
    sections = [
        part("brand_steps", gettext("培育事项"), list_columns(register), list_rows(register, found)),
        _marks(request, row),
        _tasks(request, row),
    ]
    return {
        "sections": [each for each in sections if each],
        "brands_url": reverse("brands"),
        "step_form": _form(row) if may(request.user, "record_brand_step") else None,
    }


def of_step(request: HttpRequest, row: Any) -> dict[str, Any]:
    """The brand a step was done for."""
    found = MODELS["local_brands"].objects.visible_to(request.user).filter(brand=row.brand, applicants=row.applicants)
    register = MODELS["local_brands"].register
    made = part("brand", gettext("所说的品牌"), list_columns(register), list_rows(register, list(found[:ROWS])))
    return {"sections": [made] if made else [], "brands_url": reverse("brands")}


def _form(row: Any) -> dict[str, Any]:
    columns = [BRAND_STEPS[name] for name in ASKED]
    return {"url": reverse("brand-step", args=[row.pk]), "today": timezone.localdate(), "columns": [
        {"name": each.name, "label": each.label(language()), "required": each.required, "date": each.kind.value == "date",
         "longest": each.max_length} for each in columns
    ]}  # fmt: skip


def _marks(request: HttpRequest, row: Any) -> Any:
    numbers = numbers_of(row)
    marks = MODELS["trademarks"].objects.visible_to(request.user).filter(mark_no__in=numbers).order_by("mark_no", "id")
    rows = [
        {"cells": [{"text": each.mark_no, "url": reverse("record", args=["trademarks", each.pk])}, str(each),
                   each.nice_classes, shown(each.register["mark_status"], each.mark_status), term_cell(term_of(each))]}
        for each in marks[:ROWS]
    ]  # fmt: skip
    held = {each.mark_no for each in marks}
    lacking = [number for number in numbers if number not in held]
    rows += [{"cells": [number, gettext("台账里没有，或不在您的地区"), "", "", ""]} for number in lacking]
    columns = [
        {"label": gettext("申请/注册号"), "css": "c-code"}, {"label": gettext("商标"), "css": "c-title"},
        {"label": gettext("类别"), "css": "c-nowrap"}, {"label": gettext("状态"), "css": "c-nowrap"},
        {"label": gettext("专用期"), "css": "c-names"},
    ]  # fmt: skip
    return part("marks", gettext("商标与续展"), columns, rows)


def _tasks(request: HttpRequest, row: Any) -> Any:
    """Tasks of the annual plan that name the brand, the latest first."""
    tasks = PlanTask.objects.visible_to(request.user).filter(text__contains=row.brand).order_by("-due_on", "-id")[:ROWS]
    rows = [
        {"cells": [{"text": each.text[:80], "url": reverse("plan-task", args=[each.pk])}, str(each.due_on or "")]}
        for each in tasks
    ]
    columns = [
        {"label": gettext("任务"), "css": "c-title"},
        {"label": gettext("完成时限"), "css": "c-date c-nowrap"},
    ]
    return part("plan_tasks", gettext("年度计划里提到它的任务"), columns, rows)


def of_sign(request: HttpRequest, row: Any) -> dict[str, Any]:
    """Who may use an indication or a sign, and where its picture is given."""
    number = row.registration_no if row.register.name == "indications" else row.record_no
    users = MODELS["sign_users"].objects.visible_to(request.user)
    mine = users.filter(sign_text=str(row))
    if number:
        mine = mine | users.filter(sign_no=number)
    register = MODELS["sign_users"].register
    found = list(mine.order_by("-approved_on", "-id")[: ROWS + 1])
    made = part("sign_users", gettext("准许使用人"), list_columns(register), list_rows(register, found))
    return {"sections": [made] if made else [], "pictures_url": reverse("field-sign-pictures")}


@require_POST
def step(request: HttpRequest, brand_id: int) -> HttpResponse:
    """Record a step of a brand."""
    brand = get_object_or_404(MODELS["local_brands"].objects.visible_to(request.user), pk=brand_id)
    if not may(request.user, "record_brand_step"):
        raise PermissionDenied
    texts = {name: request.POST.get(name, "").strip() for name in ASKED}
    try:
        new = record_brand_step(request.user, brand.pk, texts)
    except BadValues as bad:
        for name, problem in bad.problems.items():
            label = BRAND_STEPS[name].label(language())
            messages.error(request, gettext("没有保存：") + f"{label}：{sentence(problem, language())}")
    else:
        messages.success(request, gettext("已登记。") if new else gettext("这一步以前登记过，内容已更新。"))
    return redirect("record", "local_brands", brand_id)
