"""The party register: firms, colleges, institutions and people that file, each once under all its spellings."""

from __future__ import annotations

from xingzhi.core.declare import Column, Kind, Register, declare
from xingzhi.registers.patents.register import APPLICANT_KINDS

# fmt: off
PARTIES = declare(
    Register(
        name="parties",
        zh="主体",
        en="Parties",
        key=lambda values: str(values["party_key"]),
        key_columns=("name",),
        title_column="name",
        region_rule=("assigned_region", "address", "postcode", "name"),
        default_sort="name",
        columns=(
            Column("name", Kind.TEXT, "名称", "Name", required=True, listed=True, sortable=True, search="head",
                   public=True),
            Column("credit_code", Kind.CREDIT_CODE, "统一社会信用代码", "Credit code", listed=True, search="head",
                   max_length=18),
            Column("party_kind", Kind.CHOICE, "主体类型", "Kind", listed=True, filtered=True, public=True,
                   choices=APPLICANT_KINDS, derived=True),
            Column("address", Kind.TEXT, "地址", "Address", personal=True, max_length=1000),
            Column("postcode", Kind.TEXT, "邮编", "Postcode", max_length=12),
            Column("assigned_region", Kind.REGION, "所属旗县市", "Assigned banner", max_length=12),
            Column("aliases", Kind.NAMES, "曾用名/别名", "Other names", stored=True, search="head"),
            Column("party_key", Kind.TEXT, "归并键", "Matching key", derived=True),
        ),
    )
)
# fmt: on
