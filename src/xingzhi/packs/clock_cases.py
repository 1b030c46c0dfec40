"""Cases of clocks: a clock of a procedure, or one written out in the case, with what happened and what must follow."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

from pydantic import Field

from xingzhi.packs.clock_course import ClockError, Course, Extension, Pause
from xingzhi.packs.clock_schema import Clock, Unit
from xingzhi.packs.clocks import run
from xingzhi.packs.schema import Frozen, validated

if TYPE_CHECKING:
    from xingzhi.packs.packs import Packs

BARE = {"id": "case", "starts": "start", "ends": ["end"], "label": {"zh": "例", "en": "case"},
        "article": {"zh": "例", "en": "case"}}  # fmt: skip


class PauseText(Frozen):
    """A stop as written in a case."""

    code: str
    first: date
    last: date | None = None


class ExtensionText(Frozen):
    """An extension as written in a case."""

    code: str
    by: str
    on: date
    count: int | None = None
    unit: Unit | None = None


class ClockQuestion(Frozen):
    """How does this clock stand on this day? A clock written out starts by `start` and ends by `end` unless it says so.

    The version of the procedure is the one in force on the day of the earliest event.
    """

    procedure: str = ""
    clock: str | Mapping[str, Any]
    events: Mapping[str, date] = Field(min_length=1)
    pauses: tuple[PauseText, ...] = ()
    extensions: tuple[ExtensionText, ...] = ()
    today: date


def answer(packs: Packs, given: Any) -> Any:
    """What a case of kind `clock` gives: state, due day, days left, provisional; `missing` and `paused_for` where set.

    A stop or extension the pack does not allow gives `{refused: CODE}`.
    """
    asked = validated(ClockQuestion, given, "case", "input")
    course = Course(
        asked.events,
        tuple(Pause(**pause.model_dump()) for pause in asked.pauses),
        tuple(Extension(**extension.model_dump()) for extension in asked.extensions),
    )
    try:
        found = run(_clock(packs, asked), packs.calendar, course, asked.today).as_json()
    except ClockError as error:
        return {"refused": error.code}
    always = ("state", "due", "left", "provisional")
    return {key: found[key] for key in (*always, *(key for key in ("missing", "paused_for") if found[key]))}


def _clock(packs: Packs, asked: ClockQuestion) -> Clock:
    if isinstance(asked.clock, str):
        return packs.procedure(asked.procedure, min(asked.events.values())).clock(asked.clock)
    return validated(Clock, {**BARE, **asked.clock}, "case", "input.clock")
