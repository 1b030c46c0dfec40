"""What registers that speak of a patent have in common: the patent's number, and where a row lies."""

from __future__ import annotations

import hashlib

from xingzhi.core.declare import Column, Kind

OF_PATENT = "of_patent"  # the region rule: a row lies where its patent lies
REGION_RULE = (OF_PATENT, "assigned_region")
_LONGEST = 90  # letters a part of a key may have; the key's column holds 320

# fmt: off
NUMBER = Column("application_no", Kind.APPLICATION_NUMBER, "申请号", "Application no.", required=True, listed=True,
                sortable=True, search="head", max_length=20)
ASSIGNED_REGION = Column("assigned_region", Kind.REGION, "所属旗县市", "Assigned banner", max_length=12)
DOCUMENT = Column("document", Kind.TEXT, "来源文件", "Source document")
# fmt: on


def joined_key(*parts: object) -> str:
    """Parts of a key joined by "|"; a long part is cut and ends with its digest."""
    return "|".join(_short(str(part)) for part in parts)


def _short(text: str) -> str:
    return text if len(text) <= _LONGEST else text[: _LONGEST - 17] + "~" + digest(text)


def digest(text: str) -> str:
    """Sixteen digits that stand for a text."""
    return hashlib.sha256(text.encode()).hexdigest()[:16]
