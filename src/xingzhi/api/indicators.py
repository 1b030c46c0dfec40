"""Indicators: what is declared, a figure with all it rests on, how it is made up, and the records behind it."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from django.http import Http404, HttpRequest
from django.utils.translation import gettext
from ninja import Field, Query, Router, Schema

from xingzhi.api.paging import MAX_ROWS, ROWS
from xingzhi.api.problems import fault
from xingzhi.api.saying import both, operation
from xingzhi.api.values import told
from xingzhi.indicators.counted import count_of
from xingzhi.indicators.dimensions import narrowed, offered
from xingzhi.indicators.measure import Measure
from xingzhi.indicators.query import Cell
from xingzhi.packs import Indicator, load
from xingzhi.registers.models import MODELS
from xingzhi.snapshots.jobs import latest

router = Router(tags=["indicators"])
REGION = r"^[0-9]{2,12}$"
FIRST, LAST = date(1985, 1, 1), date(9990, 12, 31)  # before the first patent law there is nothing to count


class LabelOut(Schema):
    """A text in both languages."""

    zh: str
    en: str


class IndicatorOut(Schema):
    """A declared measure."""

    id: str
    kind: str = Field(
        description=both(
            "stock 为某日，flow 为一段时间，ratio 为比值，derived 由其他指标算出，cumulative 为本年累计",
            "stock, flow, ratio, derived or cumulative",
        )
    )
    sourced: bool = Field(description=both("是否已有数据来源", "Whether anything feeds it yet"))
    title: LabelOut
    unit: LabelOut
    definition: LabelOut
    dimensions: list[str] = Field(description=both("可以按哪些维度分", "By what it may be broken down"))
    decimals: int


class Asked(Schema):
    """Which place and which days a figure is of."""

    region: str = Field(pattern=REGION, examples=["152200"],
                        description=both("区划代码，在您的地区以内", "Division code, inside the caller's region"))  # fmt: skip
    at: date = Field(ge=FIRST, le=LAST, examples=["2024-12-31"], description=both("截至哪一天", "As of which day"))
    start: date | None = Field(None, ge=FIRST, le=LAST, description=both("一段时间的第一天；默认当月 1 日",
                                                                         "First day of the period; default: of the month"))  # fmt: skip
    where: list[str] = Field([], max_length=9, examples=[["patent_type=invention"]],
                             description=both("只算某个维度的某个值，写作 维度=值，可写几个",
                                              "Only records with these values, each DIMENSION=VALUE"))  # fmt: skip


class BrokenDown(Asked):
    """By what a figure is broken down."""

    by: str = Field("region", examples=["region,patent_type"], max_length=200,
                    description=both("维度，以逗号相连；region 为下一级地区，month 为月份，zone 为开发区（其中，不相加）",
                                     "Dimensions, joined by commas; region: the places below; month; zone: overlays"))  # fmt: skip


class Behind(Asked):
    """Which records of a figure."""

    undecided: bool = Field(
        False, description=both("状态不明的，而不是计入的", "Those undecided instead of those counted")
    )
    cursor: str = Field("", max_length=400, description=both("上一页答复中的 next", "`next` of the page before"))
    size: int = Field(ROWS, ge=1, le=MAX_ROWS, description=both("一页的行数", "How many rows of a page"))


class Figure(Schema):
    """A figure, and all it rests on."""

    indicator: str
    region: str
    start: date
    at: date
    value: Decimal | None = Field(
        None, description=both("算不出时为 null，missing 说明缺什么", "null where it cannot be computed")
    )
    upper: Decimal | None = Field(
        None, description=both("若不能判断的都计入，是多少", "What it would be if all undecided counted")
    )
    numerator: Decimal | int | None = None
    denominator: Decimal | None = None
    denominator_source: str
    unknown: int = Field(
        description=both("不能判断、没有计入的件数", "Records that cannot be decided and are not counted")
    )
    unit: str
    missing: str = Field(description=both("缺什么", "What is missing"))
    lacks: str
    pack: str = Field(description=both("规则包与版本", "The pack and its version"))
    snapshot: str = Field(description=both("快照与摘要", "The snapshot and its digest"))
    internal: bool = Field(description=both("内部测算，不对外发布", "Computed here, not for publication"))


class Part(Schema):
    """One part of a figure."""

    values: dict[str, str] = Field(description=both("每个维度的值", "The value of each dimension"))
    known: Decimal | int = Field(description=both("计入的件数或金额", "Records counted, or what they add up to"))
    unknown: int = Field(description=both("不能判断的件数", "Records that cannot be decided"))


class Counted(Schema):
    """A record behind a figure, as it stands today."""

    id: int
    key: str
    region: str
    title: str


class CountedList(Schema):
    """Records behind a figure."""

    register_name: str = Field(alias="register")
    rows: list[Counted]
    next: str


@router.get("", response=list[IndicatorOut], **operation("list_indicators", "有哪些指标", "The indicators"))
def list_indicators(request: HttpRequest) -> list[dict[str, Any]]:
    """Every declared indicator."""
    packs = load()
    return [
        {
            "id": found.id,
            "kind": found.kind,
            "sourced": found.source != "none",
            "dimensions": offered(found, count_of(packs, found)),
            "decimals": found.decimals,
        }
        | {
            name: {"zh": getattr(found, name).zh, "en": getattr(found, name).en}
            for name in ("title", "unit", "definition")
        }
        for found in packs.indicators.values()
    ]


@router.get("/{name}", response=Figure, **operation("indicator_value", "一个数", "A figure"))
def indicator_value(request: HttpRequest, name: str, asked: Query[Asked]) -> dict[str, Any]:
    """One figure with numerator, denominator, pack and snapshot."""
    measure, cell = asked_for(request, name, asked)
    return measure.value(cell).as_json()


@router.get(
    "/{name}/breakdown", response=list[Part], **operation("indicator_breakdown", "按维度分", "A figure broken down")
)
def breakdown(request: HttpRequest, name: str, asked: Query[BrokenDown]) -> list[dict[str, Any]]:
    """Counts by place and by the indicator's own dimensions."""
    measure, cell = asked_for(request, name, asked, opens=True)
    wanted = tuple(dict.fromkeys(asked.by.split(",")))
    if wrong := [each for each in wanted if each not in {"region", "month", *measure.dimensions}]:
        raise fault("query", "by", ", ".join(wrong))
    return [
        {"values": {each: str(row[each] or "") for each in wanted}, "known": row["known"], "unknown": row["unknown"]}
        for row in measure.query.breakdown(cell, wanted).to_pylist()
    ]


@router.get(
    "/{name}/records",
    response=CountedList,
    by_alias=True,
    **operation("indicator_records", "数的背后", "Records behind a figure"),
)
def records(request: HttpRequest, name: str, asked: Query[Behind]) -> dict[str, Any]:
    """The records a figure counted, in the order of their keys."""
    measure, cell = asked_for(request, name, asked, opens=True)
    register = measure.query.register
    keys = measure.query.keys(cell, undecided=asked.undecided, after=asked.cursor, limit=asked.size + 1)
    rows = MODELS[register.name].objects.visible_to(request.user).filter(key__in=keys[: asked.size]).order_by("key")
    title = register[register.title_column]
    return {
        "register": register.name,
        "rows": [
            {"id": row.pk, "key": row.key, "region": row.region, "title": str(told(row, [title])[title.name])}
            for row in rows
        ],
        "next": keys[asked.size - 1] if len(keys) > asked.size else "",
    }


def asked_for(request: HttpRequest, name: str, asked: Asked, *, opens: bool = False) -> tuple[Measure, Cell]:
    """The measure and the cell asked for, `opens` one that counts records; nothing is said of places outside the region."""
    packs, snapshot = load(), latest()
    found: Indicator | None = packs.indicators.get(name)
    path, scope = packs.regions.by_code(asked.region), request.user.region
    if found is None or path is None or scope is None or not path.startswith(scope) or snapshot is None:
        raise Http404
    if asked.start and asked.start > asked.at:
        raise fault("query", "start", gettext("起日在止日之后"))
    measure = Measure(found, packs, snapshot)
    if opens and not measure.opens:
        raise fault("path", "name", gettext("这个指标由其他指标算出或尚无数据来源，不能分解"))
    try:
        where = narrowed(asked.where, measure.dimensions)
    except LookupError as error:
        raise fault("query", "where", str(error.args[0])) from error
    return measure, Cell(path, measure.span(asked.at, asked.start), where)
