"""Cells that hold two things: postcode and address, agency and its code."""

from __future__ import annotations

import re

from xingzhi.text.normalise import clean

_POSTCODE = re.compile(
    r"(?:邮编\s*[:：]?\s*)?(\d{6})(?!\d)[\s,，;；]*(.+)|(.+?)[\s,，;；(（]*(?:邮编\s*[:：]?\s*)?(?<!\d)(\d{6})[)）;；]*"
)
_AGENCY = re.compile(r"(.+?)[\s(（]*(?<!\d)(\d{5})[)）]*")


def split_postcode(address: str) -> tuple[str, str]:
    """Postcode and address: "226634 江苏省海安县" -> ("226634", "江苏省海安县"); ("", address) without one."""
    text = clean(address).rstrip(";；")
    match = _POSTCODE.fullmatch(text)
    if not match:
        return "", text
    return (match[1], match[2].strip()) if match[1] else (match[4], match[3].strip())


def split_agency(agency: str) -> tuple[str, str]:
    """Name and code of an agency: "某某专利代理有限公司 32243" -> (name, "32243"); the code is "" where not given."""
    text = clean(agency)
    match = _AGENCY.fullmatch(text)
    return (match[1].strip(), match[2]) if match else (text, "")
