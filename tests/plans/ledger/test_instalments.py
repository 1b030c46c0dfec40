"""A task that comes again has its times: proposed from the notice, looked at, each with its own day."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone

from tests.plans.ledger.made import plan
from tests.plans.notices.office import TEXT, confirm_all, hand_in, know_units, piece
from xingzhi.plans.ledger.recurring import Due, recurring


@pytest.mark.parametrize(
    ("words", "days", "assumed"),
    [
        ("每季度通报一次", ["03-31", "06-30", "09-30", "12-31"], True),
        ("每季度末", ["03-31", "06-30", "09-30", "12-31"], False),
        ("每季度最后一个月20日前", ["03-20", "06-20", "09-20", "12-20"], False),
        ("每季度首月5日前", ["01-05", "04-05", "07-05", "10-05"], False),
        ("每半年至少一次", ["06-30", "12-31"], True),
        ("每季度结束后10日内", ["04-10", "07-10", "10-10", "01-10"], False),
        ("每季度5日前", [], False),
        ("每季度上旬", [], False),
        ("每周一次", [], False),
    ],
)
def test_the_days_words_name(words: str, days: list[str], assumed: bool) -> None:
    found = recurring(words, 2026)
    assert ([f"{due.day:%m-%d}" for due in found.dues], found.assumed) == (days, assumed)


def test_months_are_of_their_own_length_and_days_before_the_notice_are_none() -> None:
    found = recurring("每月30日前", 2026, date(2026, 2, 10)).dues
    assert found[0] == Due("2月", date(2026, 2, 28))
    assert (len(found), found[-1].day) == (11, date(2026, 12, 30))


@pytest.mark.django_db
def test_times_are_proposed_marked_edited_and_adopted(league: Any, tmp_path: Any) -> None:
    from xingzhi.plans.ledger.models import PlanTask
    from xingzhi.plans.notices.adopting import adopt_notice
    from xingzhi.plans.notices.deciding import decide_piece
    from xingzhi.plans.notices.pieces import content
    from xingzhi.plans.notices.review import Review
    from xingzhi.plans.notices.taking import NoticeRefused

    know_units(league)
    text = TEXT.replace("建立通报制度。", "每季度通报一次。").replace("及时移送线索", "每月5日前移送线索")
    notice = hand_in(league, tmp_path, text)
    one, other = piece(notice, "通报一次"), piece(notice, "移送线索")
    assert [guess.code for guess in Review(notice).looked[one.pk].guesses if "times" in guess.code] == ["times_assumed"]
    typed = {**content(one), "instalments": ["2099-06-31"]}
    with pytest.raises(NoticeRefused, match="no_day"):
        decide_piece(league, one.pk, one.version, "task", typed)
    decide_piece(league, one.pk, one.version, "task", {**typed, "instalments": ["2099-06-20", "2099-12-31"]})
    confirm_all(league, notice)
    adopt_notice(league, notice.pk)
    task = PlanTask.objects.get(text__contains="通报一次")
    assert [(each.label, str(each.due_on)) for each in task.instalments.all()] == [
        ("第1期", "2099-06-20"), ("第四季度", "2099-12-31"),
    ]  # fmt: skip
    assert (task.due_on, task.first_due) == (date(2099, 6, 20), date(2099, 6, 20))
    again = PlanTask.objects.get(piece=other)
    assert (again.instalments.count(), again.due_on) == (9, date(2099, 4, 5))


@pytest.mark.django_db
def test_a_task_that_follows_another_notice_takes_its_times(league: Any, tmp_path: Any) -> None:
    from xingzhi.plans.ledger.models import PlanTask
    from xingzhi.plans.notices.adopting import adopt_notice
    from xingzhi.plans.notices.deciding import choose_assignment
    from xingzhi.plans.notices.review import Review

    know_units(league)
    text = TEXT.replace("建立通报制度。", "每季度末通报一次。")
    for name, said in (("a.txt", text), ("b.txt", text.replace("9号", "10号").replace("每季度末", "每半年末"))):
        notice = hand_in(league, tmp_path, said, name)
        confirm_all(league, notice)
        for pk, like in Review(notice).likes.items():
            if like.differs:
                choose_assignment(league, pk, notice.pieces.get(pk=pk).version, like.task.pk, "theirs")
        adopt_notice(league, notice.pk)
    task = PlanTask.objects.get(text__contains="通报一次")
    assert [str(each.due_on) for each in task.instalments.all()] == ["2099-06-30", "2099-12-31"]
    assert (str(task.due_on), task.recurrence[:4]) == ("2099-06-30", "每半年末")


@pytest.fixture
def task(league: Any) -> Any:
    from xingzhi.plans.ledger.settling import set_instalments

    made = plan(league, 1).tasks.get()
    today = timezone.localdate()
    days = [today - timedelta(days=10), today + timedelta(days=30), today + timedelta(days=60)]
    return set_instalments(league, made.pk, "、".join(map(str, days)), "按季度通报")


@pytest.mark.django_db
def test_each_time_is_settled_and_the_next_one_counts(league: Any, task: Any) -> None:
    from xingzhi.plans.ledger.moving import NotMoved, reschedule_task, settle_plan_task
    from xingzhi.plans.ledger.rows import ledger
    from xingzhi.plans.ledger.settling import settle_instalments

    first, second, third = task.instalments.all()
    [row] = ledger(league, task.plan, f"{task.plan.year}-01")
    assert (row.colour, row.marks & {"late", "moved"}, row.following) == ("red", {"late"}, first)
    with pytest.raises(NotMoved, match="no_reason"):
        settle_instalments(league, task.pk, [first.pk], " ")
    settle_instalments(league, task.pk, [first.pk], "通报第1号")
    [row] = ledger(league, task.plan, f"{task.plan.year}-01")
    assert (row.colour, row.times_done, row.task.due_on, "moved" in row.marks) == ("green", 1, second.due_on, False)
    later = second.due_on + timedelta(days=5)
    reschedule_task(league, task.pk, later, "等数据")
    second.refresh_from_db()
    assert (second.due_on, "moved" in ledger(league, task.plan, f"{task.plan.year}-01")[0].marks) == (later, True)
    settle_instalments(league, task.pk, [second.pk, third.pk], "通报第2、3号")
    task.refresh_from_db()
    assert task.state == "done"
    settle_plan_task(league, task.pk, "reopened", "第3号没有发出")
    assert [each.done_on is None for each in task.instalments.all()] == [False, False, True]


@pytest.mark.django_db
def test_a_banner_sees_the_times_of_its_task_but_not_what_the_office_noted(
    league: Any, banner: Any, task: Any, client: Any
) -> None:
    from xingzhi.plans.ledger.settling import settle_instalments

    settle_instalments(league, task.pk, [task.instalments.first().pk], "别的旗县的事")
    client.force_login(banner)
    page = client.get(reverse("plan-task", args=[task.pk])).content.decode()
    assert "第1期" in page
    assert "别的旗县的事" not in page
    assert client.get(f"/api/plan-tasks/{task.pk}").json()["instalments"][0]["note"] == ""


@pytest.mark.django_db
def test_the_page_shows_the_times_and_says_which_day_is_none(client: Any, league: Any, task: Any) -> None:
    client.force_login(league)
    page = reverse("plan-task", args=[task.pk])
    assert "第1期" in client.get(page).content.decode()
    assert "已完成 0/3 期" in client.get(reverse("plan-ledger")).content.decode()
    change = reverse("plan-task-change", args=[task.pk])
    told = client.post(
        change, {"do": "instalments", "days": "2026-02-31", "days_reason": "x"}, follow=True
    ).content.decode()
    assert "“2026-02-31”不是日期，或没有这一天" in told
    assert task.instalments.count() == 3


@pytest.mark.django_db
def test_a_task_that_is_done_has_all_of_its_times_done_and_its_last_day(client: Any, league: Any, task: Any) -> None:
    from xingzhi.plans.ledger.moving import settle_plan_task

    last = task.instalments.last().due_on
    settle_plan_task(league, task.pk, "done", "全部通报")
    client.force_login(league)
    page = client.get(reverse("plan-ledger")).content.decode()
    assert "已完成 3/3 期" in page
    assert f"{last}" in page
    settle_plan_task(league, task.pk, "reopened", "办错了")
    assert "已完成 0/3 期" in client.get(reverse("plan-ledger")).content.decode()
