"""What is ahead: forecasts of indicators and year-end paths."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.http import Http404, HttpRequest
from ninja import Field, Query, Router, Schema

from xingzhi.api.indicators import FIRST, LAST, REGION
from xingzhi.api.saying import both, operation
from xingzhi.indicators.forecast.run import forecast
from xingzhi.indicators.measure import Measure
from xingzhi.indicators.path.run import NoPath, year_path
from xingzhi.packs import load
from xingzhi.snapshots.jobs import latest

router = Router(tags=["indicators"])
LINES = 200


class AskedAhead(Schema):
    """Which place, and from which day."""

    region: str = Field(pattern=REGION, examples=["152200"],
                        description=both("区划代码，在您的地区以内", "Division code, inside the caller's region"))  # fmt: skip
    at: date = Field(ge=FIRST, le=LAST, examples=["2026-10-31"], description=both("从哪一天起", "From which day"))


class MonthAhead(Schema):
    """A month ahead with its intervals."""

    month: date
    value: float
    low80: float | None = None
    high80: float | None = None
    low95: float | None = None
    high95: float | None = None


class ForecastOut(Schema):
    """A forecast and its back-test."""

    indicator: str
    region: str
    used: int = Field(description=both("用到的月数", "Months used"))
    missing: str = Field(description=both("为什么不能预测", "Why nothing can be said"))
    method: str = Field(description=both("方法", "The method"))
    why: str
    mase: float | None = Field(
        None, description=both("回测误差，季节基线在序列内为 1", "Back-test error; 1 is the floor inside the series")
    )
    floor_mase: float | None = Field(None, description=both("季节基线的回测误差", "The same of the seasonal floor"))
    coverage: dict[str, float | None] = Field(description=both("区间实际包含的比例", "How often the intervals held"))
    ahead: list[MonthAhead]
    pack: str
    snapshot: str
    internal: bool = Field(description=both("内部测算，不对外发布", "Computed here, not for publication"))


class PathMonthOut(Schema):
    """A month's end: number and value, with the bounds of 80 and of 95 per cent."""

    end: date
    count: float
    counts: list[float]
    value: float | None = None
    values: list[float] | None = None


class PathKindOut(Schema):
    """One way to leave or to enter."""

    kind: str
    number: int | None = None
    chance: float | None = Field(
        None, description=both("年末前的机会；null 为没有记录可估计", "Chance by the year's end; null: no record tells")
    )
    effect: float | None = None
    happened: int
    cases: int
    few: bool = Field(description=both("样本太少", "Too few cases"))


class PathLineOut(Schema):
    """One patent."""

    key: str
    kind: str
    day: date | None = None
    chance: float | None = None


class KeepOut(Schema):
    """An action that keeps a patent or mends its record."""

    key: str
    action: str
    due: date | None = None
    keeps: float | None = None
    reason: str


class PathOut(Schema):
    """A year-end path."""

    indicator: str
    region: str
    at: date
    until: date
    target: float | None = None
    needed: int | None = None
    reach: float | None = Field(
        None, description=both("模拟的年份中达到目标的比例", "Share of drawn years that reach the target")
    )
    fees_known: bool
    months: list[PathMonthOut]
    kinds: list[PathKindOut]
    leaving: list[PathLineOut]
    leaving_in_all: int
    entering: list[PathLineOut]
    entering_in_all: int
    keeping: list[KeepOut]
    keeping_in_all: int
    pack: str
    snapshot: str
    internal: bool = Field(description=both("内部测算，不对外发布", "Computed here, not for publication"))


def _asked(request: HttpRequest, name: str, asked: AskedAhead) -> tuple[Measure, str]:
    packs, snapshot = load(), latest()
    path, scope = packs.regions.by_code(asked.region), request.user.region
    if name not in packs.indicators or path is None or scope is None or not path.startswith(scope) or snapshot is None:
        raise Http404
    return Measure(packs.indicators[name], packs, snapshot), path


@router.get(
    "/indicators/{name}/forecast", response=ForecastOut, **operation("indicator_forecast", "预测", "A forecast")
)
def indicator_forecast(request: HttpRequest, name: str, asked: Query[AskedAhead]) -> dict[str, Any]:
    """The next twelve months of an indicator."""
    measure, region = _asked(request, name, asked)
    found = forecast(measure, region, asked.at, measure.packs.year_path).as_json()
    chosen = found["chosen"] or {
        "method": "",
        "why": "",
        "tested": {"mase": None, "coverage": {}},
        "floor": {"mase": None},
    }
    return found | {
        "method": chosen["method"],
        "why": chosen["why"],
        "mase": chosen["tested"]["mase"],
        "floor_mase": chosen["floor"]["mase"],
        "coverage": chosen["tested"]["coverage"],
    }


@router.get("/indicators/{name}/path", response=PathOut, **operation("indicator_path", "年末路径", "A year-end path"))
def indicator_path(request: HttpRequest, name: str, asked: Query[AskedAhead]) -> dict[str, Any]:
    """The path of an indicator to 31 December; nothing is found where none can be drawn."""
    measure, region = _asked(request, name, asked)
    try:
        return year_path(measure.indicator, measure.packs, measure.snapshot, region, asked.at).as_json(LINES)
    except NoPath as problem:
        raise Http404 from problem
