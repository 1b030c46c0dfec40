"""Workbooks out to banner offices and back."""

from __future__ import annotations

from datetime import date

import pytest
from django.urls import reverse
from openpyxl import load_workbook

from tests.builders import number
from tests.cases.notified.lists import DAY, answer, matter, results, state
from tests.conftest import BANNER, OTHER_BANNER
from xingzhi.cases.matters.models import Card, Matter, Step
from xingzhi.cases.matters.moves import move_matters
from xingzhi.cases.notified import workbook
from xingzhi.cases.notified.dispatching import NothingToDispatch, dispatch_items, withdraw_dispatch
from xingzhi.cases.notified.models import ReturnConflict, Returned
from xingzhi.cases.notified.return_conflicts import StillContradicts, decide_return
from xingzhi.cases.notified.returning import SameReturn, merge_return
from xingzhi.intake.signed.reading import SheetProblem

pytestmark = pytest.mark.django_db


def test_a_banner_without_a_network_answers_by_workbook(out, banner, tmp_path):
    path = answer(
        tmp_path / "回.xlsx",
        out[BANNER],
        {1: ("承诺撤回", "2026-11-20", "撤回承诺书", "已签"), 2: ("失联", "", "联系记录", "三次未接")},
    )
    returned = merge_return(banner, path, "回.xlsx")
    assert (returned.applied, returned.blank, returned.problems) == (2, 2, [])
    assert (returned.filler, returned.reviewer) == ("李某", "赵某")
    assert (state(1), state(2), state(3)) == ("promised", "unreachable", "pending")
    assert matter(2).since == date(2026, 11, 21)


def test_the_same_workbook_twice_changes_nothing(out, banner, tmp_path):
    path = answer(tmp_path / "回.xlsx", out[BANNER], {1: ("承诺撤回", "2026-11-20", "撤回承诺书", "")})
    merge_return(banner, path, "回.xlsx")
    with pytest.raises(SameReturn):
        merge_return(banner, path, "别名.xlsx")
    assert (Returned.objects.count(), Step.objects.count()) == (1, 1)


def test_what_contradicts_waits_for_a_person(out, banner, league, tmp_path):
    path = answer(tmp_path / "回.xlsx", out[BANNER], {1: ("承诺撤回", "2026-11-21", "撤回承诺书", "改主意")})
    move_matters(banner, [matter(1).pk], "appeal", DAY, proofs=["appeal_papers"])
    returned = merge_return(league, path, "回.xlsx")
    assert (returned.applied, state(1)) == (0, "appealing")
    conflict = ReturnConflict.objects.get()
    assert (conflict.ours, conflict.theirs["state"]) == ("appealing", "promised")
    decide_return(league, conflict.pk, "theirs")
    assert state(1) == "promised"


def test_a_national_word_is_not_overruled_by_a_workbook(out, banner, league, take_in, tmp_path):
    path = answer(tmp_path / "回.xlsx", out[BANNER], {1: ("承诺撤回", "2026-11-21", "撤回承诺书", "")})
    take_in(league, results(tmp_path, (1, "维持认定", "2026-11-20")))
    merge_return(league, path, "回.xlsx")
    with pytest.raises(StillContradicts):
        decide_return(league, ReturnConflict.objects.get().pk, "theirs")
    assert state(1) == "maintained"


@pytest.mark.parametrize(
    ("head", "answers", "code"),
    [
        ({"审核人": ""}, {1: ("承诺撤回", "", "撤回承诺书", "")}, "unsigned"),
        ({"填报日期": "昨天"}, {1: ("承诺撤回", "", "撤回承诺书", "")}, "unsigned"),
        ({}, {}, "nothing_said"),
        ({"零报告（是/否）": "是"}, {1: ("承诺撤回", "", "撤回承诺书", "")}, "zero_filled"),
    ],
)
def test_an_unsigned_or_unclear_workbook_is_refused_as_a_whole(out, banner, tmp_path, head, answers, code):
    with pytest.raises(SheetProblem) as problem:
        merge_return(banner, answer(tmp_path / "回.xlsx", out[BANNER], answers, **head), "回.xlsx")
    assert problem.value.code == code
    assert not Returned.objects.exists()


def test_a_signed_zero_report_counts(out, banner, client, tmp_path):
    path = answer(tmp_path / "回.xlsx", out[BANNER], {}, **{"零报告（是/否）": "是"})
    assert merge_return(banner, path, "回.xlsx").zero
    client.force_login(banner, "django.contrib.auth.backends.ModelBackend")
    assert "零报告" in client.get(reverse("dispatch", args=[out[BANNER].pk])).content.decode()


def test_rows_changed_in_the_grey_are_not_taken_and_the_others_are(out, banner, tmp_path):
    promised = ("承诺撤回", "", "撤回承诺书", "")
    answers = {1: promised, 2: ("撤了", "", "", ""), 3: ("承诺撤回", "某日", "撤回承诺书", ""), 4: promised}
    path = answer(tmp_path / "回.xlsx", out[BANNER], answers)
    book = load_workbook(path)
    sheet = book.active
    for row in range(workbook.HEAD_ROW + 2, sheet.max_row + 1):
        if sheet.cell(row, 3).value == number(2026, 1):
            sheet.cell(row, 3).value = number(2026, 99)
    book.save(path)
    returned = merge_return(banner, path, "回.xlsx")
    assert returned.applied == 1
    assert {problem["code"] for problem in returned.problems} == {"fixed_changed", "unknown_status", "date_unreadable"}
    assert all({"row", "column", "value"} <= problem.keys() for problem in returned.problems)
    assert state(4) == "promised"


def test_a_banner_cannot_merge_another_banners_workbook(out, banner, tmp_path):
    from django.http import Http404

    path = answer(tmp_path / "回.xlsx", out[OTHER_BANNER], {5: ("承诺撤回", "", "撤回承诺书", "")})
    with pytest.raises(Http404):
        merge_return(banner, path, "回.xlsx")
    assert state(5) == "pending"


def test_what_is_out_is_not_handed_out_again(out, league):
    with pytest.raises(NothingToDispatch):
        dispatch_items(league, [BANNER], date(2026, 12, 20), "王某")


def test_a_partial_answer_leaves_the_rest_out_and_nothing_is_handed_out_twice(out, banner, league, client, tmp_path):
    merge_return(banner, answer(tmp_path / "回.xlsx", out[BANNER], {1: ("承诺撤回", "", "撤回承诺书", "")}), "回.xlsx")
    with pytest.raises(NothingToDispatch):
        dispatch_items(league, [BANNER], date(2026, 12, 20), "王某")
    client.force_login(league, "django.contrib.auth.backends.ModelBackend")
    assert "部分反馈 1/4" in client.get(reverse("dispatches")).content.decode()
    withdraw_dispatch(league, out[BANNER].pk)
    [again] = dispatch_items(league, [BANNER], date(2026, 12, 20), "王某")
    assert again.items.count() == 4


def test_a_later_copy_of_the_workbook_is_merged_without_false_contradictions(out, banner, tmp_path):
    merge_return(
        banner, answer(tmp_path / "一.xlsx", out[BANNER], {1: ("承诺撤回", "2026-11-20", "撤回承诺书", "")}), "一.xlsx"
    )
    later = answer(tmp_path / "二.xlsx", out[BANNER], {1: ("已提交撤回", "2026-11-21", "撤回声明提交回执", "")})
    returned = merge_return(banner, later, "二.xlsx")
    assert (returned.applied, returned.conflicts.count(), state(1)) == (1, 0, "withdrawal_filed")


def test_the_next_applicant_is_the_next_of_the_list(listed, league, client):
    """Those who promised keep their place but are passed over: nobody is met twice before all were."""
    client.force_login(league, "django.contrib.auth.backends.ModelBackend")
    order = [card.name for card in Card.objects.order_by("name")]
    at, seen = Card.objects.get(name=order[0]), []
    for _ in order:
        seen.append(at.name)
        ids = [str(pk) for pk in at.matters.values_list("pk", flat=True)]
        data = {"matter": ids, "on": "2026-11-20", "how": "call", "said": "同意", "move": "promise", "next": "1",
                "proof": ["withdrawal_promise"]}  # fmt: skip
        went = client.post(reverse("notified-card-act", args=[at.pk]), data)["Location"]
        at = Card.objects.get(pk=int(went.strip("/").split("/")[-1]))
    assert sorted(seen) == sorted(order)


def test_a_dispatch_lists_what_it_holds_but_what_moved_to_another_banner_since(out, banner, client):
    client.force_login(banner, "django.contrib.auth.backends.ModelBackend")
    address = reverse("dispatch", args=[out[BANNER].pk])
    held = [item.matter for item in out[BANNER].items.select_related("matter")]
    page = client.get(address).content.decode()
    assert all(reverse("notified-item", args=[matter.pk]) in page for matter in held)
    assert 'data-does="copy" data-of="reminder"' in page
    Matter.objects.filter(pk=held[0].pk).update(region=OTHER_BANNER)
    page = client.get(address).content.decode()
    assert held[0].key not in page
    assert held[1].key in page


def test_the_reminder_names_counts_and_day_but_no_party(out, banner, client):
    client.force_login(banner, "django.contrib.auth.backends.ModelBackend")
    page = client.get(reverse("dispatch", args=[out[BANNER].pk])).content.decode()
    text = page.split("<textarea", 1)[1].split(">", 1)[1].split("</textarea>")[0]
    assert "共 4 件，还没有反馈 4 件" in text
    assert "2026年12月10日" in text
    assert "示例" not in text
    slip = client.get(reverse("dispatch-supervision", args=[out[BANNER].pk]))
    assert "示例甲" not in slip.content.decode("latin-1")
