"""Brands the office cultivates: firms' brands, regional brands, collective and certification marks, one row a brand."""

from __future__ import annotations

from xingzhi.core.declare import Choice, Column, Kind, Register, declare
from xingzhi.registers.of_mark import REGION_RULE
from xingzhi.registers.of_patent import ASSIGNED_REGION, DOCUMENT, joined_key
from xingzhi.registers.sheet_marks import SHEET_MARKS
from xingzhi.text.parties import squeeze

KINDS = (
    Choice("firm", "企业品牌", "Brand of a firm", ("企业商标品牌", "商标品牌", "品牌")),
    Choice("regional", "区域品牌", "Regional brand", ("区域公用品牌", "产业集群品牌", "集群品牌")),
    Choice("collective", "集体商标", "Collective mark", ("集体",)),
    Choice("certification", "证明商标", "Certification mark", ("证明",)),
    Choice("old_name", "老字号", "Time-honoured name", ("中华老字号", "内蒙古老字号")),
    Choice("other", "其他", "Other"),
)
STAGES = (
    Choice("listed", "拟培育", "To be cultivated", ("储备", "入库")),
    Choice("cultivating", "培育中", "Being cultivated", ("培育", "正在培育")),
    Choice("filed", "已申请商标", "Mark filed", ("已申请", "申请中")),
    Choice("registered", "已注册商标", "Mark registered", ("已注册",)),
    Choice("in_use", "已授权使用", "Used by licensed producers", ("授权使用", "已使用")),
    Choice("recognised", "已获认定", "Recognised", ("认定", "已认定")),
    Choice("stopped", "停止培育", "Stopped", ("停止", "退出")),
)

# fmt: off
LOCAL_BRANDS = declare(
    Register(
        name="local_brands",
        zh="区域品牌",
        en="Local brands",
        key=lambda values: joined_key(values["brand"], squeeze(values["applicants"])),
        key_columns=("brand", "applicants"),
        title_column="brand",
        region_rule=REGION_RULE,
        default_sort="brand",
        told_by=("brand", "stage"),
        columns=(
            Column("brand", Kind.TEXT, "品牌名称", "Brand", required=True, listed=True, sortable=True, search="head",
                   max_length=200),
            Column("brand_kind", Kind.CHOICE, "品牌类型", "Kind", listed=True, filtered=True, choices=KINDS),
            Column("stage", Kind.CHOICE, "培育阶段", "Stage", listed=True, filtered=True, choices=STAGES),
            Column("applicants", Kind.NAMES, "品牌所有人", "Owner", listed=True, search="head"),
            Column("credit_code", Kind.CREDIT_CODE, "统一社会信用代码", "Credit code", max_length=18),
            Column("products", Kind.TEXT, "产品/服务", "Products", listed=True, search="head", max_length=500),
            Column("mark_nos", Kind.TEXT, "商标号", "Trademark nos."),
            Column("listed_on", Kind.DATE, "列入日期", "Listed on", sortable=True),
            Column("recognition", Kind.TEXT, "获得认定", "Recognition", max_length=300),
            Column("issuer", Kind.TEXT, "认定单位", "Recognised by"),
            Column("users", Kind.INTEGER, "授权使用单位数", "Producers licensed"),
            Column("brand_value", Kind.DECIMAL, "品牌价值（万元）", "Value of the brand (10,000 yuan)"),
            Column("valued_on", Kind.DATE, "品牌价值评价日", "Valued on"),
            Column("valued_by", Kind.TEXT, "评价单位", "Valued by"),
            Column("address", Kind.TEXT, "地址", "Address", personal=True, max_length=1000),
            ASSIGNED_REGION,
            DOCUMENT,
            *SHEET_MARKS,
        ),
    )
)
# fmt: on
