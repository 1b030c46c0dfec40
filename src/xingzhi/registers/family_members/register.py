"""Family members of patents: what was filed or granted elsewhere for the same invention."""

from __future__ import annotations

from xingzhi.core.declare import Choice, Column, Kind, Register, Values, declare
from xingzhi.registers.of_patent import ASSIGNED_REGION, DOCUMENT, NUMBER, REGION_RULE, joined_key
from xingzhi.registers.sheet_marks import SHEET_MARKS
from xingzhi.text.problems import ValueProblem

STATUSES = (
    Choice("granted", "已授权", "Granted", ("授权", "有效", "授权有效", "专利权有效", "active", "in force")),
    Choice("pending", "审查中", "Pending", ("在审", "审中", "公开", "未授权", "申请中", "实审", "published")),
    Choice("ended", "已终止", "Ended", ("终止", "失效", "无效", "届满", "撤回", "驳回", "放弃", "未缴年费终止", "expired",
                                     "lapsed", "withdrawn", "refused", "abandoned", "ceased")),
)  # fmt: skip


def derive(values: Values) -> Values:
    """The office is told by the first two letters of the member's number where the row does not name it."""
    number = "".join(values.get("member_no", "").split()).upper()
    values["member_no"] = number
    if not values.get("office") and number[:2].isalpha() and number[:2].isascii():
        values["office"] = number[:2]
    granted, ended = values.get("granted_on"), values.get("ended_on")
    if granted and ended and ended < granted:
        raise ValueProblem("ended_before_granted", "ended_on", value=str(ended), granted=str(granted))
    return values


# fmt: off
FAMILY_MEMBERS = declare(
    Register(
        name="family_members",
        zh="同族专利",
        en="Family members",
        key=lambda values: joined_key(values["application_no"], values["office"], values["member_no"]),
        key_columns=("application_no", "office", "member_no"),
        title_column="member_no",
        region_rule=REGION_RULE,
        default_sort="-granted_on",
        derive=derive,
        columns=(
            NUMBER,
            Column("member_no", Kind.TEXT, "同族号", "Member no.", required=True, listed=True, search="head",
                   max_length=60),
            Column("office", Kind.TEXT, "国别/局", "Office", required=True, listed=True, max_length=2),
            Column("member_status", Kind.CHOICE, "同族状态", "Status", listed=True, filtered=True, choices=STATUSES),
            Column("granted_on", Kind.DATE, "同族授权日", "Granted on", listed=True, sortable=True),
            Column("ended_on", Kind.DATE, "同族终止日", "Ended on", listed=True, sortable=True),
            ASSIGNED_REGION,
            DOCUMENT,
            *SHEET_MARKS,
        ),
    )
)
# fmt: on
