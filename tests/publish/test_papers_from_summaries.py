"""The year-end summary takes what units wrote."""

from __future__ import annotations

import io
import re
from datetime import date

import pytest
from django.urls import reverse
from docx import Document

from tests.builders import body
from tests.plans.summaries.conftest import TEXT, make_plan, of_unit
from xingzhi.plans.ledger.models import Progress, TaskUnit
from xingzhi.plans.summaries import moves
from xingzhi.plans.summaries.asking import ask_summaries
from xingzhi.plans.summaries.receiving import came_as_text, receive_summary
from xingzhi.publish.papers import writing
from xingzhi.publish.papers.contradictions import differing
from xingzhi.publish.papers.evidence import standings
from xingzhi.publish.papers.files import review_copy
from xingzhi.publish.papers.models import sentences
from xingzhi.publish.papers.text import Row, rows_of

pytestmark = pytest.mark.django_db


def test_the_summary_takes_what_units_wrote_and_marks_what_was_sent_back(league, client):
    plan = make_plan(league)
    last = plan.tasks.order_by("-order")[0]
    call, _ = ask_summaries(league, plan.pk, None, ["paper", "electronic"], "张某", task_id=last.pk)
    came = came_as_text(TEXT.replace("科尔沁右翼前旗", "扎赉特旗"))
    receive_summary(league, of_unit(call, "扎赉特旗").pk, came)
    paper = writing.make_paper(league, "summary", 2026, "closed", "内部管理信息")
    said = {each["text"]: each["evidence"] for each in sentences(paper.text.blocks)}
    assert [each["unit"] for each in said["扎赉特旗：推荐入库专利6件。"]] == ["扎赉特旗"]
    assert not [each for each in standings(paper, league).values() if each.marked]
    client.force_login(league)
    page = body(client.get(reverse("document", args=[paper.pk])))
    assert reverse("summary", args=[call.pk, of_unit(call, "扎赉特旗").pk]) in page, (
        "the summary opens from the sentence"
    )
    moves.return_summary(league, of_unit(call, "扎赉特旗").pk, "重写")
    assert "returned" in {fault for each in standings(paper, league).values() for fault in each.faults}


def test_what_two_units_did_is_no_contradiction_but_two_totals_of_one_are(league):
    plan = make_plan(league)
    last = plan.tasks.order_by("-order")[0]
    call, _ = ask_summaries(league, plan.pk, None, ["paper", "electronic"], "张某", task_id=last.pk)
    for place, number, again in (("科尔沁右翼前旗", 36, 36), ("扎赉特旗", 52, 25)):
        stock = f"全旗有效发明专利{number}件。推荐入库专利6件。年末全旗有效发明专利{again}件。"
        text = TEXT.replace("科尔沁右翼前旗", place).replace("推荐入库专利6件。", stock)
        receive_summary(league, of_unit(call, place).pk, came_as_text(text))
    paper = writing.make_paper(league, "summary", 2026, "open", "工作总结")
    found = differing(paper)
    assert [(each.document, each.here, each.there) for each in found if "专利" in each.here] == [
        ("本份另一处", "扎赉特旗有效发明专利52件。", "年末全旗有效发明专利25件。")
    ]


def test_the_paper_speaks_for_the_office_and_leaves_out_what_was_sent_back(league):
    plan = make_plan(league)
    call, _ = ask_summaries(league, plan.pk, None, ["paper", "electronic"], "张某", task_id=plan.tasks.last().pk)
    for place, number in (("科尔沁右翼前旗", 6), ("扎赉特旗", 9)):
        text = TEXT.replace("科尔沁右翼前旗", place).replace(
            "推荐入库专利6件。", f"全旗推荐入库专利{number}件。再推荐1件。"
        )
        text = text.replace("组织质押", "现将质押融资工作开展情况报告如下。组织质押")
        receive_summary(league, of_unit(call, place).pk, came_as_text(text))
    moves.return_summary(league, of_unit(call, "科尔沁右翼前旗").pk, "重写")
    said = [
        each["text"] for each in sentences(writing.make_paper(league, "summary", 2026, "closed", "内部").text.blocks)
    ]
    assert "扎赉特旗推荐入库专利9件。" in said
    assert "再推荐1件。" in said, "once named a unit goes on speaking"
    assert "扎赉特旗：组织质押融资对接活动1场，惠及企业3家。" in said
    assert not [text for text in said if "如下" in text or "推荐入库专利6件" in text]


def test_problems_and_plans_of_units_stand_where_they_belong_and_what_is_said_of_many_tasks_stands_once(league):
    plan = make_plan(league)
    call, _ = ask_summaries(league, plan.pk, None, ["paper", "electronic"], "张某", task_id=plan.tasks.last().pk)
    text = TEXT.replace("科尔沁右翼前旗", "扎赉特旗").replace("推荐入库专利6件。", "推荐入库专利6件。2027年拟推荐9件。")
    text += "\n五、存在问题和下一步打算\n专利管理人员不够。2027年拟增设联系点。"
    receive_summary(league, of_unit(call, "扎赉特旗").pk, came_as_text(text))
    unit = of_unit(call, "科尔沁右翼前旗").unit
    for task in plan.tasks.order_by("order")[:2]:
        share, _ = TaskUnit.objects.get_or_create(
            task=task, unit=unit, defaults={"role": "assist", "region": unit.region}
        )
        Progress.objects.create(share=share, month="2026-03", answer="moved", text="开展培训1期", by=league)
    plan.tasks.filter(pk=plan.tasks.order_by("order")[0].pk).update(due_on=date(2026, 1, 5))
    paper, said, under = writing.make_paper(league, "summary", 2026, "closed", "内部"), {}, ""
    for block in paper.text.blocks:
        under = block["text"] if block["level"] else under
        said |= {each["text"]: (under, each["evidence"]) for each in block.get("sentences", ())}
    assert said["扎赉特旗：专利管理人员不够。"][0] == "存在的问题"
    assert said["扎赉特旗：2027年拟增设联系点。"][0] == "下一步打算", "each part names who speaks"
    assert said["扎赉特旗：2027年拟推荐9件。"][0] == "下一步打算"
    assert len(said["科尔沁右翼前旗开展培训1期。"][1]) == 2
    plans = [each for each, (under, _) in said.items() if under == "下一步打算" and "扎赉特旗" not in each]
    assert len(plans) <= 3
    assert "尽快完成已逾期的“" in plans[0]
    assert "（应于2026年1月5日前完成）" in plans[0]


def test_a_rewritten_sentence_is_read_again_beside_its_source(league, client):
    plan = make_plan(league)
    call, _ = ask_summaries(league, plan.pk, None, ["paper", "electronic"], "张某", task_id=plan.tasks.last().pk)
    receive_summary(league, of_unit(call, "扎赉特旗").pk, came_as_text(TEXT.replace("科尔沁右翼前旗", "扎赉特旗")))
    paper = writing.make_paper(league, "summary", 2026, "closed", "内部管理信息")
    [wrong, other] = [
        each["id"] for each in sentences(paper.text.blocks) if "推荐入库" in each["text"] or "质押" in each["text"]
    ][:2]
    new = {wrong: "扎赉特旗推荐入库专利60件。", other: "各银行都很满意。"}
    rows = [Row(row.level, new.get(row.id, row.text), row.id) for row in rows_of(paper.text.blocks)]
    paper = writing.write_paper(league, paper.pk, paper.version, paper.title, rows)
    found = standings(paper, league)
    assert (found[wrong].wording, found[other].wording) == ("differs", "unchecked")
    client.force_login(league)
    page = body(client.get(reverse("document", args=[paper.pk])))
    assert "与依据不符：60件" in page
    assert "依据有变 0 句 · " in page, (
        "what says otherwise than its evidence is counted apart from evidence that changed"
    )
    assert "与依据不符 1 句</a>" in page
    assert "句里的 60件，依据的原文里没有" in body(client.get(reverse("document-sentence", args=[paper.pk, wrong])))
    printed = "".join(each.text for each in Document(io.BytesIO(review_copy(paper, league))).paragraphs)
    assert "【与依据不符：60件】扎赉特旗推荐入库专利60件。" in printed
    assert "【改写后未核对】各银行都很满意。" in printed
    assert "依据有变" not in printed
    address = reverse("document-sentence", args=[paper.pk, other])
    assert "已核对，依据仍成立" in body(client.get(address))
    client.post(address, {"read": "1"})
    paper.refresh_from_db()
    found = standings(paper, league)
    assert (found[wrong].wording, found[other].wording) == ("differs", "")


def test_evidence_is_found_in_summaries_and_what_was_taken_away_comes_back(league, client):
    plan = make_plan(league)
    call, _ = ask_summaries(league, plan.pk, None, ["paper", "electronic"], "张某", task_id=plan.tasks.last().pk)
    receive_summary(league, of_unit(call, "扎赉特旗").pk, came_as_text(TEXT.replace("科尔沁右翼前旗", "扎赉特旗")))
    paper = writing.make_paper(league, "summary", 2026, "closed", "内部管理信息")
    first = next(each for each in sentences(paper.text.blocks) if "推荐入库" in each["text"])
    client.force_login(league)
    address = reverse("document-sentence", args=[paper.pk, first["id"]])
    assert "组织质押融资对接活动1场" in body(client.get(address, {"q": "质押融资对接活动1场"}))
    client.post(address, {"drop": "0"})
    paper.refresh_from_db()
    assert standings(paper, league)[first["id"]].bare
    page = body(client.get(address))
    again = re.search(r'name="proof" value="([^"]+)">恢复<', page)
    client.post(address, {"proof": again[1]})
    paper.refresh_from_db()
    assert not standings(paper, league)[first["id"]].marked
