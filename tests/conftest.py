"""What all tests share: the office, three standing people, and files going through the product."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import hypothesis
import pytest

OFFICE = "1522"
BANNER = "152221"
OTHER_BANNER = "152223"
ELSEWHERE = "1505"
PASSWORD = "a-long-enough-one"


def pytest_configure() -> None:
    """Hash passwords quickly: thousands of tests make people, and Argon2 is slow on purpose. Wait for slow machines."""
    from django.conf import settings

    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    # How fast a machine is, is no business of a test.
    hypothesis.settings.register_profile("any", deadline=None, suppress_health_check=[hypothesis.HealthCheck.too_slow])
    hypothesis.settings.load_profile("any")


# Analyses read snapshots, pages read query sets: what these ask is the same on either database, and is asked once.
# That killed work is whole or not there is held on both by the imports' test.
ONCE = ("tests/screening/", "tests/sample/", "tests/api/test_schema.py", "tests/e2e/test_every_page.py",
        "tests/e2e/test_print.py", "tests/indicators/change/", "tests/indicators/forecast/", "tests/indicators/path/",
        "tests/indicators/full_set/", "tests/indicators/tables/", "tests/registers/test_office_files.py",
        "tests/spark/", "tests/cases/notified/test_kill.py", "tests/collection/test_kill.py")  # fmt: skip


def pytest_collection_modifyitems(config: Any, items: list[Any]) -> None:
    """Mark what touches the database, so that it alone is run again on PostgreSQL."""
    for item in items:
        if item.path.relative_to(config.rootpath).as_posix().startswith(ONCE):
            item.add_marker("once")
        if item.get_closest_marker("django_db") or {"db", "transactional_db", "live_server"} & set(item.fixturenames):
            item.add_marker("database")


@pytest.fixture(autouse=True)
def own_home(settings: Any, tmp_path: Path) -> Path:
    """Files, snapshots and exports of a test lie in its own folder."""
    settings.HOME = tmp_path / "home"
    return settings.HOME


def person(username: str, role: str, region: str | None) -> Any:
    """A person with a role in a region."""
    from xingzhi.core.models import User

    user = User(username=username, role=role, region=region, first_name=username)
    user.set_password(PASSWORD)
    user.save()
    return user


@pytest.fixture
def office(db: None) -> Any:
    """The league's office."""
    from xingzhi.core.models import Office

    return Office.objects.create(region=OFFICE, name="测试局")


@pytest.fixture
def league(office: Any) -> Any:
    """The league officer: sees everything in the league."""
    return person("league", "league_officer", OFFICE)


@pytest.fixture
def banner(office: Any) -> Any:
    """The banner officer: sees one banner."""
    return person("banner", "banner_officer", BANNER)


@pytest.fixture
def outsider(office: Any) -> Any:
    """A person of another league: sees nothing here."""
    return person("outsider", "league_officer", ELSEWHERE)


@pytest.fixture
def admin(office: Any) -> Any:
    """The administrator."""
    return person("admin", "administrator", OFFICE)


@pytest.fixture
def take_in(office: Any) -> Any:
    """Take a file in, in a person's name, and do all work that follows; returns the batch."""
    from xingzhi.core import jobs
    from xingzhi.registers.receive import receive_file, start_import

    def take(user: Any, path: Path, **options: Any) -> Any:
        batch = receive_file(user, path, path.name, **options)
        start_import(user, batch.pk)
        jobs.run_waiting()
        batch.refresh_from_db()
        return batch

    return take


def write_csv(path: Path, headings: list[str], *rows: list[str], encoding: str = "utf-8-sig") -> Path:
    """A CSV file with these headings and rows."""
    import csv

    with path.open("w", encoding=encoding, newline="") as stream:
        csv.writer(stream).writerows([headings, *rows])
    return path
