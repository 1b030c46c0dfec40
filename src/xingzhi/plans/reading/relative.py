"""Deadlines that come again (每季度末) or count from an event (自印发之日起30日内, 收到通知后5日内)."""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from xingzhi.packs import load
from xingzhi.plans.reading.marks import number_value

_N = r"[〇○零一二两三四五六七八九十]"
_EVERY = re.compile(
    rf"每(?:个|一)?(?:季度|年度|半年|年|季|月度|月|周[一二三四五六日]?|两周|两年|两个?月)(?:的)?(?:第一个月|首月|次月|末月|最后一个月)?"
    rf"(?:(?:\d{{1,2}}|{_N}{{1,3}})月(?:份)?)?(?:(?:\d{{1,2}}|{_N}{{1,3}})[日号]|年?底|年?末|月底|月末|初|上旬|中旬|下旬|结束后|终了)?"
    rf"(?:后?\d{{1,2}}个?(?:工作)?日内)?(?:之前|以前|前)?"
)
_AFTER = re.compile(
    rf"(?:自|从)?(?P<event>[^，。；自从]{{0,20}}?)(?:之?日(?:起|后)|后)(?:的)?(?P<count>\d{{1,3}}|{_N}{{1,3}})(?:个)?"
    rf"(?P<what>工作日|自然日|日|天|周|月|年)(?:之?内|以内)"
)
_MONTH = re.compile(r"(?P<which>本|下)个?月(?:(?P<day>\d{1,2})[日号]|[底末])(?:之前|以前|前)")


@dataclass(frozen=True)
class Deadline:
    """One deadline: the words, the day (None where they tell none), the rule by which it was found.

    `rule`: day, month_end, year_end, half_year, quarter, relative, recurring, event. `problem` says what is doubtful.
    """

    text: str
    start: int
    end: int
    day: date | None
    rule: str
    problem: str = ""
    year_assumed: bool = False


def recurring(text: str) -> Iterator[Deadline]:
    """What comes again: by a day of it (每季度末), or so often (每季度通报一次)."""
    often = "|".join(map(re.escape, load().notice_reading.targets.repeats))
    for found in _EVERY.finditer(text):
        if again := re.match(rf"[^，。；、\d]{{0,8}}?(?:{often})", text[found.end() :]):
            end = found.end() + again.end()
            yield Deadline(text[found.start() : end], found.start(), end, None, "recurring")
        elif re.search(r"(?:底|末|初|旬|日|号|前|内|后|了)$", found[0]):
            yield Deadline(found[0], found.start(), found.end(), None, "recurring")


def relative(text: str, issued: date | None) -> Iterator[Deadline]:
    words = load().notice_reading.deadlines
    for found in _AFTER.finditer(text):
        count = number_value(found["count"])
        place = (found.start(), found.end())
        if issued is None or not any(found["event"].endswith(word) for word in words.issue_day) or count < 0:
            yield Deadline(found[0], *place, None, "event")
        elif found["what"] == "工作日":
            day, provisional = load().calendar.add_working_days(issued, count)
            yield Deadline(found[0], *place, day, "relative", "date_provisional" if provisional else "")
        elif found["what"] in ("月", "年"):
            yield Deadline(
                found[0], *place, _months_on(issued, count * (12 if found["what"] == "年" else 1)), "relative"
            )
        else:
            days = count * (7 if found["what"] == "周" else 1)
            yield Deadline(found[0], *place, issued + timedelta(days=days), "relative")
    yield from _of_month(text, issued)


def _of_month(text: str, issued: date | None) -> Iterator[Deadline]:
    """本月底前, 下月10日前: counted from the month of the notice."""
    for found in _MONTH.finditer(text) if issued else ():
        first = _months_on(issued.replace(day=1), int(found["which"] == "下")) if issued else date.max
        last = calendar.monthrange(first.year, first.month)[1]
        day = int(found["day"] or last)
        if 1 <= day <= last:
            yield Deadline(found[0], found.start(), found.end(), first.replace(day=day), "relative")


def _months_on(day: date, months: int) -> date:
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))
