"""Papers beside other outgoing documents."""

from __future__ import annotations

import pytest
from django.utils import timezone

from tests.conftest import OFFICE, person
from xingzhi.packs import load
from xingzhi.publish.papers import steps, writing
from xingzhi.publish.papers.contradictions import differing
from xingzhi.publish.papers.kept_facts import PaperFacts
from xingzhi.publish.papers.models import Paper, PaperState, PaperVersion
from xingzhi.publish.papers.telling import documents_of
from xingzhi.publish.papers.text import Row
from xingzhi.publish.refused import Refused

pytestmark = pytest.mark.django_db


def test_two_papers_that_differ_stop_the_issue_until_the_difference_is_explained(league, office):
    second, leader = person("second", "reviewer", OFFICE), person("leader", "reviewer", OFFICE)
    made = []
    for value in ("325", "352"):
        paper = writing.make_paper(league, "quarterly", 2026, "closed", "内部管理信息", period="2026-Q3")
        text = f"截至2026年9月30日，全盟发明专利有效量{value}件。"
        writing.write_paper(league, paper.pk, 1, paper.title, [Row("p", text)])
        steps.submit_paper(league, paper.pk)
        steps.check_paper(second, paper.pk)
        steps.approve_paper(leader, paper.pk)
        made.append(Paper.objects.get(pk=paper.pk))
    (pair,) = differing(made[0])
    assert ("325" in pair.here, "352" in pair.there) == (True, True)
    with pytest.raises(Refused, match="pairs"):
        steps.issue_paper(leader, made[0].pk, "", timezone.localdate())
    steps.explain_contradiction(league, made[0].pk, pair.key, "另一份有误，已通知更正")
    steps.issue_paper(leader, made[0].pk, "", timezone.localdate())


def issued(league, second, leader, text):
    paper = writing.make_paper(league, "quarterly", 2026, "closed", "内部管理信息", period="2026-Q3")
    writing.write_paper(league, paper.pk, 1, paper.title, [Row("p", text)])
    steps.submit_paper(league, paper.pk)
    steps.check_paper(second, paper.pk)
    steps.approve_paper(leader, paper.pk)
    return steps.issue_paper(leader, paper.pk, "", timezone.localdate())


def test_a_paper_is_compared_with_all_of_the_year_each_of_which_was_read_once(league, office, monkeypatch):
    second, leader = person("second", "reviewer", OFFICE), person("leader", "reviewer", OFFICE)
    old = issued(league, second, leader, "截至2026年9月30日，全盟发明专利有效量325件。")
    for at in range(22):
        paper = Paper.objects.create(
            region=OFFICE, kind="quarterly", title=f"第{at}份", year=2026, state=PaperState.ISSUED, version=1,
            publicity="closed", made_by=league, issued_on=timezone.localdate(),
        )  # fmt: skip
        blocks = [{"level": 0, "sentences": [{"id": 1, "text": "走访企业8家。", "evidence": []}]}]
        PaperVersion.objects.create(paper=paper, number=1, title=paper.title, blocks=blocks, by=league)
    new = writing.make_paper(league, "quarterly", 2026, "closed", "内部管理信息", period="2026-Q3")
    new = writing.write_paper(league, new.pk, 1, new.title, [Row("p", "截至2026年9月30日，全盟发明专利有效量352件。")])
    (pair,) = differing(new)
    assert pair.document == old.title
    assert "325" in pair.there
    assert PaperFacts.objects.count() == 23
    read = []
    monkeypatch.setattr(
        "xingzhi.publish.papers.stated.documents_of", lambda each: read.append(each) or documents_of(each)
    )
    assert differing(new) == [pair]
    assert read == [new]
    PaperFacts.objects.filter(paper=old).update(read_with="fact_reading@1999-01-01")
    assert differing(new) == [pair]
    assert PaperFacts.objects.filter(read_with=load().ref("fact_reading")).count() == 23
