"""While a leader is away the person named approves papers, on those days only, and the history says for whom."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils import timezone

from tests.builders import body
from tests.conftest import OFFICE, person
from xingzhi.publish.papers import deputies, steps, writing
from xingzhi.publish.papers.models import Deputy, Paper
from xingzhi.publish.papers.text import Row
from xingzhi.publish.refused import Refused

pytestmark = pytest.mark.django_db


def test_the_deputy_approves_for_who_is_away_and_nobody_else_does(league, office, client):
    leader, checker = person("leader", "reviewer", OFFICE), person("checker", "league_officer", OFFICE)
    deputy, today = person("deputy", "league_officer", OFFICE), timezone.localdate()
    paper = writing.make_paper(league, "adhoc", 2026, "closed", "内部管理信息")
    writing.write_paper(league, paper.pk, 1, paper.title, [Row("p", "走访企业8家。")])
    steps.submit_paper(league, paper.pk)
    steps.check_paper(checker, paper.pk)
    client.force_login(deputy)
    address = reverse("document", args=[paper.pk])
    assert "approve_paper" not in body(client.get(address))
    with pytest.raises(PermissionDenied):
        steps.approve_paper(deputy, paper.pk)
    with pytest.raises(PermissionDenied):  # nobody names themselves for another
        deputies.name_deputy(deputy, leader.pk, deputy.pk, today, today, "出差")
    for instead, first, last, code in (
        (leader, today, today, "deputy"), (deputy, today, today - timedelta(1), "deputy_days"), (deputy, None, today, "deputy_days"),
    ):  # fmt: skip
        with pytest.raises(Refused, match=code):
            deputies.name_deputy(leader, leader.pk, instead.pk, first, last, "出差")
    later = deputies.name_deputy(leader, leader.pk, deputy.pk, today + timedelta(1), today + timedelta(3), "出差")
    with pytest.raises(PermissionDenied):
        steps.approve_paper(deputy, paper.pk)
    Deputy.objects.filter(pk=later.pk).update(first=today)
    assert "approve_paper" in body(client.get(address))
    client.post(reverse("document-move", args=[paper.pk, "approve_paper"]), {"note": "同意"})
    assert Paper.objects.get(pk=paper.pk).state == "approved"
    assert paper.steps.get(move="approved").acting_for == leader
    assert "（代 leader）" in body(client.get(address))


def test_who_wrote_or_checked_a_paper_does_not_approve_it_through_a_deputy_and_time_ends(league, office, client):
    leader, deputy = person("leader", "reviewer", OFFICE), person("deputy", "league_officer", OFFICE)
    paper = writing.make_paper(league, "adhoc", 2026, "closed", "内部管理信息")
    writing.write_paper(league, paper.pk, 1, paper.title, [Row("p", "走访企业8家。")])
    steps.submit_paper(league, paper.pk)
    steps.check_paper(leader, paper.pk)
    client.force_login(leader)
    page, today = reverse("document-deputies"), timezone.localdate().isoformat()
    asked = {"absent": leader.pk, "deputy": deputy.pk, "first": today, "last": today, "reason": "培训"}
    assert "培训" in body(client.post(page, asked, follow=True))
    with pytest.raises(PermissionDenied):
        steps.approve_paper(deputy, paper.pk)
    assert "提前结束" in body(client.post(page, {"end": Deputy.objects.get().pk}, follow=True))
    assert not Deputy.objects.in_force(timezone.localdate()).exists()
    assert "没有指定" in body(client.post(page, asked | {"last": ""}, follow=True))
