"""What a figure is: its value, what it rests on, what is missing; and how figures are rounded and combined."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from xingzhi.indicators.query import Number
from xingzhi.packs import Indicator
from xingzhi.registers.record import plain

STATUSLESS = "没有授权公告日或法律状态，不能计算；请导入法律状态"  # patents
DATELESS = "没有“{column}”或状态不明，不能计算；请在台账补齐"  # records of other registers
UNDECIDED = "不能判定，没有一件能确定；请补齐所缺的数据"  # high-value inventions


@dataclass(frozen=True)
class Value:
    """One figure. `value` is None where it cannot be computed; `missing` then says what is not there, `lacks` its kind:
    "source" (nothing feeds the indicator yet), "register" (its register holds no record), "population", "part" (a figure it is
    made of), "zero" (divided by nothing), or "status" or "undecided" where no record is known to count and of some it is not known: that is no
    zero.

    `unknown` counts the records that cannot be decided and are not in the numerator. Of high-value inventions `upper` is
    what the figure would be if all of them counted: figure and `upper` are its bounds.
    """

    indicator: str
    region: str
    start: date
    at: date
    value: Decimal | None
    numerator: Number | None
    denominator: Decimal | None
    denominator_source: str
    unknown: int
    unit: str
    missing: str
    lacks: str
    pack: str
    snapshot: str
    internal: bool  # rests on inputs no official source has confirmed: 内部测算，不对外发布
    upper: Decimal | None = None

    def as_json(self) -> dict[str, Any]:
        """The value with dates and decimals as text."""
        return {name: plain(item) for name, item in asdict(self).items()}


def rate(numerator: Number, denominator: Decimal, decimals: int) -> Decimal:
    """A ratio rounded half up, as official figures are: 13,398 ÷ 2,396.0 -> 5.59."""
    return rounded(Decimal(numerator) / denominator, decimals)


def rounded(value: Decimal, decimals: int) -> Decimal:
    """A number rounded half up."""
    return value.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)


def combined(blank: Value, indicator: Indicator, parts: Sequence[Value]) -> Value:
    """A derived figure from those it is made of; none where one of them is not known."""
    lacking = next((part for part in parts if part.value is None), None)
    values = [part.value for part in parts if part.value is not None]
    if lacking is not None or indicator.derived is None:
        return replace(blank, missing=lacking.missing if lacking else "", lacks="part")
    unknown = sum(part.unknown for part in parts)
    first, op = values[0], indicator.derived.op
    if op in ("sum", "difference"):
        whole = sum(values, Decimal(0)) if op == "sum" else first - sum(values[1:], Decimal(0))
        return replace(blank, value=whole, unknown=unknown, missing="", lacks="")
    below = values[1] if op == "share" else sum(values, Decimal(0))
    if not below:
        return replace(blank, numerator=parts[0].numerator, denominator=below, unknown=unknown,
                       missing="分母为零，没有占比", lacks="zero")  # fmt: skip
    value = rounded(100 * first / below, indicator.decimals)
    return replace(blank, value=value, numerator=parts[0].numerator, denominator=below, unknown=unknown,
                   missing="", lacks="")  # fmt: skip
