"""What stands beside a figure: the official value, where the records come from and how fresh they are, who quotes it."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext

from xingzhi.core.actions import may
from xingzhi.indicators.freshness import freshness, population_gaps
from xingzhi.indicators.measure import Measure
from xingzhi.indicators.official import REGISTER, Official, received
from xingzhi.indicators.query import Cell, Span
from xingzhi.indicators.used import Used, used_of
from xingzhi.intake.models import Batch, BatchState
from xingzhi.packs import load
from xingzhi.registers.models import MODELS
from xingzhi.web.reading import english, language
from xingzhi.web.templatetags.xingzhi import number
from xingzhi.web.views.figures import official_address, records_url, table

SHOWN = 6
GAP_YEARS = 10


def official_table(request: HttpRequest, measure: Measure, region: str) -> dict[str, Any] | None:
    """The figures received, the latest first, with ours beside, the difference and why; those unreadable at the end."""
    figures = received(measure.indicator, region, measure.snapshot, load())
    if not figures:
        return None
    keys = [figure.key for figure in figures]
    rows = MODELS[REGISTER].objects.visible_to(request.user).filter(key__in=keys)
    urls = {row.key: reverse("record", args=[REGISTER, row.pk]) for row in rows}
    spans = dict.fromkeys(_span(each) for each in figures if not each.unread and each.end)
    lines = []
    for span in list(spans)[:SHOWN]:
        own = measure.value(Cell(region, span))
        used = used_of(measure, own, span, figures)
        lines += [_line(request, each, used, urls.get(each.key, "")) for each in used.received]
    lines += [_unread(each, urls.get(each.key, "")) for each in figures if each.unread]
    labels = [(gettext("统计期"), "c-title"), (gettext("官方数据"), "c-number"), (gettext("本系统测算"), "c-number"),
              (gettext("差"), "c-number"), (gettext("差的原因"), ""), (gettext("发布机关和文件"), ""),
              (gettext("办理"), "c-nowrap")]  # fmt: skip
    return table(gettext("收到的官方数据（对外以此为准）"), labels, lines)


def _span(figure: Official) -> Span:
    assert figure.end is not None
    return Span(figure.start or figure.end, figure.end)


def _line(request: HttpRequest, figure: Official, used: Used, url: str) -> dict[str, Any]:
    own = used.own.value if used.own else None
    shown = gettext("未知") if own is None else number(own)
    difference = "" if own is None or figure.value is None else number(own - figure.value)
    page = official_address(used.indicator, used.region, used.span)
    return {"cells": [{"text": figure.period, "url": url}, stated(figure), shown, difference, said_of(figure, used),
                      figure.source, {"text": _errand(request, used), "url": page}]}  # fmt: skip


def said_of(figure: Official, used: Used) -> dict[str, str]:
    """Why ours differs from a figure received; of those that contradict each other, whether it is the one used."""
    if used.kind == "contradiction":
        if used.choice:
            return {"text": gettext("官方数据有变化，原来的选用不再有效，请重新选用"), "tone": "bad"}
        return {"text": gettext("几份官方数据互相矛盾，未选用任何一份"), "tone": "bad"}
    if used.choice and used.official is not figure:
        return {"text": gettext("未选用"), "tone": "unknown"}
    chosen = gettext("已选用：%(reason)s") % {"reason": used.choice.reason} if used.choice else ""
    text = ("; " if english() else "；").join(filter(None, (chosen, used.explanation)))
    return {"text": text, "tone": "" if used.explained or used.reasons or chosen else "warn"}


def _errand(request: HttpRequest, used: Used) -> str:
    """What can be done about a figure received."""
    if not may(request.user, "choose_official"):
        return gettext("查看")
    if used.kind == "contradiction":
        return gettext("选用一份")
    return gettext("说明原因") if used.difference and not used.written else gettext("查看")


def _unread(figure: Official, url: str) -> dict[str, Any]:
    why = {
        "period": gettext("统计期读不懂，请改为如 2024-03、2024年1—3月"),
        "start": gettext("没有写明起始月，请改为如 2024年1—3月"),
        "unit": gettext("单位与指标的单位对不上"),
    }[figure.unread]
    return {"cells": [{"text": figure.period, "url": url}, stated(figure), "", "", {"text": why, "tone": "unknown"},
                      figure.source, ""]}  # fmt: skip


def stated(figure: Official) -> str:
    """The number a document gives, with its unit."""
    return " ".join(filter(None, (number(figure.stated), figure.unit)))


def source_table(measure: Measure, region: str, at: date) -> dict[str, Any] | None:
    """The register behind the figure: how many records, from when to when, and what is missing of them."""
    if not measure.opens:
        return None
    query, held = measure.query, freshness(measure, region)
    dated_by = query.register[query.count_rule.date_field].label(language())
    lines = [
        (gettext("台账"), {"text": query.register.label(language()), "url": reverse("register-list", args=[query.register.name])}),
        (gettext("本地区记录"), number(held.rows)),
        (gettext("%(column)s最早—最新") % {"column": dated_by}, f"{held.oldest or gettext('未知')} — {held.newest or gettext('未知')}"),
        (gettext("没有“%(column)s”的") % {"column": dated_by}, number(held.undated)),
        (gettext("未定属地的"), number(held.unassigned)),
    ]  # fmt: skip
    if gaps := population_gaps(measure, region, range(at.year - GAP_YEARS, at.year + 1)):
        lines.append((gettext("因缺人口不能计算的年度"), "、".join(map(str, gaps))))
    unknown = query.count(Cell(region, Span(at, at)))[1]
    if unknown:
        url = records_url(measure.indicator, Cell(region, Span(at, at)), undecided=True)
        lines.append((gettext("状态不明的"), {"text": number(unknown), "url": url}))
    rows = [{"cells": list(line)} for line in lines]
    return table(gettext("数据来源与新旧"), [(gettext("项目"), "c-title"), (gettext("现状"), "")], rows)


def batch_table(request: HttpRequest, measure: Measure) -> dict[str, Any] | None:
    """Who loaded what when: the last batches of the register, of those the reader may see."""
    if not measure.opens:
        return None
    applied = Batch.objects.visible_to(request.user).filter(
        register=measure.query.register.name, state=BatchState.APPLIED
    )
    rows = [
        {"cells": [
            {"text": batch.file_name or gettext("手工修改"), "url": reverse("batch", args=[batch.pk])},
            batch.owner.display_name,
            timezone.localtime(batch.applied_at).strftime("%Y-%m-%d %H:%M") if batch.applied_at else "",
            number(batch.inserted), number(batch.updated),
        ]}
        for batch in applied.select_related("owner").order_by("-revision")[:SHOWN]
    ]  # fmt: skip
    labels = [(gettext("文件"), "c-title"), (gettext("经手人"), "c-nowrap"), (gettext("入库时间"), "c-date c-nowrap"),
              (gettext("新增"), "c-number"), (gettext("更新"), "c-number")]  # fmt: skip
    return table(gettext("谁在何时导入了什么"), labels, rows) if rows else None
