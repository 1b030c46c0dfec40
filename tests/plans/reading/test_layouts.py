"""Notices in the many layouts offices use: where units, deadlines and headings stand, and how lists are counted."""

from __future__ import annotations

from typing import Any

import pytest

from tests.plans.reading.samples import read

_HEAD = (
    "示知发〔2025〕9号\n示例市知识产权局关于印发2025年任务分工的通知\n各区县局，局机关各科室：\n现将任务分工印发给你们。\n"
    "示例市知识产权局\n2025年3月1日\n2025年任务分工\n"
)


def _tasks(text: str) -> list[dict[str, Any]]:
    data = read(_HEAD + text).data()
    assert data["coverage"]["unaccounted"] == 0
    found: list[dict[str, Any]] = data["tasks"]
    return found


def _brief(text: str) -> list[tuple[str, list[str], list[str], str | None]]:
    return [(task["text"], task["lead"], task["assist"], task["due"]) for task in _tasks(text)]


def test_units_and_deadlines_right_below_a_heading_hold_for_what_follows() -> None:
    text = (
        "一、任务\n（一）制度\n牵头领导：某某\n牵头单位：法规科；配合单位：办公室\n完成时限：2025年9月底\n1.修订办法，6月底前印发。\n"
        "2.清理文件。\n（二）保护\n【牵头科室】保护科\n【完成时限】2025年10月\n开展检查。\n（三）开展宣传周活动\n责任单位：宣传科\n"
    )

    assert _brief(text) == [
        ("修订办法，6月底前印发。", ["法规科"], ["办公室"], "2025-06-30"),
        ("清理文件。", ["法规科"], ["办公室"], "2025-09-30"),
        ("开展检查。", ["保护科"], [], "2025-10-31"),
        ("开展宣传周活动", ["宣传科"], [], None),
    ]


def test_a_line_in_a_list_stays_a_task_where_units_follow() -> None:
    text = "一、任务\n1.地区生产总值增长6.2%左右。\n牵头单位：甲局\n责任单位：各街道，区直各部门\n2.居民收入稳步增长。\n牵头单位：乙局\n"

    assert _brief(text) == [
        ("地区生产总值增长6.2%左右。", ["甲局"], ["各街道", "区直各部门"], None),
        ("居民收入稳步增长。", ["乙局"], [], None),
    ]


@pytest.mark.parametrize(
    ("line", "lead", "assist"),
    [
        ("保护科牵头，各区县局配合", ["保护科"], ["各区县局"]),
        ("牵头单位：\n保护科\n配合单位：\n各区县局", ["保护科"], ["各区县局"]),
        ("责任单位为保护科、各区县局。", ["保护科"], ["各区县局"]),
        ("（责任领导：某某，责任科室：保护科 配合科室：各区县局）", ["保护科"], ["各区县局"]),
        ("（以保护科为主，各区县局配合）", ["保护科"], ["各区县局"]),
        ("（保护科牵头各区县局配合）", ["保护科"], ["各区县局"]),
        ("（责任单位：市知识产权局 市公安局）", ["市知识产权局"], ["市公安局"]),
        ("（责任单位：保护科、各区县局；时限：长期坚持）", ["保护科"], ["各区县局"]),
    ],
)
def test_units_as_offices_write_them(line: str, lead: list[str], assist: list[str]) -> None:
    assert _brief(f"一、任务\n（一）保护。开展检查。\n{line}\n") == [("开展检查。", lead, assist, None)]


def test_a_name_of_several_words_that_begin_alike_stays_whole() -> None:
    task = _tasks("一、任务\n（一）保护。开展检查。（责任单位：市委市政府督查局、市局保护科）\n")[0]

    assert [*task["lead"], *task["assist"]] == ["市委市政府督查局", "市局保护科"]


def test_a_heading_that_is_a_unit_names_who_does_what_stands_below() -> None:
    text = "一、保护科\n1.开展检查2次。\n二、完善产业格局\n1.开展调研。\n"

    assert [(text, lead) for text, lead, _, _ in _brief(text)] == [("开展检查2次。", ["保护科"]), ("开展调研。", [])]


def test_counted_clauses_of_one_sentence_are_tasks_of_their_own() -> None:
    text = (
        "一、任务\n（一）制度。一是修订办法，6月底前印发；二是清理文件不少于10件；三是建立台账。（法规科）\n"
        "（二）保护。做好以下工作：（1）开展检查；（2）公布案例3件。（保护科）\n"
        "（三）执法。开展商标检查（商标科负责）；开展版权检查（版权科负责）。\n"
    )

    assert [(text, lead[0]) for text, lead, _, _ in _brief(text)] == [
        ("一是修订办法，6月底前印发；", "法规科"),
        ("二是清理文件不少于10件；", "法规科"),
        ("三是建立台账。", "法规科"),
        ("开展检查；", "保护科"),
        ("公布案例3件。", "保护科"),
        ("开展商标检查", "商标科"),
        ("开展版权检查", "版权科"),
    ]


def test_numbers_inside_a_paragraph_part_it() -> None:
    text = "一、要求\n（一）各科室要报送进展。（二）各区县局要报送总结。（三）12月6日前，各区县局将名单报送办公室。\n"

    assert [(lead, due) for _, lead, _, due in _brief(text)] == [
        (["各科室"], None),
        (["各区县局"], None),
        (["各区县局"], "2025-12-06"),
    ]


def test_a_heading_may_end_in_a_colon_and_its_bracket_hold_a_label() -> None:
    text = "一、任务\n（一）走访：走访企业30户以上。（保护科）\n（二）制度（责任单位：法规科；完成时限：9月底前）\n1.修订办法。\n2.清理文件。\n"
    tasks = _tasks(text)

    assert [task["heading"] for task in tasks] == ["（一）走访", "（二）制度", "（二）制度"]
    assert [task["text"] for task in tasks] == ["走访企业30户以上。", "修订办法。", "清理文件。"]
    assert [task["due"] for task in tasks] == [None, "2025-09-30", "2025-09-30"]


def test_facts_of_an_activity_are_no_tasks() -> None:
    text = "一、活动时间：2025年9月1日至11月30日\n二、活动内容\n（一）宣讲。举办宣讲4场。（宣传科）\n"

    assert [text for text, *_ in _brief(text)] == ["举办宣讲4场。"]


def test_stages_bear_their_deadline() -> None:
    text = "一、安排\n第一阶段：部署阶段（4月1日至4月30日）。各区县局制定方案。\n第二阶段：总结阶段（11月）。各区县局开展自查。\n"

    assert [due for *_, due in _brief(text)] == ["2025-04-30", "2025-11-30"]


def test_the_subject_is_found_behind_what_it_is_about() -> None:
    text = (
        "一、要求\n（一）落实。对于涉及面广的事项，相关责任单位要及时报告困难，提请市政府统筹协调。推进政府及其部门应急预案编制。"
        "保护科要加强会商，会同市公安局建立机制。各区县局年度总结于12月10日前报送办公室。\n"
    )

    assert [(lead, assist) for _, lead, assist, _ in _brief(text)] == [
        (["相关责任单位"], []),
        ([], []),
        (["保护科"], ["市公安局"]),
        (["各区县局"], []),
    ]


def test_a_request_without_subject_goes_to_the_addressees() -> None:
    text = "示例市知识产权局关于提供数据的函\n市统计局：\n为做好工作，请你局于3月20日前提供数据。\n示例市知识产权局　二O二五年三月一日\n"
    data = read(text).data()

    assert (data["document"]["issuer"], data["document"]["date"]) == ("示例市知识产权局", "2025-03-01")
    assert [(task["lead"], task["due"]) for task in data["tasks"]] == [(["市统计局"], "2025-03-20")]


def test_bullets_and_dashes_before_units_are_no_part_of_the_task() -> None:
    text = "一、任务\n● 修订办法。（法规科）\n- 组织培训2期。（人事科）\n二、分工\n1.开展检查——保护科、各区县局\n"

    assert [(text, lead) for text, lead, _, _ in _brief(text)] == [
        ("修订办法。", ["法规科"]),
        ("组织培训2期。", ["人事科"]),
        ("开展检查", ["保护科"]),
    ]


def test_why_a_notice_is_issued_is_no_task_and_what_it_asks_in_its_letter_is() -> None:
    text = (
        "示政〔2024〕20号\n关于分解重点任务的通知\n各县区：\n为深入贯彻《示例纲要》，根据有关要求，确定5个区县开展试点。"
        "各责任单位要尽快制定方案，年底前报告落实情况。督查局要把重点任务作为督查重点。\n"
    )
    tasks = read(text).data()["tasks"]

    assert [(task["lead"], task["due"]) for task in tasks] == [(["各责任单位"], "2024-12-31"), (["督查局"], None)]


@pytest.mark.parametrize(
    ("signed", "asked", "due"),
    [
        ("2025年1月15日", "请各县区局于2月底前报送2024年度总结。", "2025-02-28"),
        ("2024年12月10日", "请各县区局于1月20日前报送总结。", "2025-01-20"),
        ("2025年4月1日", "发布2024年度典型案例，请各县区局于4月26日前报送。", "2025-04-26"),
    ],
)
def test_the_year_of_a_deadline_without_year(signed: str, asked: str, due: str) -> None:
    data = read(f"示例市知识产权局关于报送总结的通知\n各县区局：\n{asked}\n示例市知识产权局\n{signed}\n").data()

    assert [task["due"] for task in data["tasks"]] == [due]
    assert "date_year_assumed" in {problem["code"] for problem in data["problems"]}


def test_a_list_of_long_sentences_has_no_headings() -> None:
    long = "坚持预防为主、防治结合的工作方针，完善常态化监测举措，健全及时发现、快速处置、精准管控的工作机制，巩固整治成果，保障市场秩序稳定。"
    text = f"一、任务\n1.{long}\n责任单位：甲局\n2.开展宣传引导，提高防范意识。组织培训。\n责任单位：乙局\n"

    assert [(text, lead) for text, lead, _, _ in _brief(text)] == [
        (long, ["甲局"]),
        ("开展宣传引导，提高防范意识。", ["乙局"]),
        ("组织培训。", ["乙局"]),
    ]


def test_brackets_that_are_turned_or_stray_keep_tasks_and_names() -> None:
    text = "一、任务\n（一）裁决\n1.受理案件10件以上；﹝保护科，各区县局﹝\n2.规范流程。）（保护科）\n各科室务于12月6日前报送总结。\n"

    assert [(text, lead, assist) for text, lead, assist, _ in _brief(text)] == [
        ("受理案件10件以上；", ["保护科"], ["各区县局"]),
        ("规范流程。", ["保护科"], []),
        ("各科室务于12月6日前报送总结。", ["各科室"], []),
    ]


def test_the_duties_of_a_unit_are_its_tasks() -> None:
    text = "一、任务\n（一）市局保护科职责\n1.制定计划。\n（二）宣传\n1.开展宣传周。责任单位：办公室 完成时间：6月底、11月底\n"

    assert [(lead, due) for _, lead, _, due in _brief(text)] == [(["市局保护科"], None), (["办公室"], "2025-11-30")]


def test_units_behind_the_last_number_of_a_paragraph_hold_for_all_of_it() -> None:
    text = "一、任务\n（一）建设。1.编制规划。2.建立联席会议制度。3.开展评价。（责任科室：综合科）\n"

    assert [(text, lead) for text, lead, _, _ in _brief(text)] == [
        ("编制规划。", ["综合科"]),
        ("建立联席会议制度。", ["综合科"]),
        ("开展评价。", ["综合科"]),
    ]


def test_who_only_assists_joins_the_lead_of_the_heading() -> None:
    text = "一、任务\n（一）运用（牵头科室：运用科）\n1.质押融资。登记金额增长15%。（配合科室：各区县局）\n"

    assert _brief(text) == [("登记金额增长15%。", ["运用科"], ["各区县局"], None)]


def test_a_day_right_behind_the_subject() -> None:
    text = "各科室要做好以下工作：\n1.各区县局6月30日前完成自查。\n2.综合科9月底形成报告。\n"

    assert [(lead, due) for _, lead, _, due in _brief(text)] == [
        (["各区县局"], "2025-06-30"),
        (["综合科"], "2025-09-30"),
    ]
