"""Summaries put together: every paragraph once, with its contributor, whatever becomes of its wording."""

from __future__ import annotations

import pytest
from django.core.exceptions import PermissionDenied
from django.http import Http404

from tests.plans.summaries.conftest import TEXT, of_unit
from xingzhi.plans.summaries import drafting, moves
from xingzhi.plans.summaries.merging import merged
from xingzhi.plans.summaries.models import SummaryText
from xingzhi.plans.summaries.placing import move_paragraph
from xingzhi.plans.summaries.receiving import came_as_text, receive_summary

pytestmark = pytest.mark.django_db


@pytest.fixture
def texts(call, league):
    found = {}
    for name in ("科尔沁右翼前旗", "扎赉特旗"):
        came = came_as_text(TEXT.replace("科尔沁右翼前旗", name))
        found[name] = receive_summary(league, of_unit(call, name).pk, came)
    return found


def section(call, user, heading):
    return next(each for each in merged(call, user) if each.heading == heading)


def test_under_each_heading_what_units_wrote_and_what_nobody_wrote_about(call, texts, plan, league):
    sections = merged(plan, league)
    assert [each.heading for each in sections] == [
        "（一）提高创造质量", "2.治理非正常申请", "（三）促进运用", "完成地理标志专用标志使用检查", "四、工作要求", "",
    ]  # fmt: skip
    assert [each.sources[0].unit for each in sections[0].came] == ["科尔沁右翼前旗", "扎赉特旗"]
    assert [each.text for each in sections[-1].came] == ["人手不足。"] * 2
    assert [task.number for each in sections for task in each.silent] == ["3", "5"]  # the report itself is not missed
    assert sum(len(each.came) for each in sections) == 6


def test_what_was_sent_back_or_is_another_regions_is_not_merged(call, texts, league, banner, outsider):
    moves.return_summary(league, of_unit(call, "扎赉特旗").pk, "重写")
    assert {p.sources[0].unit for each in merged(call, league) for p in each.came} == {"科尔沁右翼前旗"}
    text = texts["科尔沁右翼前旗"]
    drafting.take(league, call.pk, text.pk, 3, "（一）提高创造质量")
    assert not any(each.draft for each in merged(call, banner))
    assert not any(each.came for each in merged(call, outsider))


def test_contributors_stay_with_a_paragraph_through_edits(call, texts, league):
    one, other = texts["科尔沁右翼前旗"], texts["扎赉特旗"]
    heading = "（一）提高创造质量"
    made = drafting.take(league, call.pk, one.pk, 2, heading, "推荐入库专利6件。")
    drafting.take(league, call.pk, other.pk, 2, heading, into=made.pk)
    made.refresh_from_db()
    drafting.edit(league, made.pk, made.rev, "两旗共推荐入库专利12件。")
    (paragraph,) = section(call, league, heading).draft
    assert paragraph.text == "两旗共推荐入库专利12件。"
    assert [each.unit for each in paragraph.sources] == ["科尔沁右翼前旗", "扎赉特旗"]
    assert paragraph.data()["sources"][0] == {
        "summary": one.summary_id, "version": 1, "paragraph": 2, "unit": "科尔沁右翼前旗",
    }  # fmt: skip
    assert all(each.taken for each in section(call, league, heading).came)
    with pytest.raises(drafting.NotKept, match="edited_by_other"):
        drafting.edit(league, made.pk, 1, "另一个人的改法")
    with pytest.raises(drafting.NotKept, match="empty"):
        drafting.edit(league, made.pk, paragraph.rev, " ")


def test_a_whole_heading_is_taken_once_and_reordered(call, texts, league):
    heading = "（三）促进运用"
    assert drafting.take_all(league, call.pk, heading) == 2
    assert drafting.take_all(league, call.pk, heading) == 0
    first, second = section(call, league, heading).draft
    drafting.shift(league, second.draft, up=True)
    assert [each.draft for each in section(call, league, heading).draft] == [second.draft, first.draft]
    drafting.drop(league, first.draft)
    assert [each.taken for each in section(call, league, heading).came] == [False, True]


def test_an_officer_moves_a_paragraph_and_it_stays_there_in_the_next_version(call, texts, league, banner):
    text = texts["科尔沁右翼前旗"]
    at = next(place for place, each in enumerate(text.paragraphs) if each["text"] == "人手不足。")
    move_paragraph(league, text.pk, at, "2.治理非正常申请")
    assert [each.text for each in section(call, league, "2.治理非正常申请").came] == ["人手不足。"]
    drafting.take_all(league, call.pk, "（三）促进运用")
    receive_summary(banner, text.summary_id, came_as_text(TEXT.replace("1场", "2场")))
    assert [each.outdated for each in section(call, league, "（三）促进运用").draft] == [True, False]
    newest = SummaryText.objects.get(summary=text.summary_id, version=2)
    assert newest.places[at]["why"] == "moved"
    with pytest.raises(PermissionDenied):
        move_paragraph(banner, text.pk, at, "")
    with pytest.raises(Http404):
        move_paragraph(league, text.pk, at, "没有这个标题")
    with pytest.raises(PermissionDenied):
        drafting.take_all(banner, call.pk, "（三）促进运用")


def test_the_draft_says_whose_paragraphs_were_sent_back(texts, call, league, client):
    drafting.take_all(league, call.pk, "（三）促进运用")
    moves.return_summary(league, texts["扎赉特旗"].summary_id, "缺少数据")
    client.force_login(league, "django.contrib.auth.backends.ModelBackend")
    page = client.get(f"/plan/summaries/{call.pk}/draft/").content.decode()
    assert '稿中仍有它们的段落：<span lang="zh">扎赉特旗<' in page
    assert 'href="/documents/"' in page
    assert '<a href="/plans/ledger/" aria-current="page">' in page
