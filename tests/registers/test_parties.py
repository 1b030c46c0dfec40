"""One enterprise under many spellings is one party; what only sounds alike stays apart."""

from __future__ import annotations

import pytest

from tests.builders import patent, write_rows
from xingzhi.registers.models import Party, PartyName, Patent, PatentParty

pytestmark = pytest.mark.django_db


@pytest.fixture
def bring(take_in, league, tmp_path):
    """Takes patents with these applicants in, one row each."""
    count = iter(range(100))

    def bring(*applicants, region="152221", **options):
        start = next(count) * 100
        rows = [patent(2020, start + at, region=region, 申请人=name) for at, name in enumerate(applicants, 1)]
        return take_in(league, write_rows(tmp_path / f"{start}.csv", rows), **options)

    return bring


def parties():
    return {party.name for party in Party.objects.all()}


VARIANTS = {
    "traditional": ("兴安盟绿源机械有限公司", "興安盟綠源機械有限公司"),
    "width": ("兴安盟蓝天ABC机械有限公司", "兴安盟蓝天ＡＢＣ机械有限公司"),
    "case": ("兴安盟红日ABC机械有限公司", "兴安盟红日abc机械有限公司"),
    "brackets": ("青山（兴安盟）机械有限公司", "青山(兴安盟)机械有限公司"),
    "signs": ("兴安盟白云机械有限公司", "兴安盟 白云 机械有限公司"),
    "legal_form": ("兴安盟黑土机械有限公司", "兴安盟黑土机械有限责任公司"),
    "no form": ("兴安盟金禾机械有限公司", "兴安盟金禾机械"),
}


@pytest.mark.parametrize("files", [1, 2])
def test_spellings_of_one_enterprise_are_one_party_with_the_reason(bring, files):
    left, right = zip(*VARIANTS.values(), strict=True)
    if files == 1:
        bring(*left, *right)
    else:
        bring(*left)
        bring(*right)
    assert parties() == set(left)
    for party in Party.objects.all():
        assert Patent.objects.filter(applicant_links__party=party).count() == 2, party.name
        spellings = PartyName.objects.filter(party=party)
        if spellings.count() > 1:
            assert any(reason for name in spellings for reason in name.reasons), party.name


def test_what_shares_only_a_tail_stays_apart(bring):
    names = {
        "兴安盟绿源机械有限公司", "兴安盟绿原机械有限公司", "通辽市绿源机械有限公司",
        "绿源集团有限公司", "蓝天集团有限公司", "集团有限公司", "科技集团有限公司",
        "科技发展有限公司", "科技有限公司",
        "绿源机械一厂", "绿源机械二厂",
        "绿源电机有限公司", "绿源电机有限公司乌兰浩特分公司",
    }  # fmt: skip
    bring(*names)
    assert parties() == names


def test_people_of_one_name_in_two_places_are_two(bring):
    bring("白音那", region="152221")
    bring("白音那", region="152223")
    bring("白音那", region="152221")
    found = Party.objects.filter(name="白音那")
    assert sorted(found.values_list("region", "party_kind")) == [("152221", "individual"), ("152223", "individual")]
    assert sorted(party.patent_links.count() for party in found) == [1, 2]


def test_an_enterprise_in_two_places_is_one(bring):
    bring("绿源电气机械有限公司", region="152221")
    bring("绿源电气机械有限公司", region="152223")
    assert Party.objects.get().patent_links.count() == 2


def test_several_applicants_in_a_cell_are_linked_in_their_order(bring):
    names = ["绿源电气机械有限公司", "白音那", "兴安职业技术学院"]
    bring(*(separator.join(names) for separator in (";", "；", " ; ", ";;", "|")))
    assert Patent.objects.count() == 5
    for found in Patent.objects.all():
        links = found.applicant_links.order_by("position").select_related("party")
        assert [(link.position, link.party.name) for link in links] == list(enumerate(names))
        assert found.applicants == "; ".join(names)
    assert parties() == set(names)


def test_a_changed_applicant_changes_the_links(bring, take_in, league, tmp_path):
    row = patent(申请人="绿源电气机械有限公司;蓝天电气机械有限公司")
    take_in(league, write_rows(tmp_path / "a.csv", [row]))
    take_in(league, write_rows(tmp_path / "b.csv", [row | {"申请人": "红日电气机械有限公司"}]))
    assert [link.party.name for link in PatentParty.objects.select_related("party")] == ["红日电气机械有限公司"]
    assert Party.objects.count() == 3, "parties stay; another record may name them"


def test_other_names_the_directory_adds_are_known_from_then_on(take_in, league, tmp_path):
    take_in(league, write_rows(tmp_path / "p.csv", [patent(申请人="兴安盟绿源机械有限责任公司")]))
    directory = [{"企业名称": "兴安盟绿源机械有限公司", "曾用名": "兴安盟老绿源农机厂"}]
    take_in(league, write_rows(tmp_path / "d.csv", directory), source="office_table")
    take_in(league, write_rows(tmp_path / "q.csv", [patent(serial=2, 申请人="兴安盟老绿源农机厂")]))
    assert Party.objects.get().patent_links.count() == 2
    assert PartyName.objects.get(shown="兴安盟老绿源农机厂").reasons == ["declared_alias"]


def test_other_names_of_a_party_the_directory_brings_are_known(take_in, league, tmp_path):
    directory = [{"企业名称": "兴安盟绿源机械有限公司", "曾用名": "兴安盟老绿源农机厂"}]
    take_in(league, write_rows(tmp_path / "d.csv", directory), source="office_table")
    take_in(league, write_rows(tmp_path / "q.csv", [patent(申请人="兴安盟老绿源农机厂")]))
    assert Party.objects.get().patent_links.count() == 1
    assert PartyName.objects.get(shown="兴安盟老绿源农机厂").reasons == ["declared_alias"]


def test_a_directory_meets_the_parties_of_patents(take_in, league, tmp_path):
    """The firm named in a patent and the directory's entry for it are one, with what the directory adds."""
    take_in(league, write_rows(tmp_path / "p.csv", [patent(申请人="兴安盟绿源机械有限责任公司")]))
    directory = [
        {"企业名称": "兴安盟绿源机械有限公司", "地址": "内蒙古自治区兴安盟扎赉特旗", "曾用名": "兴安盟老绿源农机厂"}
    ]
    batch = take_in(league, write_rows(tmp_path / "d.csv", directory), source="office_table")
    assert (batch.register, batch.inserted, batch.updated) == ("parties", 0, 1)
    party = Party.objects.get()
    assert party.aliases == "兴安盟老绿源农机厂"


def test_a_long_mongolian_name_is_a_persons(bring):
    bring("乌云其其格", "阿拉坦其其格", "乌云其其格文化传播有限公司")
    kinds = {party.name: party.party_kind for party in Party.objects.all()}
    assert kinds == {
        "乌云其其格": "individual",
        "阿拉坦其其格": "individual",
        "乌云其其格文化传播有限公司": "enterprise",
    }
    assert set(Patent.objects.values_list("applicant_kind", flat=True)) == {"individual", "enterprise"}
