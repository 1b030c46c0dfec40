"""Annual targets of indicators, as a plan or a higher office set them: recorded, never computed."""

from __future__ import annotations

from xingzhi.core.declare import Column, Kind, Register, declare

# fmt: off
ANNUAL_TARGETS = declare(
    Register(
        name="annual_targets",
        zh="年度目标",
        en="Annual targets",
        key=lambda values: f"{values['indicator']}|{values['assigned_region'] or 'nation'}|{values['year']}",
        key_columns=("indicator", "assigned_region", "year"),
        title_column="indicator",
        region_rule=("assigned_region",),
        default_sort="-year",
        told_by=("target",),
        columns=(
            Column("indicator", Kind.TEXT, "指标", "Indicator", required=True, listed=True, search="head"),
            Column("assigned_region", Kind.REGION, "地区", "Region", required=True, listed=True, max_length=12),
            Column("year", Kind.INTEGER, "目标年度", "Year", required=True, listed=True, sortable=True),
            Column("target", Kind.DECIMAL, "年度目标值", "Target", required=True, listed=True),
            Column("unit", Kind.TEXT, "单位", "Unit", listed=True, max_length=40),
            Column("issuer", Kind.TEXT, "下达单位", "Set by", listed=True),
            Column("document", Kind.TEXT, "文件", "Document", listed=True),
        ),
    )
)
# fmt: on
