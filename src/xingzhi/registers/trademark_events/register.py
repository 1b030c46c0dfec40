"""What happened to trademarks: transfers, oppositions, refusals, renewals and the like, one row an entry."""

from __future__ import annotations

from xingzhi.core.declare import Choice, Column, Kind, Register, Values, declare
from xingzhi.registers.of_mark import MARK_NO, OF_MARK, REGION_RULE
from xingzhi.registers.of_patent import ASSIGNED_REGION, DOCUMENT, joined_key
from xingzhi.registers.sheet_marks import SHEET_MARKS
from xingzhi.text.trademarks import mark_number, nice_classes

EVENTS = (
    Choice("transfer", "转让", "Transfer", ("商标转让", "转让/移转", "转移", "移转", "转让公告")),
    Choice("licence", "许可备案", "Licence recorded", ("许可", "使用许可", "许可合同备案", "商标使用许可备案")),
    Choice("opposition", "异议", "Opposition", ("商标异议", "异议申请", "提出异议")),
    Choice("opposition_decision", "异议决定", "Decision on an opposition", ("异议裁定", "准予注册决定", "不予注册决定")),
    Choice("refusal", "驳回", "Refusal", ("驳回通知", "驳回决定", "部分驳回", "商标驳回")),
    Choice("review", "复审", "Review", ("驳回复审", "不予注册复审", "撤销复审", "商标复审")),
    Choice("invalidation", "无效宣告", "Invalidation", ("宣告无效", "无效", "商标无效宣告")),
    Choice("non_use", "连续三年不使用撤销", "Revocation for non-use", ("撤三", "撤销连续三年不使用", "撤销三年不使用")),
    Choice("revocation", "撤销", "Revocation", ("商标撤销", "撤销公告")),
    Choice("cancellation", "注销", "Cancellation by the owner", ("商标注销", "注销公告")),
    Choice("renewal", "续展", "Renewal", ("商标续展", "续展注册", "续展公告")),
    Choice("change", "变更", "Change of particulars", ("商标变更", "变更名义地址", "名义变更", "地址变更")),
    Choice("pledge", "质押登记", "Pledge", ("质权登记", "商标质押", "质押")),
    Choice("withdrawal", "撤回申请", "Withdrawal", ("撤回", "撤回商标申请")),
    Choice("publication", "初审公告", "Preliminary publication", ("初步审定公告",)),
    Choice("registration", "注册公告", "Registration", ("核准注册", "注册")),
    Choice("other", "其他", "Other"),
)  # fmt: skip


def derive(values: Values) -> Values:
    """One form for numbers and classes, so that an event finds its mark."""
    values["mark_no"] = mark_number(values.get("mark_no") or "")
    if values.get("nice_classes"):
        values["nice_classes"] = nice_classes(values["nice_classes"])
    return values


# fmt: off
TRADEMARK_EVENTS = declare(
    Register(
        name="trademark_events",
        zh="商标事项",
        en="Trademark events",
        key=lambda values: joined_key(
            values["mark_no"], values["event_on"], values["event"], values["other_party"], values["file_no"]
        ),
        key_columns=("mark_no", "event_on", "event", "other_party", "file_no"),
        title_column="mark_no",
        region_rule=(OF_MARK, *REGION_RULE),
        default_sort="-event_on",
        told_by=("event",),
        derive=derive,
        columns=(
            MARK_NO,
            Column("nice_classes", Kind.TEXT, "国际分类", "Nice class"),
            Column("event", Kind.CHOICE, "事项", "Event", required=True, listed=True, filtered=True, choices=EVENTS),
            Column("event_on", Kind.DATE, "事项日期", "Day", required=True, listed=True, sortable=True),
            Column("applicants", Kind.NAMES, "商标申请人/注册人", "Owner", listed=True, search="head"),
            Column("other_party", Kind.NAMES, "对方当事人", "Other party", listed=True, search="head"),
            Column("ground", Kind.TEXT, "法律依据", "Ground", listed=True, max_length=500),
            Column("result", Kind.TEXT, "结果", "Result", listed=True, max_length=500),
            Column("file_no", Kind.TEXT, "文书号", "Document no.", search="head", max_length=80),
            Column("issue", Kind.TEXT, "公告期号", "Gazette", max_length=40),
            Column("address", Kind.TEXT, "申请人地址", "Address", personal=True, max_length=1000),
            ASSIGNED_REGION,
            DOCUMENT,
            *SHEET_MARKS,
        ),
    )
)
# fmt: on
