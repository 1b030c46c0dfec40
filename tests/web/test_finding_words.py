"""Findings are kept in Chinese; an English reader gets all of them in English."""

from __future__ import annotations

import re

import pytest
from django.utils import translation

from xingzhi.packs import load
from xingzhi.screening.similar_marks.compare import compare
from xingzhi.web.finding_words import finding_said

PAIRS = (("哈日诺尔", "诺尔哈日"), ("穗诺", "穗诺穗诺"), ("单车", "自行车"), ("BOSS", "13055"), ("SUNNY", "SUNNYS"), ("TIDE", "EDIT"),
         ("华旗文旅", "华旗"), ("太阳", "SUN"), ("八八八", "888"), ("草原牧歌", "CAOYUANMUGE"), ("穗诺牌", "穗诺"), ("AB", "AC"))  # fmt: skip


@pytest.mark.parametrize(("one", "other"), PAIRS)
def test_what_a_comparison_says_is_known(one: str, other: str) -> None:
    for finding in compare(one, other, load().mark_similarity).findings:
        with translation.override("en"):
            said = re.sub("“[^”]*”|: .*", "", finding_said(finding.why))
        assert not re.search("[一-鿿]", said), finding.why


def test_words_stay_in_their_place() -> None:
    with translation.override("en"):
        assert finding_said("包含名称“兴安”") == "Holds the name “兴安”"
        assert finding_said("说不清的话") == "说不清的话"
    assert finding_said("包含名称“兴安”") == "包含名称“兴安”"
