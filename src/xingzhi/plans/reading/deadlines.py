"""Deadlines in a text: 12月10日前, 2023年底前, 每季度末, 自印发之日起30日内, as the notice says and as a day."""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta

from xingzhi.packs import load
from xingzhi.plans.reading.marks import number_value

_N = r"[〇○零一二三四五六七八九十]"
_YEAR = r"(?P<year>(?:19|20)\d{2}|[二][〇○零一二三四五六七八九]{3})年度?"
_WHICH = r"(?P<which>今年|本年度?|当年|同年|明年|次年|翌年|下一?年)"
_MONTH = rf"(?P<month>\d{{1,2}}|{_N}{{1,3}})月(?:份)?"
_DAY = rf"(?P<day>\d{{1,2}}|{_N}{{1,3}})[日号]"
_PART = r"(?P<part>底|末|上旬|中旬|下旬)"
_OF_YEAR = r"(?P<span>年?底|年?末|年内|内|上半年|下半年|[第]?[一二三四1-4]季度)"
_RANGE = rf"(?P<range>(?:{_N}{{1,3}}|\d{{1,2}})月?(?:\d{{1,2}}日)?[-—－~至到]+)?"
_DATE = re.compile(
    rf"(?:(?:{_YEAR}|{_WHICH})(?:的)?)?(?:{_RANGE}{_MONTH}(?:{_DAY}|{_PART})?|{_OF_YEAR}(?:{_PART.replace('part', 'end')})?)?"
)
_EVERY = re.compile(
    rf"每(?:个|一)?(?:季度|年度|半年|年|季|月度|月|周|两周|两年|两个?月)(?:的)?(?:第一个月|首月|次月)?"
    rf"(?:(?:\d{{1,2}}|{_N}{{1,3}})月(?:份)?)?(?:(?:\d{{1,2}}|{_N}{{1,3}})[日号]|年?底|年?末|初|上旬|中旬|下旬|结束后|终了)?"
    rf"(?:后?\d{{1,2}}个?(?:工作)?日内)?(?:之前|以前|前)?"
)
_AFTER = re.compile(
    rf"(?:自|从)?(?P<event>[^，。；自从]{{0,20}}?)之?日起(?:的)?(?P<count>\d{{1,3}}|{_N}{{1,3}})(?:个)?(?P<what>工作日|自然日|日|天|月|年)(?:之?内|以内)"
)
_LAST_DAY = {"上旬": 10, "中旬": 20}
_QUARTERS = {"一": 3, "二": 6, "三": 9, "四": 12, "1": 3, "2": 6, "3": 9, "4": 12}


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


def deadlines(text: str, year: int | None, issued: date | None, cell: bool = False) -> list[Deadline]:
    """Deadlines of a text in order. `year` is that of the plan, `issued` the date of the notice.

    In the cell of a column of deadlines (`cell`) a date needs no word that makes it one.
    """
    found = [*_recurring(text), *_relative(text, issued)]
    taken = [(each.start, each.end) for each in found]
    for each in _dated(text, year, issued, cell):
        if not any(start < each.end and each.start < end for start, end in taken):
            found.append(each)
    return sorted(found, key=lambda each: each.start)


def _recurring(text: str) -> Iterator[Deadline]:
    for found in _EVERY.finditer(text):
        if re.search(r"(?:底|末|初|旬|日|号|前|内|后|了)$", found[0]):
            yield Deadline(found[0], found.start(), found.end(), None, "recurring")


def _relative(text: str, issued: date | None) -> Iterator[Deadline]:
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
            yield Deadline(found[0], *place, issued + timedelta(days=count), "relative")


def _months_on(day: date, months: int) -> date:
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def _dated(text: str, year: int | None, issued: date | None, cell: bool) -> Iterator[Deadline]:
    last_year: int | None = None
    for found in _DATE.finditer(text):
        if not found[0]:
            continue
        named = _year(found, issued)
        last_year = named or last_year
        end = _deadline_end(text, found, cell)
        if end is None:
            continue
        assumed = named is None and last_year is None
        of = named or last_year or year
        place = Deadline(text[found.start() : end], found.start(), end, None, "day", year_assumed=assumed)
        if of is None:
            yield replace(place, problem="date_year_unknown", year_assumed=False)
        else:
            yield _resolved(place, found, of, issued)


def _year(found: re.Match[str], issued: date | None) -> int | None:
    if found["year"]:
        return (
            int(found["year"]) if found["year"].isdecimal() and found["year"].isascii() else number_value(found["year"])
        )
    if found["which"] and issued:
        return issued.year + (found["which"][0] in "明次翌下")
    return None


def _deadline_end(text: str, found: re.Match[str], cell: bool) -> int | None:
    """Where the deadline ends, words behind it included; None where the date is none."""
    words = load().notice_reading.deadlines
    before, behind = text[max(found.start() - 6, 0) : found.start()], text[found.end() :]
    note = re.match(r"[（(](?:星期|周)[一二三四五六日天][）)]", behind)
    skipped = note.end() if note else 0
    behind = behind[skipped:]
    word = next((word for word in sorted(words.before, key=len, reverse=True) if behind.startswith(word)), "")
    dated = bool(found["year"] or found["month"] or found["span"])
    if not dated or (found["span"] in ("内", "底", "末") and not (found["year"] or found["which"])):
        return None
    if word:
        return found.end() + skipped + len(word)
    if found["day"] and _shared(behind):
        return found.end()
    if cell and (found["month"] or found["span"]) and not behind.startswith(words.start):
        return found.end()
    if any(before.endswith(each) for each in ("截至", "截止目前")) or behind.startswith(words.start):
        return None
    if before.endswith(words.until) or any(each in before for each in words.finished):
        return found.end()
    if found["part"] in ("底", "末") or (
        found["span"] and (found["year"] or found["which"] or found["span"] == "年内")
    ):
        return found.end()
    return None


def _shared(behind: str) -> bool:
    """Whether a second day follows whose word makes both a deadline: 6月20日和12月5日前."""
    if not (joint := re.match("[和及、]", behind)):
        return False
    following = _DATE.match(behind, joint.end())
    words = load().notice_reading.deadlines.before
    return bool(following and following[0] and behind.startswith(words, following.end()))


def _resolved(place: Deadline, found: re.Match[str], year: int, issued: date | None) -> Deadline:
    try:
        day, rule = _day(found, year)
    except ValueError:
        return replace(place, problem="date_impossible", year_assumed=False)
    if place.year_assumed and issued and day < issued:
        return replace(place, problem="date_year_unknown", year_assumed=False)
    problem = "date_before_notice" if issued and day < issued else "date_year_assumed" if place.year_assumed else ""
    return replace(place, day=day, rule=rule, problem=problem)


def _day(found: re.Match[str], year: int) -> tuple[date, str]:
    if found["month"]:
        month = number_value(found["month"])
        if found["day"]:
            return date(year, month, number_value(found["day"])), "day"
        if found["part"] in _LAST_DAY:
            return date(year, month, _LAST_DAY[found["part"]]), "day"
        return _month_end(year, month), "month_end"
    span = found["span"] or ""
    if span == "上半年":
        return date(year, 6, 30), "half_year"
    if "季度" in span:
        return _month_end(year, _QUARTERS[span.removeprefix("第")[0]]), "quarter"
    return date(year, 12, 31), "year_end"


def _month_end(year: int, month: int) -> date:
    if not 1 <= month <= 12:
        raise ValueError(month)
    return date(year, month, calendar.monthrange(year, month)[1])
