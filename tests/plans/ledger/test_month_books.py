"""A unit's workbook goes out, comes back filled in, and is merged; rows added are kept apart."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone
from openpyxl import load_workbook

from tests.plans.ledger.made import plan, units
from xingzhi.intake.signed.writing import HEAD_ROW

pytestmark = pytest.mark.django_db
SIGNED = ("李某", "赵某", "2026-11-21", "")


@pytest.fixture
def made(league: Any) -> Any:
    return plan(league, 6)


def month() -> str:
    from xingzhi.plans.ledger.state import month_of

    return month_of(timezone.localdate())


def unit_of(path: str = "152221") -> Any:
    from xingzhi.plans.units import Unit

    return Unit.objects.get(region=path, kind="banner")


def filled(user: Any, made: Any, path: Path, answers: list[tuple[str, str]], added: tuple[str, ...] = (), signed: Any = SIGNED,
           change: Any = None) -> Path:  # fmt: skip
    """The unit's workbook, filled in from the top, with rows added below."""
    from xingzhi.plans.ledger import month_book
    from xingzhi.plans.ledger.answering import open_shares

    unit = unit_of()
    shares = list(open_shares(user, made.pk, unit))
    book = load_workbook(io.BytesIO(month_book.write(made, unit, month(), shares, user)))
    sheet = book.active
    for at, text in enumerate(signed):
        sheet.cell(4, 2 * at + 2).value = text
    for at, (answer, text) in enumerate(answers, HEAD_ROW + 2):
        sheet.cell(at, 8).value, sheet.cell(at, 9).value = answer, text
    for at, text in enumerate(added, HEAD_ROW + 2 + len(shares)):
        sheet.cell(at, 3).value, sheet.cell(at, 5).value = text, "2026-02-31"
    if change:
        change(sheet)
    book.save(path)
    return path


def merge(user: Any, path: Path) -> Any:
    from xingzhi.plans.ledger.month_merging import merge_month_book

    return merge_month_book(user, path, path.name)


def test_answers_are_taken_and_added_rows_wait_apart(league: Any, banner: Any, made: Any, tmp_path: Path) -> None:
    from xingzhi.plans.ledger.deciding import decide_added_row
    from xingzhi.plans.ledger.models import PlanTask

    path = filled(banner, made, tmp_path / "a.xlsx", [("有进展", "办了两场"), ("本月无进展", "")], ("新增一项宣传",))
    book = merge(banner, path)
    assert (book.taken, book.filler, book.reviewer) == (2, "李某", "赵某")
    [row] = book.added.all()
    assert (row.text, row.state, row.due_on) == ("新增一项宣传", "", None)
    [problem] = book.problems
    assert (problem["sheet"], problem["column"], problem["value"]) == ("任务进展", "时限", "2026-02-31")
    assert problem["code"] == "date_impossible"
    assert problem["row"] == row.row
    assert not PlanTask.objects.filter(text="新增一项宣传").exists()
    decided = decide_added_row(league, row.pk, True)
    assert decided.made.units.get().unit == unit_of()


def test_the_same_file_twice_changes_nothing(banner: Any, made: Any, tmp_path: Path) -> None:
    from xingzhi.plans.ledger.models import Progress
    from xingzhi.plans.ledger.month_merging import SameMonthBook

    path = filled(banner, made, tmp_path / "a.xlsx", [("有进展", "办了两场")], ("新增一项",))
    book = merge(banner, path)
    with pytest.raises(SameMonthBook):
        merge(banner, path)
    assert Progress.objects.count() == 1
    assert book.added.count() == 1


def test_what_was_reported_here_meanwhile_stands_beside_until_a_person_decides(
    banner: Any, made: Any, tmp_path: Path
) -> None:
    from xingzhi.plans.ledger.answering import Said, newest, open_shares, report_progress
    from xingzhi.plans.ledger.deciding import decide_progress

    share = open_shares(banner, made.pk, unit_of())[0]
    report_progress(banner, share.pk, month(), Said("moved", "第一稿"))
    path = filled(banner, made, tmp_path / "a.xlsx", [("受阻", "场地未定")])
    report_progress(banner, share.pk, month(), Said("moved", "第二稿", base=1))
    book = merge(banner, path)
    [conflict] = book.conflicts.all()
    assert (conflict.ours["text"], conflict.theirs["text"]) == ("第二稿", "场地未定")
    assert newest(share.pk, month()).text == "第二稿"
    decide_progress(banner, conflict.pk, "theirs")
    assert (newest(share.pk, month()).text, newest(share.pk, month()).version) == ("场地未定", 3)


def test_an_old_copy_does_not_undo_what_was_said_later(banner: Any, made: Any, tmp_path: Path) -> None:
    from xingzhi.plans.ledger.answering import Said, newest, open_shares, report_progress

    share = open_shares(banner, made.pk, unit_of())[0]
    report_progress(banner, share.pk, month(), Said("moved", "第一稿"))
    path = filled(banner, made, tmp_path / "a.xlsx", [])
    report_progress(banner, share.pk, month(), Said("moved", "第二稿", base=1))
    book = merge(banner, path)
    assert not book.conflicts.exists()
    assert newest(share.pk, month()).text == "第二稿"


def test_a_changed_wording_waits_and_the_answer_is_taken(league: Any, banner: Any, made: Any, tmp_path: Path) -> None:
    from xingzhi.plans.ledger.deciding import decide_added_row

    def reword(sheet: Any) -> None:
        sheet.cell(HEAD_ROW + 2, 3).value = "改写的任务"

    book = merge(banner, filled(banner, made, tmp_path / "a.xlsx", [("有进展", "办了")], change=reword))
    [row] = book.added.all()
    task = row.task
    assert book.taken == 1
    assert task.text != "改写的任务"
    decide_added_row(league, row.pk, True)
    task.refresh_from_db()
    assert task.text == "改写的任务"
    assert task.moves.filter(what="edited").exists()


def test_a_signed_zero_report_says_no_progress_of_all(banner: Any, made: Any, tmp_path: Path) -> None:
    from xingzhi.plans.ledger.models import Progress

    merge(banner, filled(banner, made, tmp_path / "a.xlsx", [], signed=("李某", "赵某", "2026-11-21", "是")))
    assert set(Progress.objects.values_list("answer", flat=True)) == {"none"}
    assert Progress.objects.count() == unit_of().tasks.count()


def test_unsigned_foreign_or_broken_books_are_refused_with_the_reason(
    league: Any, banner: Any, made: Any, tmp_path: Path
) -> None:
    from django.http import Http404

    from tests.conftest import OTHER_BANNER, person
    from xingzhi.intake.signed.reading import SheetProblem

    with pytest.raises(SheetProblem, match="unsigned"):
        merge(
            banner, filled(banner, made, tmp_path / "a.xlsx", [("有进展", "x")], signed=("李某", "", "2026-11-21", ""))
        )
    path = filled(banner, made, tmp_path / "b.xlsx", [("有进展", "x")])
    with pytest.raises(Http404):
        merge(person("other", "banner_officer", OTHER_BANNER), path)
    (tmp_path / "c.xlsx").write_bytes(b"PK\x03\x04broken")
    with pytest.raises(SheetProblem, match="unreadable"):
        merge(banner, tmp_path / "c.xlsx")


def test_wrong_cells_are_told_with_row_column_and_value_and_good_rows_count(
    banner: Any, made: Any, tmp_path: Path
) -> None:
    book = merge(banner, filled(banner, made, tmp_path / "a.xlsx", [("办完了", ""), ("受阻", ""), ("按计划推进", "")]))
    assert book.taken == 1
    assert [(p["row"], p["column"], p["value"], p["code"]) for p in book.problems] == [
        (HEAD_ROW + 2, "本月答复", "办完了", "unknown_answer"), (HEAD_ROW + 3, "进展情况", "", "no_text"),
    ]  # fmt: skip


def test_units_are_made_once(league: Any) -> None:
    assert len(units()) == len(units()) == 12
