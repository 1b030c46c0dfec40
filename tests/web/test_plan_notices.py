"""The pages of notices and units."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from tests.conftest import BANNER
from tests.plans.notices.office import TEXT, confirm_all, hand_in, know_units, piece
from xingzhi.plans.ledger.models import PlanTask
from xingzhi.plans.notices.models import Notice
from xingzhi.plans.notices.pieces import content

pytestmark = pytest.mark.django_db


@pytest.fixture
def page(client, league):
    client.force_login(league, "django.contrib.auth.backends.ModelBackend")
    return client


@pytest.fixture
def notice(league, tmp_path):
    know_units(league)
    return hand_in(league, tmp_path)


def upload(page, name="通知.txt", text=TEXT):
    file = SimpleUploadedFile(name, text.encode())
    return page.post(reverse("notice-upload"), {"file": file}, follow=True).content.decode()


def decide(page, found, follow=False, **data):
    url = reverse("notice-piece", args=[found.pk])
    return page.post(url, {"version": found.version, **data}, follow=follow)


def test_a_notice_is_handed_in_once(page):
    said = upload(page)
    assert "待看" in said
    assert "登记为新单位" in said, "the sections are unknown yet"
    assert "没有重复收" in upload(page, "再来.txt")
    assert Notice.objects.count() == 1


def test_a_unit_is_added_or_recognised_in_one_click(page, league):
    upload(page)
    know_units(league, "促进科")
    unit = page.get(reverse("plan-units")).context["groups"][2]["rows"][0]["unit"]
    data = {
        "do": "alias",
        "unit": unit.pk,
        "alias": "保护科",
        "next": reverse("notice", args=[Notice.objects.get().pk]),
    }
    assert (
        "请先选是哪个单位" in page.post(reverse("plan-unit-change"), data | {"unit": ""}, follow=True).content.decode()
    ), "none is chosen beforehand"
    said = page.post(reverse("plan-unit-change"), data, follow=True).content.decode()
    assert "不认识的单位" not in said
    evil = page.post(reverse("plan-unit-change"), data | {"next": "//evil.example/"})
    assert evil.url == reverse("plan-units")


def test_a_card_is_changed_in_place_and_a_bad_day_keeps_what_was_typed(page, notice):
    one = piece(notice, "质量监测")
    typed = {"text": "每月开展质量监测", "heading": "一", "lead": "保护科", "assist": "各县（市、区）局、促进科", "each": "",
             "due": "2099-02-31", "recurrence": "每月", "targets": "至少3次", "cited": "《办法》"}  # fmt: skip
    refused = decide(page, one, do="save", **typed)
    assert refused.status_code == 409
    assert "每月开展质量监测" in refused.content.decode()
    assert "不是真实存在的日期" in refused.content.decode()
    unread = decide(page, one, do="save", **typed | {"due": "12月底"}).content.decode()
    field = unread[unread.index(f'id="due-{one.pk}"') :]
    assert 'aria-invalid="true"' in field[:200], "said at the field, not at the head of the card"
    assert "看不懂“12月底”，请写成 2027-12-31" in field[:600]
    assert decide(page, one, follow=True, do="save", **typed | {"due": "2099-02-28"}).status_code == 200
    kept = content(piece(notice, "质量监测"))
    assert kept["assist"] == ["各县（市、区）局", "促进科"], "a name keeps what stands in its brackets"
    assert (kept["targets"][0]["value"], kept["targets"][0]["unit"], kept["due"]) == ("3", "次", "2099-02-28")


def test_the_second_officer_is_told(page, notice):
    one = piece(notice, "质量监测")
    decide(page, one, do="context")
    answer = page.post(
        reverse("notice-piece", args=[one.pk]), {"version": "0", "do": "task"}, headers={"HX-Request": "true"}
    )
    said = answer.content.decode()
    assert "league 已经改过这一项" in said
    assert 'id="counts"' in said
    assert piece(notice, "质量监测").decision == "context"


def test_from_review_to_the_plan(page, league, notice):
    url = reverse("notice-settle", args=[notice.pk])
    assert "还不能列入计划" in page.post(url, {"do": "adopt", "year": "2099"}, follow=True).content.decode()
    confirm_all(league, notice)
    assert "新增任务 4 项" in page.post(url, {"do": "adopt", "year": "2098"}, follow=True).content.decode()
    assert set(PlanTask.objects.values_list("plan__year", flat=True)) == {2098}
    assert "不能再改" in page.post(url, {"do": "aside", "reason": "x"}, follow=True).content.decode()


def test_setting_aside_needs_a_reason_and_can_be_taken_back(page, notice):
    url = reverse("notice-settle", args=[notice.pk])
    assert "为什么" in page.post(url, {"do": "aside", "reason": " "}, follow=True).content.decode()
    page.post(url, {"do": "aside", "reason": "转发件"})
    assert Notice.objects.get().state == "set_aside"
    page.post(url, {"do": "up"})
    assert Notice.objects.get().state == "read"


def test_a_banner_sees_no_notice_and_its_own_units_only(client, banner, notice):
    client.force_login(banner, "django.contrib.auth.backends.ModelBackend")
    assert client.get(reverse("notice", args=[notice.pk])).status_code == 404
    assert "示知发" not in client.get(reverse("notice-list")).content.decode()
    units = [
        row["unit"].region for group in client.get(reverse("plan-units")).context["groups"] for row in group["rows"]
    ]
    assert units == [BANNER]


def test_a_unit_nobody_knows_that_was_typed_appears_at_once_among_what_is_left(page, notice):
    one = piece(notice, "线索移送")
    task = {"text": "移送线索", "lead": "新设办公室", "do": "save", "version": one.version}
    said = page.post(reverse("notice-piece", args=[one.pk]), task, headers={"HX-Request": "true"}).content.decode()
    assert 'id="unknown" hx-swap-oob="true"' in said
    assert "登记为新单位" in said
    assert "不认识的单位 1 个" in said
    assert reverse("notice", args=[notice.pk]) in said, "where it leads back to"
