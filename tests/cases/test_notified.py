"""From the list that came down to the return that goes up: matters, calls, letters, dispatches, returns, the month."""

from __future__ import annotations

import io
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.urls import reverse
from openpyxl import load_workbook

from tests.builders import number, write_book
from tests.conftest import BANNER, OTHER_BANNER
from xingzhi.cases.matters.contacts import ContactIncomplete, Said, record_contact
from xingzhi.cases.matters.models import Card, Contact, Matter, Step
from xingzhi.cases.matters.moves import NotAllowed, move_matters
from xingzhi.cases.notified import tally, workbook
from xingzhi.cases.notified.dispatching import NothingToDispatch, dispatch_items, withdraw_dispatch
from xingzhi.cases.notified.filled import filled
from xingzhi.cases.notified.models import ReturnConflict, Returned
from xingzhi.cases.notified.opening import apply_results, refresh
from xingzhi.cases.notified.returning import SameReturn, StillContradicts, decide_return, merge_return
from xingzhi.intake.signed.reading import SheetProblem
from xingzhi.packs import load

pytestmark = pytest.mark.django_db
HEADS = [
    "序号",
    "批次",
    "申请号",
    "发明名称",
    "申请人",
    "代理机构",
    "涉嫌情形",
    "下发日期",
    "答复截止日期",
    "办理状态",
    "备注",
]
BANNERS = {"科尔沁右翼前旗": BANNER, "扎赉特旗": OTHER_BANNER}
DAY = date(2026, 11, 20)


def item(
    serial: int, *, batch: str = "2026-03", firm: str = "示例甲科技有限公司", noticed: str = "2026.11.02"
) -> list[Any]:
    return [serial, batch, "CN" + number(2026, serial), f"一种装置{serial}", firm, "示例代理所", "第三条第（一）项",
            noticed, "2026.12.15", "待核实", ""]  # fmt: skip


def notified(folder: Path, name: str = "通报.xlsx", **sheets: list[list[Any]]) -> Path:
    return write_book(folder / name, {place: [HEADS, *rows] for place, rows in sheets.items()})


@pytest.fixture
def listed(take_in: Any, league: Any, tmp_path: Path) -> Any:
    """Two banners, three applicants, seven applications."""
    rows = {
        "科尔沁右翼前旗": [item(1), item(2), item(3), item(4, firm="示例乙农业有限公司")],
        "扎赉特旗": [
            item(5, firm="示例丙机械有限公司"),
            item(6, firm="示例丙机械有限公司"),
            item(7, firm="示例丙机械有限公司"),
        ],
    }
    return take_in(league, notified(tmp_path, **rows))


def matter(serial: int) -> Any:
    return Matter.objects.get(key=number(2026, serial))


def state(serial: int) -> str:
    return str(matter(serial).state)


# --- From the list ---


def test_an_item_is_complete_without_a_patent_record(listed):
    assert listed.accepted == 7
    assert Matter.objects.count() == 7
    first = matter(1)
    assert (first.state, first.region, first.due, first.card.name) == (
        "pending",
        BANNER,
        date(2026, 12, 15),
        "示例甲科技有限公司",
    )
    assert first.procedure.ref.startswith("abnormal_applications_2024@")


def test_one_application_in_two_batches_is_one_matter(listed, take_in, league, tmp_path):
    take_in(league, notified(tmp_path, "二.xlsx", 科尔沁右翼前旗=[item(1, batch="2026-04", noticed="2026.11.18")]))
    assert Matter.objects.count() == 7
    card = Card.objects.get(name="示例甲科技有限公司")
    assert card.matters.count() == 3


def test_the_same_list_again_changes_nothing(listed):
    keys = [number(2026, n) for n in range(1, 8)]
    assert refresh(keys) == 0
    assert (Matter.objects.count(), Card.objects.count()) == (7, 3)


def test_spellings_of_one_applicant_share_a_card(listed, take_in, league, tmp_path):
    take_in(league, notified(tmp_path, "三.xlsx", 科尔沁右翼前旗=[item(9, firm="示例甲科技有限责任公司")]))
    assert matter(9).card == matter(1).card


def test_a_list_without_a_batch_column_takes_the_batch_from_the_officer(league, office, tmp_path):
    from xingzhi.core import jobs
    from xingzhi.registers.models import NotifiedItem
    from xingzhi.registers.receive import MappingIncomplete, receive_file, start_import

    rows = [[row[0], *row[2:]] for row in (item(1), item(2))]
    path = write_book(tmp_path / "无批次.xlsx", {"科尔沁右翼前旗": [[HEADS[0], *HEADS[2:]], *rows]})
    batch = receive_file(league, path, path.name)
    with pytest.raises(MappingIncomplete):
        start_import(league, batch.pk, "notified_items")
    start_import(league, batch.pk, "notified_items", given={"batch_no": "2026-05"})
    jobs.run_waiting()
    assert set(NotifiedItem.objects.values_list("batch_no", flat=True)) == {"2026-05"}


def test_destroyed_numbers_and_impossible_days_come_back_with_their_reason(take_in, league, tmp_path):
    bad = [item(1), item(2), item(3)]
    bad[0][2], bad[1][2] = "2.02E+12", "CN202610000002.9"
    bad[2][7], bad[2][8] = "2026.11.02", "2026.10.01"
    batch = take_in(league, notified(tmp_path, 科尔沁右翼前旗=bad))
    assert (batch.accepted, batch.rejected) == (0, 3)
    assert {"rejected:number_destroyed", "rejected:number_check_digit", "rejected:due_before_notice"} <= set(
        batch.reasons
    )
    assert not Matter.objects.exists()


# --- Calls and moves ---


def told(how: str = "call", **more: Any) -> Said:
    return Said(DAY, how, more.pop("said", "同意撤回"), "张经理", **more)


def test_one_call_is_recorded_once_for_the_ticked_applications(listed, banner):
    card, ids = matter(1).card, [matter(1).pk, matter(2).pk]
    record_contact(banner, card.pk, ids, told(), move="promise", proofs=["withdrawal_promise"], note="书面承诺")
    assert Contact.objects.count() == 1
    assert [state(1), state(2), state(3)] == ["promised", "promised", "pending"]
    assert Step.objects.filter(contact__isnull=False).count() == 2


def test_being_out_of_reach_needs_a_call(listed, banner):
    card, ids = matter(1).card, [matter(1).pk]
    with pytest.raises(NotAllowed) as refused:
        move_matters(banner, ids, "report_unreachable", DAY)
    assert [each.code for each in refused.value.refusals[matter(1).key]] == ["proof"]
    record_contact(banner, card.pk, ids, told(said="", answered=False), move="report_unreachable")
    assert state(1) == "unreachable"


def test_nothing_is_recorded_where_one_application_may_not_be_moved(listed, banner):
    card = matter(1).card
    move_matters(banner, [matter(2).pk], "appeal", DAY, proofs=["appeal_papers"])
    move_matters(banner, [matter(2).pk], "record_upheld", DAY, proofs=["decision"])
    with pytest.raises(NotAllowed) as refused:
        record_contact(
            banner, card.pk, [matter(1).pk, matter(2).pk], told(), move="promise", proofs=["withdrawal_promise"]
        )
    assert set(refused.value.refusals) == {matter(2).key}
    assert not Contact.objects.exists()
    assert state(1) == "pending"


@pytest.mark.parametrize(
    ("how", "said", "code"), [("", "说了", "how"), ("call", "", "said"), ("pigeon", "说了", "how")]
)
def test_a_contact_says_how_and_what(listed, banner, how, said, code):
    with pytest.raises(ContactIncomplete) as lacks:
        record_contact(banner, matter(1).card.pk, [matter(1).pk], Said(DAY, how, said))
    assert lacks.value.code == code


def test_a_neighbour_and_a_reader_move_nothing(listed, banner, outsider):
    assert move_matters(banner, [matter(5).pk], "promise", DAY, proofs=["withdrawal_promise"]) == 0
    assert move_matters(outsider, [matter(1).pk], "promise", DAY, proofs=["withdrawal_promise"]) == 0
    assert (state(5), state(1)) == ("pending", "pending")


# --- The national office's word ---


def results(folder: Path, *rows: tuple[int, str, str]) -> Path:
    lines = [["CN" + number(2026, serial), result, day] for serial, result, day in rows]
    return write_book(folder / "结果.xlsx", {"S": [["申请号", "处理结果", "结果日期"], *lines]})


def test_the_national_list_wins_and_is_told_apart(listed, take_in, banner, league, tmp_path):
    move_matters(banner, [matter(1).pk], "appeal", DAY, proofs=["appeal_papers"])
    take_in(league, results(tmp_path, (1, "维持认定", "2026-11-25"), (2, "视为撤回", "2026-11-25")))
    assert [(matter(n).state, matter(n).word, matter(n).settled) for n in (1, 2)] == [
        ("maintained", "national", True), ("deemed_withdrawn", "national", True)
    ]  # fmt: skip
    assert [step.after for step in matter(1).steps.order_by("id")] == ["appealing", "maintained"]
    apply_results([matter(1).key, matter(2).key], league)
    assert Step.objects.count() == 3


def test_a_banner_cannot_undo_what_the_national_office_said(listed, take_in, banner, league, tmp_path):
    take_in(league, results(tmp_path, (1, "维持认定", "2026-11-25")))
    with pytest.raises(NotAllowed):
        move_matters(league, [matter(1).pk], "reopen", date(2026, 11, 26), note="试")


def test_a_result_that_came_before_the_notice_waits_for_it(take_in, league, tmp_path):
    take_in(league, results(tmp_path, (1, "视为撤回", "2026-11-25")))
    assert not Matter.objects.exists()
    take_in(league, notified(tmp_path, 科尔沁右翼前旗=[item(1)]))
    assert state(1) == "deemed_withdrawn"


# --- Out and back ---


@pytest.fixture
def out(listed, league):
    """Both banners have theirs."""
    return {
        each.region: each
        for each in dispatch_items(league, [BANNER, OTHER_BANNER], date(2026, 12, 10), "王某", "0482-1")
    }


def answer(path: Path, dispatch: Any, answers: dict[int, tuple[str, ...]], **head: Any) -> Path:
    """The workbook as a banner office sends it back: serial of an application -> state, day, proofs, note."""
    path.write_bytes(workbook.write(dispatch))
    book = load_workbook(path)
    sheet = book.active
    signed = {"填报人": "李某", "审核人": "赵某", "填报日期": "2026-11-21", "零报告（是/否）": ""} | head
    for row in sheet.iter_rows(min_row=1, max_row=6):
        for cell in row:
            if cell.value in signed:
                sheet.cell(cell.row, cell.column + 1).value = signed[cell.value]
    keys = {number(2026, serial): values for serial, values in answers.items()}
    for row in range(workbook.HEAD_ROW + 2, sheet.max_row + 1):
        if values := keys.get(sheet.cell(row, 3).value):
            for at, value in enumerate(values):
                sheet.cell(row, len(workbook.FIXED) + 1 + at).value = value
    book.save(path)
    return path


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


# --- Up again ---


def test_the_list_goes_back_in_its_shape_filled(listed, banner, league):
    move_matters(banner, [matter(1).pk], "promise", DAY, proofs=["withdrawal_promise"], note="已签")
    book = load_workbook(io.BytesIO(filled(listed, league)))
    sheet = book["科尔沁右翼前旗"]
    head = [cell.value for cell in sheet[1]]
    assert head[: len(HEADS)] == HEADS
    row = {name: cell.value for name, cell in zip(head, sheet[2], strict=True)}
    assert (row["办理状态"], row["状态日期"], row["凭据"], row["情况说明"]) == (
        "承诺撤回",
        "2026-11-20",
        "撤回承诺书",
        "已签",
    )
    assert sheet[3][head.index("办理状态")].value == "待核实"


def table(user: Any, **asked: Any) -> tuple[dict[tuple[str, str], Any], Any]:
    question = tally.Asked(**({"year": 2026, "month": 11} | asked))
    rows, total = tally.table(
        tally.applications(user), question, load().tally("abnormal_monthly"), [BANNER, OTHER_BANNER]
    )
    return {(row.region, row.batch): row for row in rows}, total


def test_the_month_counts_each_application_once_across_batches(listed, take_in, banner, league, tmp_path):
    take_in(league, notified(tmp_path, "二.xlsx", 科尔沁右翼前旗=[item(1, batch="2026-04", noticed="2026.11.18")]))
    move_matters(banner, [matter(1).pk], "promise", DAY, proofs=["withdrawal_promise"])
    take_in(league, results(tmp_path, (2, "视为撤回", "2026-11-25"), (3, "申诉成立", "2026-11-25")))
    rows, total = table(league)
    assert [rows[BANNER, batch].count("notified") for batch in ("2026-03", "2026-04")] == [4, 1]
    assert total.count("notified") == 7
    assert {name: total.count(name) for name in ("promised", "withdrawn", "upheld", "open")} == {
        "promised": 1, "withdrawn": 1, "upheld": 1, "open": 5
    }  # fmt: skip
    pack = load().tally("abnormal_monthly")
    assert tally.rate(total, pack, "all") == (1, 7)
    assert tally.rate(total, pack, "without_upheld") == (1, 6)


def test_a_month_looks_at_its_own_days_and_years_do_not_mix(listed, banner, league):
    move_matters(banner, [matter(1).pk], "promise", DAY, proofs=["withdrawal_promise"])
    assert table(league, month=10)[1].count("notified") == 0
    assert table(league, month=12)[1].count("promised") == 1
    assert table(league, month=12, cumulative=False)[1].count("promised") == 0
    assert table(league, month=12, cumulative=False)[1].count("open") == 7
    assert table(league, year=2025)[1].count("notified") == 0
    assert table(league, basis="filing")[1].count("notified") == 7  # the list gives no filing dates: their numbers do
    assert table(league, year=2025, basis="filing")[1].count("notified") == 0


def test_a_banner_counts_its_own_only(listed, banner):
    _, total = table(banner)
    assert total.count("notified") == 4


def test_the_month_says_what_the_matter_says_when_a_national_result_is_dated_before_an_officers_step(
    listed, take_in, banner, league, tmp_path
):
    move_matters(banner, [matter(1).pk], "promise", date(2026, 11, 26), proofs=["withdrawal_promise"])
    take_in(league, results(tmp_path, (1, "视为撤回", "2026-11-25")))
    assert state(1) == "deemed_withdrawn"
    total = table(league)[1]
    assert (total.count("promised"), total.count("withdrawn"), total.count("open")) == (0, 1, 6)
    sheet = load_workbook(io.BytesIO(filled(listed, league)))["科尔沁右翼前旗"]
    row = {head.value: cell.value for head, cell in zip(sheet[1], sheet[2], strict=True)}
    assert (row["办理状态"], row["结论来源"], row["凭据"]) == ("视为撤回", "国家局", "国家局下发的结果清单")


# --- Clocks ---


def test_the_reply_is_due_when_the_notice_says(listed, league, client):
    client.force_login(league, "django.contrib.auth.backends.ModelBackend")
    page = client.get(reverse("notified-item", args=[matter(1).pk])).content.decode()
    assert "2026-12-15" in page
    assert "局令第77号第五条" in page


def test_terms_of_law_run_from_recorded_days(listed, league):
    from xingzhi.cases.matters.clocks import clocks_of
    from xingzhi.cases.matters.events import EventRefused, record_event

    record_event(league, matter(1).pk, "refusal_received", date(2026, 11, 26))
    found = {each.clock: each for each in clocks_of(matter(1), {}, date(2026, 11, 27))}
    assert found["reexamination"].due == date(2027, 2, 26)
    assert found["reexamination"].provisional
    with pytest.raises(EventRefused):
        record_event(league, matter(1).pk, "refusal_received", date.today() + timedelta(days=400))


def test_a_matter_keeps_its_procedure_when_the_pack_changes(listed, monkeypatch):
    from xingzhi.cases.matters.procedures import procedure_of
    from xingzhi.packs.packs import Packs

    monkeypatch.setattr(Packs, "procedure", lambda *_: (_ for _ in ()).throw(LookupError))
    assert procedure_of(matter(1)).initial.id == "pending"


def test_a_named_officer_is_warned_and_others_are_not(listed, banner, league, client):
    from tests.conftest import person
    from xingzhi.cases.matters.assigning import assign_matters

    other = person("other", "banner_officer", BANNER)
    with pytest.raises(LookupError):
        assign_matters(banner, [matter(1).pk], league.pk)
    assert assign_matters(banner, [matter(1).pk, matter(5).pk], other.pk) == 1
    Matter.objects.filter(region=BANNER).update(due=date(2020, 1, 1))
    seen = {}
    for who in (banner, other):
        client.force_login(who, "django.contrib.auth.backends.ModelBackend")
        page = client.get(reverse("today")).content.decode()
        seen[who.username] = int(page.split("件通报申请已过答复期限")[0].rsplit("<strong>", 1)[1].split("<")[0])
    assert seen == {"banner": 3, "other": 4}


def test_a_group_follows_its_lead_where_the_clock_spreads(listed, league):
    from xingzhi.cases.matters.assigning import NotInGroup, join_group
    from xingzhi.cases.matters.clocks import clocks_of
    from xingzhi.cases.matters.events import pause_clock, resume_clock
    from xingzhi.cases.matters.models import ProcedureText

    text = matter(1).procedure
    body = dict(text.body["body"])
    clock = {
        "id": "answer", "label": {"zh": "答辩", "en": "Answer"}, "starts": "notice", "ends": ["answered"], "spreads": True,
        "length": {"count": 5, "unit": "days"}, "article": {"zh": "试", "en": "trial"},
        "pauses": [{"code": "force", "label": {"zh": "不可抗力", "en": "force"}, "article": {"zh": "试", "en": "trial"}}],
    }  # fmt: skip
    made = ProcedureText.objects.create(
        name="trial", ref="trial@1", digest="0" * 64, body=text.body | {"body": body | {"clocks": [clock]}}
    )
    Matter.objects.update(procedure=made)
    join_group(league, matter(2).pk, matter(1).pk)
    pause_clock(league, matter(1).pk, "answer", "force", date(2026, 11, 3))
    resume_clock(league, matter(1).pk, "answer", date(2026, 11, 5))
    given = {"notice": date(2026, 11, 2)}
    due = {n: clocks_of(matter(n), given, date(2026, 11, 6))[0].due for n in (1, 2, 3)}
    assert due == {1: date(2026, 11, 10), 2: date(2026, 11, 10), 3: date(2026, 11, 7)}
    with pytest.raises(NotInGroup):
        join_group(league, matter(1).pk, matter(2).pk)
