"""Dates as they stand in office files: 2020.10.28, 2020年10月28日, 20201028, Excel serials, date cells."""

from __future__ import annotations

import re
import unicodedata
from datetime import date, datetime, timedelta
from functools import lru_cache

from xingzhi.text.normalise import is_empty
from xingzhi.text.problems import ValueProblem

DAYS_AHEAD = 31  # a gazette is exported a little before its day; later than that is a slip of the pen
_EARLIEST_YEAR = 1900
_LAST_COMPACT = 1e8  # 99991231 and less
_SERIAL_ORIGIN = date(1899, 12, 30)  # the 1900 system of Excel
_FIRST_SERIAL, _LAST_SERIAL = 20000, 60000  # October 1954 to April 2064: outside, a number is not taken for a date
_TIME = r"(?:[T\s]*\d{1,2}[:时点]\d{1,2}(?:[:分]\d{1,2}(?:\.\d+)?秒?|分)?\s*(?:Z|[AP]M|[+-]\d{2}:?\d{2})?)?"
_DATE = re.compile(
    r"(\d{4})\s*[-./年]\s*(\d{1,2})\s*[-./月]\s*(\d{1,2})\s*[日号]?\s*" + _TIME, re.IGNORECASE | re.ASCII
)
_COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})(?:\.0)?(?:\d{6})?", re.ASCII)
_SERIAL = re.compile(r"\d{5}(?:\.\d+)?", re.ASCII)
_INCOMPLETE = re.compile(r"\d{4}\s*年?|\d{4}\s*[-./年]\s*\d{1,2}\s*月?", re.ASCII)
_DAY_FIRST = re.compile(r"\d{1,2}[-./]\d{1,2}[-./](?:\d{4}|\d{2})" + _TIME, re.IGNORECASE | re.ASCII)


def parse_date(cell: object, today: date, days_ahead: int = DAYS_AHEAD) -> date | None:
    """Read one cell as a date; None where it says there is none ("", "—", "无").

    Raises `ValueProblem`: date_impossible, date_incomplete, date_order (day or month first), date_unreadable,
    date_out_of_range (before 1900), date_in_future (later than `today` by more than `days_ahead` days).
    """
    if isinstance(cell, str):
        found = _from_text(cell)
    elif isinstance(cell, datetime):
        found = cell.date()
    elif isinstance(cell, date) or cell is None:
        found = cell
    elif isinstance(cell, int | float) and not isinstance(cell, bool):
        found = _from_number(cell)
    else:
        raise ValueProblem("date_unreadable", value=str(cell))
    if found is None:
        return None
    if found.year < _EARLIEST_YEAR:
        raise ValueProblem("date_out_of_range", value=str(cell))
    if found > today and (found - today).days > days_ahead:
        raise ValueProblem("date_in_future", value=str(cell), today=today.isoformat())
    return found


@lru_cache(maxsize=1 << 16)
def _from_text(cell: str) -> date | None:
    if is_empty(cell):
        return None
    text = unicodedata.normalize("NFKC", cell).strip().lstrip("'’")
    match = _DATE.fullmatch(text) or _COMPACT.fullmatch(text)
    if match:
        year, month, day = int(match[1]), int(match[2]), int(match[3])
        if year == month == day == 0:  # databases write "no date" so
            return None
        try:
            return date(year, month, day)
        except ValueError:
            raise ValueProblem("date_impossible", value=cell) from None
    if _SERIAL.fullmatch(text) and _FIRST_SERIAL <= float(text) <= _LAST_SERIAL:
        return _from_number(float(text))
    if _INCOMPLETE.fullmatch(text):
        raise ValueProblem("date_incomplete", value=cell)
    if _DAY_FIRST.fullmatch(text):
        raise ValueProblem("date_order", value=cell)
    raise ValueProblem("date_unreadable", value=cell)


def _from_number(number: float) -> date | None:
    if number == 0:
        return None
    if _FIRST_SERIAL <= number <= _LAST_SERIAL:
        return _SERIAL_ORIGIN + timedelta(days=int(number))
    if not abs(number) < _LAST_COMPACT or number != int(number):
        raise ValueProblem("date_unreadable", value=str(number))
    return _from_text(str(int(number)))
