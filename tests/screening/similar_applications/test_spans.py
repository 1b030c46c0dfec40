import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from xingzhi.screening.similar_applications.spans import folded_with_places, matched_spans
from xingzhi.text.normalise import fold


def shown(a, b):
    """The matched stretches as words."""
    spans = matched_spans(a, b)
    return tuple([text[start:end] for start, end in found] for text, found in zip((a, b), spans, strict=True))


@pytest.mark.parametrize(
    ("a", "b", "expected"),
    [
        ("治疗创伤后肺炎的药物", "治疗小儿手术后肺炎的药物", (["后肺炎的药物"], ["后肺炎的药物"])),
        ("一种ＬＥＤ灯", "一种led 灯", (["一种ＬＥＤ灯"], ["一种led 灯"])),
        ("重5㎏以上", "重5kg以上", (["重5㎏以上"], ["重5kg以上"])),
        ("cafe\u0301馆的门", "café馆的窗", (["cafe\u0301馆的"], ["café馆的"])),
        ("水泵 ", "水泵", (["水泵"], ["水泵"])),
        ("水泵", "水阀", ([], [])),
        ("水泵", "水泵房", ([], [])),
        ("", "", ([], [])),
        ("  ", "\u3000", ([], [])),
        ("甲乙丙丁子丑寅", "甲乙丙午子丑寅", (["甲乙丙", "子丑寅"], ["甲乙丙", "子丑寅"])),
    ],
)
def test_matched_stretches(a, b, expected):
    assert shown(a, b) == expected


@settings(max_examples=300)
@given(st.text("ab甲乙 \u3000，Ａ㎏e\u0301ΣσΑ가\u1100\u1161", max_size=15))
def test_places_belong_to_the_folded_text(text):
    folded, places = folded_with_places(text)
    assert folded == fold(text)
    assert len(places) == len(folded)
    assert all(0 <= start < end <= len(text) for start, end in places)


@settings(max_examples=300)
@given(*[st.text("ab甲㎏ ，", max_size=15)] * 2)
def test_spans_are_in_order_apart_and_inside(a, b):
    for text, spans in zip((a, b), matched_spans(a, b), strict=True):
        flat = [place for span in spans for place in span]
        assert flat == sorted(set(flat))
        assert not flat or (flat[0] >= 0 and flat[-1] <= len(text))
