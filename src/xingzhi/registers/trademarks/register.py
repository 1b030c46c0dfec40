"""The register of trademarks: one row a number and class, as the national office counts them (一类一件)."""

from __future__ import annotations

from datetime import date

from xingzhi.core.declare import Choice, Column, Kind, Register, Values, declare
from xingzhi.registers.of_mark import MARK_NO, REGION_RULE
from xingzhi.registers.of_patent import ASSIGNED_REGION, DOCUMENT, joined_key
from xingzhi.registers.sheet_marks import SHEET_MARKS
from xingzhi.text.trademarks import mark_number, nice_classes, script_of, similar_groups, split_term

KINDS = (
    Choice(
        "ordinary",
        "普通商标",
        "Ordinary",
        (
            "普通",
            "Trademark",
            "Individual",
            "Individual mark",
            "一般",
            "一般商标",
            "商品商标",
            "服务商标",
            "商品/服务商标",
        ),
    ),
    Choice("collective", "集体商标", "Collective", ("集体", "Collective mark")),
    Choice("certification", "证明商标", "Certification", ("证明", "Certification mark", "Guarantee")),
    Choice("special", "特殊商标", "Special", ("特殊",)),
)
FORMS = (
    Choice("word", "文字", "Word", ("文字商标", "Word", "WORD")),
    Choice("figure", "图形", "Figure", ("图形商标", "图", "Figurative")),
    Choice("combined", "图文组合", "Combined", ("组合", "组合商标", "图文", "文字图形组合", "Combined")),
    Choice("three_d", "三维标志", "Three-dimensional", ("立体商标", "立体", "三维", "Three dimensional")),
    Choice("colour", "颜色组合", "Colours", ("颜色", "颜色商标", "颜色组合商标", "Colour")),
    Choice("sound", "声音", "Sound", ("声音商标",)),
    Choice("other", "其他", "Other"),
)  # fmt: skip
SCRIPTS = (
    Choice("han", "汉字", "Chinese characters"),
    Choice("latin", "拉丁字母", "Latin letters"),
    Choice("mongolian", "传统蒙古文", "Traditional Mongolian"),
    Choice("cyrillic", "西里尔字母", "Cyrillic letters"),
    Choice("digits", "数字", "Digits"),
    Choice("other", "其他文字", "Other script"),
    Choice("mixed", "多种文字", "Several scripts"),
)
STATUSES = (
    Choice("pending", "申请中", "Pending"),
    Choice("published", "初审公告", "Preliminarily published"),
    Choice("opposed", "异议中", "Opposed"),
    Choice("registered", "已注册", "Registered"),
    Choice("refused", "驳回或不予注册", "Refused"),
    Choice("withdrawn", "撤回", "Withdrawn"),
    Choice("ended", "失效", "Ended"),
)


def derive(values: Values) -> Values:
    """One form for numbers, classes and groups; a term given in one cell becomes its two days."""
    values["mark_no"] = mark_number(values.get("mark_no") or "")
    values["nice_classes"] = nice_classes(values.get("nice_classes") or "")
    if values.get("similar_groups"):
        values["similar_groups"] = similar_groups(values["similar_groups"])
    if term := values.pop("term", ""):
        begin, end = split_term(term)
        values["valid_from"] = values.get("valid_from") or begin
        values["valid_until"] = values.get("valid_until") or end
    return values


def settle(values: Values) -> Values:
    """The script a text is written in."""
    values["script"] = script_of(values["mark_text"] or "")
    return values


def spread(values: Values) -> list[Values]:
    """One record a class; a class takes its own similar groups, and all goods, since nothing says which are whose."""
    classes = values["nice_classes"].split("; ")
    if len(classes) < 2:
        return [values]
    groups = [group for group in (values.get("similar_groups") or "").split("; ") if group]
    return [
        values
        | {"nice_classes": each, "similar_groups": "; ".join(group for group in groups if group.startswith(each))}
        for each in classes
    ]


def noted(values: Values) -> list[str]:
    """Say that a row became several records."""
    return ["several_classes"] if "; " in (values.get("nice_classes") or "") else []


def told_on(values: Values) -> date:
    """The day of the newest gazette entry a row is of."""
    return max(values["registered_on"] or date.min, values["prelim_published_on"] or date.min)


# fmt: off
TRADEMARKS = declare(
    Register(
        name="trademarks",
        zh="商标",
        en="Trademarks",
        key=lambda values: joined_key(values["mark_no"], values["nice_classes"]),
        key_columns=("mark_no", "nice_classes"),
        title_column="mark_text",
        region_rule=REGION_RULE,
        default_sort="-filed_on",
        told_by=("nice_classes",),
        derive=derive,
        settle=settle,
        spread=spread,
        noted=noted,
        told_on=told_on,
        published_by="prelim_published_on",
        columns=(
            MARK_NO,
            Column("mark_text", Kind.TEXT, "商标名称", "Mark", listed=True, search="head", public=True),
            Column("nice_classes", Kind.TEXT, "国际分类", "Nice class", required=True, listed=True, public=True),
            Column("similar_groups", Kind.TEXT, "类似群", "Similar groups", public=True, max_length=1000),
            Column("goods", Kind.LONG_TEXT, "商品/服务", "Goods and services", search="body", public=True),
            Column("mark_kind", Kind.CHOICE, "商标类型", "Kind", filtered=True, public=True, choices=KINDS),
            Column("mark_form", Kind.CHOICE, "商标形态", "Form", filtered=True, public=True, choices=FORMS),
            Column("script", Kind.CHOICE, "文字", "Script", filtered=True, public=True, choices=SCRIPTS, derived=True),
            Column("reading", Kind.TEXT, "读音", "Reading as given", public=True),
            Column("translation", Kind.TEXT, "中文含义", "Translation as given", public=True),
            Column("image", Kind.TEXT, "商标图样", "Image file", public=True),
            Column("applicants", Kind.NAMES, "申请人", "Applicants", listed=True, search="head", public=True),
            Column("credit_code", Kind.CREDIT_CODE, "统一社会信用代码", "Credit code", max_length=18),
            Column("address", Kind.TEXT, "申请人地址", "Address", personal=True, max_length=1000),
            Column("agency", Kind.TEXT, "代理机构", "Agency", search="head", public=True),
            Column("filed_on", Kind.DATE, "申请日期", "Filed on", listed=True, sortable=True, public=True),
            Column("prelim_issue", Kind.TEXT, "初审公告期号", "Preliminary gazette", public=True, max_length=40),
            Column("prelim_published_on", Kind.DATE, "初审公告日期", "Preliminarily published on", listed=True,
                   sortable=True, public=True),
            Column("opposition_until", Kind.DATE, "异议期截止日", "Opposition until", sortable=True, public=True,
                   derived=True),
            Column("registered_issue", Kind.TEXT, "注册公告期号", "Registration gazette", public=True, max_length=40),
            Column("registered_on", Kind.DATE, "注册公告日期", "Registered on", sortable=True, public=True),
            Column("valid_from", Kind.DATE, "专用期起", "Valid from", public=True),
            Column("valid_until", Kind.DATE, "专用期止", "Valid until", listed=True, sortable=True, public=True,
                   future=True),
            Column("term", Kind.TEXT, "专用权期限", "Term", stored=False, max_length=100),
            Column("mark_status", Kind.CHOICE, "商标状态", "Status", listed=True, filtered=True, public=True,
                   choices=STATUSES, derived=True),
            Column("status_text", Kind.TEXT, "商标状态原文", "Status as given", public=True),
            ASSIGNED_REGION,
            DOCUMENT,
            *SHEET_MARKS,
        ),
    )
)
# fmt: on
