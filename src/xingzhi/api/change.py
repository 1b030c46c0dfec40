"""Why a figure changed between two days."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext
from ninja import Field, Query, Schema

from xingzhi.api.indicators import FIRST, Asked, Figure, LabelOut, asked_for, router
from xingzhi.api.problems import fault
from xingzhi.api.saying import both, operation
from xingzhi.core.office import sees_all
from xingzhi.indicators.change.ends import year_before
from xingzhi.indicators.change.telling import told
from xingzhi.packs import load


class Between(Asked):
    """Two days, and by which registers the first is counted."""

    then: bool = Field(
        True, description=both("起日按当时的台账（有快照时）", "The first day by the registers of then, where kept")
    )


class ChangePart(Schema):
    """Records, or a population, that made the change by one cause."""

    id: str
    label: LabelOut
    count: int
    change: int = Field(description=both("使件数变动", "What it did to the count"))
    rate: str | None = Field(None, description=both("使比值变动，分数", "What it did to a ratio, as a fraction"))


class PlaceChange(Schema):
    """What a place below did."""

    region: str
    before: int
    after: int
    mix: str | None = Field(None, description=both("人口比重的影响", "By its share of the population"))
    rate: str | None = Field(None, description=both("自身水平的影响", "By its own rate"))
    plain: str | None = Field(None, description=both("不能再分的影响", "What cannot be split further"))


class ValueChange(Schema):
    """What one value of a dimension did to a flow."""

    value: str
    before: int
    after: int
    few: bool = Field(description=both("样本太少", "Too few to speak of shares"))


class ClauseOut(Schema):
    """One statement and the parts it rests on."""

    text: str
    refs: list[str]


class ChangeOut(Schema):
    """The change of a figure, split until nothing is left."""

    before: Figure
    after: Figure
    change: int = Field(description=both("件数的变化", "Change of the count"))
    exact: str | None = Field(None, description=both("比值的变化，分数", "Change of a ratio, as a fraction"))
    residue: str = Field(description=both("余数，总是 0", "What the parts leave: always 0"))
    parts: list[ChangePart]
    places: list[PlaceChange]
    offsets: dict[str, int] = Field(description=both("来去相抵的件数", "Records that came and went"))
    dimensions: dict[str, list[ValueChange]]
    clauses: dict[str, list[ClauseOut]] = Field(description=both("草拟文字", "The drafted paragraph"))


@router.get(
    "/{name}/change", response=ChangeOut, **operation("indicator_change", "一个数为什么变了", "Why a figure changed")
)
def change(request: HttpRequest, name: str, asked: Query[Between]) -> dict[str, Any]:
    """The change from `start` (default: a year before) to `at`, with its parts."""
    measure, cell = asked_for(request, name, asked, opens=True)
    if not measure.counted:
        raise fault("path", "name", gettext("这个指标不是记录的件数，不能分解到记录"))
    first = asked.start or max(year_before(asked.at), FIRST)
    return told(measure.indicator, load(), measure.snapshot, cell.region, (first, asked.at), then=asked.then,
                agencies=sees_all(request.user))  # fmt: skip
