"""What templates may not do themselves: icons, navigation, and values of registers as a reader reads them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
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

from xingzhi.cases.matters.contacts import How
from xingzhi.core.declare import Column, Kind
from xingzhi.packs import load
from xingzhi.packs.said import said
from xingzhi.plans.short_titles import short_title
from xingzhi.web.job_words import JOB_WORDS
from xingzhi.web.navigation import NAVIGATION

register = template.Library()

BLANK = "—"


@register.filter
def pack_version(ref: str) -> str:
    """The version in what a result keeps of its pack: 2026-11-27 of indicators@2026-11-27."""
    return ref.rpartition("@")[2]


@register.filter
def rules_said(refs: str | Iterable[str]) -> str:
    """The packs a result rests on, by title and version."""
    return said(load(), refs, get_language() or "zh")


@register.filter
def edition(label: str) -> str:
    """A snapshot in words: 39@37cda1459d49 -> 数据第39版."""
    return gettext("数据第%(n)s版") % {"n": label.partition("@")[0]}


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


def signed(value: int | Decimal) -> str:
    """What something changed: 22 -> +22, -3 -> -3; nothing changed is 0, without a sign."""
    return f"{value:+,f}" if value and isinstance(value, Decimal) else f"{value:+,}" if value else f"{abs(value):,}"


@register.filter
def how(code: str) -> str:
    """How an applicant was reached: "call" -> 电话."""
    return str(How(code).label) if code in How.values else code


@register.filter
def minutes(wait: timedelta) -> int:
    """A waiting time in whole minutes, rounded up."""
    return -(-int(wait.total_seconds()) // 60)


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
