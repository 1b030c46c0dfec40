"""What is wrong with a returned workbook, as sentences that say where and what to do."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from xingzhi.intake.signed.reading import SheetProblem
from xingzhi.web.reading import listed

WHOLE: dict[str, Any] = {
    "unreadable": _("没有合并：文件打不开。请发回原来的反馈表（XLSX）。"),
    "no_table": _("没有合并：表里没有“编号”和“办理状态”两列，不像派发出去的反馈表。请用派发的那一份填。"),
    "no_number": _("没有合并：表头的“派发单号”没有了或被改动。请用派发的那一份填。"),
    "unsigned": _("没有合并：%(missing)s 没有填。填报人、审核人、填报日期都要有，补上再传。"),
    "column_gone": _("没有合并：缺少 %(missing)s 列。列名不要改动、不要删除。"),
    "zero_filled": _("没有合并：填了零报告，又填了办理状态，分不清是哪一种。请留一种再传。"),
    "nothing_said": _("没有合并：一件也没有填。没有新进展的，把“零报告”填“是”再传。"),
    "other_code": _("没有合并：校验码对不上，不是派发出去的那一份（可能是旧表或别的旗县的）。请重新下载再填。"),
    "other_dispatch": _("没有合并：这是第 %(found)s 号派发的表，不是第 %(expected)s 号的。"),
}
ROWS: dict[str, Any] = {
    "moved_away": _("这件申请已不在本地区，没有采用。"),
    "unknown_row": _("编号不是这次派发的，或被改动；请照原表的编号填。"),
    "row_twice": _("同一编号出现两次，只采用了前一行。"),
    "fixed_changed": _("灰格被改动（原为“%(was)s”），这一行没有采用；请用原表填。"),
    "unknown_status": _("不是列表里的状态；请从下拉列表选。"),
    "unknown_proof": _("不是列表里的凭据；几种用顿号隔开。"),
    "date_unreadable": _("日期看不懂；请写成 2026-11-27。"),
    "status_missing": _("写了说明、日期或凭据，没有选办理状态。"),
    "refused_state": _("从现在的状态不能办成这个状态。"),
    "refused_role": _("这一步要由盟市办理。"),
    "refused_word": _("国家局已有结论，不能改。"),
    "refused_proof": _("缺凭据；这个状态要有相应的凭据。"),
    "refused_future": _("办理日期在今天以后。"),
    "refused_before": _("办理日期早于现状态的日期 %(since)s。"),
    "refused_reason": _("要写情况说明。"),
}


class _Lenient(dict[str, Any]):
    def __missing__(self, key: str) -> str:
        return ""


def problem_text(problem: SheetProblem) -> str:
    """Why a workbook was not merged at all."""
    params = {name: listed(value) if isinstance(value, list) else value for name, value in problem.params.items()}
    return str(WHOLE.get(problem.code, problem.code)) % _Lenient(params)


def row_problem(problem: dict[str, Any]) -> dict[str, Any]:
    """Why one row was not taken: row, column, value and what to do."""
    text = str(ROWS.get(problem["code"], problem["code"])) % _Lenient(problem["params"])
    return problem | {"value": problem["value"] or gettext("（空）"), "text": text}
