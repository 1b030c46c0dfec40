"""The task ledger as meetings use it: one table, three colours with their rule, what is late, moved, blocked."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext
from django.views.decorators.http import require_GET, require_POST

from xingzhi.core.actions import may
from xingzhi.plans.ledger.brought_back import AddedRow, LedgerBook
from xingzhi.plans.ledger.chosen import Chosen
from xingzhi.plans.ledger.editing import add_plan_task
from xingzhi.plans.ledger.models import Plan, PlanTask, PlanTaskState
from xingzhi.plans.ledger.moving import NotMoved
from xingzhi.plans.ledger.placing import headings_of
from xingzhi.plans.ledger.rows import MARKS, LedgerRow, counts, figures_of, ledger, plan_of, plans_of
from xingzhi.plans.ledger.state import has_begun, is_month, months_until, shown_month
from xingzhi.web.filters import Condition, chips
from xingzhi.web.reading import listed
from xingzhi.web.views.notified.words import day_of
from xingzhi.web.views.plans import words

NAMES = ("year", "month", "unit", "colour", "state", "mark", "mine")


def plan_asked(request: HttpRequest) -> Plan | None:
    """The plan of the year asked for, else the one that runs, else the nearest."""
    year = request.GET.get("year", "")
    return (plan_of(request.user, int(year)) if year.isdecimal() else None) or plan_of(request.user)


def month_asked(request: HttpRequest, plan: Plan) -> str:
    """The month asked for, where it lies in the plan's year."""
    month = request.POST.get("month") or request.GET.get("month", "")
    today = timezone.localdate()
    return month if is_month(month) and month[:4] == str(plan.year) else shown_month(plan.year, today)


@require_GET
def ledger_page(request: HttpRequest) -> HttpResponse:
    """The ledger of a year."""
    plan = plan_asked(request)
    if plan is None:
        return render(request, "plans/ledger.html", {
            "page_title": gettext("任务台账"), "tabs": words.tabs("plan-ledger", request.user),
            "empty": {"title": gettext("还没有年度计划"),
                      "hint": gettext("通知核对后列入计划，任务就出现在这里。")},
        })  # fmt: skip
    month = month_asked(request, plan)
    query = {name: request.GET.get(name, "").strip() for name in NAMES}
    rows = ledger(request.user, plan, month, figures_of(request.user, plan))
    chosen = Chosen(
        int(query["unit"]) if query["unit"].isdecimal() else 0, query["colour"], query["state"], query["mark"],
        request.user.pk if query["mine"] else 0,
    )  # fmt: skip
    shown = [row for row in rows if chosen.holds(row)]
    led = PlanTask.objects.led_by(request.user).filter(plan=plan).exists() or (
        Plan.objects.visible_to(request.user).filter(pk=plan.pk).exists()
    )
    narrowed = any(query[name] for name in ("unit", "colour", "state", "mark", "mine"))
    several = len({row.task.notice_id for row in rows if row.task.notice_id}) > 1
    conditions = _conditions(request, plan, month, query, rows)
    context = {
        "page_title": gettext("%(year)s 年任务台账") % {"year": plan.year}, "plan": plan, "month": month,
        "tabs": words.tabs("plan-ledger", request.user, plan, month), "rules": words.rules(), "conditions": conditions,
        "chips": chips([each for each in conditions if query[each.name] and each.name != "year"], {n: v for n, v in query.items() if v}),
        "clear_url": reverse("plan-ledger") + f"?year={plan.year}" if narrowed else "",
        "counts": _counts(rows, plan, month), "rows": [_row(row, month, several) for row in shown], "shown": len(shown),
        "headings": headings_of(plan) if led else [],
        "led": led, "may_add": led and may(request.user, "add_plan_task"), "units": words.units_seen(request.user) if led else [],
        "books": LedgerBook.objects.visible_to(request.user).filter(plan=plan, state="open") if led else [],
        "added": AddedRow.objects.visible_to(request.user).filter(plan=plan, state="").select_related("unit", "task") if led else [],
        "empty": {"title": gettext("没有符合条件的任务") if narrowed else gettext("计划里还没有任务"),
                  "hint": "" if narrowed else gettext("通知核对后列入计划，或在下面手工新增。")},
    }  # fmt: skip
    return render(request, "plans/ledger.html", context)


def _counts(rows: list[LedgerRow], plan: Plan, month: str) -> list[dict[str, Any]]:
    found = counts(rows)
    base = {"year": plan.year, "month": month}

    def to(**more: Any) -> str:
        return reverse("plan-ledger") + "?" + urlencode({**base, **more})

    made: list[dict[str, Any]] = [{"label": gettext("任务"), "n": len(rows), "url": to()}]
    made += [{"label": words.MARKS[mark], "n": found[mark], "url": to(mark=mark)} for mark in MARKS]
    if past := found["blocked_past"]:
        blocked = next(each for each in made if each["label"] == words.MARKS["blocked"])
        late = next(each for each in made if each["label"] == words.MARKS["late"])
        late["beside"] = gettext("另有受阻且过时限 %(n)s，合计 %(all)s") % {"n": past, "all": past + found["late"]}
        blocked["beside"] = gettext("其中过时限 %(n)s") % {"n": past}
    made.append({"label": gettext("已完成"), "n": found["state:done"], "url": to(state="done")})
    if none := found["colour:none"] - found["state:dropped"]:
        made.append({"label": gettext("未定时限"), "n": none, "url": to(colour="none")})
    return made


def _conditions(
    request: HttpRequest, plan: Plan, month: str, query: dict[str, str], rows: list[LedgerRow]
) -> list[Condition]:
    years = [(str(each.year), str(each.year)) for each in plans_of(request.user)]
    months = [(each, each) for each in months_until(plan.year, timezone.localdate())]
    units = {share.unit_id: share.unit.name for row in rows for share in row.shares}
    units |= {row.task.lead_unit.pk: row.task.lead_unit.name for row in rows if row.task.lead_unit}
    colours = [(each["code"], each["label"]) for each in _colours()]
    named = sorted(((str(pk), name) for pk, name in units.items()), key=lambda each: each[1])
    return [
        Condition("year", gettext("年度"), "choice", str(plan.year), choices=years),
        Condition("month", gettext("月份"), "choice", month, choices=months),
        Condition("unit", gettext("单位"), "choice", query["unit"], choices=named),
        Condition("colour", gettext("颜色"), "choice", query["colour"], choices=colours),
        Condition("state", gettext("状态"), "choice", query["state"], choices=[(c, str(w)) for c, w in PlanTaskState.choices]),
        Condition("mark", gettext("标记"), "choice", query["mark"], choices=[(c, str(w)) for c, w in words.MARKS.items()]),
        Condition("mine", gettext("责任人"), "choice", query["mine"], choices=[("1", gettext("我"))]),
    ]  # fmt: skip


def _colours() -> list[dict[str, str]]:
    tones = ("red", "yellow", "green")
    found = [{"code": code, "label": each["label"]} for code, each in zip(tones, words.rules(), strict=True)]
    return [*found, {"code": "none", "label": gettext("未定时限")}]


def _row(row: LedgerRow, month: str, several: bool) -> dict[str, Any]:
    """A row as the table shows it; `several`: the plan has tasks of more than one notice, so that each says whose it is."""
    task = row.task
    said = [{"units": listed(names), "progress": told} for names, told in row.told]
    silent = [share.unit.name for share in row.shares if share.pk not in row.said]
    url = reverse("plan-task", args=[task.pk])
    indicator = row.reached.indicator
    opens = reverse("indicator", args=[indicator]) if indicator else f"{url}#target"
    return {
        "task": task, "row": row, "url": url, "number": row.number, "said": said, "silent": silent if said else [],
        "nobody": not said and bool(row.shares) and has_begun(month, timezone.localdate()), "assist": _assisting(row),
        "target": words.target_text(row),
        "notice": (task.notice.number or task.notice.title) if several and task.notice else "",
        "reached": words.reached_cell(row.reached, opens), "colour": words.colour_cell(row.colour, task),
    }  # fmt: skip


def _assisting(row: LedgerRow) -> str:
    """The units beside the lead; of those that each have to do it by themselves their number."""
    addressed = row.addressed
    each = gettext("%(n)s 个单位各自落实") % {"n": len(addressed)} if len(addressed) > 1 else listed(addressed)
    return listed([*(name for name in row.assisting if name not in addressed), *filter(None, [each])])


@require_POST
def add(request: HttpRequest, plan_id: int) -> HttpResponse:
    """Add a task by hand."""
    post = request.POST
    typed = post.get("due", "").strip()
    due = day_of(typed)
    try:
        if typed and due is None:
            raise NotMoved("no_day")
        lead = post.get("lead", "")
        assist = [int(pk) for pk in post.getlist("assist") if pk.isdecimal()]
        made = add_plan_task(
            request.user, plan_id, post.get("text", ""), due=due, lead=int(lead) if lead.isdecimal() else 0,
            assist=assist, heading=post.get("heading", ""),
        )  # fmt: skip
    except NotMoved as problem:
        messages.error(request, str(words.NOT_MOVED[problem.code]))
        return redirect("plan-ledger")
    messages.success(request, gettext("已新增。"))
    return redirect("plan-task", made.pk)
