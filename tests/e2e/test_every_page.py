"""Every page: no complaint of the browser, nothing from another host, no sideways scrolling, English in English."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest

from tests.e2e.conftest import Visit
from tests.e2e.pages import every_page

pytestmark = [pytest.mark.browser, pytest.mark.django_db]
Open = Callable[..., Visit]
# Texts in Chinese that are data, and elements that hold them.
DATA = (
    "tbody, dd, .compare thead, .history p, textarea, .brand, .on-paper, .menu, option, .heading p, #notices, pre, "
    ".waiting, [lang=zh], .figure-tile .quiet, .drafted"
)
# Controls without a label, a text or a title.
UNNAMED = """() => [...document.querySelectorAll("input:not([type=hidden]), select, textarea, button, a[href]")]
  .filter((each) => !(each.labels?.length || each.getAttribute("aria-label") || each.textContent.trim() || each.title))
  .map((each) => each.outerHTML)"""
HAN = re.compile(r"[\u4e00-\u9fff]+")


@pytest.mark.parametrize("language", ["zh-CN", "en-US"])
def test_pages_fit_every_window_and_speak_one_language(visit: Open, language: str) -> None:
    at = visit("admin", language=language)
    untranslated = {}
    for path in every_page():
        assert at.go(path).status == 200, path
        assert at.count("h1:visible") == 1, path
        assert at.page.evaluate(UNNAMED) == [], path
        assert at.count("[tabindex]:not([tabindex='0']):not([tabindex='-1'])") == 0, path
        if language == "en-US" and (found := chinese(at.page)):
            untranslated[path] = found
        for width in (1366, 390):
            at.page.set_viewport_size({"width": width, "height": 850})
            assert at.page.evaluate("document.documentElement.scrollWidth") <= width, f"{path} scrolls sideways"
    assert untranslated == {}


def chinese(page: Any) -> list[str]:
    """Chinese words outside the data of a page."""
    text = page.evaluate(
        """(data) => {
          const copy = document.body.cloneNode(true);
          for (const each of copy.querySelectorAll(data + ", script, h1, .chart-figure svg")) each.remove();
          const said = [copy.textContent];
          for (const each of copy.querySelectorAll("[aria-label], [title], [placeholder]"))
            said.push(...["aria-label", "title", "placeholder"].map((name) => each.getAttribute(name) ?? ""));
          return said.join(" ");
        }""",
        DATA,
    )
    return HAN.findall(text)


def test_pages_that_stand_alone(visit: Open) -> None:
    for language, word in (("zh-CN", "登录"), ("en-US", "Log in")):
        at = visit(width=390, language=language)
        at.go("/login/")
        assert at.says(word)
        assert at.page.evaluate("document.documentElement.scrollWidth") <= 390
        at.go("/registers/patents/")
        assert "/login/" in at.page.url
