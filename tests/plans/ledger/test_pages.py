"""The pages of the living plan as an officer uses them."""

from __future__ import annotations

import io
import json
import zipfile
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from tests.builders import body
from tests.plans.ledger.made import plan
from tests.plans.ledger.test_month_books import filled, month, unit_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def made(league: Any) -> Any:
    return plan(league, 6)


def client_of(user: Any) -> Client:
    client = Client()
    client.force_login(user, "django.contrib.auth.backends.ModelBackend")
    return client


def test_an_empty_plan_says_where_tasks_come_from(league: Any) -> None:
    client = client_of(league)
    for path in ("/plans/ledger/", "/plans/ledger/months/"):
        assert "通知核对后列入计划" in body(client.get(path))


def test_counts_open_to_their_rows_and_the_rule_of_colours_is_shown(league: Any, made: Any) -> None:
    client = client_of(league)
    page = body(client.get("/plans/ledger/"))
    assert "距时限不足 15 天，或受阻" in page
    assert page.count('data-label="任务"') == 6
    late = body(client.get("/plans/ledger/", {"mark": "late"}))
    assert late.count('data-label="任务"') == 3
    assert "没有符合条件的任务" in body(client.get("/plans/ledger/", {"mark": "blocked"}))


def test_a_day_that_does_not_exist_or_lies_in_the_past_is_said(league: Any, made: Any) -> None:
    client, task = client_of(league), made.tasks.order_by("order")[0]
    address = f"/plans/ledger/tasks/{task.pk}/change/"
    for due, said in (("2026-02-31", "没有这一天"), ("2020-01-01", "时限在今天以前")):
        sent = {"do": "edit", "due": due, "reason": "试"}
        assert said in body(client.post(address, sent, follow=True))
    task.refresh_from_db()
    assert task.due_on == task.first_due


def test_lead_target_and_deadline_are_saved_together_or_not_at_all(league: Any, made: Any) -> None:
    from tests.plans.ledger.made import SECTIONS, units

    client, task = client_of(league), made.tasks.order_by("order")[1]
    lead, due = units()[SECTIONS[3]], timezone.localdate() + timedelta(days=40)
    sent = {"do": "edit", "text": task.text, "lead": lead.pk, "due": str(due), "target_kind": "number", "target_value": "5",
            "target_unit": "场", "target_text": "不少于5场", "seen": "0", "block_reason": "等文件"}  # fmt: skip
    address = f"/plans/ledger/tasks/{task.pk}/change/"
    page = body(client.post(address, sent))
    assert "请写修改理由" in page
    assert f'name="due" value="{due}"' in page, "what was typed stays"
    assert "不少于5场</textarea>" in page
    task.refresh_from_db()
    assert (task.lead_unit.name, task.target_kind) == (SECTIONS[1], "")
    page = body(client.post(address, sent | {"reason": "分工调整"}))
    assert 'value="等文件"' in page, "typed for another button, and kept on the page"
    task.refresh_from_db()
    assert (task.lead_unit.name, task.due_on, task.target["value"]) == (SECTIONS[3], due, "5")
    known = task.target
    client.post(address, {"do": "done", "text": "改了题目", "settle_reason": "已办", "target_kind": "number", "target_value": "5",
                          "target_unit": "场", "target_text": "不少于5场"})  # fmt: skip
    task.refresh_from_db()
    assert (task.text, task.state) == ("改了题目", "done"), "a button saves what was changed as well"
    assert task.target == known | {"sense": "at_least"}


def test_a_form_opened_before_somebody_changed_the_task_overwrites_nothing(league: Any, made: Any) -> None:
    client, task = client_of(league), made.tasks.order_by("order")[0]
    address = f"/plans/ledger/tasks/{task.pk}/change/"
    client.post(address, {"do": "edit", "text": "先改的", "seen": "0"})
    assert "打开页面以后这项任务改过" in body(
        client.post(address, {"do": "edit", "text": "后改的", "seen": "0"}, follow=True)
    )
    task.refresh_from_db()
    assert task.text == "先改的"


def test_a_banner_reports_its_month_and_all_that_is_left_by_one_click(banner: Any, made: Any) -> None:
    from xingzhi.plans.ledger.models import Progress, TaskUnit

    client, unit = client_of(banner), unit_of()
    address = f"/plans/ledger/months/{made.pk}/{unit.pk}/"
    share = TaskUnit.objects.visible_to(banner).filter(unit=unit).order_by("task__order")[0]
    sent = {"do": "save", "month": month(), f"a-{share.pk}": "moved", f"t-{share.pk}": "办了两场", f"b-{share.pk}": "0"}
    assert "已保存 1 项" in body(client.post(address, sent, follow=True))
    assert "本月无进展" in body(client.post(address, {"do": "none", "month": month()}, follow=True))
    assert "还有 0 项未报" in body(client.get(address))
    assert Progress.objects.count() == unit.tasks.count()
    assert "待报本月进展" not in body(client.get("/"))


def test_words_without_an_answer_are_kept_and_the_rest_has_no_progress(banner: Any, made: Any) -> None:
    from xingzhi.plans.ledger.models import Answer, Progress

    client, unit = client_of(banner), unit_of()
    address = f"/plans/ledger/months/{made.pk}/{unit.pk}/"
    shares = list(unit.tasks.order_by("task__order"))
    page = body(client.get("/plans/ledger/months/"))
    assert f'href="{address}?month={month()}">填报</a>' in page
    assert "已保存" not in body(client.post(address, {"do": "save", "month": month()}, follow=True))
    sent = {"do": "none", "month": month(), f"a-{shares[0].pk}": "", f"t-{shares[0].pk}": "办了两场"}
    body(client.post(address, sent, follow=True))
    said = dict(Progress.objects.values_list("share", "answer"))
    assert said == {share.pk: Answer.NONE.value for share in shares} | {shares[0].pk: Answer.MOVED.value}


def test_a_row_that_cannot_be_kept_stays_as_it_was_typed_and_the_others_are_kept(banner: Any, made: Any) -> None:
    from xingzhi.plans.ledger.models import Progress

    client, unit = client_of(banner), unit_of()
    wrong, right = unit.tasks.order_by("task__order")[:2]
    sent = {"do": "none", "month": month(), f"a-{wrong.pk}": "moved", f"t-{wrong.pk}": "入库三件", f"v-{wrong.pk}": "三件",
            f"a-{right.pk}": "moved", f"t-{right.pk}": "办了两场"}  # fmt: skip
    page = body(client.post(f"/plans/ledger/months/{made.pk}/{unit.pk}/", sent))
    assert "完成值不是数" in page
    assert ">入库三件</textarea>" in page
    assert 'value="三件"' in page
    assert "已保存 1 项" in page
    assert Progress.objects.get().share_id == right.pk, "nothing was said of the rest"


def test_every_number_of_a_target_is_reported(banner: Any, league: Any, made: Any) -> None:
    from xingzhi.plans.ledger.ledger_aims import aim_of

    share = unit_of().tasks.order_by("task__order")[0]
    aimed = aim_of("不少于2期；培训300人次以上")
    made.tasks.filter(pk=share.task_id).update(target_kind=aimed["target_kind"], target=aimed["target"])
    address = f"/plans/ledger/months/{made.pk}/{share.unit_id}/"
    sent = {
        "do": "save",
        "month": month(),
        f"a-{share.pk}": "as_planned",
        f"v-{share.pk}": "1",
        f"w-{share.pk}-0": "一百",
    }
    assert 'value="一百"' in body(client_of(banner).post(address, sent))
    assert 'value="120"' in body(client_of(banner).post(address, sent | {f"w-{share.pk}-0": "120"}, follow=True))
    assert "120 人次" in body(client_of(league).get("/plans/ledger/"))


def test_evidence_is_attached_without_losing_what_was_typed(banner: Any, made: Any) -> None:
    client, share = client_of(banner), unit_of().tasks.order_by("task__order")[0]
    sent = {"month": month(), "record": "patents:x", f"a-{share.pk}": "", f"t-{share.pk}": "办了两场"}
    page = body(client.post(f"/plans/ledger/shares/{share.pk}/evidence/", sent, follow=True))
    assert "没有这条记录" in page
    assert ">办了两场</textarea>" in page


def test_a_workbook_is_merged_by_the_page_and_what_waits_is_shown(
    league: Any, banner: Any, made: Any, tmp_path: Path
) -> None:
    path = filled(banner, made, tmp_path / "a.xlsx", [("有进展", "办了两场")], ("新增一项宣传",))
    client = client_of(league)
    for said in ("采用 1 项", "已合并过"):
        with path.open("rb") as stream:
            assert said in body(client.post("/plans/ledger/months/upload/", {"file": stream}, follow=True))
    page = body(client.get("/plans/ledger/months/"))
    assert "新增一项宣传" in page
    assert "没有这一天" in body(client.get(f"/plans/ledger/months/{made.pk}/{unit_of().pk}/"))
    assert "行新增任务待确认" in body(client.get("/"))


def test_one_archive_holds_the_workbook_of_every_unit(league: Any, made: Any) -> None:
    answer = client_of(league).get(f"/plans/ledger/months/{made.pk}/workbooks/")
    with zipfile.ZipFile(io.BytesIO(answer.content)) as archive:
        names = archive.namelist()
    assert any(unit_of().name in name for name in names)
    assert len(names) == len(set(names)) == 12


def test_the_note_names_tasks_and_days_and_leaves_its_number_blank(league: Any, made: Any) -> None:
    from docx import Document

    answer = client_of(league).get(f"/plans/ledger/months/{made.pk}/supervision/", {"unit": unit_of().pk})
    document = Document(io.BytesIO(answer.content))
    text = "\n".join(each.text for each in document.paragraphs)
    assert unit_of().name in text
    assert "文号：\n" in text + "\n"
    assert any("已过时限" in cell.text for table in document.tables for row in table.rows for cell in row.cells)


def test_the_api_and_the_command_give_the_rows(league: Any, banner: Any, made: Any, capsys: Any) -> None:
    from xingzhi.cli import main

    told = client_of(banner).get("/api/plan-tasks").json()
    assert told
    assert {each["region"] for each in told} == {"1522"}
    assert len(told) < 6
    assert main(["plan", "ledger", "--json", "--year", str(timezone.localdate().year)]) == 0
    assert [each["number"] for each in json.loads(capsys.readouterr().out)["tasks"]][:2] == ["1.1", "2.1"]


def test_a_plan_of_next_year_does_not_take_over_the_running_one(league: Any, made: Any) -> None:
    client, year = client_of(league), made.year
    plan(league, 3, year + 1)
    for path in ("/plans/ledger/", "/plans/ledger/months/"):
        page = body(client.get(path))
        assert f"/plans/ledger/?year={year}&amp;month={month()}" in page
    assert f"?year={year + 1}" in page  # the switch to the other year
    later = body(client.get("/plans/ledger/months/", {"year": year + 1}))
    assert "未到月份" in later
    assert "缺 " not in later
    assert '本月未报全 <strong class="numeric">0<' in body(client.get("/plans/ledger/", {"year": year + 1}))


def test_a_supposed_lead_is_confirmed_by_a_button_and_not_by_saving(league: Any, made: Any) -> None:
    client, task = client_of(league), made.tasks.order_by("order")[1]
    made.tasks.filter(pk=task.pk).update(lead_suggested=True)
    address = f"/plans/ledger/tasks/{task.pk}/"
    client.post(
        f"{address}change/", {"do": "edit", "text": task.text, "lead": task.lead_unit_id, "person": league.username}
    )
    page = body(client.get(address))
    assert f"— → {league.display_name}" in page, "nobody was responsible before"
    assert "待确认" in page
    client.post(f"{address}change/", {"do": "confirm_lead"})
    page = body(client.get(address))
    assert "待确认" not in page
    assert "确认牵头" in page, "in the history"
