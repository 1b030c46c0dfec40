"""Official, special and Olympic signs as recorded or announced: what may be used, by whom, and until when."""

from __future__ import annotations

from xingzhi.core.declare import Choice, Column, Kind, Register, Values, declare
from xingzhi.registers.of_patent import ASSIGNED_REGION, DOCUMENT, joined_key
from xingzhi.registers.sheet_marks import SHEET_MARKS
from xingzhi.text.problems import ValueProblem

KINDS = (
    Choice("official", "官方标志", "Official sign", ("官方",)),
    Choice("special", "特殊标志", "Special sign", ("特殊",)),
    Choice("olympic", "奥林匹克标志", "Olympic sign", ("奥林匹克", "奥运标志")),
    Choice("other", "其他受保护标志", "Other protected sign", ("其他",)),
)


def derive(values: Values) -> Values:
    """Refuse a protection that ends before it begins."""
    begin, end = values.get("valid_from"), values.get("valid_until")
    if begin and end and end < begin:
        raise ValueProblem("term_ends_before", "valid_until", value=str(end), begin=str(begin))
    return values


# fmt: off
PROTECTED_SIGNS = declare(
    Register(
        name="protected_signs",
        zh="受保护标志",
        en="Protected signs",
        key=lambda values: joined_key(values["sign_kind"], values["record_no"] or values["sign_text"]),
        key_columns=("sign_kind", "record_no", "sign_text"),
        title_column="sign_text",
        region_rule=("assigned_region",),
        default_sort="-valid_from",
        told_by=("sign_text", "sign_kind"),
        derive=derive,
        columns=(
            Column("sign_text", Kind.TEXT, "标志名称", "Sign", required=True, listed=True, search="head"),
            Column("sign_kind", Kind.CHOICE, "标志类型", "Kind", required=True, listed=True, filtered=True,
                   choices=KINDS),
            Column("record_no", Kind.TEXT, "登记/备案号", "Record no.", listed=True, search="head", max_length=60),
            Column("other_texts", Kind.TEXT, "其他文字表述", "Other wordings", search="head"),
            Column("holder", Kind.NAMES, "标志所有人", "Holder", listed=True, search="head"),
            Column("valid_from", Kind.DATE, "保护期起", "Protected from", listed=True, sortable=True),
            Column("valid_until", Kind.DATE, "保护期止", "Protected until", listed=True, sortable=True, future=True),
            Column("allowed_use", Kind.LONG_TEXT, "允许使用情形", "Allowed use", search="body"),
            Column("nice_classes", Kind.TEXT, "核准商品/服务类别", "Classes covered"),
            Column("image", Kind.TEXT, "标志图样", "Image file"),
            ASSIGNED_REGION,
            DOCUMENT,
            *SHEET_MARKS,
        ),
    )
)
# fmt: on
