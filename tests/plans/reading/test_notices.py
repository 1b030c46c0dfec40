"""A notice read whole: letterhead, tasks with their units, and nothing left out in silence."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.plans.reading.samples import PLAIN, WRAPPED, read
from xingzhi.plans.reading.files import read_file
from xingzhi.plans.reading.reading import read_notice


def _tasks(text: str) -> dict[str, dict[str, object]]:
    return {task["text"]: task for task in read(text).data()["tasks"]}


def _codes(text: str) -> list[str]:
    return [problem["code"] for problem in read(text).data()["problems"]]


def test_the_letterhead_is_read_from_a_broken_text() -> None:
    document = read(WRAPPED).data()["document"]

    assert document["number"] == "示知办发〔2025〕3号"
    assert document["number_as_written"] == "示知办发［2025］3号"
    assert document["issuer"] == "示例盟知识产权局办公室"
    assert document["title"] == "示例盟知识产权局办公室关于印发《示例盟商标品牌建设三年行动计划》的通知"
    assert (document["date"], document["publicity"]) == ("2025-01-08", "依申请公开")
    assert document["contact"] == "联系人：某某，联系电话：0000-0000000"
    assert document["addressees"] == ["各旗县市知识产权局", "盟直有关单位"]


def test_what_the_notice_does_not_say_is_null_and_told() -> None:
    data = read("一、任务\n开展检查。\n").data()

    assert {key for key, value in data["document"].items() if value} == set()
    assert data["document"]["date"] is None
    assert {"no_number", "no_issuer", "no_title", "no_date", "no_publicity", "units_none"} <= set(
        _codes("一、任务\n开展检查。\n")
    )


def test_measures_stand_under_their_heading_with_the_units_behind_them() -> None:
    tasks = _tasks(WRAPPED)
    measure = tasks["建立重点商标名录，每年新增入库企业50家，指导企业运用商标质押融资，质押金额年均增长15%。"]

    assert measure["heading"] == "（一）培育壮大市场主体品牌"
    assert measure["path"] == ["二、重点任务"]
    assert measure["lead"] == ["商标科"]
    assert measure["lead_suggested"] is True
    assert measure["assist"] == ["运用促进科", "各旗县市局（知识产权局）"]
    assert measure["targets"] == ["每年新增入库企业50家", "增长15%"]
    assert tasks["落实《商标条例示例》有关要求。"]["assist"] == measure["assist"]


def test_a_deadline_for_all_names_its_addressees() -> None:
    task = next(task for text, task in _tasks(WRAPPED).items() if text.startswith("各旗县市局要"))

    assert task["due"] == "2025-12-06"
    assert task["for_all"] is True
    assert task["lead"] == ["各旗县市局"]


def test_a_letter_without_subject_binds_whom_it_is_addressed_to() -> None:
    text = (
        "示例局关于报送材料的通知\n各区县局，各科室：\n请于2025年6月底前报送材料。\n示例局\n2025年1月2日\n"
        "附件1\n材料清单\n一、清单\n1.营业执照复印件。\n"
    )
    task = _tasks(text)["请于2025年6月底前报送材料。"]

    assert (task["lead"], task["due"], task["for_all"]) == (["各区县局", "各科室"], "2025-06-30", True)


def test_goals_with_a_number_are_tasks_and_others_context() -> None:
    notice = read(WRAPPED).data()
    goal = next(task for task in notice["tasks"] if task["kind"] == "goal")

    assert goal["targets"] == ["达到3万件", "不少于4件"]
    assert goal["due"] == "2027-12-31"
    assert "持续提升品牌影响力。" not in {task["text"] for task in notice["tasks"]}


def test_items_of_a_list_are_tasks_without_their_number() -> None:
    tasks = _tasks(PLAIN)

    assert tasks["核对专利数据。知识产权股负责，11月15日前完成。"]["lead"] == ["知识产权股"]
    assert tasks["核对专利数据。知识产权股负责，11月15日前完成。"]["due"] == "2025-11-15"
    assert tasks["核对商标数据至少2次，由登记股会同各市场监管所办理。"]["assist"] == ["各市场监管所"]
    assert tasks["各市场监管所应于自本通知印发之日起10个工作日内报送名单。"]["due"] == "2025-11-17"


def test_what_is_missing_or_odd_is_said() -> None:
    problems = {problem["code"]: problem for problem in read(WRAPPED).data()["problems"]}

    assert "2025年示例盟商标品牌建设任务清单" in problems["attachment_missing"]["zh"]
    assert "（三）" in problems["numbering_gap"]["zh"]
    assert "执法稽查科" in problems["bracket_unbalanced"]["zh"]
    assert all(problem["en"] for problem in problems.values())


def test_places_count_in_the_joined_text_and_all_of_it_is_accounted_for() -> None:
    for text in (WRAPPED, PLAIN):
        data = read(text).data()
        assert all(data["text"][task["start"] : task["end"]] == task["text"] for task in data["tasks"])
        assert (data["coverage"]["share"], data["coverage"]["unaccounted"]) == (1.0, 0)
        kept = "".join(data["text"].split()) + "".join(each["text"] for each in data["coverage"]["left_out"])
        assert sorted("".join(kept.split())) == sorted("".join(text.translate({0xFF10: "0"}).split()))


def test_a_number_of_a_page_inside_a_sentence_is_mended_and_told() -> None:
    data = read(WRAPPED).data()

    assert data["coverage"]["left_out"] == [{"text": "— 2 —", "part": "page_number"}]
    assert "各旗县市局（知识产权局）" in data["text"]


def test_a_remark_in_the_bracket_is_told_and_applied_to_nothing() -> None:
    text = "一、任务\n（一）监管。开展抽查。（执法科指导，各区县局负责落实。以下均由各区县局落实）\n（二）宣传。开展宣传。\n"
    data = read(text).data()

    assert data["tasks"][0]["lead"] == ["各区县局"]
    assert data["tasks"][1]["lead"] == []
    assert "bracket_note" in {problem["code"] for problem in data["problems"]}


def test_numbers_that_go_through_the_whole_text_are_no_gap() -> None:
    text = "一、甲类\n（一）开展检查。（甲科）\n（二）开展宣传。（乙科）\n二、乙类\n（三）开展培训。（丙科）\n（四）开展评估。（丁科）\n"

    assert "numbering_gap" not in _codes(text)


def test_a_deadline_before_the_notice_is_pointed_out() -> None:
    text = (
        "示例局关于报送的通知\n各科室：\n一、报送\n（一）材料。办公室于2024年3月1日前报送材料。\n示例局\n2025年1月2日\n"
    )

    assert "date_before_notice" in _codes(text)


def test_a_page_saved_from_an_office_with_labels_and_narrow_punctuation() -> None:
    text = (
        "索引号: 01/2023-1 分类: 市场监管    通知\n发布机构: 示例区人民政府 文号: 示政发〔2023〕4号\n成文日期: 2023-02-17\n"
        "名称: 区政府关于印发示例区工作方案(2022-2025年)的通知\n区政府关于印发示例区\n\n工作方案(2022-2025年)的通知\n\n"
        "示例高新区管委会,各镇(街道)人民政府(办事处),区各委办局:\n\n现印发给你们,请认真组织实施。\n\n示例区人民政府\n\n"
        "2023年2月17日\n\n(此件公开发布)\n\n示例区工作方案\n\n一、完善制度\n\n"
        "1.推进修订《示例条例》《示例细则》《关于示例行为的若干规定》,做好有关论证工作。推进基础研究。(甲局、乙局负责)\n\n"
        "2.做好论证。推进建设。(甲局牵头,各镇(街道)配合)\n"
    )
    data = read(text).data()

    assert data["document"]["number"] == "示政发〔2023〕4号"
    assert data["document"]["title"] == "区政府关于印发示例区工作方案(2022-2025年)的通知"
    assert (data["document"]["issuer"], data["document"]["publicity"]) == ("示例区人民政府", "主动公开")
    assert data["document"]["addressees"][1] == "各镇(街道)人民政府(办事处)"
    assert [task["text"] for task in data["tasks"]][1:] == ["推进基础研究。", "做好论证。", "推进建设。"]
    assert data["tasks"][3]["assist"] == ["各镇(街道)"]


@pytest.mark.parametrize(
    "top",
    [
        "示政办〔2020〕1号《示例市人民政府办公室关于印发工作方案的通知》\n示例市人民政府办公室关于印发工作方案的通知\n示政办〔2020〕1号\n",
        "示例市人民政府办公室关于印发工作方案的通知 示政办〔2020〕1号 2020年1月17日 发布机关：示例市人民政府办公室\n某网站\n"
        "示例市人民政府办公室关于\n印发工作方案的通知\n",
        "索引号 0001 主题分类 综合政务\n发文机构示例市人民政府办公室发文字号示政办〔2020〕1号\n发布日期2020年01月23日有效性有效\n"
        "成文日期2020年01月17日\n示例市人民政府办公室关于印发工作方案的通知\n• 2020年01月23日\n",
        "# 示例市人民政府办公室关于印发工作方案的通知\n\n**示政办〔2020〕1号**\n",
    ],
)
def test_the_head_of_pages_copied_from_the_web(top: str, tmp_path: Path) -> None:
    path = tmp_path / "page.txt"
    end = "各区人民政府：\n现印发给你们。\n示例市人民政府办公室\n2020年1月17日\n工作方案\n一、任务\n1.开展检查。（甲科）\n"
    path.write_text(top + end, encoding="utf-8")
    document = read_notice(read_file(path)).data()["document"]

    assert document["number"] == "示政办〔2020〕1号"
    assert document["title"] == "示例市人民政府办公室关于印发工作方案的通知"
    assert (document["issuer"], document["date"]) == ("示例市人民政府办公室", "2020-01-17")


def test_two_bodies_that_sign_on_one_line_are_two() -> None:
    text = "关于开展活动的通知\n各县区：\n请于3月底前报送。\n示例州司法局　示例州市场监督管理局\n2025年3月1日\n联系人：某某\n电话：0000\n"
    document = read(text).data()["document"]

    assert document["issuer"] == "示例州司法局、示例州市场监督管理局"
    assert document["contact"] == "联系人：某某，电话：0000"


@pytest.mark.parametrize(
    "text",
    [
        "",
        "（",
        "一、任务\n（。\n",
        "一、\n1.\n（）\n",
        "《",
        "：",
        "2025年13月40日\n",
        "任务\t责任单位\n\t\n",
        "附件：\n附件1\n",
        "。。（甲科",
    ],
)
def test_fragments_are_read_without_a_fault(text: str) -> None:
    assert read(text).data()["coverage"]["unaccounted"] == 0
