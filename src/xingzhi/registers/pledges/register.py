"""Pledges of patents: one row a patent of a registration."""

from __future__ import annotations

from decimal import Decimal

from xingzhi.core.declare import Choice, Column, Kind, Register, Values, declare
from xingzhi.registers.of_patent import ASSIGNED_REGION, DOCUMENT, NUMBER, REGION_RULE, joined_key
from xingzhi.registers.sheet_marks import SHEET_MARKS
from xingzhi.text.normalise import fold
from xingzhi.text.problems import ValueProblem

STATUSES = (
    Choice("in_force", "质押中", "In force", ("有效", "生效", "质押有效", "已登记", "登记", "在押", "未解除", "未注销",
                                          "正常")),
    Choice("released", "已解除", "Released", ("解除", "注销", "已注销", "质押解除", "登记注销", "解押", "已解押",
                                           "质押已解除", "质押登记已注销")),
    Choice("expired", "已到期", "Expired", ("到期", "届满", "已届满", "期满", "逾期", "失效")),
)  # fmt: skip
_MEANINGS = {fold(word): each.code for each in STATUSES for word in (each.code, each.zh, each.en, *each.spellings)}
YUAN_OF_UNIT = Decimal(10_000)


def derive(values: Values) -> Values:
    """Turn an amount in yuan into 万元; refuse what cannot be told apart or contradicts itself in time."""
    if (yuan := values.pop("amount_yuan", None)) is not None and values.get("amount") is None:
        values["amount"] = yuan / YUAN_OF_UNIT
    if not values.get("registration_no") and not values.get("registered_on"):
        raise ValueProblem("pledge_unnumbered", "registration_no")
    registered = values.get("registered_on")
    for name in ("released_on", "due_on"):
        if registered and (day := values.get(name)) and day < registered:
            raise ValueProblem(f"{name.removesuffix('_on')}_before_registered", name, value=str(day),
                               registered=str(registered))  # fmt: skip
    return values


def settle(values: Values) -> Values:
    """A day of release is a release; else the status is what the source's words say, "" where they are not known."""
    said = _MEANINGS.get(fold(values["status_text"] or ""), "")
    values["pledge_status"] = "released" if values["released_on"] else said
    return values


# fmt: off
PLEDGES = declare(
    Register(
        name="pledges",
        zh="专利质押",
        en="Patent pledges",
        # Offices' lists often lack the number of the registration; its day tells the pledges of a patent apart too.
        key=lambda values: joined_key(values["registration_no"] or values["registered_on"], values["application_no"]),
        key_columns=("registration_no", "application_no"),
        title_column="registration_no",
        region_rule=REGION_RULE,
        default_sort="-registered_on",
        derive=derive,
        settle=settle,
        columns=(
            Column("registration_no", Kind.TEXT, "质押登记号", "Registration no.", listed=True, search="head",
                   max_length=60),
            NUMBER,
            Column("pledgor", Kind.NAMES, "出质人", "Pledgor", listed=True, search="head"),
            Column("pledgee", Kind.NAMES, "质权人", "Pledgee", listed=True, search="head"),
            Column("registered_on", Kind.DATE, "质押登记日", "Registered on", listed=True, sortable=True),
            Column("released_on", Kind.DATE, "质押解除日", "Released on", listed=True, sortable=True),
            Column("due_on", Kind.DATE, "债务履行期限届满日", "Due on", listed=True, sortable=True, future=True),
            Column("pledge_status", Kind.CHOICE, "质押状态", "Pledge status", listed=True, filtered=True,
                   choices=STATUSES, derived=True),
            Column("status_text", Kind.TEXT, "质押状态原文", "Pledge status as given"),
            Column("amount", Kind.DECIMAL, "担保金额（万元）", "Amount secured (10,000 yuan)", listed=True),
            Column("amount_yuan", Kind.DECIMAL, "担保金额（元）", "Amount secured (yuan)", stored=False),
            Column("currency", Kind.TEXT, "币种", "Currency", max_length=40),
            Column("contract_no", Kind.TEXT, "质押合同号", "Contract no.", search="head", max_length=100),
            ASSIGNED_REGION,
            DOCUMENT,
            *SHEET_MARKS,
        ),
    )
)
# fmt: on
