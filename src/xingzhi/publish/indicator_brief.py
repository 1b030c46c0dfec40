"""The leader's page of one indicator, made when it is asked for: inside the office, nothing of it is released."""

from __future__ import annotations

from datetime import date

from django.utils import timezone

from xingzhi.core.office import office
from xingzhi.indicators.tables import arithmetic
from xingzhi.indicators.tables.figures import Figure, Figures
from xingzhi.indicators.tables.grid import UNKNOWN
from xingzhi.indicators.tables.periods import Period
from xingzhi.packs import load
from xingzhi.publish.causes import NOT_DRAFTED, clauses, said
from xingzhi.publish.files.brief import EMPTY
from xingzhi.publish.files.one_page import Sheet, drawn
from xingzhi.publish.wording import day
from xingzhi.snapshots.models import Snapshot


def indicator_brief(name: str, region: str, at: date, snapshot: Snapshot) -> bytes | None:
    """A DOCX of one sheet; None where there is no such indicator. A flow is of the month `at` lies in."""
    packs = load()
    indicator = packs.indicators.get(name)
    if indicator is None:
        return None
    figures = Figures(packs, snapshot, region)
    period = Period(at.year, at.month)

    def of(each: Period, end: date) -> Figure:
        return figures.of(name, region, each.start("month"), end, {})

    try:
        back = at.replace(year=at.year - 1)
    except ValueError:  # 29 February
        back = at.replace(year=at.year - 1, day=28)
    now, before = of(period, at), of(period.before, back)
    value = arithmetic.shown(now.value, now.decimals)
    text = f"{value}{now.unit}" if value else f"{UNKNOWN}（{now.missing}）"
    kind = "官方数据" if now.kind == "official" else "本局测算"
    was = arithmetic.shown(before.value, before.decimals) or UNKNOWN
    problem = f"状态或日期不明、未计入的{now.unknown}件。" if now.unknown else EMPTY["问题"]
    causes = said(clauses(name, region, (before.end, now.end), packs, snapshot), now) or NOT_DRAFTED
    days = now.end.isoformat() if now.start == now.end else f"{now.start.isoformat()}至{now.end.isoformat()}"
    rows = [
        ("数", f"{indicator.title.zh}：{text}（{kind}，{days}）"),
        ("变化", f"与{day(before.end)}比：上年同期{was}，{arithmetic.changed_words(now.value, before.value)}。"),
        ("原因", causes), ("问题", problem), ("下一步", EMPTY["下一步"]),
    ]  # fmt: skip
    here = office()
    foot = f"{here.name if here else ''}　数据截至{timezone.localdate(snapshot.as_of).isoformat()}　{snapshot.edition}"
    title = f"{packs.regions.name(region)}{indicator.title.zh}简报（{day(at)}）"
    return drawn(Sheet(title, rows, now.kind != "official", foot))
