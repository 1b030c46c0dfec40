"""From the list that came down to a matter each, and the national office's later word."""

from __future__ import annotations

from datetime import date

import pytest

from tests.builders import number, write_book
from tests.cases.notified.lists import DAY, HEADS, item, matter, notified, results, state
from tests.conftest import BANNER
from xingzhi.cases.matters.models import Card, Matter, Step
from xingzhi.cases.matters.moves import NotAllowed, move_matters
from xingzhi.cases.notified.opening import apply_results, refresh

pytestmark = pytest.mark.django_db


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
