"""Annual reports of enterprises: what a company said of one year, as published or received. One row a company and year.

What is said of staff and capital is kept as written; the numbers are read from it. Undisclosed, blank, and a currency other
than the yuan are unknown. A company may keep some of its report undisclosed (企业信息公示暂行条例 art. 9).
"""

from __future__ import annotations

from decimal import Decimal

from xingzhi.core.declare import Column, Kind, Register, Values, declare
from xingzhi.registers.of_patent import ASSIGNED_REGION, DOCUMENT, joined_key
from xingzhi.registers.sheet_marks import SHEET_MARKS
from xingzhi.text.amounts import bare, in_ten_thousands, people, yuan
from xingzhi.text.parties import squeeze
from xingzhi.text.problems import ValueProblem

SUMS = {"capital": "registered_capital", "paid": "paid_in_capital"}
YEAR_DIGITS = 4


def derive(values: Values) -> Values:
    """Give bare numbers the unit of their heading; refuse a year that is none."""
    for name in SUMS:
        for unit, column in (("万元", f"{name}_wan"), ("元", f"{name}_yuan")):
            text = values.pop(column, "")
            if text and not values.get(f"{name}_text"):
                values[f"{name}_text"] = text + unit if bare(text) else text
    if (year := values.get("year")) is not None and len(str(year)) != YEAR_DIGITS:
        raise ValueProblem("report_year", "year", value=str(year))
    return values


def settle(values: Values) -> Values:
    """Read the numbers; what is no number stays unknown."""
    values["insured_staff"] = people(values["insured_text"])
    for name, column in SUMS.items():
        values[column] = _sum(values[f"{name}_text"], values["currency"])
    return values


def _sum(text: str, currency: str) -> Decimal | None:
    return in_ten_thousands(text) if not currency or yuan(currency) else None


def noted(values: Values) -> list[str]:
    """What was kept as written and counts as unknown."""
    currency = values.get("currency") or ""
    sums = [text for name in SUMS if (text := values.get(f"{name}_text")) and _sum(text, currency) is None]
    staff = values.get("insured_text")
    return ["staff_as_written"] * bool(staff and people(staff) is None) + ["capital_as_written"] * bool(sums)


# fmt: off
ANNUAL_REPORTS = declare(
    Register(
        name="annual_reports",
        zh="企业年报",
        en="Annual reports",
        # Lists without codes are met; then the letters of the name tell companies apart.
        key=lambda values: joined_key(values["credit_code"] or squeeze(values["name"]), values["year"]),
        key_columns=("credit_code", "name", "year"),
        title_column="name",
        region_rule=("assigned_region", "address", "name"),
        default_sort="-year",
        told_by=("insured_text",),  # a list of companies with a year is no list of reports
        derive=derive,
        settle=settle,
        noted=noted,
        columns=(
            Column("name", Kind.TEXT, "企业名称", "Company", required=True, listed=True, sortable=True, search="head"),
            Column("credit_code", Kind.CREDIT_CODE, "统一社会信用代码", "Credit code", listed=True, search="head",
                   max_length=18),
            Column("year", Kind.INTEGER, "年报年度", "Report year", required=True, listed=True, sortable=True),
            Column("insured_staff", Kind.INTEGER, "社保人数", "Insured staff", listed=True, sortable=True, derived=True),
            Column("insured_text", Kind.TEXT, "社保人数原文", "Insured staff as given", max_length=100),
            Column("registered_capital", Kind.DECIMAL, "注册资本（万元）", "Registered capital (10,000 yuan)",
                   listed=True, derived=True),
            Column("capital_text", Kind.TEXT, "注册资本原文", "Registered capital as given", max_length=100),
            Column("capital_wan", Kind.TEXT, "注册资本（万元）", "Registered capital (10,000 yuan)", stored=False),
            Column("capital_yuan", Kind.TEXT, "注册资本（元）", "Registered capital (yuan)", stored=False),
            Column("paid_in_capital", Kind.DECIMAL, "实缴资本（万元）", "Paid-in capital (10,000 yuan)", derived=True),
            Column("paid_text", Kind.TEXT, "实缴资本原文", "Paid-in capital as given", max_length=100),
            Column("paid_wan", Kind.TEXT, "实缴资本（万元）", "Paid-in capital (10,000 yuan)", stored=False),
            Column("paid_yuan", Kind.TEXT, "实缴资本（元）", "Paid-in capital (yuan)", stored=False),
            Column("currency", Kind.TEXT, "币种", "Currency", max_length=40),
            Column("business_scope", Kind.LONG_TEXT, "经营范围", "Business scope", search="body"),
            Column("address", Kind.TEXT, "住所", "Address", personal=True, max_length=1000),
            ASSIGNED_REGION,
            DOCUMENT,
            *SHEET_MARKS,
        ),
    )
)
# fmt: on
