"""Every page: no complaint of the browser, nothing from another host, no sideways scrolling, English in English."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from tests.e2e.conftest import Site, Visit

pytestmark = [pytest.mark.browser, pytest.mark.django_db]
Open = Callable[..., Visit]
# Texts in Chinese that are data, and elements that hold them.
DATA = (
    "tbody, dd, .compare thead, .history p, textarea, .brand, .on-paper, .menu, option, .heading p, #notices, pre, "
    ".waiting, [lang=zh], .figure-tile .quiet"
)
# Controls without a label, a text or a title.
UNNAMED = """() => [...document.querySelectorAll("input:not([type=hidden]), select, textarea, button, a[href]")]
  .filter((each) => !(each.labels?.length || each.getAttribute("aria-label") || each.textContent.trim() || each.title))
  .map((each) => each.outerHTML)"""
HAN = re.compile(r"[\u4e00-\u9fff]+")


def paths(site: Site) -> Iterator[str]:
    """Every page a person opens, by name."""
    from xingzhi.cases.models import Clue, Cluster
    from xingzhi.core.models import Job
    from xingzhi.intake.models import Batch
    from xingzhi.packs import load
    from xingzhi.registers.models import MODELS
    from xingzhi.snapshots.jobs import latest

    yield from ("/", "/intake/", "/registers/", "/clues/", "/clues/?screening=source_conflict", "/indicators/")
    yield from ("/search/?q=养殖", "/search/?q=qqqq", "/search/", "/password/", "/clues/?verdict=suspected")
    yield from (f"/system/{name}" for name in ("", "log/", "jobs/", "packs/", "people/", "api/"))
    yield "/tokens/"
    yield f"/system/jobs/{Job.objects.order_by('id').first().pk}/"
    yield f"/system/snapshots/{latest().revision}/"
    yield f"/system/packs/{load().documents[-1].id}/"
    yield "/system/packs/similar_applications/"
    for name, model in MODELS.items():
        yield f"/registers/{name}/"
        if row := model.objects.order_by("id").first():
            yield f"/registers/{name}/{row.pk}/"
            yield f"/registers/{name}/{row.pk}/edit/"
    yield f"/intake/{Batch.objects.order_by('id').first().pk}/"
    yield f"/clues/{Clue.objects.order_by('id').first().pk}/"
    yield from ("/clues/clusters/", "/clues/clusters/?state=judged", "/clues/clusters/?kind=same_day_series&size=2")
    yield from (f"/clues/clusters/{cluster.pk}/" for cluster in Cluster.objects.order_by("id")[:2])
    yield from (
        f"/notified/{page}" for page in ("", "items/", "dispatches/", "monthly/", "lookback/", "reports/", "enquiries/")
    )
    yield from ("/clues/signals/", "/clues/signals/?of=filing_bursts&size=1&sort=first", *signal_groups())
    for name in load().indicators:
        yield f"/indicators/{name}/"
        yield f"/indicators/{name}/records/"


def signal_groups() -> list[str]:
    """A group of each screening that found one."""
    from xingzhi.screening.models import Run
    from xingzhi.screening.signals.catalogue import screenings
    from xingzhi.screening.signals.groups import members_of

    newest = {run.screening: run for run in Run.objects.filter(screening__in=screenings()).order_by("id")}
    names = [(run.screening, members_of(run).names) for run in newest.values()]
    return [f"/clues/signals/{screening}/{found[0]}/" for screening, found in names if found]


@pytest.mark.parametrize("language", ["zh-CN", "en-US"])
def test_pages_fit_every_window_and_speak_one_language(visit: Open, site: Site, language: str) -> None:
    at = visit("admin", language=language)
    untranslated = {}
    for path in paths(site):
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
