"""Fill in, sign, send back, accept: what is refused, what is asked about, and that nothing reported is lost."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.utils import timezone

from tests.builders import patent, write_rows
from tests.collection.conftest import MONTH, OCTOBER, fill, report_of, reported
from tests.conftest import BANNER, OTHER_BANNER
from xingzhi.collection.accepting import accept_report
from xingzhi.collection.beside import findings
from xingzhi.collection.completeness import records, standing
from xingzhi.collection.filling import NotOpen, decide_cell, save_report
from xingzhi.collection.models import CellConflict, Round, UnitReport
from xingzhi.collection.moves import NotDone, check_report, return_report, submit_report
from xingzhi.collection.opening import NotOpened
from xingzhi.collection.reminding import reminder
from xingzhi.collection.returning import merge_form
from xingzhi.collection.steering import close_round, move_round_deadline
from xingzhi.collection.totals import totals
from xingzhi.core.models import Version
from xingzhi.registers.models import MODELS
from xingzhi.text.reporting_periods import Period

pytestmark = pytest.mark.django_db


def checks(report: Any) -> list[str]:
    return [found.check for found in findings(report, report.values, report.notes) if found.blocks]


# --- Opening ---


def test_a_round_goes_out_once_and_each_banner_sees_its_own_report(opened: Any, league: Any, banner: Any) -> None:
    found = opened(BANNER, OTHER_BANNER)
    assert UnitReport.objects.visible_to(league).count() == 2
    assert [each.region for each in UnitReport.objects.visible_to(banner)] == [BANNER]
    assert Round.objects.visible_to(banner).get() == found
    assert not Round.objects.led_by(banner).exists()
    with pytest.raises(NotOpened, match="already_open"):
        opened(BANNER)
    with pytest.raises(NotOpened, match="no_unit"):
        opened(period=OCTOBER.before())


def test_other_units_report_where_the_form_goes_to_such(opened: Any) -> None:
    found = opened(
        BANNER, period=Period("quarter", 2026, 3), form="quarterly_ip_service", names=["服务中心", " 服务中心 ", ""]
    )
    assert list(found.reports.order_by("kind").values_list("kind", "name")) == [
        ("banner", "科尔沁右翼前旗"),
        ("unit", "服务中心"),
    ]


# --- Values ---


@pytest.mark.parametrize(
    ("typed", "held"),
    [("１２", "12"), ("1,200", "1200"), (" 12件 ", "12"), ("'7", "7"), ("0", "0"), ("12.0", "12"), ("", ""), ("—", ""), (12.0, "12")],
)  # fmt: skip
def test_numbers_are_read_in_any_dress(opened: Any, banner: Any, typed: Any, held: str) -> None:
    report = report_of(opened(BANNER), BANNER)
    save_report(banner, report.pk, 0, {"complaints": typed}, {})
    assert report_of(report.round, BANNER).values.get("complaints", "") == held


@pytest.mark.parametrize(
    ("typed", "code"),
    [("-3", "too_small"), ("3.5", "too_many_decimals"), ("三件", "not_number"), ("=1+2", "formula"), ("5千件", "other_unit"),
     ("1e3", "other_unit"), (True, "not_number"), (date(2026, 1, 2), "other_unit")],
)  # fmt: skip
def test_what_is_no_number_is_refused_and_the_rest_is_kept(opened: Any, banner: Any, typed: Any, code: str) -> None:
    report = report_of(opened(BANNER), BANNER)
    _, read, filled = save_report(banner, report.pk, 0, {"complaints": typed, "visits": "5"}, {})
    assert read.problems["complaints"].code == code
    assert filled.taken == {"visits": "5"}
    assert report_of(report.round, BANNER).values == {"visits": "5"}


def test_two_people_at_once_overwrite_nothing(opened: Any, league: Any, banner: Any) -> None:
    report = report_of(opened(BANNER), BANNER)
    save_report(banner, report.pk, 0, {"visits": "5", "cases": "3"}, {})
    _, _, filled = save_report(league, report.pk, 0, {"visits": "7", "events": "1"}, {})
    assert filled.conflicts == [("visits", "5", "7")]
    assert report_of(report.round, BANNER).values == {"visits": "5", "cases": "3", "events": "1"}
    decide_cell(banner, CellConflict.objects.get().pk, "theirs")
    assert report_of(report.round, BANNER).values["visits"] == "7"


# --- Checks ---


def test_ten_times_last_month_is_asked_about_and_kept(opened: Any, league: Any, banner: Any) -> None:
    reported(banner, report_of(opened(BANNER, period=OCTOBER.before()), BANNER))
    report = report_of(opened(BANNER), BANNER)
    save_report(banner, report.pk, 0, MONTH | {"visits": "50"}, {})
    with pytest.raises(NotDone, match="checks") as refused:
        submit_report(banner, report.pk, "李某")
    assert [(f.check, f.cell, f.left, f.right) for f in refused.value.found] == [
        ("moved_far", "visits", Decimal(50), Decimal(5))
    ]
    save_report(banner, report.pk, 1, {}, {"visits": "集中走访月"})
    submit_report(banner, report.pk, "李某")
    check_report(banner, report.pk, "赵某")
    accept_report(league, report.pk)
    row = MODELS["reported_figures"].objects.get(cell="visits", period="2026-10")
    assert (row.value, row.remark) == (50, "集中走访月")


def test_parts_add_up_and_blanks_are_missing(opened: Any, banner: Any) -> None:
    report = report_of(opened(BANNER), BANNER)
    save_report(banner, report.pk, 0, MONTH | {"cases": "4", "events": "", "first_visits": "9"}, {})
    assert checks(report_of(report.round, BANNER)) == ["required", "cases_add_up", "first_within_visits"]
    save_report(banner, report.pk, 1, {}, {"cases_patent": "总数没错", "first_visits": "没错"})
    assert "cases_add_up" in checks(report_of(report.round, BANNER)), "an error is mended, not explained"


def test_a_quarter_is_held_against_its_three_months(opened: Any, banner: Any) -> None:
    for month in (7, 8, 9):
        report = report_of(opened(BANNER, period=Period("month", 2026, month)), BANNER)
        quarter = Round.objects.filter(form="quarterly_ip_service").first() or opened(
            BANNER, period=Period("quarter", 2026, 3), form="quarterly_ip_service"
        )
        held = report_of(quarter, BANNER)
        held.values = {"visits": "16", "firms": "20"}
        assert "visits_as_monthly" not in checks(held), "while a month is missing nothing can be said"
        reported(banner, report)
    assert "visits_as_monthly" in checks(held)
    held.values["visits"] = "15"
    assert "visits_as_monthly" not in checks(held)


def test_what_a_unit_says_is_held_against_the_registers(
    take_in: Any, opened: Any, league: Any, banner: Any, tmp_path: Path
) -> None:
    granted = {"法律状态": "授权", "法律状态公告日": "2026-10-13", "授权公告日": "2026-10-13"}
    take_in(league, write_rows(tmp_path / "p.csv", [patent(2024, at, **granted) for at in (1, 2, 3)]))
    found = opened(BANNER)
    check = {
        "id": "no_more_than_granted", "since": "2020-01-01", "ref": "P", "level": "ask", "left": ["visits"], "relation": "le",
        "right": {"known": {"indicator": "grants"}}, "message": {"zh": "多于本期授权", "en": "More than granted"},
    }  # fmt: skip
    found.body = {**found.body, "checks": [*found.body["checks"], check]}
    found.save()
    report = report_of(found, BANNER)
    save_report(banner, report.pk, 0, MONTH, {})
    held = {each.check: (each.left, each.right) for each in findings(report_of(found, BANNER), MONTH, {})}
    assert held == {"no_more_than_granted": (5, 3)}
    save_report(banner, report.pk, 1, {"visits": "3"}, {})
    assert checks(report_of(found, BANNER)) == []


def test_what_the_registers_hold_is_not_asked(
    take_in: Any, opened: Any, league: Any, banner: Any, tmp_path: Path
) -> None:
    granted = {"法律状态": "授权", "法律状态公告日": "2026-10-13", "授权公告日": "2026-10-13"}
    take_in(league, write_rows(tmp_path / "p.csv", [patent(2024, at, **granted) for at in (1, 2, 3)]))
    report = report_of(opened(BANNER), BANNER)
    save_report(banner, report.pk, 0, MONTH | {"grants": "99"}, {})
    assert "grants" not in report_of(report.round, BANNER).values
    done = submit_report(banner, report.pk, "李某")
    assert (done.values["grants"], done.known["grants"]["indicator"]) == ("3", "grants")
    assert "pledges" not in done.known, "an empty register knows nothing"
    assert not done.known["grants"]["complete"], "no record is newer: the month may not be all in"
    other = report_of(opened(BANNER, period=OCTOBER.before()), BANNER)
    merge_form(
        league, fill(other, tmp_path / "a.xlsx", {cell: MONTH[cell] for cell in MONTH if cell != "grants"}), "a.xlsx"
    )
    assert report_of(other.round, BANNER).notes == {}, "that a value is known is no reason given by the unit"


# --- The way of a report ---


def test_a_correction_keeps_what_was_reported(opened: Any, league: Any, banner: Any) -> None:
    report = reported(banner, report_of(opened(BANNER), BANNER))
    with pytest.raises(PermissionDenied):
        return_report(banner, report.pk, "自己退")
    with pytest.raises(PermissionDenied):
        accept_report(banner, report.pk)
    accept_report(league, report.pk)
    with pytest.raises(NotOpen, match="accepted"):
        save_report(banner, report.pk, report.version, {"visits": "6"}, {})
    with pytest.raises(NotDone, match="no_reason"):
        return_report(league, report.pk, " ")
    return_report(league, report.pk, "走访数有误")
    again = reported(banner, report_of(report.round, BANNER), {"visits": "6"})
    accept_report(league, again.pk)
    row = MODELS["reported_figures"].objects.get(cell="visits")
    assert (row.value, row.assigned_region, row.last_day, row.reporter_kind) == (
        6,
        BANNER,
        date(2026, 10, 31),
        "banner",
    )
    assert [version.data["value"] for version in Version.objects.filter(register="reported_figures", key=row.key)] == [
        "5"
    ]
    assert [step.values.get("visits") for step in again.steps.filter(what="accepted").order_by("version")] == ["5", "6"]
    assert [step.what for step in again.steps.order_by("version")][-5:] == [
        "returned",
        "saved",
        "submitted",
        "checked",
        "accepted",
    ]


def test_two_people_sign(opened: Any, banner: Any) -> None:
    report = report_of(opened(BANNER), BANNER)
    save_report(banner, report.pk, 0, MONTH, {})
    with pytest.raises(NotDone, match="unsigned"):
        submit_report(banner, report.pk, " ")
    submit_report(banner, report.pk, "李某")
    with pytest.raises(NotDone, match="same_person"):
        check_report(banner, report.pk, "李 某")


def test_a_zero_report_is_not_no_report(opened: Any, league: Any, banner: Any) -> None:
    found = opened(BANNER, OTHER_BANNER)
    report = report_of(found, BANNER)
    save_report(banner, report.pk, 0, {"visits": "1"}, {})
    with pytest.raises(NotDone, match="zero_filled"):
        submit_report(banner, report.pk, "李某", zero=True)
    save_report(banner, report.pk, 1, {"visits": ""}, {})
    submit_report(banner, report.pk, "李某", zero=True)
    accept_report(league, check_report(banner, report.pk, "赵某").pk)
    row = MODELS["reported_figures"].objects.get(cell="visits")
    assert (row.value, row.zero) == (0, "是")
    assert report_of(found, OTHER_BANNER).values == {}


def test_nobody_reaches_another_banners_report(opened: Any, banner: Any, outsider: Any) -> None:
    theirs = report_of(opened(OTHER_BANNER), OTHER_BANNER)
    for who in (banner, outsider):
        with pytest.raises(Http404):
            save_report(who, theirs.pk, 0, MONTH, {})
        with pytest.raises(Http404):
            return_report(who, theirs.pk, "试")


def test_a_closed_round_takes_no_changes(opened: Any, league: Any, banner: Any) -> None:
    found = opened(BANNER)
    close_round(league, found.pk)
    with pytest.raises(NotOpen, match="closed"):
        save_report(banner, report_of(found, BANNER).pk, 0, MONTH, {})


# --- Sums, completeness, reminders ---


def test_a_sum_names_who_is_missing(opened: Any, league: Any, banner: Any) -> None:
    reported(league, report_of(opened(BANNER, OTHER_BANNER, period=OCTOBER.before()), OTHER_BANNER))
    found = opened(BANNER, OTHER_BANNER)
    reported(banner, report_of(found, BANNER))
    added = totals(found)
    [visits] = [line for line in added.lines if line.cell.id == "visits"]
    assert (visits.total, visits.before, visits.to_date, visits.year_before) == (5, 5, 10, None)
    assert (added.reported, added.units, added.missing, added.not_accepted) == (1, 2, ["扎赉特旗"], 1)
    assert added.incomplete == [f"2026-{month:02}" for month in range(1, 10)]


def test_zones_are_not_counted_twice_and_stocks_are_not_added_over_periods(opened: Any, banner: Any) -> None:
    found = opened(BANNER)
    first = reported(banner, report_of(found, BANNER))
    UnitReport.objects.create(
        round=found, region=BANNER, kind="zone", unit="z", name="某开发区", state="checked", values={"visits": "4"}
    )
    [visits] = [line for line in totals(found).lines if line.cell.id == "visits"]
    assert (visits.total, visits.zones) == (5, 4)
    found.body["cells"][2]["stock"] = True
    found.save()
    [visits] = [line for line in totals(found).lines if line.cell.id == "visits"]
    assert (visits.total, visits.to_date) == (5, None)
    assert first.values["visits"] == "5"


def test_completeness_counts_what_is_due_and_keeps_the_order_of_codes(opened: Any, league: Any, banner: Any) -> None:
    late = opened(OTHER_BANNER, BANNER, period=OCTOBER.before(), days=-1)
    opened(BANNER, OTHER_BANNER, days=5)
    reported(banner, report_of(late, BANNER))
    mine, other = records(league, date(2026, 1, 1), date(2026, 12, 31))
    assert (mine.region, mine.due, mine.came, mine.on_time, mine.timeliness) == (BANNER, 1, 1, 0, 0.0)
    assert (other.due, other.came, other.completeness) == (1, 0, 0.0)
    assert [standing(report_of(late, path), timezone.localdate()) for path in (BANNER, OTHER_BANNER)] == [
        "late",
        "overdue",
    ]
    assert [each.region for each in records(banner, date(2026, 1, 1), date(2026, 12, 31))] == [BANNER]
    found = opened(BANNER, period=OCTOBER.year_before(), days=5)
    assert records(league, date(2025, 1, 1), date(2025, 12, 31))[0].completeness is None
    assert found.deadline == timezone.localdate() + timedelta(days=5)
    move_round_deadline(league, late.pk, timezone.localdate() + timedelta(days=1))
    mine = records(league, date(2026, 1, 1), date(2026, 12, 31))[0]
    assert (mine.on_time, mine.moved) == (1, 1), "on time by the new day, and said that it was after the first"


def test_a_merged_region_goes_on_under_what_it_became(
    opened: Any, banner: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Two reported in September, one of them merged into the other since: October is held against both together."""
    from xingzhi.collection import beside, completeness, units

    before = opened(BANNER, OTHER_BANNER, period=OCTOBER.before())
    for path in (BANNER, OTHER_BANNER):
        report = report_of(before, path)
        UnitReport.objects.filter(pk=report.pk).update(state="checked", values=MONTH, sent_on=timezone.localdate())
    for module in (beside, completeness, units):
        monkeypatch.setattr(module, "today_of", lambda region: BANNER)
    report = report_of(opened(BANNER), BANNER)
    assert beside.before(report, beside.form_of(report.round)).numbers["visits"] == 10
    [one] = records(banner, date(2026, 1, 1), date(2026, 9, 30))
    assert one.name == "科尔沁右翼前旗"
    assert report_of(before, OTHER_BANNER).name == "扎赉特旗", "under the name it reported under"


def test_a_reminder_says_who_and_when(opened: Any, league: Any, banner: Any) -> None:
    found = opened(BANNER, OTHER_BANNER)
    reported(banner, report_of(found, BANNER))
    said = reminder(found, list(found.reports.order_by("region")))
    assert "已报 1/2，还没有报的：扎赉特旗" in said
    assert "还有 3 天" in said
    assert "张联系" in said


def test_a_form_changed_between_months_is_neither_added_nor_compared(opened: Any, league: Any, banner: Any) -> None:
    """September counted visits in another unit and did not ask for complaints: each round keeps the form it went out with."""
    before = opened(BANNER, period=OCTOBER.before())
    cells = [dict(cell) for cell in before.body["cells"] if cell["id"] != "complaints"]
    cells[2]["unit"] = {"zh": "次", "en": "times"}
    checks_kept = [each for each in before.body["checks"] if "complaint" not in str(each)]
    checks_kept = [each for each in checks_kept if each["id"] != "moved_far"]
    before.body, before.form_ref = {**before.body, "cells": cells, "checks": checks_kept}, "monthly_ip_work 2020-01-01"
    before.save()
    values = {cell: value for cell, value in MONTH.items() if cell != "complaints"}
    reported(banner, report_of(before, BANNER), values | {"visits": "900"})
    found = opened(BANNER)
    report = report_of(found, BANNER)
    save_report(banner, report.pk, 0, MONTH, {})
    assert checks(report_of(found, BANNER)) == [], "900 times is no measure for 5 firms"
    reported(banner, report_of(found, BANNER))
    added = totals(found)
    lines = {line.cell.id: line for line in added.lines}
    assert (lines["visits"].to_date, lines["visits"].before) == (5, None)
    assert (lines["events"].to_date, lines["events"].before) == (4, 2)
    assert added.remeasured == ["visits", "complaints"]
    accept_report(league, report.pk)
    assert MODELS["reported_figures"].objects.get(cell="visits", period="2026-10").unit == "家"


def test_three_months_without_a_network_come_back_at_once(opened: Any, league: Any, tmp_path: Path) -> None:
    """Out in three workbooks drawn before any was in, back in one archive; the months are then held against each other."""
    import zipfile

    from xingzhi.collection.handing_in import hand_in

    july, may = OCTOBER.before().before().before(), OCTOBER.before().before().before().before().before()
    reported(league, report_of(opened(BANNER, period=may), BANNER), MONTH | {"visits": "50"}, {})
    rounds, period = [], july
    for _ in range(3):
        rounds.append(opened(BANNER, period=period))
        period = Period("month", 2026, period.number + 1)
    with zipfile.ZipFile(tmp_path / "三个月.zip", "w") as archive:
        for at, found in enumerate(rounds):
            visits = ("45", "5", "6")[at]
            archive.write(
                fill(report_of(found, BANNER), tmp_path / f"{at}.xlsx", {**MONTH, "visits": visits}), f"{at}.xlsx"
            )
    answers = list(hand_in(league, tmp_path / "三个月.zip", "三个月.zip", None))
    assert all(answer.returned for answer in answers)
    assert [report_of(each, BANNER).state for each in rounds] == ["checked", "filling", "filling"]
    assert [checks(report_of(each, BANNER)) for each in rounds[1:]] == [["moved_far"], ["moved_far"]], "far from July"
    reported(league, report_of(rounds[1], BANNER), {}, {"visits": "七月集中走访"})
    assert checks(report_of(rounds[2], BANNER)) == [], "September is like August, now that August is in"


def test_where_last_month_is_missing_the_nearest_one_is_held_against(opened: Any, banner: Any) -> None:
    from xingzhi.collection.beside import before
    from xingzhi.collection.forms import form_of

    reported(banner, report_of(opened(BANNER, period=OCTOBER.before().before()), BANNER))
    opened(BANNER, period=OCTOBER.before())
    report = report_of(opened(BANNER), BANNER)
    assert before(report, form_of(report.round)).period == OCTOBER.before().before()
    save_report(banner, report.pk, 0, MONTH | {"visits": "50"}, {})
    assert checks(report_of(report.round, BANNER)) == ["moved_far"], "ten times what was last reported"


def test_one_of_several_answers_is_chosen_and_kept_as_such(
    opened: Any, league: Any, banner: Any, tmp_path: Path
) -> None:
    found = opened(BANNER, period=Period("year", 2025, 1), form="yearly_ip_capacity")
    report = report_of(found, BANNER)
    values = {"staff": "4", "staff_full": "2", "budget": "12.5", "trained": "8"}
    _, read, _ = save_report(banner, report.pk, 0, values | {"section": "有"}, {})
    assert read.problems["section"].code == "not_in_list"
    chosen = "专门的知识产权股（科）室"

    def listed(page: Any) -> None:
        kinds = {each.formula1 for each in page.data_validations.dataValidation if each.type == "list"}
        assert any(chosen in kind for kind in kinds)

    path = fill(
        report_of(found, BANNER), tmp_path / "a.xlsx", values | {"section": "专门的知识产权股(科)室 "}, change=listed
    )
    merge_form(league, path, "a.xlsx")
    assert report_of(found, BANNER).state == "checked"
    accept_report(league, report.pk)
    assert MODELS["reported_figures"].objects.get(cell="section").words == chosen
