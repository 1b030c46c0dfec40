"""High-value inventions: the card of a patent, and how the figure of a place is made up."""

from __future__ import annotations

from datetime import date
from typing import Any, Literal

from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404
from django.utils import timezone
from ninja import Field, Query, Router, Schema

from xingzhi.api.indicators import FIRST, LAST, REGION
from xingzhi.api.saying import both, operation
from xingzhi.indicators.high_value.card import card
from xingzhi.indicators.high_value.figures import Bounds, Figures
from xingzhi.packs import load
from xingzhi.registers.models import MODELS
from xingzhi.snapshots.jobs import latest

router = Router(tags=["indicators"])
State = Literal["yes", "no", "unknown"]
UNTIL = both("不再属于的第一天", "The first day on which it no longer holds")


class EvidenceOut(Schema):
    """A record, or a row of the strategic-industry table, that says so."""

    register_name: str = Field(alias="register")
    key: str
    since: date | None = None
    until: date | None = Field(None, description=UNTIL)
    code: str
    name: str
    symbol: str
    keyword: str


class LineOut(Schema):
    """One class."""

    code: str
    state: State = Field(description=both("是、否、未知；未知不等于否", "yes, no or unknown, which is not no"))
    since: date | None = None
    until: date | None = Field(None, description=UNTIL)
    next: date | None = Field(None, description=both("将属于此类的那天", "The day it will begin to hold"))
    reasons: list[str] = Field(description=both("为什么未知", "Why it is unknown"))
    evidence: list[EvidenceOut]


class CardOut(Schema):
    """A patent's card on a day."""

    key: str
    at: date
    valid: State = Field(description=both("是否有效发明专利", "Whether it is an invention patent in force"))
    state: State = Field(description=both("是否至少属于一类", "Whether at least one class holds"))
    counts: State = Field(description=both("是否计入", "Whether it counts"))
    lines: list[LineOut]
    pack: str
    snapshot: str
    verified: bool = Field(
        description=both("参照关系表是否核实", "Whether the industry table was compared with the official one")
    )
    internal: bool = Field(description=both("内部测算，不对外发布", "Computed here, not for publication"))


class CardAt(Schema):
    """As of which day."""

    at: date | None = Field(
        None, ge=FIRST, le=LAST, description=both("截至哪一天；默认今天", "As of which day; default: today")
    )


class Counted(Schema):
    """A count with its bounds."""

    known: int = Field(description=both("确定属于的件数", "Known for certain"))
    unknown: int = Field(description=both("不能判定的件数", "Undecided"))


class MakeUpAsked(Schema):
    """Of which place and day."""

    region: str = Field(
        pattern=REGION, examples=["152200"], description=both("区划代码，在您的地区以内", "Division code")
    )
    at: date = Field(ge=FIRST, le=LAST, examples=["2024-12-31"], description=both("截至哪一天", "As of which day"))


class Overlap(Schema):
    """How many belong to both classes."""

    classes: list[str]
    both: Counted


class MakeUpOut(Schema):
    """How the high-value inventions of a place are made up."""

    valid: Counted
    union: Counted
    classes: dict[str, Counted]
    overlap: list[Overlap]
    pack: str
    snapshot: str
    internal: bool


@router.get(
    "/registers/patents/{int:record_id}/high-value",
    response=CardOut,
    by_alias=True,
    **operation("high_value_card", "一件发明的高价值五类", "High-value classes of an invention"),
)
def high_value_card(request: HttpRequest, record_id: int, asked: Query[CardAt]) -> dict[str, Any]:
    """The card as the newest snapshot holds it."""
    row = get_object_or_404(MODELS["patents"].objects.visible_to(request.user), pk=record_id)
    snapshot = latest()
    found = card(snapshot, row.key, asked.at or timezone.localdate()) if snapshot else None
    if found is None:
        raise Http404
    return found.as_json()


@router.get(
    "/high-value",
    response=MakeUpOut,
    **operation(
        "high_value_make_up",
        "高价值的构成与重叠",
        "How high value is made up",
        openapi_extra={"x-problems": ["not-found"]},
    ),
)
def make_up(request: HttpRequest, asked: Query[MakeUpAsked]) -> dict[str, Any]:
    """Each class, their union and how they overlap."""
    packs, snapshot, scope = load(), latest(), request.user.region
    path = packs.regions.by_code(asked.region)
    if path is None or scope is None or not path.startswith(scope) or snapshot is None:
        raise Http404
    made = Figures(snapshot, packs)
    found = made.make_up(path, asked.at)
    return {
        "valid": _counted(found.valid),
        "union": _counted(found.union),
        "classes": {code: _counted(count) for code, count in found.classes.items()},
        "overlap": [
            {"classes": [left, right], "both": _counted(count)}
            for (left, right), count in found.overlap.items()
            if left != right
        ],
        "pack": made.reading.ref,
        "snapshot": snapshot.label,
        "internal": True,
    }


def _counted(count: Bounds) -> dict[str, int]:
    return {"known": count[0], "unknown": count[1]}
