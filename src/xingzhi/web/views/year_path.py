"""The year-end path of an indicator: where it will be on 31 December, what leaves and enters, what keeps it."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext
from django.views.decorators.http import require_GET

from xingzhi.core.actions import may
from xingzhi.indicators.path.holdings import HIGH
from xingzhi.indicators.path.run import NoPath, YearPath, counted_by, year_path
from xingzhi.packs import Indicator, load
from xingzhi.snapshots.jobs import latest
from xingzhi.web.as_of import as_of
from xingzhi.web.templatetags.xingzhi import number
from xingzhi.web.views import figures, year_path_keeping, year_path_kinds, year_path_lists
from xingzhi.web.views.figures import label_of
from xingzhi.web.views.indicators import asked, choices, nothing
from xingzhi.web.views.parts import sees_people


def path_indicator(name: str) -> Indicator:
    """An indicator a path is drawn for; 404 for any other."""
    packs = load()
    if name not in packs.indicators or name not in packs.year_path.indicators.ids:
        raise Http404
    return packs.indicators[name]


@require_GET
def path_page(request: HttpRequest, name: str) -> HttpResponse:
    """The path of an indicator for a place."""
    indicator, snapshot, packs = path_indicator(name), latest(), load()
    if snapshot is None or request.user.region is None:
        return nothing(request)
    region, at = asked(request)
    context: dict[str, Any] = {
        "page_title": gettext("%(title)s · 年末路径") % {"title": label_of(indicator.title)},
        "indicator": indicator,
        "title": label_of(indicator.title),
        "region": region,
        "region_label": packs.regions.full_name(region),
        "places": choices(request, region),
        "at": at,
        "as_of": as_of(snapshot, "year_path", internal=True),
        "may_make": may(request.user, "make_tasks"),
        "units": year_path_lists.unit_names(request.user),
        "people": year_path_lists.people(request) if sees_people(request.user) else [],
    }
    try:
        found = year_path(indicator, packs, snapshot, region, at)
    except NoPath as problem:
        return render(request, "indicators/path.html", context | {"empty": no_path(problem.code)})
    context |= {
        "found": found,
        "tiles": tiles(found, indicator),
        "chart": chart(found, indicator) if found.months else None,
        "notes": notes(found, indicator),
        "kinds": year_path_kinds.kind_table(found),
        "lists": year_path_lists.lists(request, found) | {"keeping": year_path_keeping.keeping(request, found)},
    }
    return render(request, "indicators/path.html", context)


def no_path(code: str) -> dict[str, str]:
    """Why there is no path, and what to do."""
    if code == "over":
        return {
            "title": gettext("这一年已经结束"),
            "hint": gettext("把日期改到今年；过去一年的路径当时画得怎样，看右上“上年画得准不准”。"),
        }
    return {
        "title": gettext("该地区还没有发明专利记录"),
        "hint": gettext("导入含申请日、授权公告日和法律状态的专利清单后会自动算出。"),
    }


def tiles(found: YearPath, indicator: Indicator) -> list[dict[str, Any]]:
    """Now, the year's end, and the target."""
    made = [figures.tile(indicator, found.now) | {"label": gettext("%(at)s 现值") % {"at": found.at}}]
    unit, places = label_of(indicator.unit), max(1, indicator.decimals)
    if found.months:
        last = found.months[-1]
        bounds = last.values or last.counts
        shown = last.count if last.value is None and not indicator.denominator else last.value
        note = gettext("80%% 区间 %(low)s—%(high)s") % {
            "low": number(bounds[0], places),
            "high": number(bounds[1], places),
        }
        if shown is None:
            note = gettext("上一年年末常住人口未录入，只能给出件数 %(n)s") % {"n": number(round(last.count, 1))}
        made.append(
            {"label": gettext("年末预计"), "value": shown, "places": places, "unit": unit, "note": note, "url": ""}
        )
    if found.target is not None:
        note = (
            ""
            if found.reach is None
            else gettext("模拟的年份中 %(share)s%% 达到") % {"share": round(100 * found.reach)}
        )
        if found.needed is not None:
            note += gettext("；折合 %(n)s 件") % {"n": number(found.needed)}
        made.append({"label": gettext("年度目标"), "value": found.target, "unit": unit, "note": note, "url": ""})
    return made


def chart(found: YearPath, indicator: Indicator) -> dict[str, Any]:
    """Month by month to the year's end, with both intervals and the target."""
    as_value = found.months[-1].value is not None
    places = 3 if indicator.denominator and as_value else 1
    now = found.now.value if as_value else found.now.numerator
    first = None if now is None else float(now)
    names = (gettext("80% 下限"), gettext("80% 上限"), gettext("95% 下限"), gettext("95% 上限"))

    def bounds(at: int) -> list[float | None]:
        return [
            first,
            *(
                round((month.values if as_value and month.values else month.counts)[at], places)
                for month in found.months
            ),
        ]

    middle = [first, *(round(month.value if as_value and month.value is not None else month.count, places)
                       for month in found.months)]  # fmt: skip
    made = {
        "id": "path",
        "title": gettext("到年末的路径"),
        "unit": label_of(indicator.unit) if as_value else gettext("件"),
        "kind": "line",
        "tall": True,
        "category": gettext("日期"),
        "categories": [found.at.isoformat(), *(month.end.isoformat() for month in found.months)],
        "series": [{"name": gettext("预计"), "values": middle},
                   *({"name": name, "values": bounds(at), "muted": True} for at, name in enumerate(names))],
        "note": gettext("由本局前几年的记录模拟；机会及其件数见下表。"),
    }  # fmt: skip
    if found.target is not None and (as_value or not indicator.denominator):
        made["target"] = {"name": gettext("年度目标"), "value": float(found.target)}
    return made


def notes(found: YearPath, indicator: Indicator) -> list[str]:
    """What is missing or has to be known."""
    said = []
    if found.late:
        said.append(
            gettext("台账最新记录为 %(at)s，路径从这一天画起；以后的月份尚未到齐，不当作下降。") % {"at": found.at}
        )
    if not found.targets:
        said.append(
            gettext("没有录入 %(year)s 年的年度目标。在“台账 → 年度目标”录入后，这里画出目标线。")
            % {"year": found.until.year}
        )
    elif found.target is None:
        values = " / ".join(number(each.value) for each in found.targets)
        said.append(gettext("年度目标有不同的值（%(values)s），没有采用；请在台账中核对。") % {"values": values})
    if not found.fees_known:
        said.append(gettext("年费台账没有这些专利的记录：全部按“缴纳情况未知”处理。"))
    if indicator.denominator and found.now.lacks == "population":
        said.append(found.now.missing)
    if not found.months:
        said.append(gettext("没有前几年的记录可以估计机会，只列出会退出和进入的专利。"))
    if found.counted_when_granted is not None:
        counted, cases = found.counted_when_granted
        high = counted_by(indicator, load()) == HIGH
        text = (
            gettext("新授权的当年年末属于高价值的：前几年 %(n)s 件中 %(k)s 件。不能判定的不计入路径。")
            if high
            else gettext("新授权的当年年末仍有效的：前几年 %(n)s 件中 %(k)s 件，路径照此扣减。")
        )
        said.append(text % {"n": number(cases), "k": number(counted)})
    return said
