"""On paper: the content alone, in black, with the office, the day, the state it shows and its pages."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.e2e.conftest import Site, Visit

pytestmark = [pytest.mark.browser, pytest.mark.django_db]
Open = Callable[..., Visit]
HIDDEN = ".topbar, .filters, .tabs, .pager nav, .heading .actions, .btn, .not-on-paper"
WRONG = """() => [...document.querySelectorAll("main a, main td, main th, main p, main dd, main dt")]
  .filter((each) => each.offsetParent && getComputedStyle(each).color !== "rgb(0, 0, 0)")
  .map((each) => each.outerHTML.slice(0, 120))"""


def test_every_kind_of_page_prints(visit: Open, site: Site) -> None:
    at = visit("admin")
    for path in (f"/registers/patents/{site.records['own'].pk}/", "/registers/patents/?patent_type=invention", "/clues/",
                 "/clues/clusters/", "/indicators/", "/indicators/grants/"):  # fmt: skip
        at.go(path)
        at.page.wait_for_load_state("networkidle")
        at.page.emulate_media(media="print")
        assert at.page.locator(f":is({HIDDEN}):visible").count() == 0, path
        head = at.page.locator(".on-paper").inner_text()
        assert "测试局" in head, path
        assert "打印" in head, path
        assert ("内部测算" in head) == path.startswith("/indicators/"), path
        assert at.page.evaluate(WRONG) == [], path
        heads = at.page.evaluate("[...document.querySelectorAll('thead')].map((e) => getComputedStyle(e).display)")
        assert set(heads) <= {"table-header-group"}, path
        at.page.emulate_media(media="screen")
        sheets = at.page.pdf(prefer_css_page_size=True)
        assert sheets.startswith(b"%PDF"), path


def test_a_list_on_paper_says_what_it_was_narrowed_to(visit: Open) -> None:
    at = visit("admin")
    at.go("/registers/patents/?patent_type=invention")
    at.page.emulate_media(media="print")
    assert at.page.locator(".chips").inner_text().strip() == "类型 发明"
