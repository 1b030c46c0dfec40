"""The pages as the league and a banner use them."""

from __future__ import annotations

import io
import zipfile
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from tests.builders import body, read_book
from tests.collection.conftest import MONTH, OCTOBER, fill, report_of, reported
from tests.conftest import BANNER, OFFICE, OTHER_BANNER, person
from tests.intake.locked_files import PASSWORD, lock_agile
from xingzhi.collection.accepting import accept_report
from xingzhi.collection.completeness import records
from xingzhi.collection.models import Round
from xingzhi.registers.models import MODELS

pytestmark = pytest.mark.django_db


def client_of(user: Any) -> Client:
    client = Client()
    client.force_login(user, "django.contrib.auth.backends.ModelBackend")
    return client


def test_the_league_opens_a_round_and_a_banner_fills_it_in(league: Any, banner: Any) -> None:
    deadline = str(timezone.localdate() + timedelta(days=5))
    asked = {"form": "monthly_ip_work", "period": "2026-10", "deadline": deadline, "contact": "张联系",
             "unit": [f"banner:{BANNER}", f"banner:{OTHER_BANNER}"]}  # fmt: skip
    opening = client_of(league)
    said = body(opening.post(reverse("collection-open"), asked | {"period": "2026年13月"}, follow=True))
    assert "统计期请写成 2026-11" in said
    said = body(opening.post(reverse("collection-open"), asked | {"period": "2062-10"}, follow=True))
    assert "统计期还没有开始" in said, "a slip of the pen in the year"
    said = body(opening.post(reverse("collection-open"), asked | {"deadline": "2020-01-01"}, follow=True))
    assert "截止日期已经过去" in said
    said = body(opening.post(reverse("collection-open"), asked | {"names": "甲公司"}, follow=True))
    assert "不能下发到按名称写的其他单位" in said
    written = asked | {"period": "２０２６年10月"}
    said = body(opening.post(reverse("collection-open"), written, follow=True))
    assert "已下发到 2 个单位" in said
    found = Round.objects.get()
    report = report_of(found, BANNER)
    client, address = client_of(banner), reverse("collection-report", args=[found.pk, report.pk])
    assert "张采集表待填报" in body(client.get(reverse("today")))
    assert address in body(client.get(reverse("collection")))
    assert client.get(reverse("collection-round", args=[found.pk])).url == address
    typed = {f"v-{cell}": value for cell, value in (MONTH | {"done": "开展宣传周"}).items()} | {"version": "0"}
    said = body(client.post(address, typed | {"v-visits": "五家", "do": "save"}))
    assert "有 1 项看不懂" in said
    assert 'value="五家"' in said, "what was typed stays in its field"
    shown = body(
        client.post(reverse("collection-try", args=[found.pk, report.pk]), typed | {"v-cases": "9", "version": "1"})
    )
    assert "专利、商标、其他之和应等于受理案件合计（分项和 3，合计 9）" in shown
    assert report_of(found, BANNER).values["cases"] == "3", "trying saves nothing"
    said = body(client.post(address, typed | {"version": "1", "do": "submit", "filler": "李某"}, follow=True))
    assert "已提交" in said
    for who in (person("own", "reviewer", BANNER), person("above", "reviewer", OFFICE)):
        assert "张采集表待您审核" in body(client_of(who).get(reverse("today"))), "whoever reviews sees what waits"
        assert address in body(client_of(who).get(reverse("collection")))
    assert "张采集表待您审核" not in body(client.get(reverse("today"))), "nobody reviews their own"
    said = body(client.post(address, {"do": "check", "reviewer": "李某"}, follow=True))
    assert "审核人不能是填报人本人" in said
    client.post(address, {"do": "check", "reviewer": "赵某"})
    said = body(opening.post(address, {"do": "accept"}, follow=True))
    assert "已验收" in said
    page = body(opening.get(reverse("collection-round", args=[found.pk])))
    assert '合计不含：<span lang="zh">扎赉特旗' in page
    assert "?cell=visits#behind" in page, "a sum opens to what the units said"
    page = body(opening.get(reverse("collection-round", args=[found.pk]), {"cell": "visits"}))
    assert "各单位所报" in page
    assert "本年各期" in page
    rows = read_book(opening.get(reverse("collection-totals", args=[found.pk])).content)
    assert ["走访服务：走访企业", "家", 5.0, 5.0, "", "", 5.0, ""] in rows
    words = read_book(opening.get(reverse("collection-totals", args=[found.pk])).content, 1)
    assert ["科尔沁右翼前旗", "主要做法和问题", "开展宣传周", ""] in words, "what units wrote stands together"


def test_several_workbooks_at_once_each_get_their_answer(opened: Any, league: Any, tmp_path: Path) -> None:
    found = opened(BANNER, OTHER_BANNER)
    one = fill(report_of(found, BANNER), tmp_path / "1.xlsx", {**MONTH, "visits": "5"}).read_bytes()
    two = fill(report_of(found, OTHER_BANNER), tmp_path / "2.xlsx", MONTH, ("李某", "", "", "")).read_bytes()
    files = [
        SimpleUploadedFile(name, content) for name, content in (("一.xlsx", one), ("二.xlsx", two), ("三.xlsx", b"x"))
    ]
    said = body(client_of(league).post(reverse("collection-upload"), {"file": files}, follow=True))
    assert "一.xlsx（科尔沁右翼前旗" in said
    assert "二.xlsx 没有合并：审核人、填报日期 没有填" in said
    assert "三.xlsx 没有合并：" in said
    assert report_of(found, BANNER).state == "checked"


def test_a_zip_of_workbooks_is_answered_file_by_file(opened: Any, league: Any, tmp_path: Path) -> None:
    found = opened(BANNER, OTHER_BANNER)
    one = fill(report_of(found, BANNER), tmp_path / "1.xlsx", MONTH)
    two = lock_agile(fill(report_of(found, OTHER_BANNER), tmp_path / "2.xlsx", MONTH), tmp_path / "locked.xlsx")
    held = {
        "一.xlsx": one.read_bytes(),
        "二.xlsx": two.read_bytes(),
        "三.xlsx": one.read_bytes()[:900],
        "图.png": b"\x89PNG\r\n\x1a\n" + bytes(60),
    }
    with zipfile.ZipFile(tmp_path / "all.zip", "w") as archive:
        for name, content in held.items():
            archive.writestr(name, content)
    content = (tmp_path / "all.zip").read_bytes()

    def upload(**more: str) -> str:
        files = {"file": SimpleUploadedFile("各旗县.zip", content), "round": str(found.pk), **more}
        answer = client_of(league).post(reverse("collection-upload"), files, follow=True)
        assert answer.redirect_chain[-1][0] == reverse("collection-round", args=[found.pk])
        return body(answer)

    said = upload()
    assert "各旗县.zip/一.xlsx（科尔沁右翼前旗" in said
    assert "各旗县.zip/二.xlsx 没有合并：" in said
    assert "密码" in said.split("各旗县.zip/二.xlsx 没有合并：")[1][:60], "told that it is locked"
    assert "各旗县.zip/三.xlsx 没有合并：" in said
    assert "各旗县.zip/图.png 没有合并：不是表格文件" in said
    assert [report_of(found, each).state for each in (BANNER, OTHER_BANNER)] == ["checked", "empty"]
    said = upload(password=PASSWORD)
    assert "各旗县.zip/一.xlsx 在" in said, "merged before"
    assert report_of(found, OTHER_BANNER).state == "checked"


def test_the_supervision_note_names_who_is_missing_and_what_is_filled_in(opened: Any, league: Any, banner: Any) -> None:
    from docx import Document

    found = opened(BANNER, OTHER_BANNER)
    reported(banner, report_of(found, BANNER))
    content = client_of(league).get(reverse("collection-supervision", args=[found.pk])).content
    document = Document(io.BytesIO(content))
    said = "".join(paragraph.text for paragraph in document.paragraphs)
    assert "扎赉特旗" in said
    assert "科尔沁右翼前旗" not in said
    assert "张联系" in said


def test_what_was_reported_opens_from_the_register_and_the_table_of_units(
    opened: Any, league: Any, banner: Any
) -> None:
    found = opened(BANNER)
    reported(banner, report_of(found, BANNER))
    page = body(client_of(league).get(reverse("collection-units"), {"year": "2026", "unit": f"banner:{BANNER}:"}))
    assert "100%" in page
    assert reverse("collection-report", args=[found.pk, report_of(found, BANNER).pk]) in page
    assert "排名" in page, "says that it does not rank"
    accept_report(league, report_of(found, BANNER).pk)
    row = MODELS["reported_figures"].objects.get(cell="visits")
    page = body(client_of(league).get(reverse("record", args=["reported_figures", row.pk])))
    assert "<h1>走访服务：走访企业 · 科尔沁右翼前旗 · 2026年10月</h1>" in " ".join(page.split()), (
        "by its name, not by codes"
    )
    assert reverse("collection-report", args=[found.pk, report_of(found, BANNER).pk]) in page


def test_a_round_is_mended_while_it_is_out(opened: Any, league: Any, banner: Any) -> None:
    """A unit left out is asked, one asked by mistake is not, a round opened by mistake goes; what was filled in stays."""
    found = opened(BANNER)
    client, address = client_of(league), reverse("collection-change", args=[found.pk])

    def said(**post: str) -> str:
        return body(client.post(address, post, follow=True))

    assert "已补发到：扎赉特旗。" in said(what="add", unit=f"banner:{OTHER_BANNER}")
    assert "请勾选填报单位" in said(what="add", unit=f"banner:{OTHER_BANNER}"), "nobody is asked twice"
    first = found.deadline
    assert f"（原定 {first}）" in said(what="deadline", deadline=str(first + timedelta(days=2)))
    report = report_of(found, BANNER)
    client_of(banner).post(
        reverse("collection-report", args=[found.pk, report.pk]), {"do": "save", "version": "0", "v-visits": "5"}
    )
    assert "已有单位填报" in said(what="withdraw")
    assert "已有单位填报" in said(what="drop", report=str(report.pk))
    assert "已撤下" in said(what="drop", report=str(report_of(found, OTHER_BANNER).pk))
    assert list(found.reports.values_list("region", flat=True)) == [BANNER]
    wrong = opened(BANNER, period=OCTOBER.before())
    assert "已撤回" in body(
        client.post(reverse("collection-change", args=[wrong.pk]), {"what": "withdraw"}, follow=True)
    )
    assert list(Round.objects.all()) == [found]


def test_why_it_was_sent_back_reaches_the_banner_by_page_and_by_workbook(opened: Any, league: Any, banner: Any) -> None:
    found = opened(BANNER)
    report = reported(banner, report_of(found, BANNER))
    address = reverse("collection-report", args=[found.pk, report.pk])
    client_of(league).post(address, {"do": "return", "reason": "走访数与清单不符"})
    client = client_of(banner)
    assert "张采集表被退回，要重报" in body(client.get(reverse("today")))
    for page in (reverse("collection"), address):
        assert "走访数与清单不符" in body(client.get(page))
    rows = read_book(client.get(reverse("collection-workbook", args=[found.pk, report.pk])).content)
    assert "退回原因：走访数与清单不符" in [cell for row in rows for cell in row]
    [one] = records(league, date(2026, 1, 1), date(2026, 12, 31))
    assert (one.due, one.came, one.sent_back) == (0, 0, 1), "sent back before the day: not in, not late either"
