"""No text the product shows proposes to file, grant or pledge more, nor a quota or a ranking of these for banners."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
CATALOGUE = ROOT / "src/xingzhi/locale/en/LC_MESSAGES/django.po"
PACKS = [path for path in (ROOT / "packs").rglob("*.yaml") if "law" not in path.parts]  # what the law says is its own
SAID = (
    r"(增加|扩大|加大|提高|多报|鼓励|动员)[^，。；]{0,4}(申请量|申请数|授权量|授权数|质押量|质押数|申请件数|质押件数)"
    r"|多(申请|报|质押)|鼓励(申请|质押)|配额|摊派|分解到(各)?旗县|指标分配|分配指标|每个旗县[^，。；]{0,6}(件|笔)",
    r"\bquotas? (of|for) (filing|grant|pledge|application)|(file|grant|pledge) more\b"
    r"|(more|increase (the )?(number of )?)(filings|applications|grants|pledges) (should|must|to reach)",
)
DENIED = r"(不|不得|不再)(给|提|定|下)|[Nn]either|[Nn]one asks|[Nn]o quota|never"


@pytest.mark.parametrize("path", [CATALOGUE, *PACKS], ids=lambda path: path.name)
def test_nothing_proposes_more_or_a_quota(path: Path) -> None:
    text = path.read_text("utf-8").replace('"\n"', "")  # lines of the catalogue are wrapped
    for pattern in SAID:
        for found in re.finditer(pattern, text):
            around = text[max(0, found.start() - 60) : found.end() + 10]
            assert re.search(DENIED, around), around
