"""A small register and its reading context, for tests of intake."""

from __future__ import annotations

from datetime import date

from xingzhi.core.declare import Choice, Column, Kind, Register
from xingzhi.intake.cells import Context
from xingzhi.intake.readers import Cell, Sheet

KINDS = {"1": "invention", "2": "utility_model", "3": "design", "8": "invention", "9": "utility_model"}
REGIONS = {"某盟": "1522", "152200": "1522", "某旗": "152221", "全国": ""}


def _derive(values):
    if day := values.pop("announced", None):
        values.setdefault("published", day)
    return values


RIGHTS = Register(
    name="rights",
    zh="权利",
    en="Rights",
    key=lambda values: values["number"],
    key_columns=("number",),
    title_column="title",
    region_rule=(),
    default_sort="number",
    derive=_derive,
    columns=(
        Column("number", Kind.APPLICATION_NUMBER, "申请号", "Application no.", required=True, sortable=True),
        Column("title", Kind.TEXT, "名称", "Title", required=True, max_length=20),
        Column("kind", Kind.CHOICE, "类型", "Type", choices=(Choice("invention", "发明", "Invention", ("发明专利",)),
                                                           Choice("design", "外观设计", "Design"))),
        Column("owners", Kind.NAMES, "申请人", "Applicants"),
        Column("filed", Kind.DATE, "申请日", "Filing date"),
        Column("published", Kind.DATE, "公开日", "Publication date"),
        Column("announced", Kind.DATE, "公开（公告）日", "Announced", stored=False),
        Column("classes", Kind.IPC, "分类号", "Classes"),
        Column("code", Kind.CREDIT_CODE, "统一社会信用代码", "Credit code"),
        Column("text", Kind.LONG_TEXT, "摘要", "Abstract"),
        Column("fee", Kind.DECIMAL, "费用（万元）", "Fee"),
        Column("owner_count", Kind.INTEGER, "人数", "Owners", derived=True),
    ),
)  # fmt: skip
RIGHTS_ALIASES = {"title": ("专利名称", "发明名称"), "owners": ("申请（专利权）人", "专利权人"), "number": ("专利号",)}

FIGURES = Register(
    name="figures",
    zh="人口",
    en="Figures",
    key=lambda values: f"{values['place']}|{values['year']}",
    key_columns=("place", "year"),
    title_column="year",
    region_rule=(),
    default_sort="year",
    columns=(
        Column("place", Kind.REGION, "地区", "Region", required=True),
        Column("year", Kind.INTEGER, "年份", "Year", required=True, sortable=True),
        Column("people", Kind.DECIMAL, "年末常住人口（万人）", "Residents (10,000)", required=True),
    ),
)
ALIASES = {"rights": RIGHTS_ALIASES, "figures": {}}
CONTEXT = Context(date(2026, 11, 23), KINDS, REGIONS.get)


def sheet_of(*rows: list[Cell], merged=()) -> Sheet:
    """A sheet with these rows."""
    numbered = list(enumerate((list(row) for row in rows), 1))
    return Sheet("表一", lambda: ((number, list(cells)) for number, cells in numbered), len(numbered), merged=merged)
