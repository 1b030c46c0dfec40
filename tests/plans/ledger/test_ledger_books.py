"""The whole ledger goes out as a workbook, is edited in a meeting, and comes back: shown first, then taken."""

from __future__ import annotations

import io
import zipfile
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook

from tests.plans.ledger.made import plan
from xingzhi.plans.ledger.ledger_book import HEAD_ROW
from xingzhi.plans.ledger.ledger_columns import COLUMNS

pytestmark = pytest.mark.django_db
FIRST = HEAD_ROW + 2  # the sheet's number of the first row


@pytest.fixture
def made(league: Any) -> Any:
    return plan(league, 6)


def out(user: Any, made: Any) -> Any:
    from xingzhi.plans.ledger import ledger_book
    from xingzhi.plans.ledger.rows import ledger
    from xingzhi.plans.ledger.state import shown_month

    month = shown_month(made.year, timezone.localdate())
    return load_workbook(io.BytesIO(ledger_book.write(made, month, ledger(user, made, month))))


def put(sheet: Any, row: int, column: str, text: str) -> None:
    sheet.cell(row, COLUMNS.index(column) + 1).value = text


def back(user: Any, made: Any, book: Any, path: Path) -> Any:
    from xingzhi.plans.ledger.ledger_taking import bring_ledger_back

    book.save(path)
    return bring_ledger_back(user, made.pk, path, path.name)


def test_the_sheet_is_set_up_for_a4_across_with_heads_on_each_page(league: Any, made: Any) -> None:
    sheet = out(league, made).active
    assert (sheet.page_setup.orientation, str(sheet.page_setup.paperSize)) == ("landscape", "9")
    assert sheet.print_title_rows == f"${HEAD_ROW + 1}:${HEAD_ROW + 1}"
    assert "红：已过时限" in sheet.cell(3, 2).value
    assert "15" in sheet.cell(3, 2).value


def test_a_task_for_every_unit_and_one_without_a_day_say_so(client: Any, league: Any, made: Any) -> None:
    from xingzhi.plans.ledger.models import PlanTask, TaskUnit

    task = made.tasks.order_by("order")[0]
    TaskUnit.objects.filter(task=task, unit=task.lead_unit).delete()
    PlanTask.objects.filter(pk=task.pk).update(lead_unit=None, due_on=None, first_due=None)
    sheet = out(league, made).active
    said = {name: sheet.cell(FIRST, COLUMNS.index(name) + 1).value for name in ("牵头单位", "三色")}
    assert said == {"牵头单位": "各单位", "三色": "未定时限"}
    client.force_login(league)
    page = client.get(reverse("plan-ledger")).content.decode()
    assert "8 个单位各自落实" in page
    assert ">各单位<" in page


def test_a_long_list_of_units_is_not_clipped(league: Any, made: Any) -> None:
    from xingzhi.plans.ledger.models import TaskUnit
    from xingzhi.plans.units import Unit

    task = made.tasks.order_by("order")[0]
    for at in range(30):
        unit = Unit.objects.create(name=f"示例{at}委员会办公室工作专班", region=made.region, kind="section")
        TaskUnit.objects.create(task=task, unit=unit, region=made.region, role="assist")
    sheet = out(league, made).active
    cell, height = sheet.cell(FIRST, COLUMNS.index("配合单位") + 1), sheet.row_dimensions[FIRST].height
    letters = sheet.column_dimensions["F"].width * 7 / (cell.font.sz * 4 / 3)  # of a line: 7 pixels a unit of width
    assert height < 409
    assert height >= -(-len(cell.value) // int(letters)) * cell.font.sz * 1.45
    assert "G2:H2" in map(str, sheet.merged_cells.ranges)


def test_nothing_changed_is_nothing_to_take(league: Any, made: Any, tmp_path: Path) -> None:
    book = back(league, made, out(league, made), tmp_path / "a.xlsx")
    assert (book.changes, book.problems, book.added.count()) == ([], [], 0)
    assert book.state == "set_aside", "nothing waits for anybody"


def test_changes_are_shown_before_they_are_taken(league: Any, made: Any, tmp_path: Path) -> None:
    from xingzhi.plans.ledger.ledger_taking import take_ledger_book

    task = made.tasks.order_by("order")[0]
    was, due = task.due_on, timezone.localdate() + timedelta(days=9)
    book = out(league, made)
    put(book.active, FIRST, "时限", due.isoformat())
    put(book.active, FIRST, "牵头单位", "办公室")
    put(book.active, FIRST, "责任人", "某同志")
    kept = back(league, made, book, tmp_path / "a.xlsx")
    assert [(each["row"], each["column"], each["now"]) for each in kept.changes] == [
        (FIRST, "牵头单位", "办公室"), (FIRST, "责任人", "某同志"), (FIRST, "时限", due.isoformat()),
    ]  # fmt: skip
    task.refresh_from_db()
    assert task.due_on == was
    assert take_ledger_book(league, kept.pk, [0, 1, 2], "11 月调度会") == (3, [])
    task.refresh_from_db()
    assert (task.due_on, task.first_due, task.lead_unit.name, task.person) == (due, was, "办公室", "某同志")
    assert task.moves.get(what="rescheduled").reason == "11 月调度会"


def test_what_was_changed_here_since_is_marked(league: Any, made: Any, tmp_path: Path) -> None:
    from xingzhi.plans.ledger.editing import Edited, edit_plan_task

    task, book = made.tasks.order_by("order")[0], out(league, made)
    put(book.active, FIRST, "备注", "会上记的")
    edit_plan_task(league, task.pk, Edited(texts={"note": "系统里记的"}))
    [change] = back(league, made, book, tmp_path / "a.xlsx").changes
    assert (change["was"], change["now"], change["since"]) == ("系统里记的", "会上记的", True)


def test_an_older_copy_undoes_nothing(league: Any, made: Any, tmp_path: Path) -> None:
    from xingzhi.plans.ledger.editing import Edited, edit_plan_task

    task, book = made.tasks.order_by("order")[0], out(league, made)
    edit_plan_task(league, task.pk, Edited(texts={"note": "后来记的"}))
    assert back(league, made, book, tmp_path / "a.xlsx").changes == []


def test_bad_cells_are_told_with_sheet_row_column_and_value_and_added_rows_wait(
    league: Any, made: Any, tmp_path: Path
) -> None:
    book = out(league, made)
    sheet = book.active
    put(sheet, FIRST, "时限", "2026-02-31")
    put(sheet, FIRST + 1, "时限", "2020-01-01")
    put(sheet, FIRST + 2, "配合单位", "没有的局、办公室")
    put(sheet, FIRST + 6, "任务", "会上新增的任务")
    put(sheet, FIRST + 7, "备注", "没有写任务")
    put(sheet, FIRST + 3, "三色", "绿绿")
    kept = back(league, made, book, tmp_path / "a.xlsx")
    assert [(p["sheet"], p["row"], p["column"], p["value"], p["code"]) for p in kept.problems] == [
        ("任务台账", FIRST, "时限", "2026-02-31", "date_impossible"),
        ("任务台账", FIRST + 1, "时限", "2020-01-01", "past"),
        ("任务台账", FIRST + 2, "配合单位", "没有的局、办公室", "unknown_unit"),
        ("任务台账", FIRST + 3, "三色", "绿绿", "fixed"),
        ("任务台账", FIRST + 7, "任务", "", "no_task"),
    ]
    assert kept.changes == []
    [row] = kept.added.all()
    assert (row.text, row.row, row.state) == ("会上新增的任务", FIRST + 6, "")


def test_rows_that_were_deleted_are_told_and_their_tasks_stay(league: Any, made: Any, tmp_path: Path) -> None:
    book = out(league, made)
    book.active.delete_rows(FIRST + 1, 2)
    kept = back(league, made, book, tmp_path / "a.xlsx")
    assert [(p["code"], p["value"], p["params"]["n"]) for p in kept.problems] == [("rows_gone", "2.1、3.1", "2")]
    assert (kept.changes, made.tasks.count()) == ([], 6)


def test_a_workbook_may_come_in_an_archive_and_what_cannot_be_opened_is_told(
    league: Any, made: Any, client: Any
) -> None:
    client.force_login(league)
    content, packed = io.BytesIO(), io.BytesIO()
    book = out(league, made)
    put(book.active, FIRST, "备注", "会上记的")
    book.save(content)
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("台账.xlsx", content.getvalue())
        archive.writestr("坏.xlsx", content.getvalue()[:900])
    given = {"file": SimpleUploadedFile("发回.zip", packed.getvalue())}
    page = client.post(reverse("plan-upload", args=[made.pk]), given, follow=True).content.decode()
    assert "会上记的" in page
    assert "坏.xlsx 没有读入：文件已损坏" in page


def test_the_same_file_twice_and_another_plans_file(league: Any, made: Any, tmp_path: Path) -> None:
    from xingzhi.intake.signed.reading import SheetProblem
    from xingzhi.plans.ledger.ledger_taking import SameLedgerBook, bring_ledger_back

    book, path = out(league, made), tmp_path / "a.xlsx"
    put(book.active, FIRST, "备注", "x")
    back(league, made, book, path)
    with pytest.raises(SameLedgerBook):
        bring_ledger_back(league, made.pk, path, path.name)
    other = plan(league, 1, year=made.year - 1)
    with pytest.raises(SheetProblem, match="other_code"):
        bring_ledger_back(league, other.pk, path, path.name)


def test_the_product_remarks_apart_from_what_a_meeting_edits(league: Any, made: Any) -> None:
    from xingzhi.plans.ledger.moving import reschedule_task

    made.tasks.update(lead_suggested=True)
    task = made.tasks.order_by("order")[0]
    reschedule_task(league, task.pk, timezone.localdate() + timedelta(days=40), "场地未定")
    sheet = out(league, made).active
    said = {name: sheet.cell(FIRST, COLUMNS.index(name) + 1) for name in ("本月进展", "备注（系统填）", "备注")}
    assert said["本月进展"].value.startswith("未报：")
    assert "场地未定" not in said["本月进展"].value
    assert all(each in said["备注（系统填）"].value for each in ("牵头单位待确认", "场地未定"))
    assert not said["备注"].value
    assert [said[name].protection.locked for name in said] == [False, True, False]


def test_progress_written_down_in_a_meeting_is_proposed_and_taken(league: Any, made: Any, tmp_path: Path) -> None:
    from xingzhi.plans.ledger.answering import Said, report_progress
    from xingzhi.plans.ledger.ledger_taking import take_ledger_book
    from xingzhi.plans.ledger.models import Progress
    from xingzhi.plans.ledger.state import shown_month

    month = shown_month(made.year, timezone.localdate())
    task = made.tasks.order_by("order")[1]
    lead, first, second = task.units.order_by("pk")
    report_progress(league, first.pk, month, Said("moved", "培训1期\n参加60人"))
    book = out(league, made)
    was = book.active.cell(FIRST + 1, COLUMNS.index("本月进展") + 1).value
    report_progress(league, second.pk, month, Said("as_planned"))  # since the workbook went out
    assert was.splitlines()[:2] == [f"{first.unit.name}：有进展 培训1期", "参加60人"]
    put(book.active, FIRST + 1, "本月进展", was.replace("60人", "80人") + "\n会上催办")
    kept = back(league, made, book, tmp_path / "a.xlsx")
    [change] = kept.changes
    assert change["now"].splitlines() == [
        f"{first.unit.name}：有进展 培训1期", "参加80人", f"{lead.unit.name}：有进展 会上催办",
    ]  # fmt: skip
    assert (change["column"], change["since"], kept.problems) == ("本月进展", False, [])
    assert take_ledger_book(league, kept.pk, [0], "调度会") == (1, [])
    words = {each.share_id: each.text for each in Progress.objects.order_by("version")}
    assert words == {first.pk: "培训1期\n参加80人", second.pk: "", lead.pk: "会上催办"}


def test_progress_that_cannot_be_taken_is_told_by_its_line(league: Any, made: Any, tmp_path: Path) -> None:
    from xingzhi.plans.ledger.answering import Said, report_progress
    from xingzhi.plans.ledger.ledger_taking import take_ledger_book
    from xingzhi.plans.ledger.state import shown_month

    month = shown_month(made.year, timezone.localdate())
    task = made.tasks.order_by("order")[1]
    lead, first, _ = task.units.order_by("pk")
    report_progress(league, first.pk, month, Said("none"))
    book = out(league, made)
    put(book.active, FIRST + 1, "本月进展", f"没有的局：有进展 一\n办公室：有进展 二\n{lead.unit.name}：受阻")
    kept = back(league, made, book, tmp_path / "a.xlsx")
    assert [(each["code"], each["value"]) for each in kept.problems] == [
        ("unknown_unit", "没有的局：有进展 一"), ("not_its_unit", "办公室：有进展 二"),
        ("said_gone", first.unit.name), ("no_text", lead.unit.name),
    ]  # fmt: skip
    assert kept.changes == []
    put(book.active, FIRST + 1, "本月进展", f"{first.unit.name}：已完成")
    kept = back(league, made, book, tmp_path / "b.xlsx")
    report_progress(league, first.pk, month, Said("moved", "后来报的", base=1))
    assert [each["code"] for each in take_ledger_book(league, kept.pk, [0], "会")[1]] == ["reported_since"]


def test_a_target_edited_in_a_meeting_is_proposed_with_the_number_read(league: Any, made: Any, tmp_path: Path) -> None:
    from xingzhi.plans.ledger.ledger_taking import take_ledger_book

    first, _, counted = made.tasks.order_by("order")[:3]
    counted.target_kind, counted.target = "count", {
        "text": "质押登记", "value": "20", "unit": "项", "register": "pledges", "date_field": "registered_on",
    }  # fmt: skip
    counted.save()
    book = out(league, made)
    put(book.active, FIRST, "目标", "不少于 25 次")
    put(book.active, FIRST + 1, "目标", "形成一批成果；培训至少3期")
    put(book.active, FIRST + 2, "目标", "质押登记 30项")
    put(book.active, FIRST + 3, "目标", "有所提高")
    kept = back(league, made, book, tmp_path / "a.xlsx")
    assert [(each["now"], each["measured"]) for each in kept.changes] == [
        ("不少于 25 次", "25次"), ("形成一批成果；培训至少3期", "3期"), ("质押登记 30项", "30项"), ("有所提高", ""),
    ]  # fmt: skip
    assert take_ledger_book(league, kept.pk, [0, 1, 2, 3], "调度会") == (4, [])
    assert back(league, made, out(league, made), tmp_path / "b.xlsx").changes == []
    first.refresh_from_db()
    assert (first.target_kind, first.target["value"], first.target["sense"]) == ("number", "25", "at_least")
    counted.refresh_from_db()
    assert (counted.target["value"], counted.target["register"]) == ("30", "pledges")
    put(book.active, FIRST + 2, "目标", "地理标志 30项")
    [problem] = back(league, made, book, tmp_path / "c.xlsx").problems
    assert (problem["row"], problem["column"], problem["code"]) == (FIRST + 2, "目标", "aim")


def test_a_row_a_meeting_added_brings_its_units_and_target(league: Any, made: Any, tmp_path: Path) -> None:
    from xingzhi.plans.ledger.deciding import decide_added_row

    book = out(league, made)
    for column, text in {"任务": "新增的任务", "牵头单位": "办公室", "目标": "至少2次", "本月进展": "已启动"}.items():
        put(book.active, FIRST + 6, column, text)
    [row] = back(league, made, book, tmp_path / "a.xlsx").added.all()
    task = decide_added_row(league, row.pk, True).made
    task.refresh_from_db()
    assert (task.lead_unit.name, task.target["value"], task.note) == ("办公室", "2", "已启动")
