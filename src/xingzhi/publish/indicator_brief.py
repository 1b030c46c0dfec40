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

YEAR, MONTH = "本年累计", "当月"


def indicator_brief(name: str, region: str, at: date, snapshot: Snapshot) -> tuple[str, bytes] | None:
    """The title and a DOCX of one sheet; None where there is no such indicator.

    A flow is of the year so far, as the list of indicators and the page of a change tell it, then of the month `at` lies
    in; its causes are of the first of the two.
    Where our records up to `at` are not all here and nothing official is, it is of the last month they are, and says so.
    """
    packs = load()
    indicator = packs.indicators.get(name)
    if indicator is None:
        return None
    figures = Figures(packs, snapshot, region)

    def of(end: date) -> dict[str, Figure]:
        """The figures of a day by what they are called beside each other; one alone needs no name."""
        year, month = (figures.of(name, region, end.replace(month=since, day=1), end, {}) for since in (1, end.month))
        return {"": month} if year.start == month.start else {YEAR: year, MONTH: month}

    short, instead, found = short_of(figures.measure(name), at), "", of(at)
    whole: dict[str, Figure] = {}
    if short:
        whole = {label: each for label, each in found.items() if each.kind == "official"}
        late = f"{day(at)}的记录未到齐（最新一条为{day(short.newest)}），"
        if not whole:
            instead = f"{late}本页为记录到齐的最近一个月。"
            at = short.last_month
        elif left := [label for label in found if label not in whole]:
            instead = f"{late}{'、'.join(left)}没有官方数据，不列。"
        found = whole or of(at)
    past = of(year_before(at))
    earlier = {label: past[label] for label in found}
    first = next(iter(found))
    now = found[first]
    told = [_told((indicator.title.zh if label == first else "") + label, each) for label, each in found.items()]
    problem = f"状态或日期不明、未计入的{now.unknown}件。" if now.unknown else EMPTY["问题"]
    causes = said(clauses(now, earlier[first], packs, snapshot), now)
    if causes and first:
        causes = f"（{first}，{_days(now)}）{causes}"
    rows = [
        ("数", "\n".join(filter(None, (*told, instead)))),
        ("变化", "\n".join(_changed(label, each, earlier[label], late=bool(whole)) for label, each in found.items())),
        ("原因", causes or NOT_DRAFTED), ("问题", problem), ("下一步", EMPTY["下一步"]),
    ]  # fmt: skip
    here = office()
    foot = f"{here.name if here else ''}　数据截至{timezone.localdate(snapshot.as_of).isoformat()}　{snapshot.edition}"
    title = f"{packs.regions.name(region)}{indicator.title.zh}简报（{day(at)}）"
    ours = any(each.kind != "official" for each in (*found.values(), *earlier.values()))
    return title, drawn(Sheet(title, rows, ours, foot))


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


def _changed(label: str, now: Figure, before: Figure, *, late: bool) -> str:
    """同比 of two figures of one kind; where only one of them is official, of our own two unless our records are `late`."""
    since = day(before.end) if before.start == before.end else _days(before)
    stands = f"{label}{arithmetic.shown(now.value, now.decimals) or UNKNOWN}，" if label else ""
    if now.kind == before.kind:
        was = arithmetic.shown(before.value, before.decimals) or UNKNOWN
        return f"{stands}与{since}比：上年同期{was}，{arithmetic.changed_words(now.value, before.value)}。"
    if late:
        return f"{stands}上年同期没有官方数据，本期的记录未到齐，不作同比。"
    ours = [each.own if each.kind == "official" else each.value for each in (now, before)]
    was, shown = (arithmetic.shown(value, now.decimals) or UNKNOWN for value in reversed(ours))
    words = arithmetic.changed_words(ours[0], ours[1])
    return f"{stands}与{since}比：两期不都有官方数据，按本局台账由{was}到{shown}，{words}。"
