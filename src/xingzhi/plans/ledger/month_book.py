"""The workbook of a unit's month: goes out by any channel, comes back signed; rows may be added below the table."""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import Any

import xlsxwriter
from django.db.models import Max

from xingzhi.core.models import User
from xingzhi.intake.signed.writing import CODE_LABEL, HEAD_ROW, Styles, code_of, finish, slip_check, write_head
from xingzhi.plans.ledger.heights import height_of
from xingzhi.plans.ledger.models import Answer, Plan, Progress, TargetKind, TaskUnit
from xingzhi.plans.ledger.targets import texts_of
from xingzhi.plans.units import Unit

NUMBER_LABEL, PLAN_LABEL, MONTH_LABEL, VERSION_LABEL = "单位号", "计划号", "月份", "版本"
FIXED = ("编号", "序号", "任务", "牵头单位", "时限", "目标", "上次所报")
ANSWER, TEXT, VALUE = "本月答复", "进展情况", "完成值"
ANSWERS = tuple(str(label) for label in ("有进展", "按计划推进", "本月无进展", "受阻", "已完成"))
CODES = dict(zip(ANSWERS, (Answer.MOVED, Answer.AS_PLANNED, Answer.NONE, Answer.BLOCKED, Answer.DONE), strict=True))
WIDTHS = (16, 8, 44, 18, 12, 20, 28, 14, 44, 12)
SPARE = 12  # empty rows below, for tasks the unit wants added


def row_id(share: TaskUnit, month: str) -> str:
    """The id of a row, with letters that catch a slip of the pen."""
    return f"{share.pk}-{slip_check(f'{share.unit_id}|{month}|{share.pk}')}"


def fixed_code(plan_id: int, unit_id: int, month: str) -> str:
    """What the workbook of this unit and month carries, and no other; tasks may come and go meanwhile."""
    return code_of([f"plan|{plan_id}|{unit_id}|{month}"])


def target_of(share: TaskUnit) -> str:
    """The target as written, in one line."""
    target = share.task.target or {}
    return "；".join(texts_of(target)) or str(f"{target.get('value', '')}{target.get('unit', '')}")


def write(plan: Plan, unit: Unit, month: str, shares: Sequence[TaskUnit], user: User) -> bytes:
    """The workbook of a unit's open tasks as they stand now."""
    target = io.BytesIO()
    book = xlsxwriter.Workbook(target, {"in_memory": True, "strings_to_formulas": False, "strings_to_numbers": False})
    style = Styles(book)
    sheet = book.add_worksheet("任务进展")
    stamp = (
        Progress.objects.visible_to(user).filter(share__in=shares, month=month).aggregate(last=Max("pk"))["last"] or 0
    )
    hint = (
        f"填报单位：{unit.name}　请选“{ANSWER}”并写情况；没有进展的选“本月无进展”，全部没有进展的在零报告一栏填“是”。"
        f"要补充任务，写在表下方空行的“任务”一列。联系人：{user.display_name}"
    )
    numbers = {
        NUMBER_LABEL: str(unit.pk), PLAN_LABEL: str(plan.pk), MONTH_LABEL: month, VERSION_LABEL: str(stamp),
        CODE_LABEL: fixed_code(plan.pk, unit.pk, month),
    }  # fmt: skip
    write_head(sheet, style, f"{plan.year}年度计划任务进展（{month}）", len(WIDTHS), hint, numbers, {})
    sheet.write_row(HEAD_ROW, 0, [*FIXED, ANSWER, TEXT, VALUE], style.head)
    labels = {code.value: label for label, code in CODES.items()}
    for at, share in enumerate(shares, HEAD_ROW + 1):
        _write_row(sheet, style, at, share, month, labels)
    last = HEAD_ROW + len(shares)
    for at in range(last + 1, last + SPARE + 1):
        sheet.write_row(at, 0, [""] * len(WIDTHS), style.answer)
    sheet.data_validation(HEAD_ROW + 1, len(FIXED), last, len(FIXED), {"validate": "list", "source": list(ANSWERS)})
    finish(sheet, WIDTHS, len(shares), 3)
    sheet.set_paper(9)
    book.close()
    return target.getvalue()


def _write_row(sheet: Any, style: Styles, at: int, share: TaskUnit, month: str, labels: dict[str, str]) -> None:
    task = share.task
    words = list(Progress.objects.filter(share=share, month__lte=month).order_by("month", "version"))
    before = next((each for each in reversed(words) if each.month < month), None)
    now = words[-1] if words and words[-1].month == month else None
    told = f"{before.month} {labels[before.answer]} {before.text}".strip() if before else ""
    lead = task.lead_unit.name if task.lead_unit else ""
    fixed = [row_id(share, month), task.number, task.text, lead, str(task.due_on or ""), target_of(share), told]
    sheet.set_row(at, height_of([*fixed, "", now.text if now else ""], WIDTHS, 12))
    sheet.write_row(at, 0, fixed, style.fixed)
    value = f"{now.value.normalize():f}" if now and now.value is not None else ""
    asked = task.target_kind == TargetKind.NUMBER
    sheet.write_row(at, len(FIXED), [labels[now.answer] if now else "", now.text if now else ""], style.answer)
    sheet.write(at, len(FIXED) + 2, value if asked else "", style.answer if asked else style.fixed)
