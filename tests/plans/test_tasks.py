"""Tasks: made once, seen by region, settled by a person or by what the registers show."""

from __future__ import annotations

from datetime import date

import pytest
from django.http import Http404
from django.urls import reverse
from django.utils.translation import override

from tests.builders import number, patent, write_rows
from tests.conftest import BANNER
from xingzhi.plans.actions import TaskRefused, Wanted, make_tasks, settle_task
from xingzhi.plans.listing import titled
from xingzhi.plans.models import Task, TaskState

pytestmark = pytest.mark.django_db
KEY, OTHER = number(2018, 1), number(2018, 2)
GRANTED = {"授权公告日": "2020-05-05", "法律状态": "授权", "法律状态日期": "2020-05-05"}


@pytest.fixture
def patents(take_in, league, tmp_path):
    rows = [patent(2018, 1, region="152221", **GRANTED), patent(2018, 2, region="152223", **GRANTED)]
    take_in(league, write_rows(tmp_path / "patents.csv", rows))


def fee(key, **more):
    return Wanted("pay_fee", key, "9", date(2026, 3, 4))


def test_the_same_is_never_asked_twice(patents, league):
    assert make_tasks(league, [fee(KEY), fee(OTHER)], "valid_inventions", "x", "第一科").made == 2
    again = make_tasks(league, [fee(KEY)], "valid_inventions", "x")
    assert (again.made, again.known) == (0, 1)
    assert Task.objects.get(record_key=KEY).region == BANNER


def test_a_banner_makes_and_sees_its_own_only(patents, league, banner):
    make_tasks(league, [fee(OTHER)], "valid_inventions", "x")
    assert make_tasks(banner, [fee(KEY), fee(OTHER)], "valid_inventions", "x").made == 1
    assert [task.record_key for task in Task.objects.visible_to(banner)] == [KEY]
    with pytest.raises(Http404):
        settle_task(banner, Task.objects.get(record_key=OTHER).pk, "done", "试")


def test_a_payment_in_the_register_settles_the_task(patents, league, take_in, tmp_path):
    make_tasks(league, [fee(KEY), fee(OTHER)], "valid_inventions", "x")
    paid = [{"申请号": KEY, "年费年度": 9, "应缴日": "2026-03-04", "缴费日": "2026-03-01"}]
    take_in(league, write_rows(tmp_path / "fees.csv", paid))
    task = Task.objects.get(record_key=KEY)
    assert (task.state, task.by_evidence) == (TaskState.DONE, True)
    assert "2026-03-01" in task.evidence
    assert Task.objects.get(record_key=OTHER).state == TaskState.OPEN
    task.delete()
    made = make_tasks(league, [fee(KEY)], "valid_inventions", "x")
    assert (made.made, made.settled) == (0, 1), "what the register shows is not asked"


def test_a_lapsed_patent_needs_it_no_more(patents, league, take_in, tmp_path):
    make_tasks(league, [fee(KEY)], "valid_inventions", "x")
    lapsed = GRANTED | {"法律状态": "专利权的终止", "法律状态日期": "2026-01-05", "失效日": "2026-01-05"}
    take_in(league, write_rows(tmp_path / "lapsed.csv", [patent(2018, 1, region="152221", **lapsed)]))
    assert Task.objects.get(record_key=KEY).state == TaskState.DROPPED


def test_a_person_settles_with_a_word_and_opens_again(patents, league):
    make_tasks(league, [fee(KEY)], "valid_inventions", "x")
    task = Task.objects.get()
    with pytest.raises(TaskRefused, match="evidence"):
        settle_task(league, task.pk, "done", " ")
    settle_task(league, task.pk, "done", "已电话核实")
    assert Task.objects.get().settled_by == league
    settle_task(league, task.pk, "open", "记错了")
    assert (Task.objects.get().state, Task.objects.get().settled_by) == (TaskState.OPEN, None)


def test_what_is_no_action_makes_no_task(patents, league):
    with pytest.raises(TaskRefused, match="kind"):
        make_tasks(league, [Wanted("file_more", KEY, "2026", None)], "valid_inventions", "x")
    with pytest.raises(TaskRefused, match="nothing"):
        make_tasks(league, [], "valid_inventions", "x")


def test_from_the_path_to_the_task(patents, league, client):
    client.force_login(league)
    address = reverse("path-tasks", args=["valid_inventions"])
    answer = client.post(address, {"keep": [f"pay_fee|{KEY}|9|2026-03-04", "nonsense"], "unit": "第一科"}, follow=True)
    page = answer.content.decode()
    assert KEY in page
    assert "第一科" in page
    task = Task.objects.get()
    assert (task.title, titled(task)) == ("一种装置1", "提醒权利人缴纳年费：一种装置1")
    with override("en"):
        assert titled(task) == "Remind the holder to pay the annual fee: 一种装置1"
    task.title = "提醒权利人缴纳年费：一种装置1"
    assert titled(task) == "提醒权利人缴纳年费：一种装置1", "as earlier tasks were kept"
    client.post(reverse("task-settle", args=[task.pk]), {"state": "done", "evidence": "已缴"})
    assert "已缴" in client.get(reverse("task", args=[task.pk])).content.decode()


def test_open_tasks_stand_on_the_first_page_late_ones_apart(patents, league, client):
    make_tasks(league, [fee(KEY)], "valid_inventions", "x")
    client.force_login(league)
    said = client.get(reverse("today")).content.decode()
    assert "项任务已过期限" in said
    assert "项任务待办" not in said
    assert reverse("task-list") + "?state=open" in said
    assert reverse("task-list") in client.get(reverse("indicator-list")).content.decode()


def test_a_task_made_without_a_unit_is_given_one_later(patents, league, banner, client):
    make_tasks(league, [fee(KEY), fee(OTHER)], "valid_inventions", "x")
    task, other = Task.objects.get(record_key=KEY), Task.objects.get(record_key=OTHER)
    client.force_login(league)
    address = reverse("task", args=[task.pk])
    assert "指定承办" in client.get(address).content.decode()
    client.post(reverse("task-assign", args=[task.pk]), {"unit": "第一科", "lead": banner.username})
    task.refresh_from_db()
    assert (task.lead_unit, task.lead_person) == ("第一科", banner)
    assert "改承办" in client.get(address).content.decode()
    refused = client.post(reverse("task-assign", args=[other.pk]), {"lead": banner.username}, follow=True)
    assert "负责人看不到其中的专利" in refused.content.decode()
    client.force_login(banner)
    client.post(reverse("task-assign", args=[task.pk]), {"unit": "第二科"})
    task.refresh_from_db()
    assert (task.lead_unit, task.lead_person) == ("第二科", banner), "who sees no people does not take one away"
    settle_task(league, task.pk, "done", "已缴")
    closed = client.post(reverse("task-assign", args=[task.pk]), {"unit": "第三科"}, follow=True)
    assert "请先重新打开" in closed.content.decode()
    assert "指定承办" not in client.get(address).content.decode()
