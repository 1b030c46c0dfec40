"""Periods as sentences write them, found in a text and turned into days."""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from xingzhi.plans.facts.fact import How, Stretch
from xingzhi.plans.facts.mark import Mark, apart

_NUMERALS = {word: at for at, word in enumerate("一二三四五六七八九十", 1)} | {"十一": 11, "十二": 12}
_AS_OF = r"(?P<as_of>截至|截止到|截止|到|至)?"
_YEAR = r"(?:(?:(?P<year>(?:19|20)\d{2}|二[〇○零一二三四五六七八九]{3})年度?|(?P<said>今年|本年度|本年|当年|去年|上年度|上年|前年|明年))的?)"
_MONTH = r"\d{1,2}|十[一二]?|[一二三四五六七八九]"
_DASH = r"[-—–－~～至到]+"
_SHAPES = tuple(
    re.compile(shape)
    for shape in (
        rf"{_AS_OF}{_YEAR}?(?P<month>\d{{1,2}})月(?P<day>\d{{1,2}})日止?(?!期)",
        rf"{_AS_OF}{_YEAR}?(?P<first>{_MONTH})月?{_DASH}(?P<month>{_MONTH})月份?(?:累计)?",
        rf"{_AS_OF}{_YEAR}?(?P<month>{_MONTH})月份?(?P<end>底|末)?(?P<since>以来)?",
        rf"{_AS_OF}{_YEAR}?(?:第?(?P<quarter>[1-4一二三四])季度|前(?P<quarters>[1-4一二三四])个?季度)(?P<end>底|末)?",
        rf"{_AS_OF}{_YEAR}?(?P<half>[上下])半年(?P<end>底|末)?",
        rf"{_AS_OF}{_YEAR}?前(?P<first_months>{_MONTH})个月",
        r"(?P<year>20\d{2})年?[-—–~至到]+(?P<to_year>20\d{2})年",
        rf"{_AS_OF}{_YEAR}(?:(?P<end>年?底|年?末)|(?P<since>以来)|全年|度)?",
        r"(?P<since_new_year>今年以来|年初以来|本年以来|一年来)",
        r"(?P<whole_year>全年|年内|年度内)|(?P<year_end>年末|年底)",
        rf"{_AS_OF}(?P<now>目前|当前)|(?P<now2>截至?今|至今|迄今)",
        r"(?P<this>本月|当月|上月|本季度|本季|上季度)",
        r"“?十(?P<plan>[一二三四五六]?)五”?(?:时期|期间|(?P<since>以来))",
        r"(?P<years>近[两二三四五六七八九十\d]+年来?|[两二三四五六七八九十\d]+年来|过去[两二三四五六七八九十\d]+年)",
    )
)
_PLAN = re.compile("“?十[一二三四五六]?五”?[时期以]")
_SAME_TIME = re.compile(r"(?:(?:上年|去年|上年度|(?P<year>20\d{2})年)(?:的)?同期|同期)")
YEAR_MONTHS, QUARTER_MONTHS, HALF_MONTHS = 12, 3, 6


@dataclass(frozen=True)
class Clock:
    """What unsaid years and 目前 count from: the day of the document and the year of its title.

    `reported`: the year 全年 and 年末 mean, that most spoken of.
    """

    on: date
    year: int
    reported: int

    def of_month(self, month: int) -> int:
        """The year of a month named without one: not later than the document."""
        return self.year - 1 if self.year == self.on.year and month > self.on.month else self.year


def periods(text: str, clock: Clock) -> Iterator[Mark]:
    """The periods a text names; those without year take that of the last one named, else the clock's."""
    found = [
        Mark(each.start(), each.end(), "period", each[0], each) for shape in _SHAPES for each in shape.finditer(text)
    ]
    found += [Mark(each.start(), each.end(), "same_time", each[0], each) for each in _SAME_TIME.finditer(text)]
    year: int | None = None
    for mark in apart(found):
        match: re.Match[str] = mark.held
        if mark.sort == "same_time":
            named = match["year"]
            yield replace(mark, held=int(named) if named else None)
            continue
        held = {name: each for name, each in match.groupdict().items() if each}
        try:
            span, year = _stretch(held, mark.text, clock, year)
        except ValueError:
            continue
        if span:
            yield replace(mark, held=span)


def _stretch(held: dict[str, str], text: str, clock: Clock, before: int | None) -> tuple[Stretch | None, int | None]:
    year = _year(held, clock)
    if "to_year" in held:
        last = int(held["to_year"])
        return Stretch(date(int(held["year"]), 1, 1), date(last, 12, 31), "stated", text), before
    if _PLAN.match(text):
        return _plan(held, text, clock), before
    if "years" in held:
        return Stretch(None, clock.on, "stated", text, vague=True), before
    if "now" in held or "now2" in held:
        return Stretch(None, clock.on, "stated", text, vague=True), before
    if "since_new_year" in held or ("since" in held and "month" not in held):
        return Stretch(date(year or clock.year, 1, 1), clock.on, "stated", text, vague=True), year
    if "this" in held:
        return _this(held["this"], text, clock), before
    first, last = _months(held)
    base = year or before
    if base is None:
        base = clock.of_month(last) if not {"whole_year", "year_end"} & set(held) else clock.reported
    if "since" in held:
        return Stretch(date(base, first, 1), clock.on, "stated", text, vague=True), base
    if "day" in held:
        day = date(base, last, int(held["day"]))
        return (Stretch(None, day, "stated", text), base) if "as_of" in held else (None, base)
    end = date(base, last, calendar.monthrange(base, last)[1])
    as_of = bool({"as_of", "end", "year_end"} & set(held))
    return Stretch(None if as_of else date(base, first, 1), end, "stated", text), base


def _year(held: dict[str, str], clock: Clock) -> int | None:
    if written := held.get("year"):
        digits = "".join(str("〇一二三四五六七八九".index({"○": "〇", "零": "〇"}.get(each, each))) if not each.isdecimal() else each
                         for each in written)  # fmt: skip
        return int(digits)
    if said := held.get("said"):
        return clock.year + {"去": -1, "上": -1, "前": -2, "明": 1}.get(said[0], 0)
    return None


def _months(held: dict[str, str]) -> tuple[int, int]:
    if "first_months" in held:
        return 1, _number(held["first_months"])
    if "month" in held:
        month = _number(held["month"])
        return _number(held.get("first", held["month"])), month
    if "quarter" in held:
        last = QUARTER_MONTHS * _number(held["quarter"])
        return last - QUARTER_MONTHS + 1, last
    if "quarters" in held:
        return 1, QUARTER_MONTHS * _number(held["quarters"])
    if "half" in held:
        return (1, HALF_MONTHS) if held["half"] == "上" else (HALF_MONTHS + 1, YEAR_MONTHS)
    return 1, YEAR_MONTHS


def _plan(held: dict[str, str], text: str, clock: Clock) -> Stretch:
    """A five-year plan: the sixth began in 1981."""
    start = 1981 + 5 * (10 + _NUMERALS.get(held.get("plan", ""), 0) - 6)
    end = date(start + 4, 12, 31)
    open_ = "since" in held and clock.on < end
    return Stretch(date(start, 1, 1), clock.on if open_ else end, "stated", text, vague=open_)


def _this(word: str, text: str, clock: Clock) -> Stretch:
    months = 1 if "月" in word else QUARTER_MONTHS
    number = (clock.on.month - 1) // months - (word[0] == "上")
    year = clock.on.year + (number < 0) * -1
    first = number % (YEAR_MONTHS // months) * months + 1
    last = first + months - 1
    return Stretch(
        date(year, first, 1), date(year, last, calendar.monthrange(year, last)[1]), "assumed", text, vague=True
    )


def _number(word: str) -> int:
    return _NUMERALS.get(word) or int(word)


def years_before(day: date, years: int) -> date:
    """The same day so many years before; the end of February stays one."""
    last = calendar.monthrange(day.year - years, day.month)[1]
    full = day.day == calendar.monthrange(day.year, day.month)[1]
    return date(day.year - years, day.month, last if full else min(day.day, last))


def shifted(span: Stretch, years: int, text: str) -> Stretch:
    """The same stretch so many years earlier."""
    how: How = "stated" if span.how != "none" else "none"
    start = years_before(span.start, years) if span.start else None
    return Stretch(start, years_before(span.end, years) if span.end else None, how, text, span.vague)
