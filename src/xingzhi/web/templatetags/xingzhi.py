"""What templates may not do themselves: icons, navigation, and values of registers as a reader reads them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from django import template
from django.forms import BoundField, CheckboxInput, FileInput, RadioSelect, Select
from django.templatetags.static import static
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from xingzhi.cases.matters.contacts import How
from xingzhi.core.declare import Column, Kind, register_named
from xingzhi.plans.short_titles import short_title
from xingzhi.text.names import mask_name

register = template.Library()

BLANK = "—"


@register.filter
def pack_version(ref: str) -> str:
    """The version in what a result keeps of its pack: 2026-11-27 of indicators@2026-11-27."""
    return ref.rpartition("@")[2]


@dataclass(frozen=True, slots=True)
class NavigationItem:
    """One entry of the navigation: the name of its page's address, its icon and its label."""

    page: str
    icon: str
    label: Any
    under: tuple[str, ...] = ()  # addresses of its pages that do not begin with its own


NAVIGATION = (
    NavigationItem("today", icon="calendar-check", label=_("今日")),
    NavigationItem("intake-list", icon="file-import", label=_("收文入库")),
    NavigationItem("register-index", icon="database", label=_("台账")),
    NavigationItem("clue-list", icon="flag-search", label=_("线索")),
    NavigationItem("notified", icon="clipboard-search", label=_("非正常")),
    NavigationItem("plan-ledger", icon="checklist", label=_("计划"), under=("/plans/", "/plan/")),
    NavigationItem(
        "gazettes", icon="flag-search", label=_("商标"), under=("/field/", "/brands/", "/words/", "/marks/")
    ),
    NavigationItem("collection", icon="inbox", label=_("采集")),
    NavigationItem("indicator-list", icon="chart-bar", label=_("指标")),
    NavigationItem("release-list", icon="send", label=_("发布")),
    NavigationItem("system", icon="settings", label=_("系统")),
)


# What jobs say of themselves is stored in Chinese, with the number in its place.
JOB_WORDS = {
    "入库": _("入库"),
    "冻结快照": _("冻结快照"),
    "编制发布稿": _("编制发布稿"),
    "比对摘要": _("比对摘要"),
    "整理结果": _("整理结果"),
    "比对主体": _("比对主体"),
    "比对公告": _("比对公告"),
    "现场核对": _("现场核对"),
    "比对商标申请": _("比对商标申请"),
    "生成归并建议": _("生成归并建议"),
    "生成线索": _("生成线索"),
    "判定高价值五类": _("判定高价值五类"),
    "整理成组线索": _("整理成组线索"),
    "成组研判": _("成组研判"),
    "建立核查事项": _("建立核查事项"),
    "核对任务": _("核对任务"),
    "收总结": _("收总结"),
    "这次布置已不在": _("这次布置已不在"),
    "读通知": _("读通知"),
    "这份通知已不在": _("这份通知已不在"),
    "核对 # 行": _("核对 %(n)s 行"),
    "已写 # 行": _("已写 %(n)s 行"),
    "已编入 # 条": _("已编入 %(n)s 条"),
    "超过一张工作表的行数，请改导出 CSV": _("超过一张工作表的行数，请改导出 CSV"),
    "超过一张工作表的行数，请加查询条件分次导出": _("超过一张工作表的行数，请加查询条件分次导出"),
    "这一批已由另一进程入库": _("这一批已由另一进程入库"),
    "这项工作多次中断，已停止重试": _("这项工作多次中断，已停止重试"),
    "程序出错，没有做完；请把“第 # 号工作”告诉系统管理员": _("程序出错，没有做完；请把“第 %(n)s 号工作”告诉系统管理员"),
}


register.filter("short_title", short_title)


@register.filter
def job_words(text: str) -> str:
    """What a job says, in the reader's language; as it stands where it is not known."""
    found = re.search(r"\d+", text)
    known = JOB_WORDS.get(re.sub(r"\d+", "#", text, count=1))
    if known is None:
        return text
    return str(known) % {"n": f"{int(found[0]):,}"} if found else str(known)


@register.simple_tag
def icon(name: str) -> SafeString:
    """`{% icon "search" %}`: a picture that says nothing by itself; the build collects the names used."""
    return format_html(
        '<svg class="icon" aria-hidden="true" focusable="false"><use href="{}#{}"></use></svg>',
        static("build/icons.svg"),
        name,
    )


@register.simple_tag(takes_context=True)
def navigation(context: template.Context) -> list[dict[str, Any]]:
    """The pages of the daily work that exist, and which of them the reader is in."""
    request = context.get("request")
    path = request.path if request else ""
    items = []
    for item in NAVIGATION:
        try:
            url = reverse(item.page)
        except NoReverseMatch:
            continue
        here = path == url or (url != "/" and path.startswith((url, *item.under)))
        items.append({"url": url, "icon": item.icon, "label": item.label, "here": here})
    return items


@register.filter
def number(value: Any, places: int | None = None) -> str:
    """13398 -> 13,398; `|number:2` keeps two decimals; None -> 未知 (unknown is never shown as 0)."""
    if value is None or value == "":
        return gettext("未知")
    if not isinstance(value, (int, float, Decimal)):
        return str(value)
    if places is not None:
        return f"{value:,.{places}f}"
    return f"{value.normalize():,f}" if isinstance(value, Decimal) else f"{value:,}"


@register.filter
def how(code: str) -> str:
    """How an applicant was reached: "call" -> 电话."""
    return str(How(code).label) if code in How.values else code


@register.filter
def mask(name: str) -> str:
    """A personal name with all but its family name hidden."""
    return mask_name(name)


@register.filter
def minutes(wait: timedelta) -> int:
    """A waiting time in whole minutes, rounded up."""
    return -(-int(wait.total_seconds()) // 60)


@register.simple_tag
def choice_label(register_name: str, column_name: str, value: str) -> str:
    """The label of a stored choice in the reader's language: "invention" -> 发明."""
    return display(register_named(register_name)[column_name], value)


def display(column: Column, value: Any) -> str:
    """A register value as a reader reads it; "—" where the register holds nothing.

    Choices become their label in the active language, dates ISO 8601, several names or symbols "A；B".
    """
    if value is None or value == "":
        return BLANK
    if column.kind is Kind.CHOICE:
        english = (get_language() or "").startswith("en")
        labels = {choice.code: choice.en if english else choice.zh for choice in column.choices}
        return labels.get(value, str(value))
    if column.kind in (Kind.NAMES, Kind.IPC):
        return "；".join(part.strip() for part in str(value).split(";") if part.strip())
    if isinstance(value, datetime):
        return timezone.localtime(value).strftime("%Y-%m-%d %H:%M")
    if isinstance(value, date):
        return value.isoformat()
    if column.kind is Kind.DECIMAL and isinstance(value, Decimal):
        return number(value)
    return str(value)  # a whole number as it stands: the ones registers hold are years


@register.filter
def beside(cells: Any, columns: Any) -> Iterator[tuple[Mapping[str, Any], Mapping[str, Any]]]:
    """Each cell of a row with its column; a bare value stands for {"text": value}."""
    for cell, column in zip(cells, columns, strict=True):
        shown = cell if isinstance(cell, Mapping) else {"text": cell}
        blank = shown.get("text") in (None, "", BLANK)
        yield {**shown, "text": BLANK if blank else shown["text"], "blank": blank}, column


@register.filter
def chart_rows(chart: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    """The rows of a chart's table twin: a label and, per series, value and address."""
    for place, label in enumerate(chart["categories"]):
        cells = []
        for series in chart["series"]:
            urls = series.get("urls") or []
            cells.append({"value": series["values"][place], "url": urls[place] if place < len(urls) else ""})
        yield {"label": label, "cells": cells}


@register.inclusion_tag("partials/field.html")
def field(bound: BoundField) -> dict[str, Any]:
    """`{% field form.name %}`: label, control, hint and errors of one form field in the look of the pages."""
    widget = bound.field.widget
    if isinstance(widget, CheckboxInput):
        kind, css = "check", "form-check-input"
    elif isinstance(widget, RadioSelect):
        kind, css = "radio", ""
    elif isinstance(widget, Select):
        kind, css = "plain", "form-select"
    else:
        kind, css = ("file" if isinstance(widget, FileInput) else "plain"), "form-control"
    classes = " ".join(filter(None, [widget.attrs.get("class", ""), css, "is-invalid" if bound.errors else ""]))
    control = bound.as_widget(attrs={"class": classes} if classes else None)
    ranged = type(widget).__name__.endswith("RangeWidget")
    return {"bound": bound, "control": control, "kind": kind, "ranged": ranged}
