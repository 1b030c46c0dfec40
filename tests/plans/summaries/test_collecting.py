"""Summaries asked for and sent in: nothing twice, nothing lost, nobody sees another's."""

from __future__ import annotations

import zipfile
from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.utils import timezone

from tests.conftest import BANNER, OFFICE
from tests.plans.reading import samples
from tests.plans.summaries.conftest import TEXT, UNITS, of_unit
from xingzhi.plans.models import PlanTask, TaskUnit, Unit
from xingzhi.plans.summaries import moves
from xingzhi.plans.summaries.asking import NotAsked, ask_summaries, change_call
from xingzhi.plans.summaries.bringing import bring, give_stray
from xingzhi.plans.summaries.models import StraySummary, Summary, SummaryState
from xingzhi.plans.summaries.receiving import SameText, came_as_text, receive_summary
from xingzhi.plans.summaries.reminding import reminder, supervision
from xingzhi.plans.summaries.standing import counted, days_late, is_owed
from xingzhi.sample.summaries import write_summaries

pytestmark = pytest.mark.django_db


def send(user, call, name, text=TEXT):
    return receive_summary(user, of_unit(call, name).pk, came_as_text(text))


def test_every_addressee_owes_one_and_asking_again_adds_only_new_units(plan, call, league):
    assert {each.unit.name for each in call.summaries.all()} == {name for _, _, name in UNITS}
    assert {each.region for each in call.summaries.filter(unit__kind="section")} == {OFFICE}
    task = plan.tasks.order_by("-order")[0]
    again = ask_summaries(league, plan.pk, date(2027, 1, 1), ["paper"], "别人", task_id=task.pk)
    assert again == (call, 0)
    unit = Unit.objects.create(kind="body", region=OFFICE, name="服务中心")
    TaskUnit.objects.create(region=OFFICE, task=task, unit=unit, role="addressee")
    assert ask_summaries(league, plan.pk, None, ["paper"], "张某", task_id=task.pk)[1] == 1
    assert of_unit(call, "服务中心").due_on == call.due_on


def test_what_is_missing_is_said(plan, league, banner):
    for code, given in (("no_day", (None, ["paper"], "张")), ("no_medium", (date(2026, 12, 4), [], "张")),
                        ("no_contact", (date(2026, 12, 4), ["paper"], " "))):  # fmt: skip
        with pytest.raises(NotAsked, match=code):
            ask_summaries(league, plan.pk, *given)
    TaskUnit.objects.all().delete()
    with pytest.raises(NotAsked, match="no_unit"):
        ask_summaries(league, plan.pk, date(2026, 12, 4), ["paper"], "张")
    with pytest.raises(PermissionDenied):
        ask_summaries(banner, plan.pk, date(2026, 12, 4), ["paper"], "张")


def test_the_same_changes_nothing_and_what_was_sent_back_comes_as_a_new_version(call, league, banner):
    assert send(banner, call, "科尔沁右翼前旗").version == 1
    with pytest.raises(SameText):
        send(banner, call, "科尔沁右翼前旗", TEXT.replace("\n", "\r\n"))
    summary = of_unit(call, "科尔沁右翼前旗")
    with pytest.raises(moves.NotDone, match="reason"):
        moves.return_summary(league, summary.pk, " ")
    moves.return_summary(league, summary.pk, "缺少质押")
    assert is_owed(of_unit(call, "科尔沁右翼前旗"))
    assert send(banner, call, "科尔沁右翼前旗", TEXT + "附：无").version == 2
    moves.accept_summary(league, summary.pk)
    assert is_owed(of_unit(call, "科尔沁右翼前旗")), "the paper did not come yet"
    with pytest.raises(moves.NotDone, match="accepted"):
        send(banner, call, "科尔沁右翼前旗", "一、另一份\n另外写的。")
    assert [each.version for each in summary.texts.order_by("version")] == [1, 2]
    assert [each.what for each in summary.steps.order_by("pk")] == [
        "asked",
        "received",
        "returned",
        "received",
        "accepted",
    ]


def test_a_banner_sends_for_its_own_units_only_and_does_not_judge(call, banner):
    assert {each.unit.name for each in Summary.objects.visible_to(banner)} == {"科尔沁右翼前旗", "前旗工业园区"}
    with pytest.raises(Http404):
        send(banner, call, "扎赉特旗")
    send(banner, call, "前旗工业园区")
    with pytest.raises(PermissionDenied):
        moves.accept_summary(banner, of_unit(call, "前旗工业园区").pk)


def test_late_is_counted_from_the_last_that_was_asked_for(call, league):
    due = timezone.localdate() - timedelta(days=3)
    change_call(league, call.pk, due, "张某")
    send(league, call, "扎赉特旗")
    summary = of_unit(call, "扎赉特旗")
    Summary.objects.filter(pk=summary.pk).update(electronic_on=due)
    assert days_late(of_unit(call, "扎赉特旗"), timezone.localdate()) == 3  # the paper is still missing
    moves.register_paper(league, summary.pk, due + timedelta(days=1))
    assert days_late(of_unit(call, "扎赉特旗"), timezone.localdate()) == 1
    with pytest.raises(moves.NotDone, match="future"):
        moves.register_paper(league, summary.pk, timezone.localdate() + timedelta(days=1))
    moves.excuse_summary(league, of_unit(call, "知识产权保护科").pk, "机构改革")
    counts = counted(call.summaries.all(), timezone.localdate())
    assert (counts.asked, counts.came, counts.late, counts.overdue, counts.excused) == (4, 1, 1, 3, 1)
    assert moves.ask_again(league, of_unit(call, "知识产权保护科").pk).state == SummaryState.DUE


def test_the_reminder_says_who_owes_what_and_the_note_is_a_page_a_unit(call, league):
    send(league, call, "扎赉特旗")
    said = reminder(call, list(call.summaries.select_related("unit")))
    assert "应报 5 个单位，已报齐 0 个" in said
    assert "缺纸质版：扎赉特旗" in said
    assert "未报送：科尔沁右翼前旗、" in said
    assert supervision(call, list(call.summaries.select_related("unit")))[:2] == b"PK"
    assert moves.note_reminder(league, call.pk) == 5


def test_files_of_several_units_find_their_units_and_unclear_ones_are_asked(call, league, tmp_path):
    folder = tmp_path / "files"
    paths = {path.name: path for path in write_summaries(folder)}
    packed = tmp_path / "总结.zip"
    with zipfile.ZipFile(packed, "w") as archive:
        for name in (
            "科右前旗报送2026年工作总结.docx",
            "扎赉特旗知识产权工作总结（2026）.txt",
            "促进科总结.txt",
            "突泉县2026年总结.docx",
        ):
            archive.write(paths[name], name)
        archive.writestr("坏.docx", b"PK\x03\x04 broken")
    outcomes = {each.file: each for each in bring(league, call, packed, packed.name)}
    assert outcomes["科右前旗报送2026年工作总结.docx"].unit == "科尔沁右翼前旗"
    assert outcomes["扎赉特旗知识产权工作总结（2026）.txt"].unit == "扎赉特旗"
    assert outcomes["促进科总结.txt"].unit == "知识产权促进科"  # its title says so
    assert outcomes["突泉县2026年总结.docx"].what == "unclear"  # not asked in this plan
    assert outcomes["坏.docx"].what == "problem"
    again = {each.file: each.what for each in bring(league, call, packed, packed.name)}
    assert again["促进科总结.txt"] == "same"
    stray = StraySummary.objects.get(settled=False)
    assert give_stray(league, stray, of_unit(call, "知识产权保护科")).what == "received"
    assert {each.what for each in bring(league, call, paths["突泉县2026年总结.docx"], "突泉县2026年总结.docx")} == {
        "same"
    }
    assert not StraySummary.objects.filter(settled=False).exists()


def test_an_archive_may_hold_pdf_and_ofd_and_each_other_file_says_why_not(call, league, tmp_path):
    lines = [
        "2026年知识产权工作总结",
        "一、提高创造质量",
        "全年组织专利质量监测四次，走访企业八家。",
        "知识产权局",
        "2026年12月1日",
    ]
    packed = tmp_path / "总结.zip"
    with zipfile.ZipFile(packed, "w") as archive:
        archive.write(samples.pdf(tmp_path / "a.pdf", lines), "扎赉特旗2026年总结.pdf")
        archive.write(samples.ofd(tmp_path / "b.ofd", lines), "阿尔山市2026年总结.ofd")
        archive.writestr("科尔沁右翼前旗总结.pdf", b"%PDF-1.4 broken")
        archive.writestr("名单.dat", b"\x00\x01\x02\x03")
    outcomes = {each.file: (each.what, each.unit) for each in bring(league, call, packed, packed.name)}
    assert outcomes == {
        "扎赉特旗2026年总结.pdf": ("received", "扎赉特旗"), "阿尔山市2026年总结.ofd": ("unclear", ""),
        "科尔沁右翼前旗总结.pdf": ("problem", ""), "名单.dat": ("not_read", ""),
    }  # fmt: skip
    assert "走访企业八家" in str(of_unit(call, "扎赉特旗").texts.get().paragraphs)


def test_a_banner_brings_a_file_of_another_and_nothing_is_told(call, banner, tmp_path):
    path = next(each for each in write_summaries(tmp_path) if each.name.startswith("扎赉特旗"))
    (outcome,) = bring(banner, call, path, path.name)
    assert (outcome.what, outcome.maybe) == ("unclear", ())
    assert StraySummary.objects.get().region == BANNER
    assert not of_unit(call, "扎赉特旗").version
    assert PlanTask.objects.count() == 6


def test_what_was_sent_back_is_not_counted_as_in_and_a_past_day_is_said_to_be_past(call, league):
    send(league, call, "扎赉特旗")
    summary = of_unit(call, "扎赉特旗")
    moves.register_paper(league, summary.pk, timezone.localdate())
    assert counted(call.summaries.all(), timezone.localdate()).came == 1
    moves.return_summary(league, summary.pk, "缺少数据")
    counts = counted(call.summaries.all(), timezone.localdate())
    assert (counts.came, counts.returned) == (0, 1)
    change_call(league, call.pk, timezone.localdate() - timedelta(days=3), "张某")
    call.refresh_from_db()
    said = reminder(call, list(call.summaries.select_related("unit")))
    assert "前报送，已过 3 天，请尽快报送" in said
    assert "请于" not in said
