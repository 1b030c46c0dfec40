"""What happened in a case as far as a clock looks at it: events, stops, extensions; and what is refused of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import pairwise

from xingzhi.packs.clock_schema import Clock, ExtensionRule, Unit
from xingzhi.packs.schema import Label

DAY = timedelta(days=1)

REFUSALS: Mapping[str, Label] = {
    "unknown_pause": Label(zh="规则包没有此中止事由", en="the pack has no such reason to stop the clock"),
    "pause_reversed": Label(zh="中止的末日早于首日", en="the stop ends before it begins"),
    "pause_overlap": Label(zh="两段中止有重叠的日子", en="two stops share a day"),
    "unknown_extension": Label(zh="规则包没有此延长事由", en="the pack has no such extension"),
    "extension_role": Label(zh="此角色不得登记该延长", en="this role may not extend the term so"),
    "extension_times": Label(zh="超过允许的延长次数", en="extended more often than allowed"),
    "extension_length": Label(zh="延长的长度缺失、不足一或超过规定", en="the extension's length is missing, below one or too long"),
    "extension_unit": Label(zh="延长的单位与规定不符", en="the extension's unit is not the one allowed"),
    "due_before_start": Label(zh="指定的届满日早于起算日", en="the designated day is before the start"),
}  # fmt: skip


class ClockError(ValueError):
    """Something recorded does not fit the clock. `code` is a key of `REFUSALS`, `detail` names what is meant."""

    def __init__(self, code: str, detail: str) -> None:
        self.code = code
        self.detail = detail
        self.label = REFUSALS[code]
        super().__init__(f"{detail}: {self.label.en}")


@dataclass(frozen=True)
class Pause:
    """Days that do not count, `first` and `last` included; `last` is None while nobody knows the end."""

    code: str
    first: date
    last: date | None = None

    def holds(self, day: date) -> bool:
        """Whether the clock stands still on that day."""
        return self.first <= day and (self.last is None or day <= self.last)


@dataclass(frozen=True)
class Extension:
    """An extension decided `on` a day and recorded by a role; without `count` or `unit` those of the pack hold."""

    code: str
    by: str
    on: date
    count: int | None = None
    unit: Unit | None = None


@dataclass(frozen=True)
class Course:
    """The dated events of a case, and the stops and extensions of one clock. Their order makes no difference."""

    events: Mapping[str, date]
    pauses: tuple[Pause, ...] = ()
    extensions: tuple[Extension, ...] = ()


def group_clock(clock: Clock, lead: Course, own: Course) -> Course:
    """What holds for a member of a group: its own course and, where the clock spreads, the lead's stops and extensions.

    A day both stand still is taken once, as the lead's; an extension both carry counts once.
    """
    if not clock.spreads:
        return own
    pauses = [*lead.pauses, *(rest for pause in own.pauses for rest in _without(pause, lead.pauses))]
    extensions = dict.fromkeys((*lead.extensions, *own.extensions))
    return replace(own, pauses=tuple(pauses), extensions=tuple(extensions))


def checked(clock: Clock, course: Course) -> Course:
    """The course with its stops and extensions in order of time and every extension with count and unit.

    Raises `ClockError` for what the pack does not allow.
    """
    pauses = tuple(sorted(course.pauses, key=lambda pause: pause.first))
    _check_pauses(clock, pauses)
    rules = {rule.code: rule for rule in clock.extensions}
    for code, rule in rules.items():
        used = sum(extension.code == code for extension in course.extensions)
        if rule.times is not None and used > rule.times:
            raise ClockError("extension_times", f"{clock.id}.{code}")
    filled = [_filled(clock, rules.get(extension.code), extension) for extension in course.extensions]
    filled.sort(key=lambda extension: (extension.on, extension.code, extension.unit or "", extension.count or 0))
    return Course(course.events, pauses, tuple(filled))


def _check_pauses(clock: Clock, pauses: tuple[Pause, ...]) -> None:
    known = {reason.code for reason in clock.pauses}
    for pause in pauses:
        if pause.code not in known:
            raise ClockError("unknown_pause", f"{clock.id}.{pause.code}")
        if pause.last is not None and pause.last < pause.first:
            raise ClockError("pause_reversed", f"{clock.id}.{pause.code}")
    for before, after in pairwise(pauses):
        if before.holds(after.first):
            raise ClockError("pause_overlap", f"{clock.id}.{before.code}, {after.code}")


def _filled(clock: Clock, rule: ExtensionRule | None, extension: Extension) -> Extension:
    detail = f"{clock.id}.{extension.code}"
    if rule is None:
        raise ClockError("unknown_extension", detail)
    if extension.by not in rule.by:
        raise ClockError("extension_role", f"{detail} ({extension.by})")
    count, unit = extension.count or rule.count, extension.unit or rule.unit
    if count is None or count < 1 or extension.count == 0 or (rule.count is not None and count > rule.count):
        raise ClockError("extension_length", detail)
    if unit is None or (rule.unit is not None and unit != rule.unit):
        raise ClockError("extension_unit", detail)
    return replace(extension, count=count, unit=unit)


def _without(pause: Pause, taken: tuple[Pause, ...]) -> Iterator[Pause]:
    """What is left of a stop outside the days already taken."""
    first: date | None = pause.first
    for other in sorted(taken, key=lambda other: other.first):
        if first is None or (pause.last is not None and first > pause.last):
            return
        if other.last is not None and other.last < first:
            continue
        if pause.last is not None and other.first > pause.last:
            break
        if other.first > first:
            yield replace(pause, first=first, last=other.first - DAY)
        first = other.last + DAY if other.last is not None else None
    if first is not None and (pause.last is None or first <= pause.last):
        yield replace(pause, first=first)
