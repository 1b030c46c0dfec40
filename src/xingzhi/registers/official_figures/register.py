"""Official figures as received from above: records of their own, never recomputed."""

from __future__ import annotations

from xingzhi.core.declare import Column, Kind, Register, Values, declare
from xingzhi.registers.of_patent import joined_key


def key(values: Values) -> str:
    """Indicator, place and period, with who said it where: two documents that contradict each other both stay."""
    parts = [values["indicator"], values["assigned_region"] or "nation", values["period"]]
    said_by = [values["issuer"] or "", values["document"] or ""]
    return joined_key(*parts, *said_by) if any(said_by) else joined_key(*parts)


# fmt: off
OFFICIAL_FIGURES = declare(
    Register(
        name="official_figures",
        zh="官方数据",
        en="Official figures",
        key=key,
        key_columns=("indicator", "assigned_region", "period", "issuer", "document"),
        title_column="indicator",
        region_rule=("assigned_region",),
        default_sort="-period",
        columns=(
            Column("indicator", Kind.TEXT, "指标", "Indicator", required=True, listed=True, search="head"),
            Column("assigned_region", Kind.REGION, "地区", "Region", required=True, listed=True, max_length=12),
            Column("period", Kind.TEXT, "统计期", "Period", required=True, listed=True, sortable=True, max_length=40),
            Column("value", Kind.DECIMAL, "数值", "Value", required=True, listed=True),
            Column("unit", Kind.TEXT, "单位", "Unit", listed=True, max_length=40),
            Column("issuer", Kind.TEXT, "发布机关", "Issuer", listed=True),
            Column("document", Kind.TEXT, "文件", "Document", listed=True),
            Column("definition", Kind.TEXT, "口径", "Definition as stated", max_length=1000),
        ),
    )
)
# fmt: on
