"""Answers to other offices hold final facts only and leave reviewed; leads go up after a person's judgement."""

from __future__ import annotations

import io
from datetime import date
from pathlib import Path
from typing import Any

import docx
import pytest
from django.urls import reverse

from tests.builders import body, number, patent, words, write_book, write_rows
from tests.cases.notified.lists import item, notified, results
from tests.conftest import BANNER, OFFICE, person
from xingzhi.cases.actions import judge_clue
from xingzhi.cases.models import Clue
from xingzhi.cases.notified.enquiries import EnquiryIncomplete, answers, changed, make_enquiry, review_enquiry
from xingzhi.cases.notified.evidence import evidence
from xingzhi.cases.notified.reports import NothingToReport, ReportIncomplete, make_report, send_report

pytestmark = pytest.mark.django_db
FIRM = "示例甲科技有限公司"


def ask(user: Any, *names: str) -> Any:
    return make_enquiry(user, "某银行", "贷款审查", "来函一号", names)


@pytest.fixture
def held(take_in: Any, league: Any, tmp_path: Path) -> None:
    """A firm with two valid patents, one of them an invention, and two notified applications."""
    rows = [patent(2020, 1, 法律状态="授权", 授权公告日="2021-01-05"), patent(2020, 2, "utility_model", 法律状态="授权", 授权公告日="2021-01-05"),
            patent(2020, 3, 法律状态="专利权的终止", 授权公告日="2021-01-05")]  # fmt: skip
    take_in(league, write_rows(tmp_path / "专利.csv", rows))
    take_in(league, notified(tmp_path, 科尔沁右翼前旗=[item(1), item(2)]))


def test_found_missing_and_double_names_stand_apart(held, league):
    found = {each.asked: each for each in answers(league, [FIRM, "查无此人有限公司", "示例甲科技有限责任公司"])}
    first = found[FIRM]
    assert (first.found, first.valid_patents, first.valid_inventions, first.abnormal) == ("found", 2, 1, 0)
    assert found["查无此人有限公司"].found == "not_found"
    assert found["查无此人有限公司"].valid_patents is None
    assert found["示例甲科技有限责任公司"].valid_patents == 2


def test_two_people_of_one_name_are_not_answered(take_in, league, tmp_path):
    rows = [patent(2020, 1, 申请人="张三丰", region="152221"), patent(2020, 2, 申请人="张三丰", region="152223")]
    take_in(league, write_rows(tmp_path / "a.csv", rows))
    [answer] = answers(league, ["张三丰"])
    assert (answer.found, len(answer.others), answer.valid_patents) == ("ambiguous", 2, None)


def test_only_final_national_results_count(held, take_in, league, tmp_path):
    from xingzhi.cases.matters.models import Matter
    from xingzhi.cases.matters.moves import move_matters

    move_matters(
        league, [Matter.objects.get(key=number(2026, 2)).pk], "appeal", date(2026, 11, 20), proofs=["appeal_papers"]
    )
    enquiry = ask(league, FIRM)
    assert enquiry.answers[0]["abnormal"] == 0
    take_in(league, results(tmp_path, (1, "维持认定", "2026-11-25"), (2, "申诉成立", "2026-11-25")))
    assert answers(league, [FIRM])[0].abnormal == 1
    [correction] = changed(league, enquiry)
    assert (correction["was"]["abnormal"], correction["now"]["abnormal"]) == (0, 1)


@pytest.mark.parametrize("lacking", ["asker", "purpose", "basis", "names"])
def test_an_enquiry_says_who_what_for_and_why(league, lacking):
    given = {"asker": "某银行", "purpose": "用途", "basis": "函", "names": ["甲"]} | {
        lacking: "" if lacking != "names" else []
    }
    with pytest.raises(EnquiryIncomplete) as missing:
        make_enquiry(league, **given)
    assert missing.value.code == lacking


def test_nothing_leaves_before_a_review(held, league, client):
    client.force_login(league, "django.contrib.auth.backends.ModelBackend")
    enquiry = ask(league, FIRM)
    address = reverse("enquiry-reply", args=[enquiry.pk])
    assert client.get(address).status_code == 403
    with pytest.raises(EnquiryIncomplete):
        review_enquiry(league, enquiry.pk)
    review_enquiry(person("second", "reviewer", OFFICE), enquiry.pk, "核对过")
    said = body(client.get(address))
    assert FIRM in said
    assert "来函一号" in said
    assert "只列国家知识产权局已有最终结论的" in said


# --- Reports upward ---


@pytest.fixture
def clue(take_in: Any, league: Any, tmp_path: Path) -> Any:
    """Two look-alikes of two applicants."""
    text = words(5) + "本发明结构合理"
    rows = [
        patent(2020, 1, 摘要=text, 申请日="2020-03-04"),
        patent(2020, 2, 摘要=text, 申请人="示例乙科技有限公司", 申请日="2020-03-05"),
    ]
    take_in(league, write_rows(tmp_path / "a.csv", rows))
    return Clue.objects.get(screening="similar_applications")


def test_a_machines_proposal_alone_is_not_reported(clue, league):
    with pytest.raises(NothingToReport):
        make_report(league, [clue.pk], "")
    judge_clue(league, clue.pk, "suspected", "文本相同")
    report = make_report(league, [clue.pk], "两件文本相同")
    assert report.keys == [number(2020, 1), number(2020, 2)]


def test_the_receipt_follows_the_sending(clue, league):
    judge_clue(league, clue.pk, "suspected", "文本相同")
    report = make_report(league, [clue.pk], "")
    with pytest.raises(ReportIncomplete):
        send_report(league, report.pk, "自治区局", date(2026, 11, 20), "号", date(2026, 11, 19))
    sent = send_report(league, report.pk, "自治区局", date(2026, 11, 20), "收1", date(2026, 11, 21))
    assert (sent.sent_on, sent.receipt_no) == (date(2026, 11, 20), "收1")


def test_the_evidence_pack_holds_texts_rule_judgement_and_the_other_side(clue, league, take_in, tmp_path):
    from xingzhi.cases.matters.contacts import edit_card
    from xingzhi.cases.matters.models import Card

    judge_clue(league, clue.pk, "suspected", "文本相同")
    listed = [
        [
            1,
            "2026-03",
            "CN" + number(2020, 1),
            "一种装置1",
            FIRM,
            "",
            "第三条第（一）项",
            "2026.11.02",
            "2026.12.15",
            "",
            "",
        ]
    ]
    take_in(league, notified(tmp_path, 科尔沁右翼前旗=listed))
    card = Card.objects.get(region=BANNER)
    edit_card(league, card.pk, contact_name="", phone="", address="", explanation="两家是关联企业，各自研发")
    said = "\n".join(
        p.text for p in docx.Document(io.BytesIO(evidence(league, make_report(league, [clue.pk], "情况")))).paragraphs
    )
    for text in ("第十一条", "初核疑似", "文本相同", "两家是关联企业，各自研发", number(2020, 2)):
        assert text in said
    assert "认定为非正常" not in said


def test_screenings_are_held_against_the_national_offices_answers(clue, league, take_in, tmp_path, client):
    from xingzhi.cases.notified.measured import Share, measured

    listed = [[n, "2026-03", "CN" + number(2020, n), f"一种装置{n}", FIRM, "", "第三条第（一）项", "2026.11.02", "2026.12.15", "", ""]
              for n in (1, 2)]  # fmt: skip
    take_in(league, notified(tmp_path, 科尔沁右翼前旗=listed))
    lines = [["CN" + number(2020, n), result, "2026-11-25"] for n, result in ((1, "维持认定"), (2, "申诉成立"))]
    take_in(league, write_book(tmp_path / "结果.xlsx", {"S": [["申请号", "处理结果", "结果日期"], *lines]}))
    found, decided = measured(league)
    similar = next(each for each in found if each.screening == "similar_applications")
    assert decided == 2
    assert (similar.precision, similar.recall) == (Share(1, 2, True), Share(1, 1, True))
    client.force_login(league, "django.contrib.auth.backends.ModelBackend")
    assert "样本太少" in body(client.get(reverse("reports")))
    low, high = Share(81, 263, False).bounds
    assert (round(low, 4), round(high, 4)) == (0.2553, 0.3662)  # Newcombe, Statistics in Medicine 17 (1998), table I


def test_what_the_office_holds_nothing_of_is_no_zero(take_in, league, tmp_path):
    take_in(league, notified(tmp_path, 科尔沁右翼前旗=[item(1)]))
    [answer] = answers(league, [FIRM])
    assert (answer.found, answer.abnormal) == ("found", 0)
    assert (answer.valid_patents, answer.valid_inventions, answer.pledged, answer.unknown) == (None, None, None, None)


def test_patents_of_unknown_status_are_counted_apart(take_in, league, tmp_path):
    rows = [patent(2020, 1, 法律状态="授权", 授权公告日="2021-01-05"), patent(2020, 2)]
    take_in(league, write_rows(tmp_path / "a.csv", rows))
    [answer] = answers(league, [FIRM])
    assert (answer.valid_patents, answer.unknown) == (1, 1)
