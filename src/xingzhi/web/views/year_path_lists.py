"""The lists of a year-end path: patents that leave or enter, each opening to its card."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext

from xingzhi.core.models import User
from xingzhi.core.scope import region_within
from xingzhi.indicators.path.lists import Line
from xingzhi.indicators.path.run import YearPath
from xingzhi.packs import load
from xingzhi.plans.units import Unit
from xingzhi.registers.models import MODELS
from xingzhi.web.reading import title_of
from xingzhi.web.views import figures
from xingzhi.web.views.figures import label_of
from xingzhi.web.views.paging import page_of, pager

ROWS = 20  # lines of a list on one page; the pack names how many on a long one


def people(request: HttpRequest) -> list[tuple[str, str]]:
    """Who may be given a task: people of the reader's region, by name of account."""
    found = User.objects.filter(is_active=True).exclude(region=None).filter(region_within(request.user.region or ""))
    return [(person.username, person.display_name) for person in found.order_by("username")]


def unit_names(user: User) -> list[str]:
    """The units of the directory a task may be given to; any other may be typed."""
    seen = Unit.objects.visible_to(user).filter(retired=False).order_by("kind", "region", "name")
    return list(seen.values_list("name", flat=True))


def lists(request: HttpRequest, found: YearPath) -> dict[str, Any]:
    """The two tables of patents that may leave or enter."""
    return {
        "leaving": _part(request, "leaving", gettext("可能退出的专利"), found.leaving),
        "entering": _part(request, "entering", gettext("可能进入的专利"), found.entering),
    }


def page_links(request: HttpRequest, name: str, total: int) -> tuple[int, int, dict[str, Any] | None]:
    """Where the page of a list begins, how many lines it holds, and the links to the others where there are any."""
    size = load().year_path.setting("listed") if request.GET.get("all") == "1" else ROWS
    start = min(page_of(request, name, size), max(total - 1, 0) // size * size)
    return start, size, pager(request, name, start, size, total) if total > size else None


def _part(request: HttpRequest, name: str, caption: str, lines: tuple[Line, ...]) -> dict[str, Any]:
    """One page of a list and the links to the others."""
    start, size, links = page_links(request, name, len(lines))
    shown = lines[start : start + size]
    rows = MODELS["patents"].objects.visible_to(request.user).filter(key__in={line.key for line in shown})
    table = line_table(request, caption, shown, {row.key: row for row in rows})
    return table | {"pager": links}


def line_table(request: HttpRequest, caption: str, lines: tuple[Line, ...], patents: dict[str, Any]) -> dict[str, Any]:
    """Patents with what may happen, on which day, by which chance."""
    rules, records = load().year_path, _records(request, lines)
    rows = []
    for line in lines:
        if patent := patents.get(line.key):
            what: dict[str, Any] = {"text": label_of(rules.kind(line.kind).label)}
            if record := records.get((line.register, line.record)):
                what["url"] = reverse("record", args=[line.register, record])
            if line.fee_year:
                what["sub"] = gettext("第 %(year)s 年度") % {"year": line.fee_year}
            rows.append({"cells": [
                patent_cell(patent), what, day_cell(line.day),
                gettext("未知") if line.chance is None else f"{100 * line.chance:.1f}%",
                load().regions.name(patent.region),
            ]})  # fmt: skip
    labels = [(gettext("专利"), "c-title"), (gettext("情形"), ""), (gettext("日期"), "c-date c-nowrap"),
              (gettext("年末前的机会"), "c-number"), (gettext("属地"), "c-nowrap")]  # fmt: skip
    return figures.table(caption, labels, rows) | {"scroll": False}


def _records(request: HttpRequest, lines: tuple[Line, ...]) -> dict[tuple[str, str], int]:
    """The page number of each record a line rests on, where the reader may see it."""
    found: dict[tuple[str, str], int] = {}
    for register in {line.register for line in lines if line.record}:
        keys = {line.record for line in lines if line.register == register}
        for key, number_ in (
            MODELS[register].objects.visible_to(request.user).filter(key__in=keys).values_list("key", "pk")
        ):
            found[register, key] = number_
    return found


def day_cell(day: date | None) -> dict[str, str]:
    """A day; one that is over says so."""
    late = day is not None and day < timezone.localdate()
    return {"text": day.isoformat() if day else "", "sub": gettext("日期已过") if late else ""}


def patent_cell(patent: Any) -> dict[str, Any]:
    """A patent by its title and number, opening to its card."""
    return {"text": title_of(patent), "url": reverse("high-value-card", args=[patent.pk]), "sub": patent.key}
