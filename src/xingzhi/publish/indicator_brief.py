"""The leader's page of one indicator, made when it is asked for: inside the office, nothing of it is released."""

from __future__ import annotations

from datetime import date

from django.utils import timezone

from xingzhi.core.office import office
from xingzhi.indicators.change.ends import year_before
from xingzhi.indicators.freshness import short_of
from xingzhi.indicators.tables import arithmetic
from xingzhi.indicators.tables.figures import Figure, Figures
from xingzhi.indicators.tables.grid import UNKNOWN
from xingzhi.packs import load
from xingzhi.publish.causes import NOT_DRAFTED, clauses, said
from xingzhi.publish.files.brief import EMPTY
from xingzhi.publish.files.one_page import Sheet, drawn
from xingzhi.publish.wording import day
from xingzhi.snapshots.models import Snapshot


def indicator_brief(name: str, region: str, at: date, snapshot: Snapshot) -> bytes | None:
    """A DOCX of one sheet; None where there is no such indicator. A flow is of the month `at` lies in.

    Where our records up to `at` are not all here and nothing official is, it is of the last month they are, and says so.
    """
    packs = load()
    indicator = packs.indicators.get(name)
    if indicator is None:
        return None
    figures = Figures(packs, snapshot, region)

    def of(end: date, *, year: bool = False) -> Figure:
        return figures.of(name, region, end.replace(month=1 if year else end.month, day=1), end, {})

    short = short_of(figures.measure(name), at)
    instead = ""
    if short and of(at).kind != "official":
        instead = f"{day(at)}的记录未到齐（最新一条为{day(short.newest)}），本页为记录到齐的最近一个月。"
        at = short.last_month
    now, before = of(at), of(year_before(at))
    told = [_told(indicator.title.zh, now)]
    if now.start != now.end and at.month > 1:  # of a flow the page it is asked on shows the year to the day
        told.append(_told("本年累计", of(at, year=True)))
    problem = f"状态或日期不明、未计入的{now.unknown}件。" if now.unknown else EMPTY["问题"]
    causes = said(clauses(now, before, packs, snapshot), now) or NOT_DRAFTED
    rows = [
        ("数", "\n".join(filter(None, (*told, instead)))),
        ("变化", _changed(now, before)),
        ("原因", causes), ("问题", problem), ("下一步", EMPTY["下一步"]),
    ]  # fmt: skip
    here = office()
    foot = f"{here.name if here else ''}　数据截至{timezone.localdate(snapshot.as_of).isoformat()}　{snapshot.edition}"
    title = f"{packs.regions.name(region)}{indicator.title.zh}简报（{day(at)}）"
    return drawn(Sheet(title, rows, now.kind != "official", foot))


def _told(label: str, figure: Figure) -> str:
    """A figure with its kind and its days."""
    value = arithmetic.shown(figure.value, figure.decimals)
    text = f"{value}{figure.unit}" if value else f"{UNKNOWN}（{figure.missing}）"
    kind = "官方数据" if figure.kind == "official" else "本局测算"
    return f"{label}：{text}（{kind}，{_days(figure)}）"


def _days(figure: Figure) -> str:
    if figure.start == figure.end:
        return figure.end.isoformat()
    return f"{figure.start.isoformat()}至{figure.end.isoformat()}"


def _changed(now: Figure, before: Figure) -> str:
    """同比 of two figures of one kind; where only one of them is official, of our own two."""
    since = day(before.end) if before.start == before.end else _days(before)
    if now.kind == before.kind:
        was = arithmetic.shown(before.value, before.decimals) or UNKNOWN
        return f"与{since}比：上年同期{was}，{arithmetic.changed_words(now.value, before.value)}。"
    ours = [each.own if each.kind == "official" else each.value for each in (now, before)]
    was, shown = (arithmetic.shown(value, now.decimals) or UNKNOWN for value in reversed(ours))
    words = arithmetic.changed_words(ours[0], ours[1])
    return f"与{since}比：两期不都有官方数据，按本局台账由{was}到{shown}，{words}。"
