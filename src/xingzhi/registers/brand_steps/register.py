"""What was done for a brand that is cultivated, one row a step: by whom, when, what comes next and by when."""

from __future__ import annotations

from xingzhi.core.declare import Column, Kind, Register, declare
from xingzhi.registers.of_patent import ASSIGNED_REGION, DOCUMENT, joined_key
from xingzhi.registers.sheet_marks import SHEET_MARKS
from xingzhi.text.parties import squeeze

# fmt: off
BRAND_STEPS = declare(
    Register(
        name="brand_steps",
        zh="品牌培育事项",
        en="Brand cultivation steps",
        key=lambda values: joined_key(
            values["brand"], squeeze(values["applicants"]), values["step_on"], values["step"]
        ),
        key_columns=("brand", "applicants", "step_on", "step"),
        title_column="brand",
        region_rule=("assigned_region", "first_applicant"),
        default_sort="-step_on",
        told_by=("step",),
        columns=(
            Column("brand", Kind.TEXT, "品牌名称", "Brand", required=True, listed=True, search="head", max_length=200),
            Column("applicants", Kind.NAMES, "品牌所有人", "Owner", listed=True, search="head"),
            Column("step", Kind.TEXT, "培育事项", "Step", required=True, listed=True, search="head"),
            Column("step_on", Kind.DATE, "办理日期", "Done on", required=True, listed=True, sortable=True),
            Column("unit", Kind.TEXT, "责任单位", "By whom", listed=True, search="head", max_length=200),
            Column("result", Kind.TEXT, "结果", "Result", listed=True, max_length=500),
            Column("next_step", Kind.TEXT, "下一步", "Next step", listed=True),
            Column("next_on", Kind.DATE, "下一步时限", "Next by", listed=True, sortable=True, future=True),
            ASSIGNED_REGION,
            DOCUMENT,
            *SHEET_MARKS,
        ),
    )
)
# fmt: on
