"""Applications the national office notified as probably abnormal: one row an application of a batch.

Most are not published and stand in no other register, so a row says all that is known of its application. Nothing of it is
public. Order 77 (局令第77号) art. 5.
"""

from __future__ import annotations

from xingzhi.core.declare import Column, Kind, Register, Values, declare
from xingzhi.registers.of_patent import ASSIGNED_REGION, DOCUMENT, NUMBER, OF_PATENT, joined_key
from xingzhi.registers.patents.register import TYPES
from xingzhi.registers.sheet_marks import SHEET_MARKS
from xingzhi.text.problems import ValueProblem


def derive(values: Values) -> Values:
    """Refuse a notice dated before its application was filed, and a date of reply before the notice."""
    values["batch_no"] = "".join(values.get("batch_no", "").split())
    noticed, filed, due = (values.get(name) for name in ("notice_date", "filing_date", "reply_due"))
    if noticed and filed and noticed < filed:
        raise ValueProblem("notice_before_filing", "notice_date", value=str(noticed), filed=str(filed))
    if noticed and due and due < noticed:
        raise ValueProblem("due_before_notice", "reply_due", value=str(due), notice=str(noticed))
    return values


# fmt: off
NOTIFIED_ITEMS = declare(
    Register(
        name="notified_items",
        zh="非正常通报",
        en="Notified items",
        key=lambda values: joined_key(values["batch_no"], values["application_no"]),
        key_columns=("batch_no", "application_no"),
        title_column="title",
        region_rule=("assigned_region", OF_PATENT, "address", "first_applicant"),
        default_sort="-notice_date",
        told_by=("batch_no", "limb", "notice_date", "reply_due"),
        derive=derive,
        columns=(
            Column("batch_no", Kind.TEXT, "通报批次", "Batch notified", required=True, listed=True, search="head",
                   max_length=60),
            NUMBER,
            Column("title", Kind.TEXT, "名称", "Title", required=True, listed=True, search="head", max_length=1000),
            Column("patent_type", Kind.CHOICE, "类型", "Type", listed=True, filtered=True, choices=TYPES, derived=True),
            Column("applicants", Kind.NAMES, "申请人", "Applicants", listed=True, search="head"),
            Column("agency", Kind.TEXT, "代理机构", "Agency", listed=True, search="head"),
            Column("limb", Kind.TEXT, "通报情形", "Limb as notified", listed=True),
            Column("filing_date", Kind.DATE, "申请日", "Filing date", sortable=True),
            Column("notice_date", Kind.DATE, "通报日期", "Notified on", listed=True, sortable=True),
            Column("reply_due", Kind.DATE, "答复期限", "Reply due", listed=True, sortable=True, future=True),
            Column("address", Kind.TEXT, "地址", "Address", personal=True, max_length=1000),
            Column("phone", Kind.TEXT, "联系电话", "Phone", personal=True, max_length=60),
            Column("status_text", Kind.TEXT, "办理状态原文", "Status as given"),
            ASSIGNED_REGION,
            DOCUMENT,
            *SHEET_MARKS,
        ),
    )
)
# fmt: on
