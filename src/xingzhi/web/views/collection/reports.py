"""One report: fill it in beside what is known and what was reported before, sign, check, send back, accept."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from xingzhi.collection import workbook
from xingzhi.collection.accepting import accept_report
from xingzhi.collection.beside import findings
from xingzhi.collection.checks import REQUIRED, ZERO
from xingzhi.collection.filling import NotOpen, Read, held_at, merge_values, read_values, save_report
from xingzhi.collection.forms import form_of
from xingzhi.collection.models import OPEN, State, UnitKind, UnitReport
from xingzhi.collection.moves import NotDone, against_zero, check_report, leads, return_report, submit_report
from xingzhi.collection.steering import untouched
from xingzhi.core.actions import may
from xingzhi.web.downloads import XLSX, attachment
from xingzhi.web.views.collection import history
from xingzhi.web.views.collection.grid import grid
from xingzhi.web.views.collection.rounds import title
from xingzhi.web.views.collection.words import NOT_DONE, NOT_OPEN, standing_cell, state_cell, zero_text


def _report(request: HttpRequest, round_id: int, report_id: int) -> UnitReport:
    seen = UnitReport.objects.visible_to(request.user).select_related("round")
    found: UnitReport = get_object_or_404(seen, pk=report_id, round=round_id)
    return found


def posted(request: HttpRequest) -> tuple[dict[str, str], dict[str, str]]:
    """Values and reasons as typed, by cell."""
    values = {name[2:]: str(text) for name, text in request.POST.items() if name.startswith("v-")}
    return values, {name[2:]: str(text) for name, text in request.POST.items() if name.startswith("n-")}


def base_version(request: HttpRequest) -> int:
    """The version the page was drawn from."""
    text = request.POST.get("version", "")
    return int(text) if text.isdecimal() else 0


@require_http_methods(["GET", "POST"])
def report_page(request: HttpRequest, round_id: int, report_id: int) -> HttpResponse:
    """The report; a post does one thing with it."""
    report = _report(request, round_id, report_id)
    if request.method == "GET":
        return page(request, report)
    what = request.POST.get("do", "save")
    try:
        if what in ("save", "submit"):
            return _save(request, report, what == "submit")
        _move(request, report, what)
    except NotOpen as problem:
        messages.error(request, str(NOT_OPEN[problem.code]))
    except NotDone as problem:
        told = {"n": len(problem.found), "found": zero_text(report, problem.found)}
        messages.error(request, str(NOT_DONE[problem.code]) % told)
        if what == "submit" and request.POST.get("zero") == "1":
            return redirect(reverse("collection-report", args=[round_id, report_id]) + "?zero=1#zero")
    return redirect("collection-report", round_id, report_id)


def _move(request: HttpRequest, report: UnitReport, what: str) -> None:
    post = request.POST
    if what == "check":
        check_report(request.user, report.pk, post.get("reviewer", ""))
        messages.success(request, gettext("已审核报送。"))
    elif what == "return":
        return_report(request.user, report.pk, post.get("reason", ""))
        messages.success(request, gettext("已退回。原来报的数保留在办理经过里。"))
    elif what == "accept":
        accept_report(request.user, report.pk)
        messages.success(request, gettext("已验收，进入“采集数据”台账。"))
    else:
        raise Http404


def _save(request: HttpRequest, report: UnitReport, submitting: bool) -> HttpResponse:
    values, reasons = posted(request)
    report, read, filled = save_report(request.user, report.pk, base_version(request), values, reasons)
    if filled.conflicts:
        messages.warning(
            request, gettext("有 %(n)s 项别人刚改过，两边的数都保留，请定。") % {"n": len(filled.conflicts)}
        )
    if read.problems:
        _tell_unread(request, report, read, submitting)
        return page(request, report, read, values)
    if submitting:
        submit_report(request.user, report.pk, request.POST.get("filler", ""), request.POST.get("zero") == "1")
        messages.success(request, gettext("已提交，等审核人审核。"))
    elif not filled.conflicts:
        messages.success(request, gettext("已保存。"))
    return redirect("collection-report", report.round_id, report.pk)


def _tell_unread(request: HttpRequest, report: UnitReport, read: Read, submitting: bool) -> None:
    """How many could not be read, and how many more are marked: what is marked is what is counted."""
    text = gettext("有 %(n)s 项看不懂，没有保存；其他的已保存。")
    if submitting:
        text = gettext("没有提交：有 %(n)s 项看不懂；其他的已保存。")
    found = [each for each in findings(report, report.values, report.notes) if each.blocks]
    if report.state == State.EMPTY:
        found = [each for each in found if each.check != REQUIRED]
    marked = {each.cell for each in found} - set(read.problems)
    if marked:
        text += gettext("另有 %(more)s 项要改正或说明，见下面标出的。")
    messages.error(request, text % {"n": len(read.problems), "more": len(marked)})


def _reviewer(request: HttpRequest, report: UnitReport, returned: str) -> str:
    """Who comes to mind as reviewer: who signed the workbook, the reader where another submitted, who reviewed last."""
    if returned or report.state != State.SUBMITTED:
        return returned
    if report.submitted_by_id != request.user.pk and request.user.display_name != report.filler:
        return request.user.display_name
    earlier = UnitReport.objects.visible_to(request.user).filter(
        round__form=report.round.form, round__region=report.round.region, region=report.region, unit=report.unit
    )
    last = earlier.exclude(reviewer__in=("", report.filler)).exclude(pk=report.pk).order_by("-round__last_day").first()
    return last.reviewer if last else ""


def page(
    request: HttpRequest, report: UnitReport, read: Read | None = None, typed: dict[str, str] | None = None
) -> HttpResponse:
    """Draw the report; `typed` stands in the fields where it could not be read."""
    form, led = form_of(report.round), leads(request.user, report)
    to_fill = report.state in OPEN and not report.round.closed_at
    editable = to_fill and may(request.user, "save_report")
    returned = report.returns.order_by("-id").first()
    zero = request.GET.get("zero") == "1" or (returned is not None and returned.zero and report.state == State.FILLING)
    context = {
        "page_title": f"{report.name} · {title(report.round)}", "report": report,
        "round": report.round, "form_title": title(report.round), "approval": form.body.approval, "led": led, "to_fill": to_fill,
        "editable": editable,
        "state": state_cell(report), "standing": standing_cell(report), "grid": grid(report, form, editable, read, typed),
        "conflicts": history.conflicts(report), "returns": history.returns(report), "steps": history.steps(report),
        "may_check": report.state == "submitted" and not report.round.closed_at and may(request.user, "check_report"),
        "may_return": report.state == "submitted" or (led and report.state in ("checked", "accepted")),
        "may_accept": led and report.state == "checked" and may(request.user, "accept_report"),
        "may_drop": led and untouched([report]) and may(request.user, "withdraw_report"),
        "may_merge": may(request.user, "merge_form"), "may_decide": may(request.user, "decide_cell"),
        "filler": report.filler or (returned.filler if returned else "") or request.user.display_name,
        "reviewer": _reviewer(request, report, returned.reviewer if returned else ""), "zero": zero,
        "against_zero": zero_text(report, against_zero(report)) if editable and zero else "",
        "zero_note": report.notes.get(ZERO, ""), "of_zone": report.kind == UnitKind.ZONE,
    }  # fmt: skip
    return render(request, "collection/report.html", context)


@require_POST
def attempt(request: HttpRequest, round_id: int, report_id: int) -> HttpResponse:
    """What the checks say of values not saved yet, as parts that find their cells by themselves."""
    report = _report(request, round_id, report_id)
    values, reasons = posted(request)
    read = read_values(report, values)
    filled = merge_values(report, held_at(report, base_version(request)), read.values)
    report.values, report.notes = {**report.values, **filled.taken}, {**report.notes, **reasons}
    rows = grid(report, form_of(report.round), True, read, values)
    return render(request, "collection/checks.html", {"grid": rows})


@require_GET
def report_workbook(request: HttpRequest, round_id: int, report_id: int) -> HttpResponse:
    """The workbook to send by any channel."""
    report = _report(request, round_id, report_id)
    name = f"{form_of(report.round).title.zh}-{report.round.period}-{report.name}.xlsx"
    return attachment(workbook.write(report), name, XLSX)
