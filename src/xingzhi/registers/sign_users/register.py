"""Who may use an indication or a protected sign: one row a sign and user, as approved or recorded."""

from __future__ import annotations

from xingzhi.core.declare import Column, Kind, Register, Values, declare
from xingzhi.registers.of_mark import REGION_RULE
from xingzhi.registers.of_patent import ASSIGNED_REGION, DOCUMENT, joined_key
from xingzhi.registers.sheet_marks import SHEET_MARKS
from xingzhi.text.parties import squeeze
from xingzhi.text.problems import ValueProblem


def derive(values: Values) -> Values:
    """Refuse a permission that ends before it begins."""
    begin, end = values.get("approved_on"), values.get("valid_until")
    if begin and end and end < begin:
        raise ValueProblem("term_ends_before", "valid_until", value=str(end), begin=str(begin))
    return values


# fmt: off
SIGN_USERS = declare(
    Register(
        name="sign_users",
        zh="专用标志使用人",
        en="Users of indications and signs",
        key=lambda values: joined_key(values["sign_no"] or values["sign_text"], squeeze(values["applicants"])),
        key_columns=("sign_text", "sign_no", "applicants"),
        title_column="sign_text",
        region_rule=REGION_RULE,
        default_sort="-approved_on",
        told_by=("approval", "approved_on"),
        derive=derive,
        columns=(
            Column("sign_text", Kind.TEXT, "使用的地理标志或标志", "Indication or sign used", required=True, listed=True,
                   search="head"),
            Column("sign_no", Kind.TEXT, "地理标志登记/注册号", "Its registration no.", search="head", max_length=60),
            Column("applicants", Kind.NAMES, "使用人", "User", required=True, listed=True, search="head"),
            Column("credit_code", Kind.CREDIT_CODE, "统一社会信用代码", "Credit code", max_length=18),
            Column("approval", Kind.TEXT, "核准文号", "Approval", listed=True, max_length=120),
            Column("approved_on", Kind.DATE, "核准使用日期", "Approved on", listed=True, sortable=True),
            Column("valid_until", Kind.DATE, "准用期止", "Allowed until", listed=True, sortable=True, future=True),
            Column("products", Kind.TEXT, "产品", "Products", max_length=500),
            Column("use_status", Kind.TEXT, "使用情况", "Use as given", max_length=200),
            Column("address", Kind.TEXT, "地址", "Address", personal=True, max_length=1000),
            ASSIGNED_REGION,
            DOCUMENT,
            *SHEET_MARKS,
        ),
    )
)
# fmt: on
