"""Summaries as units send them: headings, what frames them, and files that give none."""

from __future__ import annotations

import pytest

from tests.plans.summaries.conftest import TASKS, TEXT
from xingzhi.plans.summaries.matching import Matcher, Target
from xingzhi.plans.summaries.reading import NotASummary, read_summary, read_text
from xingzhi.sample.summaries import sample_summaries

TARGETS = [Target(at, heading or text, text) for at, (heading, text) in enumerate(TASKS[:-1], start=1)]


def test_headings_text_and_frame_are_told_apart():
    read = read_text(TEXT)
    assert read.title == "科尔沁右翼前旗2026年工作总结"
    assert [each.text for each in read.paragraphs if each.frame] == [
        "科尔沁右翼前旗2026年工作总结", "盟局：", "科尔沁右翼前旗知识产权局", "2026年11月30日",
    ]  # fmt: skip
    assert [(each.heading, each.text) for each in read.paragraphs if not each.frame] == [
        ("一、提高创造质量", "推荐入库专利6件。开展专利申请质量监测，通报4次。"),
        ("二、质押融资", "组织质押融资对接活动1场，惠及企业3家。"),
        ("三、存在问题", "人手不足。"),
    ]


def test_lists_and_headings_in_one_line_with_their_text():
    read = read_text(
        "一、培训。举办培训3期。\n二、检查\n（一）大米\n1.检查企业3家，责令改正1家。\n2.检查合作社2家。\n三、帮扶企业12家"
    )
    assert [(each.path, each.text) for each in read.paragraphs] == [
        (("一、培训",), "举办培训3期。"),
        (("二、检查", "（一）大米"), "1.检查企业3家，责令改正1家。"),
        (("二、检查", "（一）大米"), "2.检查合作社2家。"),
        (("二、检查", "（一）大米"), "三、帮扶企业12家"),
    ]


def test_every_sample_is_read_whole(tmp_path):
    for each in sample_summaries():
        path = tmp_path / each.file_name
        path.write_bytes(each.content)
        read = read_summary(path)
        assert each.unit in read.title or each.unit in read.paragraphs[-2].text
        assert sum(not one.frame for one in read.paragraphs) >= 3
        assert all(one.path for one in read.paragraphs if not one.frame and not one.text.startswith(("2026年", "现将")))


def test_what_is_no_summary_says_so(tmp_path):
    with pytest.raises(NotASummary, match="empty"):
        read_text("\n \n")
    with pytest.raises(NotASummary, match="empty"):
        read_text("关于2026年总结的报告\n盟局：")
    book = tmp_path / "总结.xlsx"
    from openpyxl import Workbook

    Workbook().save(book)
    with pytest.raises(NotASummary, match="workbook"):
        read_summary(book)


def test_equal_headings_come_first_then_likeness_with_the_words_shared():
    matcher = Matcher(TARGETS)
    place = matcher.place("推荐入库专利6件。开展专利申请质量监测，通报4次。", ("一、提高创造质量",))
    assert (place.heading, place.why, {place.task, *place.also}) == ("（一）提高创造质量", "heading", {1, 2})
    place = matcher.place("组织质押融资对接活动1场，惠及企业3家。", ("二、质押融资",))
    assert (place.heading, place.task, place.why) == ("（三）促进运用", 4, "likeness")
    assert "组织质押融资对接活动" in place.words
    assert place.score is not None
    assert place.score > 0.3
    place = matcher.place("人手不足。", ("三、存在问题",))
    assert (place.heading, place.task, place.why) == ("", None, "none")


def test_a_heading_alone_leaves_the_task_open():
    place = Matcher(TARGETS).place("成立了工作专班。", ("（一） 提高创造质量。",))
    assert (place.heading, place.task, place.why) == ("（一）提高创造质量", None, "heading")
    assert Matcher([]).place("成立了工作专班。").why == "none"


def test_a_sentence_that_only_leads_in_belongs_to_no_task():
    matcher = Matcher([Target(1, "一、工作总结", "报告知识产权工作情况")])
    assert matcher.place("现将我旗知识产权工作情况报告如下：").why == "none"
    assert matcher.place("报告知识产权工作情况两次。").why == "likeness"
