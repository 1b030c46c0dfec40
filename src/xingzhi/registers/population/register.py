"""Population series: year-end resident population as published, the denominator of per-10,000 figures.

A place that was merged or renamed since keeps a row of its own beside those it became one with: figures of old places never
overwrite each other, and `indicators.series` adds them up.
"""

from __future__ import annotations

from xingzhi.core.declare import Column, Kind, Register, Values, declare


def key(values: Values) -> str:
    """Place and year; of a place under its former name or code, that code too."""
    former = values.get("former_region")
    return "|".join(filter(None, (values["assigned_region"] or "nation", str(values["year"]), former)))


# fmt: off
POPULATION = declare(
    Register(
        name="population",
        zh="常住人口",
        en="Population",
        key=key,
        key_columns=("assigned_region", "year"),
        title_column="year",
        region_rule=("assigned_region",),
        default_sort="-year",
        columns=(
            Column("assigned_region", Kind.REGION, "地区", "Region", required=True, listed=True, public=True,
                   max_length=12, former="former_region"),
            Column("year", Kind.INTEGER, "年份（年末）", "Year-end", required=True, listed=True, sortable=True,
                   public=True),
            Column("resident_population", Kind.DECIMAL, "年末常住人口（万人）", "Residents (10,000 persons)",
                   required=True, listed=True, public=True),
            Column("issuer", Kind.TEXT, "发布机关", "Issuer", listed=True, public=True),
            Column("document", Kind.TEXT, "出处", "Document", listed=True, public=True),
            Column("former_region", Kind.TEXT, "原区划代码", "Former division code", listed=True, public=True,
                   max_length=12),
        ),
    )
)
# fmt: on
