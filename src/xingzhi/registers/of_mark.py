"""What registers that speak of trademarks have in common: the number, the classes, and where a row lies."""

from __future__ import annotations

from xingzhi.core.declare import Column, Kind

# The number of a filing stays the number of the registration. A filing for several classes has one number.
MARK_NO = Column("mark_no", Kind.TEXT, "申请/注册号", "Trademark no.", required=True, listed=True, sortable=True,
                 search="head", public=True, max_length=30)  # fmt: skip
OF_MARK = "of_mark"  # the region rule: a row lies where its mark lies
REGION_RULE = ("assigned_region", "address", "first_applicant")
