"""The patent register: applications and grants, one row an application."""

from __future__ import annotations

from datetime import date

from xingzhi.core.declare import Choice, Column, Kind, Register, Values, declare
from xingzhi.registers.sheet_marks import SHEET_MARKS
from xingzhi.text.contacts import split_agency, split_postcode

TYPES = (
    Choice("invention", "发明", "Invention", ("发明专利",)),
    Choice("utility_model", "实用新型", "Utility model", ("实用新型专利", "实用", "新型", "XX")),
    Choice("design", "外观设计", "Design", ("外观设计专利", "外观", "WG")),
)
STATUSES = (
    Choice("pending", "审中", "Pending"),
    Choice("in_force", "有效", "In force"),
    Choice("lapsed", "失效", "Lapsed"),
    Choice("refused", "驳回", "Refused"),
    Choice("withdrawn", "撤回", "Withdrawn"),
)
APPLICANT_KINDS = (
    Choice("enterprise", "企业", "Enterprise"),
    Choice("university", "大专院校", "University or college"),
    Choice("research_institute", "科研机构", "Research institute"),
    Choice("institution", "机关团体", "Government body or other institution"),
    Choice("individual", "个人", "Individual"),
)
# Words of a type column that also say which of its two publications an invention's row is of.
PUBLICATION_WORDS = {
    "发明申请": "invention:publication",
    "发明公布": "invention:publication",
    "FM": "invention:publication",
    "发明授权": "invention:grant",
    "SQ": "invention:grant",
}
ANNOUNCED = (
    "announced"  # a publication date of which the row does not say whether it is of the application or the grant
)
GRANT_KIND_CODES = frozenset("BCUYSD")  # WIPO ST.16 as used in China: A application; B, C, U, Y, S, D granted rights


def derive(values: Values) -> Values:
    """Take apart cells that hold two things; put publication numbers and dates where their kind code says.

    A file's publication column may hold the number of a grant (CN111931932B); a generic one holds either.
    """
    for whole, rest, split in (("address", "postcode", _swapped), ("agency", "agency_code", split_agency)):
        if values.get(whole) and not values.get(rest):
            values[whole], values[rest] = split(values[whole])
    kind, _, side = (values.get("patent_type") or "").partition(":")
    values["patent_type"] = kind
    side = side or ("grant" if kind in ("utility_model", "design") else "")
    for stem in ("announcement", "publication"):
        number, day = values.pop(f"{stem}_no", ""), values.pop(f"{stem}_date", None)
        where = _side_of(number) or side or ("publication" if stem == "publication" else "")
        if where:
            values[f"{where}_no"] = values.get(f"{where}_no") or number
            values[f"{where}_date"] = values.get(f"{where}_date") or day
        else:
            values[ANNOUNCED] = day
    return values


def _side_of(number: str) -> str:
    """Whether a published number is of an application or a grant, by its kind code; "" where it has none."""
    code = number.rstrip("0123456789")[-1:].upper()
    return ("grant" if code in GRANT_KIND_CODES else "publication") if code else ""


def told_on(values: Values) -> date:
    """The day of the newest publication a row is of; lists often give the grant before the application."""
    return max(values["publication_date"] or date.min, values["grant_date"] or date.min)


def _swapped(address: str) -> tuple[str, str]:
    """Address and postcode of a cell that may hold both."""
    postcode, rest = split_postcode(address)
    return rest, postcode


# fmt: off
PATENTS = declare(
    Register(
        name="patents",
        zh="专利",
        en="Patents",
        key=lambda values: str(values["application_no"]),
        key_columns=("application_no",),
        keyed_by="application_no",
        title_column="title",
        region_rule=("assigned_region", "address", "postcode", "first_applicant"),
        default_sort="-filing_date",
        derive=derive,
        told_on=told_on,
        published_by="first_public_date",
        columns=(
            Column("application_no", Kind.APPLICATION_NUMBER, "申请号", "Application no.", required=True, listed=True,
                   sortable=True, search="head", public=True, max_length=20),
            Column("title", Kind.TEXT, "名称", "Title", required=True, listed=True, search="head", public=True,
                   max_length=1000),
            Column("patent_type", Kind.CHOICE, "类型", "Type", listed=True, filtered=True, public=True, choices=TYPES),
            Column("applicants", Kind.NAMES, "申请人", "Applicants", listed=True, search="head", public=True),
            Column("applicant_kind", Kind.CHOICE, "申请人类型", "Applicant kind", filtered=True, public=True,
                   choices=APPLICANT_KINDS, derived=True),
            Column("filing_date", Kind.DATE, "申请日", "Filing date", listed=True, sortable=True, public=True),
            Column("legal_status", Kind.CHOICE, "法律状态", "Legal status", listed=True, filtered=True, public=True,
                   choices=STATUSES, derived=True, dated_by="legal_status_date"),
            Column("legal_status_text", Kind.TEXT, "法律状态原文", "Legal status as given", public=True,
                   dated_by="legal_status_date"),
            Column("legal_status_date", Kind.DATE, "法律状态日期", "Legal status date", public=True,
                   dated_by="legal_status_date"),
            Column("grant_date", Kind.DATE, "授权公告日", "Grant date", listed=True, sortable=True, public=True),
            Column("grant_no", Kind.TEXT, "授权公告号", "Grant no.", public=True, max_length=40),
            Column("publication_date", Kind.DATE, "申请公布日", "Publication date", public=True),
            Column("publication_no", Kind.TEXT, "申请公布号", "Publication no.", public=True, max_length=40),
            Column("announcement_no", Kind.TEXT, "公开（公告）号", "Publication or grant no.", stored=False,
                   max_length=40),
            Column("announcement_date", Kind.DATE, "公开（公告）日", "Publication or grant date", stored=False),
            Column("first_public_date", Kind.DATE, "首次公开日", "First published", public=True, derived=True),
            Column("lapse_date", Kind.DATE, "失效日", "Lapsed on", public=True),
            Column("ipc_main", Kind.IPC, "主分类号", "Main class", public=True),
            Column("ipc", Kind.IPC, "分类号", "Classes", public=True),
            Column("inventors", Kind.NAMES, "发明人", "Inventors", personal=True, public=True),
            Column("agency", Kind.TEXT, "代理机构", "Agency", public=True),
            Column("agency_code", Kind.TEXT, "代理机构代码", "Agency code", public=True, max_length=20),
            Column("agent", Kind.NAMES, "代理人", "Attorneys", personal=True),
            Column("address", Kind.TEXT, "地址", "Address", personal=True, max_length=1000),
            Column("postcode", Kind.TEXT, "邮编", "Postcode", max_length=12),
            Column("assigned_region", Kind.REGION, "所属旗县市", "Assigned banner", filtered=False, max_length=12),
            Column("credit_code", Kind.CREDIT_CODE, "统一社会信用代码", "Credit code", max_length=18),
            Column("priority", Kind.TEXT, "优先权", "Priority", public=True, max_length=500),
            Column("parent_application_no", Kind.APPLICATION_NUMBER, "分案原申请号", "Divided from", public=True,
                   max_length=20),
            Column("abstract", Kind.LONG_TEXT, "摘要", "Abstract", search="body", public=True),
            Column("first_claim", Kind.LONG_TEXT, "主权项", "First claim", public=True),
            *SHEET_MARKS,
        ),
    )
)
# fmt: on
