"""Days that do not exist (2月31日, 11月31日), wherever in a notice they stand: told, even where no deadline is made of them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from xingzhi.plans.reading.marks import number_value
from xingzhi.plans.reading.problems import Problem
from xingzhi.plans.reading.task import Task

_N = r"(?:\d{1,2}|[一二三四五六七八九十]{1,3})"
_DAY = re.compile(
    rf"(?<!\d)(?:(?P<year>(?:19|20)\d{{2}}|二[〇○零一二三四五六七八九]{{3}})年)?(?P<month>{_N})月(?:份)?(?P<day>{_N})[日号]"
)
_LEAP = 2000  # without a year 29 February may be meant


def impossible_days(text: str, year: int | None, tasks: Sequence[Task], told: Sequence[Problem]) -> list[Problem]:
    """The days of a text that cannot be and are not told yet. One in a sentence that a row repeats is told of the row."""
    known = [str(each.params["text"]) for each in told if each.code == "date_impossible"]
    found = []
    for day in _DAY.finditer(text):
        of = number_value(day["year"]) if day["year"] else year or _LEAP
        if _exists(of, number_value(day["month"]), number_value(day["day"])) or any(day[0] in each for each in known):
            continue
        row = next((each for each in tasks for start, end in each.also if start <= day.start() < end), None)
        found.append(Problem("date_impossible", {"text": day[0]}, row.start if row else day.start()))
        known.append(day[0])
    return found


def _exists(year: int, month: int, day: int) -> bool:
    try:
        date(year, month, day)
    except ValueError:
        return False
    return True
