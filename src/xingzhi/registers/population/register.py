"""Population series: year-end resident population as published, the denominator of per-10,000 figures."""

from __future__ import annotations

from xingzhi.core.declare import Column, Kind, Register, declare

# fmt: off
POPULATION = declare(
    Register(
        name="population",
        zh="常住人口",
        en="Population",
        key=lambda values: f"{values['assigned_region'] or 'nation'}|{values['year']}",
        key_columns=("assigned_region", "year"),
        title_column="year",
        region_rule=("assigned_region",),
        default_sort="-year",
        columns=(
            Column("assigned_region", Kind.REGION, "地区", "Region", required=True, listed=True, public=True,
                   max_length=12),
            Column("year", Kind.INTEGER, "年份（年末）", "Year-end", required=True, listed=True, sortable=True,
                   public=True),
            Column("resident_population", Kind.DECIMAL, "年末常住人口（万人）", "Residents (10,000 persons)",
                   required=True, listed=True, public=True),
            Column("issuer", Kind.TEXT, "发布机关", "Issuer", listed=True, public=True),
            Column("document", Kind.TEXT, "出处", "Document", listed=True, public=True),
        ),
    )
)
# fmt: on
