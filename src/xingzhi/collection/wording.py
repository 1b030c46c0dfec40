"""What is wrong with a workbook that came back or with one value in it, as sentences that say what to do."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from xingzhi.intake.signed.reading import SheetProblem

WHOLE: dict[str, Any] = {
    "unreadable": _("文件打不开。请发回原来的采集表（XLSX）。"),
    "no_table": _("表里没有“编号”和“本期数”两列，不像下发的采集表。请用下发的那一份填。"),
    "no_number": _("表头的“采集单号”没有了或被改动。请用下发的那一份填。"),
    "unsigned": _("%(missing)s 没有填或看不懂。填报人、审核人、填报日期都要有，补上再传。"),
    "same_person": _("填报人和审核人都是“%(name)s”，要由两个人签。"),
    "column_gone": _("缺少 %(missing)s 列。列名不要改动、不要删除。"),
    "zero_filled": _("填了零报告，又填了不是零的数，分不清是哪一种。请留一种再传。"),
    "nothing_said": _("一项也没有填。本期没有发生的，把“零报告”填“是”再传。"),
    "other_code": _("校验码对不上：采集单号被改动，或是别的期、别的单位的表。请重新下载再填。"),
}
VALUES: dict[str, Any] = {
    "formula": _("是公式，不是数；请填算好的数。"),
    "cell_not_computed": _("是没有算过的公式；请用表格软件打开保存，或直接填数。"),
    "cell_error": _("是表格的错误值（如 #N/A）；请改正公式或直接填数。"),
    "not_number": _("不是数；请只填数字，单位不用写。"),
    "other_unit": _("单位不对，应为“%(unit)s”；请换算后只填数字。"),
    "too_small": _("不能小于 %(least)s。"),
    "too_large": _("大于能填的最大数 %(most)s。"),
    "too_many_decimals": _("小数位太多，最多 %(decimals)s 位。"),
    "text_too_long": _("太长（%(length)s 字），最多 %(limit)s 字。"),
    "not_in_list": _("不在可选的答案里，请选：%(options)s。"),
    "digits_lost": _("位数太多，表格软件已丢失末几位。"),
    "unknown_row": _("编号不是这张采集单的，或被改动；请照原表的编号填。"),
    "row_twice": _("同一编号出现两次，只采用了前一行。"),
    "fixed_changed": _("灰格被改动（原为“%(was)s”），这一行没有采用；请用原表填。"),
}


class Lenient(dict[str, Any]):
    """Parameters of a sentence; what is not given is blank."""

    def __missing__(self, key: str) -> str:
        return ""


def whole_problem(problem: SheetProblem) -> str:
    """Why a workbook was not merged at all."""
    params = {name: "、".join(value) if isinstance(value, list) else value for name, value in problem.params.items()}
    return str(WHOLE.get(problem.code, problem.code)) % Lenient(params)


def value_problem(code: str, params: Mapping[str, Any]) -> str:
    """What is wrong with one value."""
    return str(VALUES.get(code, gettext("看不懂，请重填。"))) % Lenient(params)
