"""Annual fees of patents: one row a patent and fee year."""

from __future__ import annotations

from xingzhi.core.declare import Choice, Column, Kind, Register, declare
from xingzhi.registers.of_patent import ASSIGNED_REGION, DOCUMENT, NUMBER, REGION_RULE, joined_key
from xingzhi.registers.sheet_marks import SHEET_MARKS

STATUSES = (
    Choice("paid", "已缴", "Paid", ("已缴费", "已缴纳", "缴费", "缴讫", "已交", "正常")),
    Choice("due", "待缴", "Due", ("未缴", "未缴费", "未缴纳", "待缴费", "应缴", "未交")),
    Choice("overdue", "逾期未缴", "Overdue", ("逾期", "滞纳期", "滞纳", "欠费", "欠缴", "超期")),
)

# fmt: off
ANNUAL_FEES = declare(
    Register(
        name="annual_fees",
        zh="专利年费",
        en="Annual fees",
        key=lambda values: joined_key(values["application_no"], values["fee_year"]),
        key_columns=("application_no", "fee_year"),
        title_column="fee_year",
        region_rule=REGION_RULE,
        default_sort="-due_on",
        columns=(
            NUMBER,
            Column("fee_year", Kind.INTEGER, "年费年度", "Fee year", required=True, listed=True),
            Column("due_on", Kind.DATE, "应缴日", "Due on", listed=True, sortable=True, future=True),
            Column("paid_on", Kind.DATE, "缴费日", "Paid on", listed=True, sortable=True),
            Column("amount", Kind.DECIMAL, "金额（元）", "Amount (yuan)", listed=True),
            Column("fee_status", Kind.CHOICE, "缴费状态", "Fee status", listed=True, filtered=True, choices=STATUSES),
            ASSIGNED_REGION,
            DOCUMENT,
            *SHEET_MARKS,
        ),
    )
)
# fmt: on
