"""What the national office says became of notified applications: one row a result. It outweighs the office's own word."""

from __future__ import annotations

from xingzhi.core.declare import Choice, Column, Kind, Register, declare
from xingzhi.registers.of_patent import ASSIGNED_REGION, DOCUMENT, NUMBER, OF_PATENT, joined_key
from xingzhi.registers.sheet_marks import SHEET_MARKS

# The codes are states of the procedure abnormal_applications.
RESULTS = (
    Choice("withdrawn", "手续合格", "Withdrawal accepted", ("撤回手续合格", "主动撤回", "已撤回", "撤回", "准予撤回",
                                                       "撤回合格")),
    Choice("appeal_upheld", "申诉成立", "Statement accepted", ("申诉通过", "陈述意见成立", "排除", "不属于非正常",
                                                          "移出名单")),
    Choice("maintained", "维持认定", "Finding upheld", ("维持", "申诉不成立", "驳回", "申诉未通过", "认定非正常",
                                                    "非正常")),
    Choice("deemed_withdrawn", "视为撤回", "Deemed withdrawn", ("视撤", "逾期视为撤回")),
)  # fmt: skip

# fmt: off
NATIONAL_RESULTS = declare(
    Register(
        name="national_results",
        zh="国家局处理结果",
        en="National results",
        key=lambda values: joined_key(values["application_no"], values["result_date"] or "", values["result"]),
        key_columns=("application_no", "result_date", "result"),
        title_column="application_no",
        region_rule=(OF_PATENT, "assigned_region"),
        default_sort="-result_date",
        told_by=("result",),
        columns=(
            NUMBER,
            Column("result", Kind.CHOICE, "处理结果", "Result", required=True, listed=True, filtered=True,
                   choices=RESULTS),
            Column("result_date", Kind.DATE, "结果日期", "Result date", required=True, listed=True, sortable=True),
            Column("batch_no", Kind.TEXT, "通报批次", "Batch notified", listed=True, search="head", max_length=60),
            Column("title", Kind.TEXT, "名称", "Title", listed=True, search="head", max_length=1000),
            Column("applicants", Kind.NAMES, "申请人", "Applicants", listed=True, search="head"),
            ASSIGNED_REGION,
            DOCUMENT,
            *SHEET_MARKS,
        ),
    )
)
# fmt: on
