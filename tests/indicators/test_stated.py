"""What officers state of official figures: the reason for a difference, and which of contradicting figures is used."""

from __future__ import annotations

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied
from django.http import Http404

from tests.builders import patent, write_rows
from xingzhi.core.models import LogEntry
from xingzhi.indicators.models import DifferenceReason, OfficialChoice
from xingzhi.indicators.official import received
from xingzhi.indicators.query import Span
from xingzhi.indicators.stated import without_unchosen
from xingzhi.indicators.stating import StatingRefused, choose_official, explain_difference
from xingzhi.indicators.used import used_value
from xingzhi.packs import load
from xingzhi.snapshots.jobs import latest

pytestmark = pytest.mark.django_db
MARCH = date(2024, 3, 31)
ASKED = ("valid_inventions", "1522", Span(MARCH, MARCH))
FEBRUARY = ("valid_inventions", "1522", Span(date(2024, 2, 29), date(2024, 2, 29)))
PAGE = "/indicators/valid_inventions/official/"
PLACE = {"region": "1522", "from": "2024-03-31", "at": "2024-03-31"}


@pytest.fixture
def said(take_in, league, tmp_path):
    """Seven valid inventions; takes official figures in: (value, document), of March where no period follows."""
    rows = [
        patent(2020, at, 授权公告日="2022-05-06", 法律状态="授权", 法律状态公告日="2022-05-06") for at in range(1, 8)
    ]
    take_in(league, write_rows(tmp_path / "a.csv", rows))

    def said(*figures):
        names = ("数值", "文件", "统计期")
        rows = [{"指标": "发明专利有效量", "地区": "兴安盟", "统计期": "2024-03", "单位": "件", "发布机关": "自治区局"}
                | dict(zip(names, each, strict=False)) for each in figures]  # fmt: skip
        take_in(league, write_rows(tmp_path / f"official{len(figures)}.csv", rows))

    return said


def code_of(refused):
    return refused.value.code


def key_of(document, asked=ASKED):
    return next(each.key for each in used_value(*asked).received if each.document == document)


def test_a_reason_stands_beside_the_difference_and_a_new_one_does_not_erase_it(said, league, banner, client):
    said(("5", "一号文"), ("7", "二月的", "2024-02"))
    for state, code in ((lambda: explain_difference(league, *FEBRUARY, "没有差"), "same"),
                        (lambda: choose_official(league, *FEBRUARY, key_of("二月的", FEBRUARY), "只有一份"), "agree")):  # fmt: skip
        with pytest.raises(StatingRefused) as refused:
            state()
        assert code_of(refused) == code
    assert used_value(*ASKED).explanation == "未说明"
    with pytest.raises(PermissionDenied):
        explain_difference(banner, *ASKED, "旗里写的")
    with pytest.raises(Http404):
        explain_difference(league, "valid_inventions", "1505", Span(MARCH, MARCH), "别的盟")
    with pytest.raises(StatingRefused) as refused:
        explain_difference(league, *ASKED, " ")
    assert code_of(refused) == "nothing"
    explain_difference(league, *ASKED, "上级未计入两件变更中的")
    client.force_login(league)
    response = client.post(PAGE + "explain/", {**PLACE, "text": "上级按发文日统计"}, follow=True)
    page = response.content.decode()
    assert "已记下原因" in page
    assert "上级未计入两件变更中的" in page, "the earlier one is kept"
    used = used_value(*ASKED)
    assert used.explained
    assert used.explanation == "上级按发文日统计"
    assert "上级按发文日统计" in client.get("/indicators/valid_inventions/?at=2024-03-31").content.decode()
    assert LogEntry.objects.filter(verb="explain_difference", region="1522").count() == 2
    client.post(PAGE + "explain/", {**PLACE, "text": ""})
    assert used_value(*ASKED).explanation == "未说明"
    assert DifferenceReason.objects.count() == 3


def test_an_officer_chooses_between_contradicting_figures_and_all_stay(said, league, banner, client):
    said(("9", "一号文"), ("8", "二号文"))
    assert used_value(*ASKED).kind == "contradiction"
    with pytest.raises(PermissionDenied):
        choose_official(banner, *ASKED, key_of("二号文"), "理由")
    for key, reason, code in ((key_of("二号文"), " ", "reason"), ("别的", "理由", "unknown"), ("", "收回", "nothing")):
        with pytest.raises(StatingRefused) as refused:
            choose_official(league, *ASKED, key, reason)
        assert code_of(refused) == code
    client.force_login(league)
    page = client.post(PAGE + "choose/", {**PLACE, "key": key_of("二号文"), "reason": "以后发的为准"}, follow=True)
    assert "已选用：以后发的为准" in page.content.decode()
    used = used_value(*ASKED)
    assert (used.kind, used.value, used.difference, len(used.received)) == ("official", 8, -1, 2)
    packs = load()
    kept = without_unchosen(
        "valid_inventions", "stock", "1522", received(packs.indicators[ASKED[0]], "1522", latest(), packs)
    )
    assert [each.document for each in kept] == ["二号文"]
    said(("6", "三号文"))
    assert used_value(*ASKED).kind == "contradiction", "a choice does not outlive the figures it was made between"
    assert "原来的选用不再有效" in client.get(PAGE, PLACE).content.decode()
    choose_official(league, *ASKED, "", "重新核对")
    assert "原来的选用不再有效" not in client.get(PAGE, PLACE).content.decode()
    assert OfficialChoice.objects.count() == 2


def test_names_no_indicator_has_are_listed(league, banner, take_in, tmp_path, client):
    rows = [{"指标": "发明专利有效量", "地区": "兴安盟", "统计期": "2024-03", "数值": "7"}]
    rows += [{"指标": "知识产权保护社会满意度", "地区": place, "统计期": "2024年", "数值": value, "单位": "分", "发布机关": "自治区局"}
            for place, value in (("兴安盟", "81.5"), ("扎赉特旗", "79.5"))]  # fmt: skip
    take_in(league, write_rows(tmp_path / "names.csv", rows))
    client.force_login(league)
    assert "1 个官方数据名称无对应指标" in client.get("/indicators/").content.decode()
    page = client.get("/indicators/official/unmatched/").content.decode()
    assert "知识产权保护社会满意度" in page
    assert "发明专利有效量" not in page
    client.force_login(banner)
    assert "知识产权保护社会满意度" not in client.get("/indicators/official/unmatched/").content.decode()
