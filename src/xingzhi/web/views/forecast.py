"""The forecast of an indicator: months ahead with intervals, and the back-test beside."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext
from django.views.decorators.http import require_GET

from xingzhi.indicators.forecast.backtest import LEVELS, Tested
from xingzhi.indicators.forecast.run import Forecast, forecast, of_series
from xingzhi.indicators.forecast.series import of_official
from xingzhi.indicators.measure import Measure
from xingzhi.packs import Indicator, load
from xingzhi.registers.models import MODELS
from xingzhi.snapshots.jobs import latest
from xingzhi.web.as_of import as_of
from xingzhi.web.reading import listed
from xingzhi.web.templatetags.xingzhi import number
from xingzhi.web.views import figures
from xingzhi.web.views.figures import label_of
from xingzhi.web.views.indicators import asked, choices, nothing

PAST = 24  # known months shown before the forecast
BLANK = "-"  # no value here; unknown is another thing


@require_GET
def forecast_page(request: HttpRequest, name: str) -> HttpResponse:
    """The next twelve months of an indicator for a place, from the registers or from official figures received."""
    packs, snapshot = load(), latest()
    if name not in packs.indicators:
        raise Http404
    if snapshot is None or request.user.region is None:
        return nothing(request)
    region, at = asked(request)
    indicator = packs.indicators[name]
    measure = Measure(indicator, packs, snapshot)
    official = official_series(request, indicator, region)
    if request.GET.get("source") == "official" and official:
        found = of_series(measure, region, of_official(official), packs.year_path, "official")
    else:
        found = forecast(measure, region, at, packs.year_path)
    context = {
        "page_title": gettext("%(title)s · 预测") % {"title": label_of(indicator.title)},
        "indicator": indicator,
        "title": label_of(indicator.title),
        "region": region,
        "region_label": packs.regions.full_name(region),
        "places": choices(request, region),
        "at": at,
        "found": found,
        "method": method_name(found.chosen.method) if found.chosen else "",
        "why": why(found),
        "tile": tile(found, indicator),
        "chart": chart(found, indicator) if found.ahead else None,
        "tested": tested_table(found) if found.chosen else None,
        "notes": notes(found),
        "official": bool(official),
        "empty": {
            "title": gettext("还不能预测"),
            "hint": gettext("至少要有三个月的数据。导入更多月份的文件后会自动算出。"),
        },
        "as_of": as_of(snapshot, "year_path", internal=True),
    }
    return render(request, "indicators/forecast.html", context)


def official_series(request: HttpRequest, indicator: Indicator, region: str) -> list[tuple[str, float]]:
    """Official figures of the indicator the reader may see, by period."""
    names = (indicator.id, indicator.title.zh, indicator.title.en)
    rows = MODELS["official_figures"].objects.visible_to(request.user)
    rows = rows.filter(assigned_region=region, indicator__in=names).order_by("key")
    return [(row.period, float(row.value)) for row in rows]


def method_name(code: str) -> str:
    """A method as the page calls it."""
    return {
        "seasonal_floor": gettext("季节基线（上年同月）"), "theta": gettext("Theta 法"),
        "damped": gettext("阻尼指数平滑"),
    }[code]  # fmt: skip


def why(found: Forecast) -> str:
    """Why this method is used."""
    if found.chosen is None:
        return ""
    return {
        "beats_floor": gettext("回测误差小于季节基线，所以采用"),
        "floor_best": gettext("其他方法回测不比季节基线好，所以用季节基线"),
        "short": gettext("序列较短，只用季节基线"),
        "broken": gettext("序列中有缺月，只用缺月以后的部分和季节基线"),
    }[found.chosen.why]


def tile(found: Forecast, indicator: Indicator) -> dict[str, Any]:
    """The month furthest ahead."""
    if not found.ahead:
        return {"label": gettext("预测"), "value": None, "unit": label_of(indicator.unit), "note": "", "url": ""}
    last = found.ahead[-1]
    note = ""
    if last.low80 is not None and last.high80 is not None:
        said = {"low": number(last.low80, indicator.decimals), "high": number(last.high80, indicator.decimals)}
        note = gettext("区间 %(low)s—%(high)s") % said
        if (share := _held(found)) is not None:
            note += gettext("，回测中 %(held)s%% 的实际值落在这样的区间里") % {"held": share}
    return {"label": gettext("%(month)s 预测") % {"month": f"{last.month:%Y-%m}"}, "value": last.value,
            "places": indicator.decimals, "unit": label_of(indicator.unit), "note": note, "url": ""}  # fmt: skip


def chart(found: Forecast, indicator: Indicator) -> dict[str, Any]:
    """What was, then what is expected with both intervals."""
    past = list(zip(found.series.months, found.series.values, strict=True))[-PAST:]
    blank: list[Any] = [BLANK] * len(past)
    ahead = found.ahead

    def line(name: str, values: list[float | None], *, muted: bool = False) -> dict[str, Any]:
        shown = [None if value is None else round(value, indicator.decimals or None) for value in values]
        return {"name": name, "values": [*blank, *shown], "muted": muted}

    series = [
        {"name": gettext("已知"), "values": [*(value for _, value in past), *[BLANK] * len(ahead)]},
        line(gettext("预测"), [each.value for each in ahead]),
        line(gettext("80% 下限"), [each.low80 for each in ahead], muted=True),
        line(gettext("80% 上限"), [each.high80 for each in ahead], muted=True),
        line(gettext("95% 下限"), [each.low95 for each in ahead], muted=True),
        line(gettext("95% 上限"), [each.high95 for each in ahead], muted=True),
    ]
    return {
        "id": "forecast",
        "title": gettext("近两年和今后十二个月"),
        "unit": label_of(indicator.unit),
        "kind": "line",
        "tall": True,
        "category": gettext("月份"),
        "categories": [f"{end:%Y-%m}" for end, _ in past] + [f"{each.month:%Y-%m}" for each in ahead],
        "series": series,
        "note": how_wide(found),
    }


def how_wide(found: Forecast) -> str:
    """Where the intervals come from, and how often they held: less often than they are named is said as it is."""
    share = _held(found)
    if share is None:
        return gettext("区间来自这一序列自己的回测误差；回测太短，不知道它有多少次包含实际值。")
    said = {"level": LEVELS[0], "held": share}
    if said["held"] < LEVELS[0]:
        return (
            gettext(
                "区间来自这一序列自己的回测误差；%(level)s%% 区间在回测中只有 %(held)s%% 包含实际值，实际会比图上更宽。"
            )
            % said
        )
    return gettext("区间来自这一序列自己的回测误差；%(level)s%% 区间在回测中有 %(held)s%% 包含实际值。") % said


def _held(found: Forecast) -> int | None:
    """How often the narrower intervals held in the back-test, as per cent; None where it is too short to say."""
    share = found.chosen.tested.coverage[LEVELS[0]] if found.chosen else None
    return None if share is None else round(100 * share)


def tested_table(found: Forecast) -> dict[str, Any]:
    """The method used and the floor, side by side."""
    assert found.chosen is not None
    lines = [found.chosen.tested]
    if found.chosen.method != found.chosen.floor.method:
        lines.append(found.chosen.floor)
    labels = [(gettext("方法"), "c-title"), (gettext("平均绝对误差"), "c-number"), (gettext("误差与季节基线之比（1 为相同）"), "c-number"),
              *((gettext("%(level)s%% 区间实际包含") % {"level": level}, "c-number") for level in LEVELS),
              (gettext("比较次数"), "c-number")]  # fmt: skip
    return figures.table(gettext("回测"), labels, [{"cells": _tested(each)} for each in lines])


def _tested(each: Tested) -> list[Any]:
    held = [each.coverage[level] for level in LEVELS]
    return [method_name(each.method), number(each.mae, 2), number(each.mase, 2),
            *(gettext("未知") if share is None else f"{100 * share:.0f}%" for share in held), number(each.tests)]  # fmt: skip


def notes(found: Forecast) -> list[str]:
    """What the reader has to know of the series."""
    said = []
    if found.series.gaps:
        months = listed(f"{end:%Y-%m}" for end in found.series.gaps[:12])
        said.append(
            gettext("这些月份没有数据或数据互相矛盾，按未知处理，不当作零：%(months)s。补齐文件后会自动重算。")
            % {"months": months}
        )
    if found.series.late:
        months = listed(f"{end:%Y-%m}" for end in found.series.late)
        said.append(gettext("台账最新记录为 %(through)s，这些月份尚未到齐，不当作下降：%(months)s。")
                    % {"through": found.series.through, "months": months})  # fmt: skip
    return said
