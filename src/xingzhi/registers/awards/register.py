"""Awards of patents: one row an award of a patent."""

from __future__ import annotations

from xingzhi.core.declare import Choice, Column, Kind, Register, declare
from xingzhi.registers.of_patent import ASSIGNED_REGION, DOCUMENT, NUMBER, REGION_RULE, joined_key
from xingzhi.registers.sheet_marks import SHEET_MARKS

AWARDS_KNOWN = (
    Choice("china_patent_award", "中国专利奖", "China Patent Award"),
    Choice("national_science_technology_award", "国家科学技术奖", "National Science and Technology Award"),
    Choice("other", "其他奖项", "Other"),
)

# fmt: off
AWARDS = declare(
    Register(
        name="awards",
        zh="专利奖励",
        en="Patent awards",
        key=lambda values: joined_key(values["application_no"], values["award_text"], values["session"]),
        key_columns=("application_no", "award_text", "session"),
        title_column="award_text",
        region_rule=REGION_RULE,
        default_sort="-award_year",
        columns=(
            NUMBER,
            Column("award_text", Kind.TEXT, "奖项", "Award as given", required=True, listed=True, search="head"),
            Column("award", Kind.CHOICE, "奖项类别", "Award", listed=True, filtered=True, choices=AWARDS_KNOWN,
                   derived=True),
            Column("session", Kind.TEXT, "届次", "Session", listed=True, max_length=60),
            Column("award_year", Kind.INTEGER, "授奖年度", "Award year", listed=True, sortable=True),
            Column("awarded_on", Kind.DATE, "授奖日", "Awarded on", listed=True, sortable=True),
            Column("issuer", Kind.TEXT, "授奖机关", "Issuer", listed=True),
            ASSIGNED_REGION,
            DOCUMENT,
            *SHEET_MARKS,
        ),
    )
)
# fmt: on
