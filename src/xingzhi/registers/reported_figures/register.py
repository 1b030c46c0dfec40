"""Figures banners, zones and other units reported and the office accepted: one row a form, cell, unit and period.

`first_day` and `last_day` are the period's, so that indicators may ask by them; empty where the period is no month, quarter
or year. A zone lies inside banners: rows of zones are never added to those of banners.
"""

from __future__ import annotations

from xingzhi.core.declare import Choice, Column, Kind, Register, Values, declare
from xingzhi.registers.of_patent import joined_key
from xingzhi.text.reporting_periods import parse_period

KINDS = (
    Choice("banner", "旗县市", "Banner or county", ("旗县", "旗县区")),
    Choice("zone", "开发区", "Development zone", ("园区",)),
    Choice("unit", "其他单位", "Other unit", ("单位",)),
)

KEY = ("form", "cell", "assigned_region", "reporter", "period")


def settle(values: Values) -> Values:
    """The days the period spans."""
    period = parse_period(values["period"] or "")
    values["first_day"], values["last_day"] = (period.start, period.end) if period else (None, None)
    return values


# fmt: off
REPORTED_FIGURES = declare(
    Register(
        name="reported_figures",
        zh="采集数据",
        en="Reported figures",
        key=lambda values: joined_key(*(values[name] or "" for name in KEY)),
        key_columns=KEY,
        title_column="item",
        region_rule=("assigned_region",),
        default_sort="-period",
        told_by=("cell",),
        settle=settle,
        columns=(
            Column("item", Kind.TEXT, "采集项目", "Item", required=True, listed=True, search="head"),
            Column("assigned_region", Kind.REGION, "地区", "Region", required=True, listed=True, max_length=12),
            Column("reporter", Kind.TEXT, "填报单位", "Reported by unit", listed=True, search="head", max_length=60),
            Column("reporter_kind", Kind.CHOICE, "单位类别", "Kind of unit", filtered=True, choices=KINDS),
            Column("period", Kind.TEXT, "统计期", "Period", required=True, listed=True, sortable=True, max_length=40),
            Column("value", Kind.DECIMAL, "上报数", "Value reported", listed=True),
            Column("unit", Kind.TEXT, "单位", "Unit", listed=True, max_length=40),
            Column("words", Kind.TEXT, "文字内容", "In words", max_length=2000),
            Column("remark", Kind.TEXT, "填报说明", "Remark", max_length=500),
            Column("form", Kind.TEXT, "采集表", "Form", required=True, max_length=60),
            Column("cell", Kind.TEXT, "项目代码", "Code of the item", required=True, max_length=60),
            Column("zero", Kind.TEXT, "零报告", "Zero report", max_length=10),
            Column("filler", Kind.TEXT, "填报人", "Filled in by", personal=True, max_length=100),
            Column("reviewer", Kind.TEXT, "审核人", "Checked by", personal=True, max_length=100),
            Column("filled_on", Kind.DATE, "填报日期", "Filled in on", sortable=True),
            Column("form_version", Kind.TEXT, "表式版本", "Version of the form", max_length=100),
            Column("first_day", Kind.DATE, "起始日", "First day", derived=True),
            Column("last_day", Kind.DATE, "截止日", "Last day", derived=True),
        ),
    )
)
# fmt: on
