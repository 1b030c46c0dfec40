"""What is typed after `xingzhi procedures clock`: events, stops, extensions and days."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date, datetime, timedelta, timezone
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from xingzhi.packs.clock_course import Extension, Pause


CHINA = timezone(timedelta(hours=8))  # terms are counted in its days, wherever the machine stands
EVENT = re.compile(r"([a-z][a-z0-9_]*)=(.+)")
PAUSE = re.compile(r"([a-z][a-z0-9_]*)=(.+?)\.\.(.*)")
EXTENSION = re.compile(r"([a-z][a-z0-9_]*)=(?:([0-9]+)([a-z_]+))?@([^:]+):([a-z_]+)")


class Unaskable(ValueError):
    """What was typed cannot be answered; the text is the line to show."""


def refuse_unknown(given: Iterable[str], known: Iterable[str], what: str) -> None:
    held = dict.fromkeys(known)
    for name in given:
        if name not in held:
            raise Unaskable(f"没有此{what}: {name}。现有 / there are: {', '.join(held) or '—'}")


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise Unaskable(f"日期应为 YYYY-MM-DD / a date is YYYY-MM-DD: {text}") from error


def day_asked(text: str | None) -> date:
    return _day(text) if text else datetime.now(CHINA).date()


def _match(pattern: re.Pattern[str], text: str, shape: str) -> re.Match[str]:
    found = pattern.fullmatch(text)
    if not found:
        raise Unaskable(f"写法应为 / must be written {shape}: {text}")
    return found


def read_events(texts: Iterable[str]) -> dict[str, date]:
    found: dict[str, date] = {}
    for text in texts:
        name, day = _match(EVENT, text, "NAME=DATE").groups()
        if name in found:
            raise Unaskable(f"同一事件给了两次 / an event is given twice: {name}")
        found[name] = _day(day)
    if not found:
        raise Unaskable("请至少给出一个事件 / name at least one event: --event NAME=DATE")
    return found


def read_pause(text: str) -> Pause:
    from xingzhi.packs.clock_course import Pause

    code, first, last = _match(PAUSE, text, "CODE=FROM..TO").groups()
    return Pause(code, _day(first), _day(last) if last else None)


def read_extension(text: str) -> Extension:
    from xingzhi.packs.clock_course import Extension
    from xingzhi.packs.clock_schema import UNITS

    code, count, unit, on, by = _match(EXTENSION, text, "CODE=COUNTunit@DATE:ROLE").groups()
    chosen = UNITS.get(unit) if unit else None
    if unit and chosen is None:
        raise Unaskable(f"没有此单位 / no such unit: {unit}。现有 / there are: {', '.join(UNITS)}")
    return Extension(code, by, _day(on), int(count) if count else None, chosen)
