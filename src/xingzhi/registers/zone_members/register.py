"""Which companies and addresses the office counts to a development zone: an overlay, never a part of a region's sum."""

from __future__ import annotations

from xingzhi.core.declare import Column, Kind, Register, Values, declare
from xingzhi.registers.of_patent import ASSIGNED_REGION, DOCUMENT, joined_key
from xingzhi.text.parties import squeeze
from xingzhi.text.problems import ValueProblem


def derive(values: Values) -> Values:
    """Refuse a row that names nothing by which a patent could be told to lie in the zone."""
    if not any(values.get(name) for name in ("credit_code", "name", "address_words")):
        raise ValueProblem("zone_member_unnamed", "name")
    return values


def key(values: Values) -> str:
    """The zone and what is counted to it."""
    return joined_key(values["zone"], values["credit_code"] or squeeze(values["name"]) or values["address_words"])


# fmt: off
ZONE_MEMBERS = declare(
    Register(
        name="zone_members",
        zh="开发区成员",
        en="Members of development zones",
        key=key,
        key_columns=("zone", "credit_code", "name", "address_words"),
        title_column="zone",
        region_rule=("assigned_region",),
        default_sort="zone",
        told_by=("zone",),
        derive=derive,
        columns=(
            Column("zone", Kind.TEXT, "开发区名称", "Zone", required=True, listed=True, sortable=True, search="head",
                   max_length=100),
            Column("name", Kind.TEXT, "成员名称", "Member", listed=True, search="head"),
            Column("credit_code", Kind.CREDIT_CODE, "统一社会信用代码", "Credit code", listed=True, search="head",
                   max_length=18),
            Column("address_words", Kind.TEXT, "地址字样", "Words of the address", listed=True, max_length=100),
            ASSIGNED_REGION,
            DOCUMENT,
        ),
    )
)
# fmt: on
