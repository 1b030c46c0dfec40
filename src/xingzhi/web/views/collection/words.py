"""What the pages of collection share: tabs, states, and what is wrong as sentences that say where and what to do."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from xingzhi.collection.checks import REQUIRED, ZERO_BESIDE, Found
from xingzhi.collection.completeness import standing
from xingzhi.collection.forms import Form, form_of
from xingzhi.collection.models import State, UnitReport
from xingzhi.packs.forms import FormCell
from xingzhi.web.reading import language, listed
from xingzhi.web.templatetags.xingzhi import number

TABS = (("collection", _("采集表")), ("collection-units", _("完整率与按期率")), ("summaries", _("总结报送")))
TONES = {
    State.EMPTY: "plain", State.FILLING: "info", State.SUBMITTED: "info", State.CHECKED: "warn", State.RETURNED: "bad",
    State.ACCEPTED: "good",
}  # fmt: skip
STANDING: dict[str, tuple[Any, str]] = {
    "on_time": (_("按期"), "good"), "late": (_("迟报"), "warn"), "overdue": (_("逾期未报"), "bad"), "open": (_("未到期"), "plain"),
}  # fmt: skip
FILLED_BY = {"banner": _("旗县市"), "zone": _("开发区"), "unit": _("其他单位（按名称）"), "firm": _("企业（按名称）")}
STEPS = {
    "saved": _("填报"), "merged": _("合并发回的表"), "decided": _("处理冲突"), "submitted": _("提交"), "checked": _("审核"),
    "returned": _("退回"), "accepted": _("验收"),
}  # fmt: skip
NOT_DONE: dict[str, Any] = {
    "checks": _("没有提交：还有 %(n)s 处要改正或说明，见下面标出的项目。已填的都保存了。"),
    "conflicts": _("没有办成：有两边不一致的数，请先定。"),
    "zero_filled": _("没有提交：选了零报告，又填了不是零的数。请留一种。"),
    "unsigned": _("没有办成：请写姓名。"),
    "same_person": _("没有审核：审核人不能是填报人本人。"),
    "wrong_state": _("没有办成：这张表现在的状态不能这样办，请看页面上的状态。"),
    "no_reason": _("没有退回：请写退回原因。"),
    "zero_reason": _("没有提交：选了零报告，但%(found)s。确实没有发生的，在“零报告说明”写一次原因再提交。"),
}
NOT_OPEN: dict[str, Any] = {
    "closed": _("没有保存：这一期采集已结束。"),
    "submitted": _("没有保存：已提交，要改请先退回。"),
    "checked": _("没有保存：已报送；要改，先由盟市写原因退回。"),
    "accepted": _("没有保存：已验收；要改，先由盟市写原因退回。"),
}
NOT_OPENED: dict[str, Any] = {
    "no_unit": _("没有下发：请勾选填报单位。"),
    "no_contact": _("没有下发：请写联系人。"),
    "not_by_name": _(
        "没有下发：这张表只由旗县市、开发区填报，不能下发到按名称写的其他单位。请清空“其他单位”，或换一张由其他单位填报的表。要下发到上面没有列出的开发区，先把它的企业收进“开发区成员”台账，它就列在填报单位里。"
    ),
    "not_in_force": _("没有下发：这张表在所选的统计期不适用，或批准的有效期已过。"),
    "not_begun": _("没有下发：统计期还没有开始，请看年份、月份是否写错。"),
    "day_past": _("没有办成：截止日期已经过去，请选今天或以后的日子。"),
    "already_open": _("这张表这一期已经下发过，就是这一页；漏了单位的，在页尾“补发”。"),
}


def tabs(here: str) -> list[dict[str, Any]]:
    """The pages beside each other."""
    return [{"label": label, "url": reverse(name), "here": name == here} for name, label in TABS]


def cell_name(cell: FormCell) -> str:
    """A cell with its group before it."""
    said = cell.label(language())
    return gettext("%(group)s：%(label)s") % {"group": cell.group(language()), "label": said} if cell.group else said


def state_cell(report: UnitReport) -> dict[str, Any]:
    """How far a report is."""
    label = gettext("零报告") + " · " if report.zero and report.state != State.RETURNED else ""
    return {"text": label + str(State(report.state).label), "tone": TONES[State(report.state)]}


def standing_cell(report: UnitReport) -> dict[str, Any]:
    """How a report stands to its day."""
    text, tone = STANDING[standing(report, timezone.localdate())]
    return {"text": text, "tone": tone}


def zero_text(report: UnitReport, found: list[Found]) -> str:
    """What stands against a zero report, each figure by its name."""
    form, said = form_of(report.round), []
    for each in found:
        name, value = form.body.cell(each.cell).label(language()), number(each.right if each.right is not None else 0)
        if each.check == ZERO_BESIDE:
            said.append(gettext("系统里本期有%(name)s %(value)s") % {"name": name, "value": value})
        elif each.message and not any(check.change for check in form.body.checks if check.id == each.check):
            said.append(found_text(each, form))
        else:
            said.append(gettext("上期报过%(name)s %(value)s") % {"name": name, "value": value})
    return listed(said)


def found_text(found: Found, form: Form) -> str:
    """A check that does not hold: what it says, and the numbers, each by its name."""
    if found.check == REQUIRED:
        return gettext("必填；没有发生的填 0")
    assert found.message
    said = found.message(language())
    if found.left is None or found.right is None:
        return said
    left, right = _sides(found, form)
    numbers = {"left": left, "a": number(found.left), "right": right, "b": number(found.right)}
    return said + gettext("（%(left)s %(a)s，%(right)s %(b)s）") % numbers


def _sides(found: Found, form: Form) -> tuple[str, str]:
    """What the two numbers of a check are called."""
    check = next((each for each in form.body.checks if each.id == found.check), None)
    if check is None or check.change:
        return gettext("本期"), gettext("上期")
    assert check.right
    right = gettext("系统里") if check.right.known else gettext("其他报表里")
    if check.right.cells and not check.right.form:
        right = gettext("合计") if len(check.left) > 1 else _called(check.right.cells, form)
    return gettext("分项和") if len(check.left) > 1 else _called(check.left, form), right


def _called(cells: tuple[str, ...], form: Form) -> str:
    if len(cells) > 1:
        return gettext("分项和")
    return form.body.cell(cells[0]).label(language()).removeprefix(gettext("其中："))
