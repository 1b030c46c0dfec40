"""The site in a real browser: an office with two banners, served from the test database, driven with Chromium."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from django.test import override_settings

from tests.builders import number, patent, words, write_rows
from tests.conftest import BANNER, OFFICE, OTHER_BANNER, PASSWORD, person

FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run"]
WAIT = 10_000  # milliseconds until an expected thing counts as missing
OWN, PUBLIC, HIDDEN = 100, 200, 300  # serial numbers: the banner's own, published and unpublished ones of another


@dataclass
class Site:
    """The served office: its address, its people's names and what stands in it."""

    url: str
    folder: Path
    records: dict[str, Any] = field(default_factory=dict)


def near(seed: int, changed: str) -> str:
    """A text that shares most of its characters with the others of the seed."""
    return words(seed, 150) + changed


def patents() -> list[dict[str, str]]:
    """Inventions in force in two banners, with pairs across them: published, unpublished, and a lawful one."""
    known = {"法律状态": "授权", "法律状态公告日": "2021-05-06", "授权公告日": "2021-05-06", "公开日": "2020-09-01"}
    rows = [
        patent(2020, OWN + at, 名称=f"一种养殖装置{at}", 摘要=words(at, 120), 申请人="前旗养殖有限公司", **known)
        for at in range(30)
    ]
    rows += [
        patent(2020, PUBLIC + at, 名称=f"一种灌溉装置{at}", 摘要=words(500 + at, 120), 申请人="扎旗灌溉有限公司",
               region=OTHER_BANNER, **known)
        for at in range(20)
    ]  # fmt: skip
    rows += [patent(2020, HIDDEN, 名称="一种保密装置", 申请人="扎旗保密有限公司", region=OTHER_BANNER)]
    for seed, (left, right) in enumerate([(0, 30), (1, 31), (2, 50), (3, 4)]):
        rows[left]["摘要"] = near(7000 + seed, f"甲种{seed}")
        rows[right]["摘要"] = near(7000 + seed, f"乙种{seed}")
    return rows


def people_of(year: int) -> list[dict[str, str]]:
    """Residents at the end of a year."""
    names = ("兴安盟", "科尔沁右翼前旗", "扎赉特旗")
    return [{"地区": name, "年份": str(year), "年末常住人口（万人）": "10", "发布机关": "示例局"} for name in names]


def build(folder: Path) -> dict[str, Any]:
    """Import the office's files as the league officer would."""
    from xingzhi.core import jobs
    from xingzhi.core.models import Office
    from xingzhi.registers.models import Patent
    from xingzhi.registers.receive import receive_file, start_import

    Office.objects.create(region=OFFICE, name="测试局")
    league = person("league", "league_officer", OFFICE)
    person("banner", "banner_officer", BANNER)
    person("admin", "administrator", OFFICE)
    person("forgetful", "reader", BANNER)
    population = [row for year in range(2018, 2027) for row in people_of(year)]
    for name, rows in (("全部专利.csv", patents()), ("常住人口.csv", population)):
        batch = receive_file(league, write_rows(folder / name, rows), name)
        start_import(league, batch.pk)
    jobs.run_waiting()
    numbers = {"own": number(2020, OWN + 5), "other": number(2020, PUBLIC + 5)}
    return {name: Patent.objects.get(application_no=text) for name, text in numbers.items()}


def clear() -> None:
    """Leave the database as it was found; the search indexes are no models and are emptied by hand."""
    from django.core.management import call_command
    from django.db import connection

    from xingzhi.registers import search
    from xingzhi.registers.models import MODELS

    call_command("flush", verbosity=0, interactive=False)
    with connection.cursor() as cursor:
        for model in MODELS.values():
            for level in search.LEVELS:
                index = search.table(model.register, level)
                if connection.vendor == "postgresql":
                    cursor.execute(f"TRUNCATE {index}")
                else:
                    cursor.execute(f"INSERT INTO {index} ({index}) VALUES ('delete-all')")


@pytest.fixture(scope="module")
def site(django_db_setup: None, django_db_blocker: Any, tmp_path_factory: Any) -> Iterator[Site]:
    """The office, made and served once for the tests of a module, which follow one another in it."""
    from pytest_django.live_server_helper import LiveServer

    folder = tmp_path_factory.mktemp("office")
    quick = ["django.contrib.auth.hashers.MD5PasswordHasher"]  # each visit logs in
    with django_db_blocker.unblock(), override_settings(HOME=folder / "home", PASSWORD_HASHERS=quick):
        server = None
        try:
            records = build(folder)
            server = LiveServer("127.0.0.1")
            yield Site(server.url, folder, records)
        finally:
            if server:
                server.stop()
            clear()


@pytest.fixture
def _django_db_helper(site: Site) -> None:
    """No transaction around a test: the database is the served office's, and the server reads it in its own threads."""


@pytest.fixture(autouse=True)
def own_home(site: Site) -> Path:
    """The served office's folder, instead of one for each test."""
    return site.folder / "home"


@pytest.fixture(scope="module")
def chromium() -> Iterator[Any]:
    """A browser. Its event loop runs in this thread, so Django is told that the database may be asked here."""
    from playwright.sync_api import sync_playwright

    before = os.environ.get("DJANGO_ALLOW_ASYNC_UNSAFE")
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
    try:
        with sync_playwright() as playwright:
            path = os.environ.get("XINGZHI_BROWSER") or "/usr/bin/chromium"
            browser = playwright.chromium.launch(executable_path=path, args=FLAGS)
            yield browser
            browser.close()
    finally:
        if before is None:
            del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]
        else:
            os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = before


class Visit:
    """A person at the site: a page of the browser, and everything it complained about."""

    def __init__(self, browser: Any, site: Site, width: int, language: str) -> None:
        self.site = site
        size = {"width": width, "height": 850}
        self.context = browser.new_context(viewport=size, locale=language, accept_downloads=True)
        self.context.set_default_timeout(WAIT)
        self.page = self.context.new_page()
        self.complaints: list[str] = []
        self.page.on("console", self._heard)
        self.page.on("pageerror", lambda error: self.complaints.append(f"{error} {self.page.url}"))
        self.page.on("request", self._asked)

    def _heard(self, message: Any) -> None:
        if message.type in ("error", "warning"):
            self.complaints.append(f"{message.text} {self.page.url}")

    def _asked(self, request: Any) -> None:
        if not request.url.startswith((self.site.url, "data:")):
            self.complaints.append(f"asked another host: {request.url}")

    def go(self, path: str) -> Any:
        """Open a page of the site."""
        return self.page.goto(self.site.url + path)

    def log_in(self, username: str, password: str = PASSWORD) -> Visit:
        """Log in as one of the office's people."""
        self.go("/login/")
        self.page.fill("[name=username]", username)
        self.page.fill("[name=password]", password)
        self.page.click("main button.btn-primary")
        self.page.wait_for_load_state()
        return self

    def count(self, selector: str) -> int:
        """How many such elements the page has once it is loaded, its scripts included."""
        self.page.wait_for_load_state()
        return int(self.page.locator(selector).count())

    def says(self, text: str) -> bool:
        """Whether the page shows a text once it is loaded."""
        self.page.wait_for_load_state()
        return text in self.page.locator("body").inner_text()


@pytest.fixture
def visit(chromium: Any, site: Site) -> Iterator[Callable[..., Visit]]:
    """Open the site as a person; at the end, no page may have complained of anything not expected."""
    made: list[Visit] = []

    def open_site(username: str = "", width: int = 1366, language: str = "zh-CN") -> Visit:
        made.append(Visit(chromium, site, width, language))
        return made[-1].log_in(username) if username else made[-1]

    yield open_site
    for each in made:
        each.context.close()
        assert each.complaints == []
