"""The leader's page is one sheet: letters as large as fit, and where none do, which parts to shorten."""

from __future__ import annotations

import io

import pytest
from django.urls import reverse
from docx import Document

from tests.builders import body
from xingzhi.publish.files.one_page import Sheet, drawn, fit
from xingzhi.publish.papers import steps, writing
from xingzhi.publish.papers.files import fits
from xingzhi.publish.papers.models import Paper
from xingzhi.publish.papers.text import Row
from xingzhi.publish.refused import Refused

SENTENCE = "截至2026年11月27日，每万人口发明专利拥有量2.40件，年度目标2.3件，完成104.3%。"


def sheet(times):
    parts = ("数", "位次", "变化", "原因", "问题", "下一步")
    return Sheet("领导专报", [(part, SENTENCE * (times if part == "下一步" else 1)) for part in parts], True, "示例局")


# Counted in renderings: at these lengths the page is one, at the last they are more.
@pytest.mark.parametrize(("times", "size", "over"), [(1, 16, False), (9, 14, False), (14, 12, False), (40, 10.5, True)])
def test_letters_are_as_large_as_fit_and_too_much_is_told(times, size, over):
    found = fit(sheet(times))
    assert (found.size, bool(found.over)) == (size, over)
    sizes = {run.font.size.pt for row in Document(io.BytesIO(drawn(sheet(times)))).tables[0].rows
             for run in row.cells[1].paragraphs[0].runs}  # fmt: skip
    assert sizes == {size}
    assert [part for part, _ in found.longest] == (["下一步"] if over else [])


@pytest.mark.django_db
def test_a_brief_that_does_not_fit_is_not_submitted_and_says_what_to_shorten(league, client):
    paper = writing.make_paper(league, "brief", 2026, "closed", "内部管理信息")
    rows = [Row("1", "数"), Row("p", "二十件。"), Row("1", "下一步"), Row("p", SENTENCE * 50)]
    paper = writing.write_paper(league, paper.pk, paper.version, paper.title, rows)
    client.force_login(league)
    page = body(client.get(reverse("document", args=[paper.pk])))
    assert "一张 A4 放不下" in page
    assert "“下一步”" in page
    with pytest.raises(Refused) as refused:
        steps.submit_paper(league, paper.pk)
    assert refused.value.code == "too_long"
    writing.write_paper(league, paper.pk, paper.version, paper.title, rows[:3])
    paper = Paper.objects.get(pk=paper.pk)
    assert fits(paper).over == 0
    assert steps.submit_paper(league, paper.pk).state == "submitted"
