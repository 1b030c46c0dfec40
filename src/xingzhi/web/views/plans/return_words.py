"""What is said of a unit's workbook that came back: why it was not taken, and of each cell what to do."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from xingzhi.intake.signed.reading import SheetProblem
from xingzhi.web.reading import listed

WHOLE: dict[str, Any] = {
    "unreadable": _("文件打不开。请发回原来的工作簿（XLSX）。"),
    "no_table": _("表里没有原来的列名，不像从这里下载的表。请用下载的那一份填。"),
    "no_number": _("表头的单位号或计划号没有了或被改动。请用下载的那一份填。"),
    "unsigned": _("%(missing)s 没有填或看不懂。填报人、审核人、填报日期都要有，补上再传。"),
    "same_person": _("填报人和审核人都是“%(name)s”，要由两个人签。"),
    "column_gone": _("缺少 %(missing)s 列。列名不要改动、不要删除。"),
    "nothing_said": _("一项也没有填。全部没有进展的，把“零报告”填“是”再传。"),
    "other_code": _("校验码对不上：表头被改动，或是别的计划、别的单位的表。请重新下载再填。"),
}
CELLS: dict[str, Any] = {
    "unknown_row": _("编号不是这张表的，或被改动；请照原表的编号填。新增的行编号留空。"),
    "rows_gone": _("表里没有这 %(n)s 项任务，没有改动；不再需要的任务请在任务页办。"),
    "row_twice": _("同一编号出现两次，只采用了前一行。"),
    "no_task": _("新增的行没有写任务，不知道是什么事；请补上任务。"),
    "no_answer": _("写了情况，没有选答复；请选一种答复。"),
    "unknown_answer": _("答复只能是：%(answers)s。"),
    "no_text": _("“有进展”“受阻”要写明情况。"),
    "not_number": _("不是数，没有采用；请只填数字。"),
    "date_impossible": _("没有这一天；请改成有的日期，如 2026-06-30。"),
    "date_unreadable": _("日期看不懂；请写成 2026-06-30。"),
    "date_incomplete": _("日期不完整；请写到日，如 2026-06-30。"),
    "date_order": _("分不清月和日；请写成 2026-06-30。"),
    "date_out_of_range": _("年份太早；请核对。"),
    "past": _("时限在今天以前；请改成今天以后，或不改时限。"),
    "no_day": _("时限被删去；没有时限的任务不能看出是否逾期，请写日期。"),
    "unknown_unit": _("没有这个单位：%(units)s。请用任务单位里的名称，或先增加单位。"),
    "too_long": _("太长，最多 %(limit)s 字。"),
    "fixed": _("灰格由系统填，改动没有采用；要说明的请写进“备注”。"),
    "said_gone": _("表里删去了这些单位的进展，没有改动；已报的不能删，只能更正。"),
    "not_its_unit": _("%(units)s 没有这项任务；请先写进“配合单位”，采用后再记进展。"),
    "whose": _("看不出是哪个单位的进展；请写成“单位：有进展 情况”，一个单位一行。"),
    "aim": _("目标由指标或台账计数自动对照，表里只能改其中的数（现在是“%(now)s”）；换指标请在任务页办。"),
    "month": _("月份不在计划年度内，或还没有到。"),
    "settled": _("这项任务已不再需要，不用报。"),
}


class Lenient(dict[str, Any]):
    """Parameters of a sentence; what is not given is blank."""

    def __missing__(self, key: str) -> str:
        return ""


def whole_problem(problem: SheetProblem) -> str:
    """Why a workbook was not taken at all."""
    params = {name: listed(value) if isinstance(value, list) else value for name, value in problem.params.items()}
    return str(WHOLE.get(problem.code, problem.code)) % Lenient(params)


def problem_rows(book: Any) -> list[dict[str, Any]]:
    """The cells of a workbook that were not taken, each with what to do."""
    return [{**each, "told": str(CELLS.get(each["code"], gettext("看不懂，请核对。"))) % Lenient(each.get("params", {}))}
            for each in book.problems]  # fmt: skip
