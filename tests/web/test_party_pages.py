"""An officer goes through the proposals, merges, keeps apart, splits and turns back, on the pages."""

from __future__ import annotations

import pytest
from django.urls import reverse

from tests.builders import body, patent, write_rows
from tests.conftest import BANNER, OTHER_BANNER
from xingzhi.cases.models import PartyProposal
from xingzhi.registers.models import Party, PartyDecision, PartyName, PatentParty
from xingzhi.registers.parties.decide import merge_parties

pytestmark = pytest.mark.django_db
ONE, OTHER, TYPO = "内蒙古蒙佳粮机有限公司", "蒙佳粮机有限责任公司", "蒙佳粮机械有限责任公司"
FORM = "蒙佳粮机有限公司"


@pytest.fixture
def office_of_three(take_in, league, tmp_path):
    """Three parties that look like one; one spelling of the second is used by another patent."""
    rows = [patent(2020, at, 申请人=name) for at, name in enumerate((ONE, OTHER, FORM, TYPO), 1)]
    take_in(league, write_rows(tmp_path / "a.csv", rows))


def party(name):
    return Party.objects.get(name=name)


def test_the_list_shows_both_names_and_the_reasons_in_words(office_of_three, client, league):
    client.force_login(league)
    page = body(client.get(reverse("party-proposals")))
    assert ONE in page
    assert "名称去掉地名和组织形式后相同；地址相同" in page


def test_one_proposal_shows_both_side_by_side_and_merges(office_of_three, client, league):
    client.force_login(league)
    proposal = PartyProposal.objects.get(one__name=ONE, other__name=OTHER)
    page = body(client.get(reverse("party-proposal", args=[proposal.pk])))
    for words in (ONE, OTHER, "名称写法", "地址相同", "科尔沁镇2号"):
        assert words in page, words
    answer = client.post(
        reverse("party-proposal-decide", args=[proposal.pk]),
        {"decision": "merge", "kept": party(OTHER).pk, "reason": "营业执照为同一企业"},
        follow=True,
    )
    assert "已归并" in body(answer)
    assert PatentParty.objects.filter(party=party(OTHER)).count() == 3
    assert "已经有了决定" in body(client.get(reverse("party-proposal", args=[proposal.pk])))


@pytest.mark.parametrize(("decision", "said"), [("apart", "已记住"), ("later", "待定")])
def test_it_keeps_apart_or_leaves_open(office_of_three, client, league, decision, said):
    client.force_login(league)
    proposal = PartyProposal.objects.get(one__name=ONE, other__name=OTHER)
    address = reverse("party-proposal-decide", args=[proposal.pk])
    assert "请写明理由" in body(client.post(address, {"decision": "apart", "reason": " "}, follow=True))
    assert "请选择" in body(client.post(address, {"reason": "查过了"}, follow=True))
    assert said in body(client.post(address, {"decision": decision, "reason": "查过了"}, follow=True))
    listed = reverse("party-proposal", args=[proposal.pk]) in body(client.get(reverse("party-proposals")))
    assert not listed


def test_several_are_merged_in_one_go(office_of_three, client, league):
    client.force_login(league)
    chosen = list(PartyProposal.objects.filter(likely="same").values_list("pk", flat=True))
    assert len(chosen) >= 2
    client.post(reverse("party-proposals-merge"), {"proposal": chosen, "reason": "同一地址，名称相同"})
    assert Party.objects.get(merged=None).spellings.count() == 4


def test_spellings_are_split_out_merged_back_and_decisions_undone(office_of_three, client, league):
    client.force_login(league)
    page = reverse("party-spellings", args=[party(OTHER).pk])
    spelling = PartyName.objects.get(shown=FORM).pk
    done = client.post(
        reverse("party-split", args=[party(OTHER).pk]), {"spelling": spelling, "reason": "两家"}, follow=True
    )
    assert "已拆出" in body(done)
    assert f"从“{OTHER}”拆出“{FORM}”" in body(done)
    found = body(client.get(page, {"q": "蒙佳粮机"}))
    assert FORM in found
    back = client.post(
        reverse("party-merge", args=[party(OTHER).pk]), {"other": party(FORM).pk, "reason": "一家"}, follow=True
    )
    assert "已归并" in body(back)
    newest = PartyDecision.objects.order_by("-id").first()
    assert "已撤销" in body(client.post(reverse("party-undo", args=[newest.pk]), {"reason": "错"}, follow=True))
    assert PatentParty.objects.filter(party=party(FORM)).count() == 1
    assert "它已归并到" not in body(client.get(page))


def test_a_merged_party_says_what_it_counts_as(office_of_three, client, league):
    from xingzhi.registers.parties.decide import merge_parties

    merge_parties(league, party(ONE).pk, party(OTHER).pk, "一家")
    client.force_login(league)
    page = body(client.get(reverse("party-spellings", args=[party(OTHER).pk])))
    assert "它已归并到" in page
    assert ONE in page


def test_a_banner_officer_does_not_learn_how_others_spell(office_of_three, client, league, banner, take_in, tmp_path):
    row = patent(2021, 9, region=OTHER_BANNER, 申请人="蒙佳粮机集团股份有限公司")
    take_in(league, write_rows(tmp_path / "b.csv", [row]))
    from xingzhi.registers.parties.decide import merge_parties

    merge_parties(league, party(ONE).pk, party("蒙佳粮机集团股份有限公司").pk, "一家")
    client.force_login(banner)
    page = body(client.get(reverse("party-spellings", args=[party(ONE).pk])))
    assert ONE in page
    assert "蒙佳粮机集团" not in page
    assert "由盟市决定" in page
    refused = client.post(
        reverse("party-merge", args=[party(ONE).pk]), {"other": party(OTHER).pk, "reason": "一家"}, follow=True
    )
    assert "由盟市决定" in body(refused)
    assert party(ONE).region == BANNER


def test_a_reader_decides_nothing(office_of_three, client, league):
    from tests.conftest import OFFICE, person

    client.force_login(person("reader", "reader", OFFICE))
    proposal = PartyProposal.objects.first()
    assert 'name="decision"' not in body(client.get(reverse("party-proposal", args=[proposal.pk])))
    answer = client.post(reverse("party-proposal-decide", args=[proposal.pk]), {"decision": "apart", "reason": "试"})
    assert answer.status_code == 403


def test_a_party_shows_its_annual_reports_also_those_of_a_name_merged_into_it_but_no_other_banners(
    office_of_three, client, league, banner, take_in, tmp_path
):
    places = {"科尔沁右翼前旗": (ONE, OTHER), "扎赉特旗": (ONE,)}
    rows = [
        {"企业名称": name, "年报年度": str(2020 + at), "社保人数": str(31 + at), "所属旗县": place}
        for at, (place, name) in enumerate((place, name) for place, names in places.items() for name in names)
    ]
    take_in(league, write_rows(tmp_path / "年报.csv", rows))
    merge_parties(league, party(ONE).pk, party(OTHER).pk, "同一企业")
    client.force_login(league)
    page = body(client.get(reverse("record", args=["parties", party(ONE).pk])))
    assert all(f">{staff}<" in page for staff in (31, 32, 33))
    client.force_login(banner)
    page = body(client.get(reverse("record", args=["parties", party(ONE).pk])))
    assert [f">{staff}<" in page for staff in (31, 32, 33)] == [True, True, False]
