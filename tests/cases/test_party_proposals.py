"""What may be one party is proposed with its reasons, decided once, and not asked again."""

from __future__ import annotations

import pytest

from tests.builders import patent, write_rows
from tests.conftest import BANNER, OTHER_BANNER
from xingzhi.cases.models import PartyProposal
from xingzhi.cases.party_proposals import postpone
from xingzhi.core import jobs
from xingzhi.core.models import Job
from xingzhi.registers.models import Party
from xingzhi.registers.parties.decide import keep_apart, merge_parties, undo_decision

pytestmark = pytest.mark.django_db
ONE, OTHER = "内蒙古蒙佳粮机有限公司", "蒙佳粮机有限责任公司"
ADDRESS = "内蒙古自治区兴安盟科尔沁右翼前旗科尔沁镇2号"


@pytest.fixture
def bring(take_in, league, tmp_path):
    """Takes patents with these applicants in, one row each."""
    count = iter(range(100))

    def bring(*applicants, region=BANNER, **cells):
        start = next(count) * 100
        rows = [patent(2020, start + at, region=region, 申请人=name, **cells) for at, name in enumerate(applicants, 1)]
        take_in(league, write_rows(tmp_path / f"{start}.csv", rows))

    return bring


def waiting(user):
    return [
        (each.one.name, each.other.name, each.likely)
        for each in PartyProposal.objects.visible_to(user).waiting().order_by("id")
    ]


def party(name):
    return Party.objects.get(name=name).pk


def test_a_proposal_says_what_speaks_for_it(bring, league):
    bring(ONE, OTHER, "红日农机有限公司")
    assert waiting(league) == [(ONE, OTHER, "same")]
    proposal = PartyProposal.objects.get()
    assert {(comparison, level) for comparison, level, _ in proposal.reasons} == {
        ("name", "place_dropped"),
        ("address", "same"),
    }
    assert proposal.likelihood > 0.99


def test_a_merged_proposal_waits_no_more_and_comes_back_with_an_undo(bring, league):
    bring(ONE, OTHER)
    decision = merge_parties(league, party(ONE), party(OTHER), "同一企业")
    assert waiting(league) == []
    jobs.run_waiting()
    assert waiting(league) == []
    undo_decision(league, decision.pk, "错了")
    jobs.run_waiting()
    assert waiting(league) == [(ONE, OTHER, "same")]


def test_two_kept_apart_are_never_proposed_again(bring, league):
    bring(ONE, OTHER)
    keep_apart(league, party(ONE), party(OTHER), "两家企业")
    assert waiting(league) == []
    bring("蓝天农机有限公司", ONE, OTHER)
    assert waiting(league) == []


def test_one_left_open_stays_with_its_note(bring, league):
    bring(ONE, OTHER)
    postpone(league, PartyProposal.objects.get().pk, "待查营业执照")
    bring("蓝天农机有限公司")
    proposal = PartyProposal.objects.visible_to(league).waiting().get()
    assert (proposal.later, proposal.note) == (True, "待查营业执照")


def test_what_is_not_found_again_is_marked_so(bring, league, take_in, tmp_path):
    bring(ONE, OTHER)
    directory = [
        {"企业名称": ONE, "统一社会信用代码": "91150000MA0MYQ7J2C"},
        {"企业名称": OTHER, "统一社会信用代码": "91152200MA0N1XKQ4F"},
    ]
    import random

    from xingzhi.sample.numbers import credit_code

    dice = random.Random(1)
    for row in directory:
        row["统一社会信用代码"] = credit_code("91", "152221", dice)
    take_in(league, write_rows(tmp_path / "d.csv", directory), source="office_table")
    assert waiting(league) == []
    assert not PartyProposal.objects.get().current


def test_a_proposal_is_seen_by_who_may_decide_it(bring, league, banner, outsider):
    bring(ONE, OTHER)
    assert len(waiting(banner)) == len(waiting(league)) == 1
    assert waiting(outsider) == []
    bring(OTHER, region=OTHER_BANNER)
    assert waiting(banner) == []
    assert len(waiting(league)) == 1


def test_a_short_name_that_fits_several_lists_them_all(bring, league):
    bring("蒙佳", "蒙佳粮机有限公司", 发明人="云某一;云某二;云某三")
    bring("蒙佳矿业有限公司", 地址="", 发明人="云某八")
    proposal = PartyProposal.objects.visible_to(league).waiting().get()
    assert proposal.likely == "propose", "a short name is never merged in one go"
    assert [Party.objects.get(pk=rival).name for rival in proposal.rivals] == ["蒙佳矿业有限公司"]


def test_parties_that_filed_together_are_two(bring, league):
    bring(f"{ONE};{OTHER}", ONE, OTHER)
    assert waiting(league) == []


def test_the_search_is_a_job_that_tells_what_its_caps_left_out(bring, league):
    bring(ONE, OTHER)
    from xingzhi.screening.models import Run

    run = Run.objects.get(screening="same_party")
    assert run.totals == {"parties": 2, "compared": 1, "pairs": 1, "capped": []}
    assert set(
        Job.objects.filter(kind__in=("find_same_parties", "collect_party_proposals")).values_list("state", flat=True)
    ) == {"done"}
