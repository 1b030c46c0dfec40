"""Geographical indications: protected products, collective and certification marks, one row a protection of a name."""

from __future__ import annotations

from xingzhi.core.declare import Choice, Column, Kind, Register, declare
from xingzhi.registers.of_patent import ASSIGNED_REGION, DOCUMENT, joined_key
from xingzhi.registers.sheet_marks import SHEET_MARKS

KINDS = (
    Choice("product", "地理标志产品", "Protected product", ("地理标志保护产品", "产品")),
    Choice("collective", "地理标志集体商标", "Collective mark", ("集体商标", "集体")),
    Choice("certification", "地理标志证明商标", "Certification mark", ("证明商标", "证明")),
    Choice("agricultural", "农产品地理标志", "Agricultural indication", ("农产品",)),
)

# fmt: off
INDICATIONS = declare(
    Register(
        name="indications",
        zh="地理标志",
        en="Geographical indications",
        key=lambda values: joined_key(values["indication_kind"], values["registration_no"] or values["indication"]),
        key_columns=("indication_kind", "registration_no", "indication"),
        title_column="indication",
        region_rule=("assigned_region",),
        default_sort="-valid_from",
        told_by=("indication", "indication_kind"),
        columns=(
            Column("indication", Kind.TEXT, "地理标志名称", "Indication", required=True, listed=True, search="head"),
            Column("indication_kind", Kind.CHOICE, "地理标志类型", "Kind", required=True, listed=True, filtered=True,
                   choices=KINDS),
            Column("registration_no", Kind.TEXT, "登记/注册号", "Registration no.", listed=True, search="head",
                   max_length=60),
            Column("place_name", Kind.TEXT, "地名部分", "Place name in it", max_length=100),
            Column("product_name", Kind.TEXT, "产品通用名称", "Common name in it", max_length=100),
            Column("other_texts", Kind.TEXT, "其他文字表述", "Other wordings", search="head"),
            Column("holder", Kind.NAMES, "所有人/申请机构", "Holder", listed=True, search="head"),
            Column("area", Kind.LONG_TEXT, "产地范围", "Area", search="body"),
            Column("products", Kind.TEXT, "产品", "Products", listed=True, search="head", max_length=500),
            Column("nice_classes", Kind.TEXT, "国际分类", "Nice class"),
            Column("standard_no", Kind.TEXT, "标准号", "Standard no.", max_length=100),
            Column("announcement_no", Kind.TEXT, "公告号", "Announcement no.", max_length=100),
            Column("valid_from", Kind.DATE, "保护起始日", "Protected from", listed=True, sortable=True),
            Column("valid_until", Kind.DATE, "有效期止", "Valid until", sortable=True, future=True),
            Column("indication_status", Kind.TEXT, "保护状态", "Status as given", max_length=60),
            ASSIGNED_REGION,
            DOCUMENT,
            *SHEET_MARKS,
        ),
    )
)
# fmt: on
