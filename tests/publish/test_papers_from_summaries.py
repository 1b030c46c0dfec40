"""The year-end summary takes what units wrote."""

from __future__ import annotations

import pytest
from django.urls import reverse

from tests.builders import body
from tests.plans.summaries.conftest import TEXT, make_plan, of_unit
from xingzhi.plans.summaries import moves
from xingzhi.plans.summaries.asking import ask_summaries
from xingzhi.plans.summaries.receiving import came_as_text, receive_summary
from xingzhi.publish.papers import writing
from xingzhi.publish.papers.contradictions import differing
from xingzhi.publish.papers.evidence import standings
from xingzhi.publish.papers.models import sentences

pytestmark = pytest.mark.django_db


def test_the_summary_takes_what_units_wrote_and_marks_what_was_sent_back(league, client):
    plan = make_plan(league)
    last = plan.tasks.order_by("-order")[0]
    call, _ = ask_summaries(league, plan.pk, None, ["paper", "electronic"], "张某", task_id=last.pk)
    came = came_as_text(TEXT.replace("科尔沁右翼前旗", "扎赉特旗"))
    receive_summary(league, of_unit(call, "扎赉特旗").pk, came)
    paper = writing.make_paper(league, "summary", 2026, "closed", "内部管理信息")
    said = {each["text"]: each["evidence"] for each in sentences(paper.text.blocks)}
    assert [each["unit"] for each in said["推荐入库专利6件。"]] == ["扎赉特旗"]
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
    assert [(each.here, each.there) for each in found if "专利" in each.here] == [
        ("全旗有效发明专利52件。", "年末全旗有效发明专利25件。")
    ]
