"""Periods as official figures state them: 2024-03, 2024年3月, 2024年1—3月, 2024年第一季度, 2024年, 截至2024年6月底."""

from __future__ import annotations

import calendar
import re
import unicodedata
from dataclasses import dataclass
from datetime import date

from xingzhi.text.problems import ValueProblem

_DIGITS = {
    "一": 1,
    "二": 2,
    "三": 3,
    "四": 4,
    "五": 5,
    "六": 6,
    "七": 7,
    "八": 8,
    "九": 9,
    "十": 10,
    "十一": 11,
    "十二": 12,
}
_NUMBER = r"\d{1,2}|十[一二]?|[一二三四五六七八九]"
_YEAR = r"(?P<year>(?:19|20)\d{2})"
_END = r"(?P<end>底|末)?"
_SHAPES = tuple(
    re.compile(_YEAR + rest)
    for rest in (
        rf"[-./年](?P<month>{_NUMBER})[-./月](?P<day>\d{{1,2}})日?",
        rf"[-./年](?P<first>{_NUMBER})月?[-~至到](?P<month>{_NUMBER})月?(?:累计|份)?",
        rf"[-./年](?P<month>{_NUMBER})月?份?{_END}",
        r"(?P<month>0[1-9]|1[0-2])",
        rf"年?(?:第?(?P<quarter>{_NUMBER})季度|[-.]?Q(?P<q>[1-4])){_END}",
        rf"年?前(?P<quarters>{_NUMBER})个?季度",
        rf"年?(?P<half>[上下])半年{_END}",
        rf"年?(?:全年|度)?(?:年?{_END})",
    )
)
_AS_OF = re.compile(r"^(截至|截止到|截止|到|至)")
MONTHS_OF_QUARTER, MONTHS_OF_HALF, MONTHS_OF_YEAR = 3, 6, 12


@dataclass(frozen=True)
class Period:
    """A stretch of whole days. `start` is None where only the last day is stated (截至2024年6月底)."""

    start: date | None
    end: date


def parse_period(text: str) -> Period:
    """The days a stated period covers.

    Raises `ValueProblem` period_unreadable where the words are not known, or name a month or a day there is not.
    """
    said = unicodedata.normalize("NFKC", text)
    said = re.sub(r"\s+", "", re.sub("[—–―－−〜~]+", "-", said)).upper()
    as_of = _AS_OF.match(said)
    said = said[as_of.end() :] if as_of else said
    for shape in _SHAPES:
        if match := shape.fullmatch(said):
            return _period(text, match, as_of is not None)
    raise ValueProblem("period_unreadable", value=text)


def _period(text: str, match: re.Match[str], as_of: bool) -> Period:
    held = {name: value for name, value in match.groupdict().items() if value}
    year, (first, last) = int(held["year"]), _months(held)
    if not 1 <= first <= last <= MONTHS_OF_YEAR:
        raise ValueProblem("period_unreadable", value=text)
    end = date(year, last, calendar.monthrange(year, last)[1])
    if "day" in held:
        if not 1 <= int(held["day"]) <= end.day:
            raise ValueProblem("period_unreadable", value=text)
        return Period(None, end.replace(day=int(held["day"])))
    return Period(None if as_of or "end" in held else date(year, first, 1), end)


def _months(held: dict[str, str]) -> tuple[int, int]:
    """First and last month."""
    if "month" in held:
        month = _number(held["month"])
        return _number(held.get("first", held["month"])), month
    if quarter := held.get("quarter") or held.get("q"):
        last = MONTHS_OF_QUARTER * _number(quarter)
        return last - MONTHS_OF_QUARTER + 1, last
    if "quarters" in held:
        return 1, MONTHS_OF_QUARTER * _number(held["quarters"])
    if "half" in held:
        return (1, MONTHS_OF_HALF) if held["half"] == "上" else (MONTHS_OF_HALF + 1, MONTHS_OF_YEAR)
    return 1, MONTHS_OF_YEAR


def _number(word: str) -> int:
    return _DIGITS.get(word) or int(word)
