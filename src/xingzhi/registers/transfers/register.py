"""Transfers of applications and patents, as recorded."""

from __future__ import annotations

from xingzhi.core.declare import Choice, Column, Kind, Register, declare
from xingzhi.registers.of_patent import ASSIGNED_REGION, DOCUMENT, NUMBER, REGION_RULE, joined_key
from xingzhi.registers.sheet_marks import SHEET_MARKS

KINDS = (
    Choice("application_right", "专利申请权转移", "Right to the application",
           ("专利申请权的转移", "申请权转移", "申请权的转移", "申请权", "专利申请权")),
    Choice("patent_right", "专利权转移", "Patent right", ("专利权的转移", "专利权")),
    # The gazette names both in one heading.
    Choice("either", "专利申请权、专利权转移", "Application or patent right",
           ("专利申请权、专利权的转移", "专利申请权或专利权的转移", "转移", "权利转移", "著录事项变更")),
)  # fmt: skip

# fmt: off
TRANSFERS = declare(
    Register(
        name="transfers",
        zh="权利转移",
        en="Transfers",
        key=lambda values: joined_key(values["application_no"], values["registered_on"], values["transferee"]),
        key_columns=("application_no", "registered_on", "transferee"),
        title_column="transferee",
        region_rule=REGION_RULE,
        default_sort="-registered_on",
        columns=(
            NUMBER,
            Column("transferor", Kind.NAMES, "变更前权利人", "Transferor", listed=True, search="head"),
            Column("transferee", Kind.NAMES, "变更后权利人", "Transferee", required=True, listed=True, search="head"),
            Column("registered_on", Kind.DATE, "登记生效日", "Registered on", required=True, listed=True,
                   sortable=True),
            Column("transfer_kind", Kind.CHOICE, "转移类型", "Kind", listed=True, filtered=True, choices=KINDS),
            ASSIGNED_REGION,
            DOCUMENT,
            *SHEET_MARKS,
        ),
    )
)
# fmt: on
