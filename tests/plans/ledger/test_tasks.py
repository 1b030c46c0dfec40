"""Tasks of the plan: colours, what is late, moved or blocked, targets that fill themselves, the same answer again."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from tests.plans.ledger.made import plan

pytestmark = pytest.mark.django_db


@pytest.fixture
def made(league: Any) -> Any:
    return plan(league, 6)


def tasks_of(made: Any) -> list[Any]:
    return list(made.tasks.order_by("order"))


def rows_of(user: Any, made: Any) -> dict[int, Any]:
    from xingzhi.plans.ledger.rows import ledger
    from xingzhi.plans.ledger.state import shown_month

    return {row.task.pk: row for row in ledger(user, made, shown_month(made.year, timezone.localdate()))}


def test_colours_follow_the_rule_of_the_pack(league: Any, made: Any) -> None:
    from xingzhi.packs import load
    from xingzhi.plans.ledger.state import colour_of

    task, today = tasks_of(made)[0], timezone.localdate()
    days = load().plan_ledger.days_before.value
    for due, state, colour in (
        (today - timedelta(days=1), "open", "red"), (today, "open", "yellow"), (today + timedelta(days=days), "open", "yellow"),
        (today + timedelta(days=days + 1), "open", "green"), (today + timedelta(days=days + 1), "blocked", "yellow"),
        (today - timedelta(days=1), "done", "green"), (None, "open", ""), (today, "dropped", ""),
    ):  # fmt: skip
        task.due_on, task.state = due, state
        assert colour_of(task, today) == colour, (due, state)


def test_late_rescheduled_and_blocked_are_counted_apart(league: Any, made: Any) -> None:
    from xingzhi.plans.ledger.moving import NotMoved, block_task, reschedule_task
    from xingzhi.plans.ledger.rows import counts

    late, moved, blocked = tasks_of(made)[:3]  # all three are past their day
    soon = timezone.localdate() + timedelta(days=3)
    with pytest.raises(NotMoved, match="no_reason"):
        reschedule_task(league, moved.pk, soon, " ")
    with pytest.raises(NotMoved, match="past"):
        reschedule_task(league, moved.pk, timezone.localdate() - timedelta(days=1), "推迟")
    reschedule_task(league, moved.pk, soon, "会议推迟")
    with pytest.raises(NotMoved, match="no_condition"):
        block_task(league, blocked.pk, "等批复", "")
    block_task(league, blocked.pk, "等批复", "批复后")
    rows = rows_of(league, made)
    assert rows[late.pk].marks >= {"late"}
    assert "moved" not in rows[late.pk].marks
    assert "moved" in rows[moved.pk].marks
    assert "late" not in rows[moved.pk].marks
    assert rows[moved.pk].moved.reason == "会议推迟"
    assert rows[moved.pk].moved.by == league
    assert {"blocked", "blocked_past"} <= rows[blocked.pk].marks
    assert "late" not in rows[blocked.pk].marks
    found = counts(list(rows.values()))
    assert (found["late"], found["moved"], found["blocked"]) == (1, 1, 1)


def test_settled_and_opened_again_with_reasons(league: Any, made: Any) -> None:
    from xingzhi.plans.ledger.moving import NotMoved, settle_plan_task

    task = tasks_of(made)[0]
    with pytest.raises(NotMoved, match="no_reason"):
        settle_plan_task(league, task.pk, "done", "")
    settle_plan_task(league, task.pk, "done", "已印发")
    with pytest.raises(NotMoved, match="wrong_state"):
        settle_plan_task(league, task.pk, "dropped", "x")
    settle_plan_task(league, task.pk, "reopened", "还差一项")
    assert list(task.moves.order_by("id").values_list("what", flat=True)) == ["done", "reopened"]


def test_a_banner_sees_its_own_share_only_and_moves_nothing(league: Any, banner: Any, made: Any) -> None:
    from xingzhi.plans.ledger.models import Progress, TaskUnit
    from xingzhi.plans.ledger.moving import reschedule_task

    rows = rows_of(banner, made)
    assert rows
    assert len(rows) < made.tasks.count()
    assert {share.region for row in rows.values() for share in row.shares} == {"152221"}
    assert not TaskUnit.objects.visible_to(banner).exclude(region="152221").exists()
    assert not Progress.objects.visible_to(banner).exists()
    with pytest.raises(PermissionDenied):
        reschedule_task(banner, next(iter(rows)), timezone.localdate() + timedelta(days=2), "x")


def test_a_correction_is_a_version_and_nobody_is_overwritten_unseen(banner: Any, made: Any) -> None:
    from xingzhi.plans.ledger.answering import NotReported, Said, report_no_progress, report_progress
    from xingzhi.plans.ledger.models import Progress, TaskUnit
    from xingzhi.plans.ledger.state import month_of

    month = month_of(timezone.localdate())
    share = TaskUnit.objects.visible_to(banner).order_by("task__order")[0]
    with pytest.raises(NotReported, match="no_text"):
        report_progress(banner, share.pk, month, Said("moved"))
    report_progress(banner, share.pk, month, Said("moved", "一场"))
    with pytest.raises(NotReported, match="changed"):
        report_progress(banner, share.pk, month, Said("moved", "两场"))
    report_progress(banner, share.pk, month, Said("moved", "两场", base=1))
    assert report_progress(banner, share.pk, month, Said("moved", "一场", base=1)) is None, (
        "an untouched line of an old page"
    )
    assert list(Progress.objects.order_by("version").values_list("text", flat=True)) == ["一场", "两场"]
    left = share.unit.tasks.count() - 1
    assert report_no_progress(banner, made.pk, share.unit_id, month) == left
    assert report_no_progress(banner, made.pk, share.unit_id, month) == 0
    with pytest.raises(NotReported, match="month"):
        report_progress(banner, share.pk, f"{made.year + 1}-01", Said("none"))


def test_what_a_unit_says_to_be_done_or_blocked_waits_for_the_lead(league: Any, banner: Any, made: Any) -> None:
    from xingzhi.plans.ledger.answering import Said, report_progress
    from xingzhi.plans.ledger.models import TaskUnit
    from xingzhi.plans.ledger.state import month_of

    month = month_of(timezone.localdate())
    first, second = TaskUnit.objects.visible_to(banner).order_by("task__order")[:2]
    report_progress(banner, first.pk, month, Said("blocked", "场地未定"))
    report_progress(banner, second.pk, month, Said("done"))
    rows = rows_of(league, made)
    assert "said_blocked" in rows[first.task_id].marks
    assert "blocked" not in rows[first.task_id].marks
    assert "said_done" in rows[second.task_id].marks
    assert rows[second.task_id].task.state == "open"


def test_values_of_units_add_up_but_percentages_do_not_and_nothing_is_divided_by_the_unknown(
    league: Any, made: Any
) -> None:
    from xingzhi.plans.ledger.targets import reached

    task = tasks_of(made)[0]
    told = [("甲", Decimal(7)), ("乙", Decimal(5))]
    assert (reached(task, made.region, told).value, reached(task, made.region, told).share) == (12, 60)
    assert (reached(task, made.region).value, reached(task, made.region).lacks) == (None, "report")
    task.target = {"text": "80%以上", "value": "80", "unit": "%"}
    assert reached(task, made.region, told).value is None
    task.target = {"text": "", "value": "0", "unit": "次"}
    assert reached(task, made.region, told).share is None


def test_a_count_over_a_register_fills_itself_and_opens_to_its_records(
    league: Any, made: Any, take_in: Any, tmp_path: Any
) -> None:
    from tests.builders import patent, write_rows
    from xingzhi.plans.ledger.editing import Edited, edit_plan_task
    from xingzhi.plans.ledger.moving import NotMoved
    from xingzhi.plans.ledger.targets import counted_keys

    task, this, last = tasks_of(made)[0], f"{made.year}-01-02", f"{made.year - 1}-12-30"
    rows = [
        patent(made.year, 1, 申请日=this),
        patent(made.year - 1, 2, 申请日=last),
        patent(made.year, 3, "utility_model", 申请日=this),
    ]
    target = {"register": "patents", "date_field": "filing_date", "value": "4", "unit": "件",
              "conditions": [{"field": "patent_type", "op": "eq", "value": "invention"}]}  # fmt: skip
    edit_plan_task(league, task.pk, Edited(target_kind="count", target=target))
    assert rows_of(league, made)[task.pk].reached.lacks == "snapshot"
    take_in(league, write_rows(tmp_path / "p.csv", rows))
    task.refresh_from_db()
    found = rows_of(league, made)[task.pk].reached
    assert (found.value, found.share, len(counted_keys(task, made.region))) == (1, 25, 1)
    with pytest.raises(NotMoved, match="target"):
        edit_plan_task(league, task.pk, Edited(target_kind="count", target={**target, "register": "no_such"}))
    edit_plan_task(league, task.pk, Edited(target_kind="indicator", target={"indicator": "valid_inventions"}))
    assert rows_of(league, made)[task.pk].reached.indicator == "valid_inventions"


def test_evidence_is_proposed_from_the_registers_and_attached_by_one_click(
    banner: Any, league: Any, made: Any, take_in: Any, tmp_path: Any
) -> None:
    from tests.builders import patent, write_rows
    from xingzhi.plans.ledger.answering import NotReported, attach_evidence, newest
    from xingzhi.plans.ledger.editing import Edited, edit_plan_task
    from xingzhi.plans.ledger.models import TaskUnit
    from xingzhi.plans.ledger.proposals import proposed
    from xingzhi.plans.ledger.state import month_of

    today = timezone.localdate()
    month, day = month_of(today), date(today.year, today.month, 1).isoformat()
    own, other = patent(today.year, 1, 申请日=day), patent(today.year, 2, 申请日=day, region="152223")
    take_in(league, write_rows(tmp_path / "p.csv", [own, other]))
    share = TaskUnit.objects.visible_to(banner).order_by("task__order")[0]
    target = {"register": "patents", "date_field": "filing_date", "conditions": []}
    edit_plan_task(league, share.task_id, Edited(target_kind="count", target=target))
    share = TaskUnit.objects.select_related("task").get(pk=share.pk)
    [found] = proposed(banner, share, month, [])
    attach_evidence(banner, share.pk, month, found.register, found.row.key)
    said = newest(share.pk, month)
    assert (said.answer, said.evidence[0]["key"]) == ("moved", found.row.key)
    assert proposed(banner, share, month, said.evidence) == []
    with pytest.raises(NotReported, match="record"):
        attach_evidence(banner, share.pk, month, "patents", other["申请号"].removeprefix("CN"))


def test_as_planned_again_and_again_is_told_to_the_lead_first(league: Any, made: Any) -> None:
    from tests.conftest import OFFICE, person
    from xingzhi.plans.ledger.models import Progress
    from xingzhi.plans.ledger.repeated import repeated_for

    task = tasks_of(made)[0]
    leader, share = person("leader", "reviewer", OFFICE), task.units.order_by("pk")[0]
    task.state, task.lead_person = "open", league
    task.save()

    def say(month: int, answer: str = "as_planned", **more: Any) -> None:
        Progress.objects.create(share=share, month=f"{made.year}-{month:02d}", answer=answer, by=league, **more)

    def told(user: Any) -> list[int]:
        return [each.pk for each in repeated_for(user, f"{made.year}-12")]

    say(1), say(2)
    assert told(league) == []
    say(3)
    assert (told(league), told(leader)) == ([task.pk], [])
    say(4)
    assert (told(league), told(leader)) == ([task.pk], [task.pk])
    say(5, evidence=[{"register": "pledges", "key": "1", "label": "x"}])
    assert told(league) == []


def test_who_reported_is_not_taken_off_a_task(league: Any, made: Any) -> None:
    from xingzhi.plans.ledger.answering import Said, report_progress
    from xingzhi.plans.ledger.editing import Edited, edit_plan_task
    from xingzhi.plans.ledger.moving import NotMoved
    from xingzhi.plans.ledger.state import month_of

    task = tasks_of(made)[1]
    share = task.units.exclude(role="lead").order_by("pk")[0]
    report_progress(league, share.pk, month_of(timezone.localdate()), Said("none"))
    with pytest.raises(NotMoved, match="reported") as refused:
        edit_plan_task(league, task.pk, Edited(assist=()))
    assert refused.value.name == share.unit.name
    edit_plan_task(league, task.pk, Edited(assist=(share.unit_id,), lead=0, texts={"note": "改"}), "分工调整")
    assert [each.unit_id for each in task.units.all()] == [share.unit_id]


def test_a_task_moved_to_another_part_stands_behind_its_last(league: Any, made: Any) -> None:
    from xingzhi.plans.ledger.editing import Edited, edit_plan_task

    task = made.tasks.order_by("order")[0]
    edit_plan_task(league, task.pk, Edited(texts={"heading": "（二）强化保护"}))
    task.refresh_from_db()
    assert (task.heading, task.number) == ("二、强化保护", "2.3")
    assert task.moves.get().after == {"heading": "二、强化保护", "number": "2.3"}
