"""Workbooks that come back: merged once, whatever was done to them answered plainly, nothing lost."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.http import Http404
from django.test import Client
from django.urls import reverse

from tests.builders import body
from tests.collection.conftest import MONTH, fill, report_of
from tests.conftest import BANNER, OTHER_BANNER
from xingzhi.collection.filling import NotOpen, decide_cell
from xingzhi.collection.models import CellConflict, ReturnedForm
from xingzhi.collection.returning import SameForm, file_of, merge_form
from xingzhi.intake.signed.reading import SheetProblem

pytestmark = pytest.mark.django_db
NUMBERS = {cell: int(value) for cell, value in MONTH.items()}


def put(row: int, column: int, text: str) -> Callable[[Any], None]:
    """Write over a cell."""

    def change(page: Any) -> None:
        page.cell(row, column).value = text

    return change


def test_a_signed_workbook_is_reported_by_it(opened: Any, league: Any, tmp_path: Path) -> None:
    report = report_of(opened(BANNER), BANNER)
    path = fill(report, tmp_path / "a.xlsx", NUMBERS | {"visits": "５ 家", "attended": "1,060", "done": "文字"},
                notes={"attended": "大型活动"})  # fmt: skip
    returned = merge_form(league, path, "前旗.xlsx")
    now = report_of(report.round, BANNER)
    assert returned.problems == []
    assert (now.state, now.filler, now.reviewer, str(now.filled_on)) == ("checked", "李某", "赵某", "2026-11-21")
    assert (now.values["visits"], now.values["attended"], now.notes) == ("5", "1060", {"attended": "大型活动"})
    assert file_of(returned).read_bytes() == path.read_bytes()
    with pytest.raises(SameForm):
        merge_form(league, path, "又一次.xlsx")
    assert ReturnedForm.objects.count() == 1


def test_two_files_for_one_month_are_both_kept_and_neither_wins_by_being_later(
    opened: Any, league: Any, banner: Any, tmp_path: Path
) -> None:
    report = report_of(opened(BANNER), BANNER)
    one = fill(report, tmp_path / "1.xlsx", NUMBERS)
    two = fill(report, tmp_path / "2.xlsx", NUMBERS | {"visits": 8})
    merge_form(banner, one, "一.xlsx")
    second = merge_form(league, two, "二.xlsx")
    now = report_of(report.round, BANNER)
    assert (now.values["visits"], now.state, second.conflicts.count()) == ("5", "checked", 1)
    conflict = CellConflict.objects.get()
    assert (conflict.cell, conflict.ours, conflict.theirs) == ("visits", "5", "8")
    with pytest.raises(NotOpen):
        decide_cell(league, conflict.pk, "theirs")
    client = Client()
    client.force_login(league, "django.contrib.auth.backends.ModelBackend")
    page = body(client.get(reverse("collection-report", args=[report.round_id, report.pk])))
    assert "要采用另一个，先在下面写原因退回" in page, "no button that only refuses"
    assert 'value="theirs"' not in page
    decide_cell(league, conflict.pk, "ours")
    assert ReturnedForm.objects.count() == 2


def test_rows_that_were_meddled_with_are_told_and_the_others_count(opened: Any, league: Any, tmp_path: Path) -> None:
    report = report_of(opened(BANNER), BANNER)

    def meddle(page: Any) -> None:
        page.cell(8, 3).value = "别的项目"
        page.cell(9, 1).value = "没有的编号"
        page.cell(11, 6).value = "-2"
        page.cell(12, 6).value = "=1+1"

    returned = merge_form(league, fill(report, tmp_path / "a.xlsx", NUMBERS, change=meddle), "a.xlsx")
    told = {(each["row"], each["column"], each["code"]) for each in returned.problems}
    assert told == {
        (8, "项目", "fixed_changed"), (9, "编号", "unknown_row"), (11, "本期数", "too_small"),
        (12, "本期数", "cell_not_computed"),
    }  # fmt: skip
    now = report_of(report.round, BANNER)
    assert now.state == "filling"
    assert "events" not in now.values
    assert now.values["complaints"] == "4"


@pytest.mark.parametrize(
    ("signed", "values", "change", "code"),
    [
        (("", "赵某", "2026-11-21", ""), NUMBERS, None, "unsigned"),
        (("李某", "李某", "2026-11-21", ""), NUMBERS, None, "same_person"),
        (("李某", "赵某", "2026-11-21", "是"), NUMBERS, None, "zero_filled"),
        (("李某", "赵某", "2026-11-21", ""), {}, None, "nothing_said"),
        (("李某", "赵某", "2026-11-21", ""), NUMBERS, (3, 6, "0" * 16), "other_code"),
        (("李某", "赵某", "2026-11-21", ""), NUMBERS, (3, 2, "单号"), "no_number"),
        (("李某", "赵某", "2026-11-21", ""), NUMBERS, (7, 7, "别的"), "column_gone"),
        (("李某", "赵某", "2026-11-21", ""), NUMBERS, (7, 1, "别的"), "no_table"),
    ],
)  # fmt: skip
def test_a_workbook_that_cannot_be_merged_says_why(
    opened: Any, league: Any, tmp_path: Path, signed: Any, values: Any, change: Any, code: str
) -> None:
    report = report_of(opened(BANNER), BANNER)
    path = fill(report, tmp_path / "a.xlsx", values, signed, change=put(*change) if change else None)
    with pytest.raises(SheetProblem) as refused:
        merge_form(league, path, "a.xlsx")
    assert refused.value.code == code
    assert report_of(report.round, BANNER).version == 0


def test_a_workbook_of_another_unit_or_round_is_refused(opened: Any, league: Any, banner: Any, tmp_path: Path) -> None:
    found = opened(BANNER, OTHER_BANNER)
    mine, theirs = report_of(found, BANNER), report_of(found, OTHER_BANNER)
    renumbered = fill(theirs, tmp_path / "a.xlsx", NUMBERS, change=put(3, 2, str(mine.pk)))
    with pytest.raises(SheetProblem, match="other_code"):
        merge_form(league, renumbered, "a.xlsx")
    with pytest.raises(Http404):
        merge_form(banner, fill(theirs, tmp_path / "b.xlsx", NUMBERS), "b.xlsx")


def test_a_zero_report_needs_no_numbers(opened: Any, league: Any, tmp_path: Path) -> None:
    report = report_of(opened(BANNER), BANNER)
    merge_form(league, fill(report, tmp_path / "a.xlsx", {}, ("李某", "赵某", "2026-11-21", "是")), "a.xlsx")
    now = report_of(report.round, BANNER)
    assert (now.state, now.zero, now.values["visits"]) == ("checked", True, "0")


def test_what_must_be_explained_keeps_a_workbook_from_counting_as_reported(
    opened: Any, league: Any, tmp_path: Path
) -> None:
    report = report_of(opened(BANNER), BANNER)
    merge_form(league, fill(report, tmp_path / "a.xlsx", NUMBERS | {"cases": 9}), "a.xlsx")
    now = report_of(report.round, BANNER)
    assert (now.state, now.values["cases"]) == ("filling", "9")


def test_a_workbook_filled_in_upon_an_older_version_contradicts_only_where_both_changed(
    opened: Any, league: Any, banner: Any, tmp_path: Path
) -> None:
    report = report_of(opened(BANNER), BANNER)
    out = fill(report, tmp_path / "a.xlsx", {"visits": 7, "events": 3})
    from xingzhi.collection.filling import save_report

    save_report(banner, report.pk, 0, {"visits": "5", "cases": "3"}, {})
    returned = merge_form(league, out, "a.xlsx")
    now = report_of(report.round, BANNER)
    assert (returned.taken, [c.cell for c in returned.conflicts.all()]) == (1, ["visits"])
    assert now.values == {"visits": "5", "cases": "3", "events": "3"}
