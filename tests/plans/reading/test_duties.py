"""Several duties in one cell or sentence, persons behind units, units at the head or the end of a sentence, days that cannot be."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.plans.reading.samples import read, word
from xingzhi.plans.reading.files import read_file
from xingzhi.plans.reading.naming import split_names
from xingzhi.plans.reading.persons import is_person
from xingzhi.plans.reading.reading import read_notice
from xingzhi.plans.reading.wording import units_in_words

_TITLE = ("示例县市场监督管理局关于印发2026年任务清单的通知", "2026年1月5日", "2026年任务清单")


def _rows(folder: Path, *rows: tuple[str, str, str], above: tuple[str, ...] = ()) -> dict[str, Any]:
    table = [("任务", "责任单位及责任人", "完成时限"), *rows]
    return read_notice(read_file(word(folder / "notice.docx", [*_TITLE, *above], table))).data()


@pytest.mark.parametrize(
    "cell",
    [
        "1.建立名录，3月底前完成；\n2.走访企业50家；\n3.组织培训2期",
        "1.建立名录，3月底前完成；2.走访企业50家；3.组织培训2期。",
        "开展以下工作：（1）建立名录，3月底前完成；（2）走访企业50家；（3）组织培训2期。",
        "建立名录，3月底前完成；\n走访企业50家；\n组织培训2期。",
    ],
)
def test_each_duty_of_a_cell_is_a_task_with_the_cell_as_its_source(tmp_path: Path, cell: str) -> None:
    data = _rows(tmp_path, (cell, "促进股（张××）、各所", "年底前"))

    assert [(task["text"].rstrip("。"), task["due"], task["lead"], task["assist"]) for task in data["tasks"]] == [
        ("建立名录，3月底前完成", "2026-03-31", ["促进股"], ["各所"]),
        ("走访企业50家", "2026-12-31", ["促进股"], ["各所"]),
        ("组织培训2期", "2026-12-31", ["促进股"], ["各所"]),
    ]
    assert {data["text"][task["cell"]["start"] : task["cell"]["end"]] for task in data["tasks"]} == {cell}
    assert {one["name"] for task in data["tasks"] for one in task["persons"]} == {"张××"}
    assert data["coverage"]["unaccounted"] == 0


def test_a_cell_of_one_duty_stays_whole(tmp_path: Path) -> None:
    data = _rows(tmp_path, ("建立名录；走访企业2.5万家，\n组织培训", "促进股", "年底前"))

    assert [(task["text"], task["cell"]) for task in data["tasks"]] == [("建立名录；走访企业2.5万家，组织培训", None)]


@pytest.mark.parametrize(
    ("text", "person"),
    [("张××", True), ("王某", True), ("巴特·尔敦", True), ("李小明", True), ("局长王小明", True), ("各所长", True),
     ("知识产权局", False), ("市、区", False), ("街道", False), ("高新区", False), ("牵头", False), ("试点", False)],
)  # fmt: skip
def test_who_is_a_person(text: str, person: bool) -> None:
    assert is_person(text) is person


def test_an_impossible_day_is_told_where_a_row_repeats_its_sentence(tmp_path: Path) -> None:
    sentence = "（一）组织开展商标品牌指导站评估工作，11月31日前完成。"
    data = _rows(tmp_path, ("组织开展商标品牌指导站评估工作", "商标股", "12月底前"), above=("一、任务", sentence))

    task = data["tasks"][0]
    assert len(data["tasks"]) == len(task["also"]) == 1
    assert [("11月31日" in each["zh"], each["start"]) for each in data["problems"] if "impossible" in each["code"]] == [
        (True, task["start"])
    ]


@pytest.mark.parametrize(
    ("listed", "names"),
    [
        ("商务、工商、知识产权部门", ["商务部门", "工商部门", "知识产权部门"]),
        ("财政、税务等部门", ["财政部门", "税务部门"]),
        ("公安局、市场监管部门", ["公安局", "市场监管部门"]),
        ("局机关各科室", ["局机关各科室"]),
        ("保护处各分局", ["保护处", "各分局"]),
    ],
)
def test_an_ending_shared_by_a_list(listed: str, names: list[str]) -> None:
    assert split_names(listed)[0] == names


@pytest.mark.parametrize(
    ("sentence", "names"),
    [
        ("由知识产权股从名录库中抽取检查对象。", ["知识产权股"]),
        ("区市场监管局成立工作专班，召开动员会。", ["区市场监管局"]),
        ("法规科、各县（市、区）局通过直播开展以案释法。", ["法规科", "各县（市、区）局"]),
        ("落实贴息政策，县财政局、县市场监管局于12月15日前完成兑付。", ["县财政局", "县市场监管局"]),
        ("县局会同县科技局、各乡镇（街道），4月30日前完成摸排。", ["县局", "县科技局", "各乡镇（街道）"]),
        ("为做好工作，请你局于3月20日前提供数据。", []),
        ("支持企业建立合规体系。", []),
        ("指导高校、企业通过许可转化专利。", []),
        ("公共服务平台提供检索服务。", []),
    ],
)
def test_units_at_the_head_of_a_sentence(sentence: str, names: list[str]) -> None:
    units = units_in_words(sentence)

    assert ([each.name for each in units.named] if units else []) == names


def _tasks(body: str) -> list[tuple[str, list[str], list[str]]]:
    data = read("\n".join([*_TITLE, body])).data()
    return [(task["text"], task["lead"], task["assist"]) for task in data["tasks"]]


def test_clauses_with_subjects_of_their_own_are_tasks_of_their_own() -> None:
    assert _tasks("一、规范用标。县市场监管局指导生产者用标；县农业农村局负责产地管理；做好宣传。") == [
        ("县市场监管局指导生产者用标；", ["县市场监管局"], []),
        ("县农业农村局负责产地管理；做好宣传。", ["县农业农村局"], []),
    ]


def test_partners_are_added_to_the_unit_of_the_heading() -> None:
    assert _tasks("一、创新局\n1.会同经济发展局撰写报告。\n2.配合市场监管分局布置现场。\n3.整理档案。") == [
        ("会同经济发展局撰写报告。", ["创新局"], ["经济发展局"]),
        ("配合市场监管分局布置现场。", ["市场监管分局"], ["创新局"]),
        ("整理档案。", ["创新局"], []),
    ]


def test_units_at_the_end_of_a_line_stand_behind_its_sentence() -> None:
    assert _tasks("1.完成复核，11月5日前上报。         运用处、服务中心\n2.形成报告。       规划处（牵头） 各处室") == [
        ("完成复核，11月5日前上报。", ["运用处"], ["服务中心"]),
        ("形成报告。", ["规划处"], ["各处室"]),
    ]


def test_a_short_heading_with_its_dates_in_brackets_heads_what_follows() -> None:
    text = "一、步骤\n1.名单抽取（4月10日前）。由促进股从名录中抽取。\n2.结果公示。由促进股通过网站公示结果。"
    data = read("\n".join([*_TITLE, text])).data()

    assert [(task["heading"], task["lead"], task["due"]) for task in data["tasks"]] == [
        ("1.名单抽取（4月10日前）", ["促进股"], "2026-04-10"),
        ("2.结果公示", ["促进股"], None),
    ]


def test_first_named_leads_once_said_for_all_lists() -> None:
    first = "一、转化。推动转化。（财政厅、科技厅，各市、州人民政府按职责分工负责，列第一位的为牵头单位，下同）"
    text = f"{first}\n二、人才。培养人才。（人社厅、教育厅）"
    data = read("\n".join([*_TITLE, text])).data()

    assert [(task["lead"], task["assist"], task["lead_suggested"]) for task in data["tasks"]] == [
        (["财政厅"], ["科技厅", "各市、州人民政府"], False),
        (["人社厅"], ["教育厅"], False),
    ]


def test_labels_stages_and_validity_are_no_tasks() -> None:
    text = "一、任务\n一是摸清底数。各所要于6月15日前登记。\n二、时间安排\n（一）部署阶段（3月1日—3月15日）。\n"
    text += "本方案自2026年5月1日起施行，有效期至2028年12月31日。"

    assert [text for text, _, _ in _tasks(text)] == ["各所要于6月15日前登记。"]


def test_who_is_asked_for_what_follows_and_a_deadline_in_its_own_bracket() -> None:
    text = (
        "关于报送情况的函\n示知函〔2026〕8号\n各县局，高新区分局：\n请你单位做好以下工作：\n●每县新建指导站2家。（完成时限：10月31日）\n"
        "上述材料请于11月15日前报送我局。\n示例市知识产权局\n2026年7月8日"
    )
    data = read(text).data()

    assert [(task["lead"], task["units_from"], task["due"]) for task in data["tasks"]] == [
        (["各县局", "高新区分局"], "addressees", "2026-10-31"),
        (["各县局", "高新区分局"], "addressees", "2026-11-15"),
    ]


def test_subjects_of_later_clauses_are_named_too() -> None:
    assert _tasks("各地各部门要抓好落实，省知识产权局要加强调度。") == [
        ("各地各部门要抓好落实，省知识产权局要加强调度。", ["各地各部门", "省知识产权局"], [])
    ]


def test_measures_beside_a_broad_task_are_the_tasks_and_the_line_above_names_the_table(tmp_path: Path) -> None:
    rows = [
        ("序号", "任务事项", "具体举措", "责任单位", "时限"),
        ("1", "培育品牌", "建设指导站8个", "商标科", "10月底"),
    ]
    file = word(tmp_path / "notice.docx", [*_TITLE[:2], "附件：2026年任务分解表"], rows)
    task = read_notice(read_file(file)).data()["tasks"][0]

    assert (task["text"], task["heading"], task["path"]) == ("建设指导站8个", "培育品牌", ["2026年任务分解表"])
