"""The pages of a patent and of a party: everything held of them in one place, and nothing of other regions."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from tests.builders import body, number, patent, write_rows
from tests.conftest import BANNER, OTHER_BANNER
from xingzhi.registers.models import MODELS, Party, Patent

pytestmark = pytest.mark.django_db
KNOWN = {"授权公告日": "2022-05-06", "法律状态": "授权", "法律状态公告日": "2022-05-06"}


def open_page(person: Any, path: str) -> str:
    """A page as a person sees it."""
    client = Client()
    client.force_login(person, "django.contrib.auth.backends.ModelBackend")
    response = client.get(path)
    assert response.status_code == 200, path
    return body(response)


def page_of(person: Any, row: Any) -> str:
    """The page of a record."""
    return open_page(person, f"/registers/{row.register.name}/{row.pk}/")


def test_a_patent_and_all_that_speaks_of_it(take_in, league, tmp_path):
    take_in(league, write_rows(tmp_path / "专利.csv", [patent(2020, 1, **KNOWN)]))
    own = {"申请号": "CN" + number(2020, 1)}
    tables = {
        "质押": {"质押登记号": "Y2023000001", "出质人": "示例甲科技有限公司", "质权人": "示例银行", "质押登记日": "2023-03-04",
               "质押解除日": "2024-03-04"},
        "转移": {"变更前权利人": "示例乙公司", "变更后权利人": "示例丙公司", "登记生效日": "2023-05-06"},
        "事件": {"法律状态公告日": "2020-09-01", "法律状态": "公布", "法律状态信息": "发明专利申请公布"},
        "年费": {"年费年度": "4", "应缴日": "2023-03-04", "缴费日": "2023-02-01", "金额（元）": "900"},
    }  # fmt: skip
    for name, row in tables.items():
        take_in(league, write_rows(tmp_path / f"{name}.csv", [own | row]))
    page = page_of(league, Patent.objects.get())
    for word in ("Y2023000001", "示例银行", "示例丙公司", "公布", "2023-02-01"):
        assert word in page, word
    for name in ("pledges", "transfers", "legal_events", "annual_fees"):
        assert f'id="{name}"' in page
        row = MODELS[name].objects.get()
        assert f"/registers/{name}/{row.pk}/" in page
        assert f"/registers/patents/{Patent.objects.get().pk}/" in page_of(league, row), "and back again"
    assert '"day": "2023-03-04", "until": "2024-03-04"' in page, "the pledge is a stretch of the patent's life"
    assert "还没有收过这种表" in page
    assert "/intake/template/awards.xlsx" in page
    assert "None" not in page


def test_a_patent_of_which_nothing_more_is_known_says_what_to_bring(take_in, league, tmp_path):
    take_in(league, write_rows(tmp_path / "a.csv", [patent(2020, 1), patent(2020, 2)]))
    event = {"申请号": "CN" + number(2020, 2), "法律状态公告日": "2020-09-01", "法律状态": "公布", "法律状态信息": "x"}
    take_in(league, write_rows(tmp_path / "b.csv", [event]))
    page = page_of(league, Patent.objects.get(application_no=number(2020, 1)))
    assert "收到的表里没有这件专利" in page
    assert page.count("还没有收过这种表") == 5
    assert 'id="life"' not in page, "one day is no course of events"


def test_what_speaks_of_a_patent_is_seen_by_whoever_sees_the_patent(take_in, league, banner, tmp_path):
    rows = [patent(2020, 1), patent(2020, 2, region=OTHER_BANNER)]
    take_in(league, write_rows(tmp_path / "a.csv", rows))
    pledges = [
        {"申请号": "CN" + number(2020, at), "质押登记号": f"Y202300000{at}", "出质人": "甲", "质权人": f"银行{at}",
         "质押登记日": "2023-03-04"}
        for at in (1, 2)
    ]  # fmt: skip
    take_in(league, write_rows(tmp_path / "b.csv", pledges))
    assert "银行1" in page_of(banner, Patent.objects.get(application_no=number(2020, 1)))
    assert MODELS["pledges"].objects.visible_to(banner).count() == 1


@pytest.fixture
def shared(take_in, league, tmp_path):
    """One firm that files in two banners under two spellings, with a partner each."""
    rows = [
        patent(2020, 1, 申请人="示例甲科技有限公司; 前旗农业大学", 代理机构="前旗代理所", **KNOWN),
        patent(2021, 2, 申请人="示例甲科技有限责任公司; 扎旗农业大学", 代理机构="扎旗代理所", region=OTHER_BANNER),
        patent(2021, 3, "utility_model", 申请人="示例甲科技有限公司"),
    ]
    take_in(league, write_rows(tmp_path / "a.csv", rows))
    return Patent.objects.get(application_no=number(2020, 1)).applicant_links.get(position=0).party


def test_a_party_is_counted_and_opens_to_its_patents(shared, league):
    page = page_of(league, shared)
    assert "前旗农业大学" in page
    assert "扎旗农业大学" in page
    assert 'id="filings"' in page
    listed = open_page(league, f"/registers/patents/?party={shared.pk}")
    assert all(number(*each) in listed for each in ((2020, 1), (2021, 2)))
    only = open_page(league, f"/registers/patents/?party={shared.pk}&patent_type=utility_model")
    assert number(2020, 1) not in only
    assert shared.name in only, "the list says whose patents it shows"


def test_names_met_in_other_regions_records_are_not_told(shared, banner):
    Party.objects.filter(pk=shared.pk).update(region=BANNER, name="示例甲科技有限公司")
    page = page_of(banner, shared)
    assert "示例甲科技有限公司" in page
    for theirs in ("示例甲科技有限责任公司", "扎旗农业大学", "扎旗代理所", number(2021, 2)):
        assert theirs not in page, theirs


def test_an_applicant_stands_under_the_name_the_patent_gives(shared, banner, league):
    Party.objects.filter(pk=shared.pk).update(region=OTHER_BANNER, name="扎旗写法有限公司")
    own = Patent.objects.get(application_no=number(2020, 1))
    for person in (banner, league):
        page = page_of(person, own)
        assert "扎旗写法" not in page
        assert "示例甲科技有限公司" in page
    assert f"/registers/parties/{shared.pk}/" not in page_of(banner, own), "what lies elsewhere does not open"
    assert f"/registers/parties/{shared.pk}/" in page_of(league, own)


def test_the_reference_explains_every_operation_and_problem(league):
    page = open_page(league, "/system/api/")
    for part in ("/api/registers/patents", "receive_file", 'id="not-found"', 'id="problems"', "filing_date_from"):
        assert part in page, part
