"""The collection: what was asked of whom, what each unit reported and the sums; the workbook out, and handed in again."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from ninja import Field, Query, Router, Schema

from xingzhi.api.batches import WORKBOOK, XLSX
from xingzhi.api.paging import MAX_ROWS, ROWS
from xingzhi.api.saying import both, operation
from xingzhi.collection import workbook
from xingzhi.collection.beside import findings
from xingzhi.collection.forms import form_of
from xingzhi.collection.models import REPORTED, CellConflict, Round, UnitReport
from xingzhi.collection.totals import COLUMNS, Line, totals

router = Router(tags=["collection"])


class RoundOut(Schema):
    """A form sent out for a period; counted are the units the caller sees."""

    id: int
    form: str = Field(description=both("表式的规则包", "The pack of the form"))
    form_ref: str = Field(description=both("表式的版本", "Its version"))
    title: str
    period: str = Field(description=both("统计期，如 2026-11、2026-Q4、2026", "Period, as 2026-11, 2026-Q4, 2026"))
    deadline: date
    closed: bool
    units: int = Field(description=both("单位数", "How many units"))
    reported: int = Field(description=both("已报的单位数", "How many reported"))


class SumOut(Schema):
    """A cell added up; null where there is nothing or it may not be shown."""

    cell: str
    label: str
    unit: str
    total: Decimal | None = Field(None, description=both("本期", "This period"))
    to_date: Decimal | None = Field(None, description=both("本年累计", "The year so far"))
    before: Decimal | None = Field(None, description=both("上期", "The period before"))
    year_before: Decimal | None = Field(None, description=both("上年同期", "The same period a year earlier"))
    zones: Decimal | None = Field(None, description=both("其中开发区", "Of these development zones"))
    own: bool = Field(description=both("取自系统，内部测算，不对外发布", "Counted by the system; not for publication"))
    hidden: list[str] = Field(description=both("家数太少不列的", "Not shown: too few units"))


class RoundDetail(RoundOut):
    """A round with its sums, for the office that opened it."""

    note: str
    sums: list[SumOut] | None = Field(None, description=both("合计；不是下发的机关为空", "Sums; null for others"))
    missing: list[str] = Field(description=both("合计里没有的单位", "Units the sums lack"))
    incomplete: list[str] = Field(description=both("累计不全的各期", "Periods the year so far lacks"))


class ReportOut(Schema):
    """What one unit reports."""

    id: int
    round: int
    form: str
    period: str
    region: str
    kind: str = Field(description="banner, zone, unit")
    name: str
    state: str = Field(description="empty, filling, submitted, checked, returned, accepted")
    zero: bool = Field(description=both("零报告", "A signed report that nothing happened"))
    filler: str
    reviewer: str
    filled_on: date | None = None
    sent_on: date | None = Field(None, description=both("第一次报送的日子", "The day it first came in"))
    reason: str = Field(description=both("退回原因", "Why it was sent back"))
    version: int


class FindingOut(Schema):
    """A check that does not hold."""

    check: str
    level: str = Field(description=both("error 要改，ask 请说明", "error: to mend, ask: to explain"))
    cell: str
    message: str
    left: Decimal | None = None
    right: Decimal | None = None
    answered: bool


class StepOut(Schema):
    """One thing that happened to a report, and what it held then."""

    version: int
    what: str
    note: str
    at: datetime
    values: dict[str, str]


class ReportDetail(ReportOut):
    """A report with its values, checks and history."""

    values: dict[str, str]
    notes: dict[str, str] = Field(description=both("情况说明", "Reasons given"))
    known: dict[str, Any] = Field(description=both("系统已有、没有问的", "What stood already and was not asked"))
    findings: list[FindingOut]
    conflicts: list[str] = Field(description=both("两边不一致、还没有定的项目", "Cells with two values, undecided"))
    steps: list[StepOut]


class Asked(Schema):
    """Which page of a list."""

    after: int = Field(0, ge=0, le=2**53, description=both("上一页最后一项的 id", "The id of the last item before"))
    size: int = Field(ROWS, ge=1, le=MAX_ROWS, description=both("一页的行数", "How many rows of a page"))


@router.get("/rounds", response=list[RoundOut], **operation("list_rounds", "采集：下发的各期", "Collection rounds"))
def list_rounds(request: HttpRequest, asked: Query[Asked]) -> list[dict[str, Any]]:
    """The rounds the caller sees, by id."""
    seen = Round.objects.visible_to(request.user).filter(pk__gt=asked.after).order_by("pk")[: asked.size]
    return [_round(request, each) for each in seen]


@router.get(
    "/rounds/{int:round_id}", response=RoundDetail, **operation("get_round", "一期采集和合计", "A round with its sums")
)
def get_round(request: HttpRequest, round_id: int) -> dict[str, Any]:
    """One round; only who sees every unit gets the sums."""
    found: Round = get_object_or_404(Round.objects.visible_to(request.user), pk=round_id)
    more: dict[str, Any] = {"note": found.note, "sums": None, "missing": [], "incomplete": []}
    if Round.objects.led_by(request.user).filter(pk=found.pk).exists():
        added = totals(found)
        more |= {"sums": [_sum(line) for line in added.lines], "missing": added.missing, "incomplete": added.incomplete}
    return _round(request, found) | more


@router.get("/rounds/{int:round_id}/reports", response=list[ReportOut],
            **operation("list_unit_reports", "一期采集的各单位", "The reports of a round"))  # fmt: skip
def list_unit_reports(request: HttpRequest, round_id: int, asked: Query[Asked]) -> list[dict[str, Any]]:
    """The reports the caller sees, by id."""
    found: Round = get_object_or_404(Round.objects.visible_to(request.user), pk=round_id)
    seen = UnitReport.objects.visible_to(request.user).filter(round=found, pk__gt=asked.after).select_related("round")
    return [_report(each) for each in seen.order_by("pk")[: asked.size]]


def report_or_404(request: HttpRequest, report_id: int) -> UnitReport:
    """A report the caller sees."""
    seen = UnitReport.objects.visible_to(request.user).select_related("round")
    found: UnitReport = get_object_or_404(seen, pk=report_id)
    return found


@router.get("/reports/{int:report_id}", response=ReportDetail,
            **operation("get_unit_report", "一个单位所报", "What a unit reported"))  # fmt: skip
def get_unit_report(request: HttpRequest, report_id: int) -> dict[str, Any]:
    """Values, what does not hold, what contradicts, and all that happened."""
    report = report_or_404(request, report_id)
    held = [
        {"check": each.check, "level": each.level, "cell": each.cell, "message": each.message.zh if each.message else "必填",
         "left": each.left, "right": each.right, "answered": each.answered}
        for each in findings(report, report.values, report.notes)
    ]  # fmt: skip
    open_cells = CellConflict.objects.filter(report=report, decided="").order_by("pk").values_list("cell", flat=True)
    return _report(report) | {
        "values": report.values, "notes": report.notes, "known": report.known, "findings": held,
        "conflicts": list(open_cells), "steps": list(report.steps.order_by("version")),
    }  # fmt: skip


@router.get("/reports/{int:report_id}/workbook",
            **operation("get_form_workbook", "采集表工作簿，填好再传", "The workbook to fill in", openapi_extra=WORKBOOK))  # fmt: skip
def get_form_workbook(request: HttpRequest, report_id: int) -> HttpResponse:
    """The workbook of a report as it stands now."""
    report = report_or_404(request, report_id)
    named = {"Content-Disposition": f'attachment; filename="collection-{report.pk}.xlsx"'}
    return HttpResponse(workbook.write(report), content_type=XLSX, headers=named)


def _round(request: HttpRequest, found: Round) -> dict[str, Any]:
    seen = UnitReport.objects.visible_to(request.user).filter(round=found)
    counts = seen.aggregate(units=Count("id"), reported=Count("id", filter=Q(state__in=REPORTED)))
    names = ("id", "form", "form_ref", "period", "deadline")
    return {name: getattr(found, name) for name in names} | counts | {
        "title": form_of(found).title.zh, "closed": found.closed_at is not None,
    }  # fmt: skip


def _report(report: UnitReport) -> dict[str, Any]:
    names = (
        "id",
        "region",
        "kind",
        "name",
        "state",
        "zero",
        "filler",
        "reviewer",
        "filled_on",
        "sent_on",
        "reason",
        "version",
    )
    return {name: getattr(report, name) for name in names} | {
        "round": report.round_id, "form": report.round.form, "period": report.round.period,
    }  # fmt: skip


def _sum(line: Line) -> dict[str, Any]:
    shown = {each: None if each in line.hidden else getattr(line, each) for each in COLUMNS}
    unit = line.cell.unit.zh if line.cell.unit else ""
    return shown | {
        "cell": line.cell.id, "label": line.cell.label.zh, "unit": unit, "own": line.own, "hidden": sorted(line.hidden),
    }  # fmt: skip
