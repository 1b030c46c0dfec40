"""Papers beside other outgoing documents."""

from __future__ import annotations

import pytest
from django.utils import timezone

from tests.conftest import OFFICE, person
from xingzhi.publish.papers import steps, writing
from xingzhi.publish.papers.contradictions import differing
from xingzhi.publish.papers.models import Paper
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
    steps.explain_difference(league, made[0].pk, pair.key, "另一份有误，已通知更正")
    steps.issue_paper(leader, made[0].pk, "", timezone.localdate())
