"""The days of a task that comes again within the year (每季度末, 每月5日前), from the words of its notice."""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date, timedelta

from xingzhi.packs import load
from xingzhi.packs.plan_ledger import Period
from xingzhi.plans.reading.marks import number_value

_N = r"(?P<n>\d{1,2}|[一二三四五六七八九十]{1,3})"
_AFTER = re.compile(rf"后(?:的)?{_N}个?(?P<working>工作)?[日天](?:之内|以内|内)")
_DAY = re.compile(rf"(?P<which>首月|第一个月|次月|下月|末月|最后一个月)?(?:的)?{_N}[日号]")
_THIRD = re.compile(r"上旬|中旬|月初|季初|年初|初")
_END = re.compile(r"[底末]|下旬|最后一[天日]")


@dataclass(frozen=True)
class Due:
    """One time a task is due: what the part of the year is called, and the day."""

    label: str
    day: date


@dataclass(frozen=True)
class Recurring:
    """The days of a task that comes again; `assumed` where the notice names none within a part of the year."""

    dues: tuple[Due, ...] = ()
    assumed: bool = False


def recurring(text: str, year: int, since: date | None = None) -> Recurring:
    """The days words name in a year, from `since` on; none where the words are not understood."""
    found = next(
        ((period, word) for period in load().plan_ledger.periods for word in period.words if word in text), None
    )
    if found is None:
        return Recurring()
    period, word = found
    rest = text[text.index(word) + len(word) :]
    days = [_day(rest, period, year, month) for month in period.months]
    dues = [
        Due(label, day) for label, day in zip(period.labels, days, strict=True) if day and (not since or day >= since)
    ]
    return Recurring(
        tuple(dues), assumed=bool(dues) and not (_AFTER.search(rest) or _DAY.search(rest) or _END.search(rest))
    )


def _day(rest: str, period: Period, year: int, month: int) -> date | None:
    """The day in the part of the year that ends with a month; None where the words leave it open."""
    end = date(year, month, calendar.monthrange(year, month)[1])
    if after := _AFTER.search(rest):
        count = number_value(after["n"])
        return load().calendar.add_working_days(end, count)[0] if after["working"] else end + timedelta(days=count)
    if named := _DAY.search(rest):
        length = 12 // len(period.months)
        moved = {"首月": 1 - length, "第一个月": 1 - length, "次月": 1, "下月": 1}.get(named["which"] or "", 0)
        if not named["which"] and length > 1:
            return None
        return _in_month(year, month + moved, number_value(named["n"]))
    return None if _THIRD.search(rest) else end


def _in_month(year: int, month: int, day: int) -> date | None:
    """A day of a month counted on from January; the last one where the month is shorter."""
    year, month = year + (month - 1) // 12, (month - 1) % 12 + 1
    last = calendar.monthrange(year, month)[1]
    return date(year, month, min(day, last)) if 1 <= day <= 31 else None
