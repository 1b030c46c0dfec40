"""A gazette is held against what the registers guard: leads, a monthly limit, matters and letters."""

from __future__ import annotations

import io
from datetime import timedelta
from pathlib import Path
from typing import Any

import docx
import pytest
from django.urls import reverse
from django.utils import timezone

from tests.builders import write_rows
from tests.conftest import BANNER, OFFICE, OTHER_BANNER
from xingzhi.cases.gazette import comparing
from xingzhi.cases.gazette.acting import NoReason, follow_leads, load_places, switch_watch
from xingzhi.cases.gazette.models import GazetteList, Lead
from xingzhi.cases.gazette.watch import watch_list
from xingzhi.core import jobs

pytestmark = pytest.mark.django_db
HOLDER = "示例小米产业协会"
DAY = timezone.localdate() - timedelta(days=10)


@pytest.fixture
def guarded(take_in: Any, league: Any, tmp_path: Path) -> None:
    """An indication and a mark of a local firm."""
    take_in(league, write_rows(tmp_path / "地理标志.csv", [
        {"地理标志名称": "哈日诺尔小米", "地理标志类型": "地理标志证明商标", "登记/注册号": "示例1", "地名部分": "哈日诺尔",
         "申请机构": HOLDER, "国际分类": "30", "所属旗县市": "科尔沁右翼前旗"}]))  # fmt: skip
    take_in(league, write_rows(tmp_path / "商标.csv", [
        {"申请/注册号": "990000001", "国际分类": "29", "商标名称": "穗诺", "申请人名称": "示例穗诺食品有限公司",
         "申请日期": "2016-12-26", "商标状态": "已注册", "所属旗县市": "扎赉特旗"}]))  # fmt: skip


def compare(user: Any, tmp_path: Path, text: str) -> GazetteList:
    path = tmp_path / "公告.txt"
    path.write_text(text, encoding="utf-8")
    gazette = comparing.compare_gazette(user, path, path.name)
    jobs.run_waiting()
    gazette.refresh_from_db()
    return gazette


def row(number: int, text: str, classes: str = "30", who: str = "别处某某有限公司") -> str:
    return f"{number}\t{text}\t{classes}\t{DAY}\t{who}\n"


def test_lines_as_pasted_touch_what_is_guarded(guarded, league, tmp_path):
    text = (
        row(998000001, "正宗哈日诺尔小米")
        + row(998000002, "诺穗", "29")
        + row(998000003, "鸢廊云台")
        + "998000004\t♥\n"
    )
    gazette = compare(league, tmp_path, text)
    assert (gazette.names, gazette.unread_count) == (3, 1)
    assert gazette.unread[0]["row"] == 4
    first, second = Lead.objects.filter(watch_kind__in=("indication", "mark")).order_by("row")
    assert (first.watch_name, first.owner, first.region, first.way) == ("哈日诺尔小米", HOLDER, BANNER, "contains")
    assert (second.watch_name, second.region) == ("穗诺", OTHER_BANNER)
    assert second.findings[0]["rule"] == "5.1.1"
    assert not Lead.objects.filter(row=3).exists()
    assert first.until is not None
    assert first.until > DAY + timedelta(days=85)


def test_a_table_with_a_bad_day_says_where_and_still_compares(guarded, league, tmp_path):
    heads = "申请号,商标名称,类别,初审公告日期\n"
    gazette = compare(league, tmp_path, heads + "998000001,哈日诺尔小米,30,2026-13-45\n")
    assert [(each["row"], each["column"], each["whole"]) for each in gazette.unread] == [(2, "初审公告日期", False)]
    lead = Lead.objects.get(watch_kind="indication")
    assert lead.until is None


def test_what_the_owner_files_is_no_lead_and_the_same_mark_is_known(guarded, league, tmp_path):
    own = compare(league, tmp_path, row(998000001, "穗诺", "30", "示例穗诺食品有限公司"))
    assert own.own == 1
    assert not own.leads.filter(watch_kind="mark").exists()
    text = row(998000002, "哈日诺尔小米")
    compare(league, tmp_path, text)
    later = compare(league, tmp_path, text + row(998000003, "云台"))
    assert (later.known, later.leads.count()) == (1, 0)


def test_done_again_it_changes_nothing(guarded, league, tmp_path):
    gazette = compare(league, tmp_path, row(998000001, "哈日诺尔小米"))
    before = list(Lead.objects.values_list("key", "shown"))
    jobs.enqueue("compare_gazette", league, OFFICE, gazette=gazette.pk)
    jobs.run_waiting()
    assert list(Lead.objects.values_list("key", "shown")) == before


def test_the_best_of_the_month_come_first_and_the_others_are_counted(guarded, league, tmp_path, client, monkeypatch):
    watch = comparing.load().gazette_watch
    monkeypatch.setitem(watch.budget.__dict__, "value", 1)
    first = compare(league, tmp_path, row(998000003, "穗诺佳", "29"))
    gazette = compare(league, tmp_path, row(998000001, "穗诺", "29") + row(998000002, "哈日诺尔小米"))
    shown = Lead.objects.filter(shown=True)
    assert {lead.mark_text for lead in shown} == {"穗诺佳", "哈日诺尔小米"}
    assert first.leads.filter(shown=True).count() == first.leads.count()
    jobs.enqueue("compare_gazette", league, OFFICE, gazette=first.pk)
    jobs.run_waiting()
    assert {lead.mark_text for lead in Lead.objects.filter(shown=True)} == {"穗诺佳", "哈日诺尔小米"}
    client.force_login(league)
    page = client.get(reverse("gazette", args=[gazette.pk])).content.decode()
    assert "穗诺<" not in page
    assert "限量 1 条以外" in page
    assert "穗诺<" in client.get(reverse("gazette", args=[gazette.pk]) + "?all=1").content.decode()


def test_switched_off_with_a_reason_it_guards_no_more(guarded, league, tmp_path):
    entry = next(each for each in watch_list(league) if each.kind == "indication")
    with pytest.raises(NoReason):
        switch_watch(league, entry.key, " ", False)
    switch_watch(league, entry.key, "已撤销", False)
    assert not compare(league, tmp_path, row(998000001, "哈日诺尔小米")).leads.filter(watch_kind="indication").exists()
    switch_watch(league, entry.key, "", True)
    assert compare(league, tmp_path, row(998000002, "哈日诺尔小米")).leads.filter(watch_kind="indication").exists()


def test_places_below_county_level_are_loaded(league, banner, tmp_path):
    assert load_places(league, ["示例石林", "示例石林", "示"], "scenic", BANNER) == 1
    gazette = compare(league, tmp_path, row(998000001, "示例石林味道"))
    assert gazette.leads.get().watch_kind == "local_place"
    with pytest.raises(ValueError, match=OTHER_BANNER):
        load_places(banner, ["别旗之山"], "nature", OTHER_BANNER)


def test_letters_open_matters_and_are_followed_by_telling_the_owner(guarded, league, banner, tmp_path, client):
    compare(league, tmp_path, row(998000001, "哈日诺尔小米") + row(998000002, "穗诺", "29"))
    client.force_login(league)
    chosen = list(Lead.objects.values_list("pk", flat=True))
    answer = client.post(reverse("gazette-letters"), {"lead": chosen, "do": "letters"})
    told = docx.Document(io.BytesIO(answer.content))
    said = "\n".join(each.text for each in told.paragraphs)
    assert HOLDER in said
    assert "检索参考，不构成商标近似认定" in said
    assert any("哈日诺尔小米" in cell.text for table in told.tables for cell in table._cells)
    lead = Lead.objects.get(watch_kind="indication")
    assert (lead.matter.state, lead.matter.due) == ("pending", lead.until)
    page = client.get(reverse("gazette-leads")).content.decode()
    assert "已打印 2 份告知函" in page
    assert page.count("data-by-hand") == len(chosen)  # printed: the box in the head leaves them alone
    client.post(reverse("gazette-letters"), {"lead": chosen, "do": "informed"})
    lead.matter.refresh_from_db()
    assert lead.matter.state == "informed"


def test_a_penalty_needs_competence_and_a_decision(guarded, league, tmp_path, client):
    compare(league, tmp_path, row(998000001, "哈日诺尔小米"))
    [lead] = follow_leads(league, [Lead.objects.get(watch_kind="indication").pk])
    client.force_login(league)
    page = reverse("gazette-lead", args=[lead.pk])
    data = {"move": "penalise", "on": str(timezone.localdate()), "note": "试"}
    refused = client.post(page + "move/", data, follow=True).content.decode()
    assert "缺凭据" in refused
    client.post(page + "move/", data | {"proof": ["competence", "decision"]})
    lead.matter.refresh_from_db()
    assert lead.matter.state == "penalised"


def test_the_page_names_rules_for_and_against_the_law_and_the_days_left(guarded, league, tmp_path, client):
    filed = "申请号,商标名称,类别,申请日期,初审公告日期\n998000001,穗诺佳,29,2026-01-05," + f"{DAY}\n"
    compare(league, tmp_path, filed)
    client.force_login(league)
    lead = Lead.objects.get(watch_kind="mark")
    page = client.get(reverse("gazette-lead", args=[lead.pk])).content.decode()
    for words in ("检索参考，不构成商标近似认定", "商标法（2019年修正）", "第三十条", "还有", "相反的理由"):
        assert words in page


def test_spellings_of_one_owner_get_one_letter_with_applicant_and_day(take_in, league, tmp_path, client):
    take_in(league, write_rows(tmp_path / "商标.csv", [
        {"申请/注册号": f"99000000{at}", "国际分类": "29", "商标名称": mark, "申请人名称": owner, "申请日期": "2016-12-26",
         "商标状态": "已注册", "所属旗县市": "扎赉特旗"}
        for at, (mark, owner) in enumerate((("穗诺云", "示例龙马食品有限公司"), ("岚柏川", "示例龍馬食品有限公司")))]))  # fmt: skip
    compare(league, tmp_path, row(998000001, "穗诺云", "29") + row(998000002, "岚柏川", "29"))
    client.force_login(league)
    chosen = list(Lead.objects.filter(watch_kind="mark").values_list("pk", flat=True))
    told = docx.Document(io.BytesIO(client.post(reverse("gazette-letters"), {"lead": chosen}).content))
    [table] = told.tables
    assert [cell.text for cell in table.rows[0].cells][3:5] == ["申请人", "初审公告日期"]
    assert {line.cells[0].text for line in table.rows[1:]} == {"穗诺云", "岚柏川"}
    assert table.rows[1].cells[3].text == "别处某某有限公司"
    last = next(each for each in told.paragraphs if "办理情况请告知" in each.text)
    assert last.paragraph_format.keep_with_next
    assert not any("您" in each.text for each in told.paragraphs)


def test_places_alone_have_no_letter_but_get_their_matters(league, tmp_path, client):
    load_places(league, ["示例石林"], "scenic", BANNER)
    compare(league, tmp_path, row(998000001, "示例石林味道"))
    client.force_login(league)
    lead = Lead.objects.get()
    said = client.post(reverse("gazette-letters"), {"lead": lead.pk}, follow=True).content.decode()
    assert "没有函可打印；事项已建立" in said
    lead.refresh_from_db()
    assert (lead.matter.state, lead.printed_at) == ("pending", None)


def test_many_are_dismissed_for_one_reason_and_today_names_the_nearest_day(guarded, league, tmp_path, client):
    compare(league, tmp_path, row(998000001, "哈日诺尔小米") + row(998000002, "穗诺", "29"))
    client.force_login(league)
    lead = Lead.objects.first()
    assert f"最近的异议期 {lead.until} 届满" in client.get(reverse("today")).content.decode()
    page = client.get(reverse("gazette-leads")).content.decode()
    assert "别处某某有限公司" in page
    assert HOLDER in page
    chosen = {"lead": list(Lead.objects.values_list("pk", flat=True)), "do": "dismiss"}
    assert "请写明理由" in client.post(reverse("gazette-letters"), chosen, follow=True).content.decode()
    assert not Lead.objects.exclude(matter=None).exists()
    client.post(reverse("gazette-letters"), chosen | {"reason": "商品无关"})
    assert set(Lead.objects.values_list("matter__state", flat=True)) == {"dismissed"}
    assert "最近的异议期" not in client.get(reverse("today")).content.decode()
    assert (
        "0 条已排除" in client.post(reverse("gazette-letters"), chosen | {"reason": "再"}, follow=True).content.decode()
    )
