"""A banner's officer sees its own and nothing else, on every page and at every address typed by hand."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.builders import number
from tests.e2e.conftest import HIDDEN, PUBLIC, Site, Visit

pytestmark = [pytest.mark.browser, pytest.mark.django_db]
Open = Callable[..., Visit]
THEIRS = ("灌溉", "扎旗")


def test_lists_and_search_hold_the_own_records_only(visit: Open) -> None:
    at = visit("banner")
    at.go("/registers/patents/")
    assert at.count("tbody tr") == 30
    for path in ("/registers/patents/", "/registers/parties/", "/", "/system/log/", "/system/jobs/"):
        at.go(path)
        assert not any(at.says(word) for word in THEIRS), path
    at.go("/search/?q=灌溉")
    assert at.says("没有找到")
    at.go(f"/search/?q={number(2020, PUBLIC + 5)}")
    assert at.says("没有找到")


def test_the_own_place_is_the_only_one_to_choose(visit: Open) -> None:
    at = visit("banner")
    at.go("/indicators/")
    assert at.page.locator("#region option").all_inner_texts() == ["科尔沁右翼前旗"]
    at.go("/registers/patents/")
    assert at.count("#by-region") == 0


def test_addresses_of_others_are_not_found(visit: Open, site: Site) -> None:
    at = visit("banner")
    theirs = site.records["other"].pk
    for path in (f"/registers/patents/{theirs}/", f"/registers/patents/{theirs}/edit/", "/indicators/?region=152223",
                 "/indicators/?region=1522", "/intake/1/", "/registers/none/"):  # fmt: skip
        assert at.go(path).status == 404, path
        assert at.says("没有这一页")
    assert at.go("/system/people/").status == 403
    assert len(at.complaints) == 7
    at.complaints.clear()


def test_a_shared_clue_shows_what_is_published_of_the_other_side(visit: Open) -> None:
    at = visit("banner")
    at.go("/clues/")
    assert at.count("tbody tr") == 4
    assert not at.says("一种保密装置")
    at.page.click(f"tbody tr:has-text('{number(2020, PUBLIC)}') a")
    assert at.says("其他地区的记录，只显示已公布的内容。")
    assert at.says("一种灌溉装置0")
    assert at.page.get_by_role("link", name="灌溉").count() == 0, "it does not open"


def test_an_unpublished_record_of_the_other_side_is_a_number(visit: Open) -> None:
    at = visit("banner")
    at.go("/clues/")
    at.page.click(f"tbody tr:has-text('{number(2020, HIDDEN)}') a")
    assert at.says("其他地区尚未公布的记录，只显示号码和属地。")
    assert at.says("扎赉特旗")
    assert not at.says("保密")
    assert not at.says("乙种")
