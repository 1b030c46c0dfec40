"""The demonstration's bulletin: released, and amended by a late grant whose sums follow."""

from __future__ import annotations

from datetime import date

import pytest

from tests.builders import patent, write_rows
from tests.conftest import OFFICE, person
from xingzhi.packs import load
from xingzhi.publish.adding import apart
from xingzhi.publish.models import Release, ReleaseState
from xingzhi.web.demo.release import build_releases

pytestmark = pytest.mark.django_db


def granted(serial: int, on: str, kind: str = "utility_model") -> dict[str, str]:
    return patent(int(on[:4]) - 1, serial, kind, 授权公告日=on, 法律状态="授权", 法律状态公告日=on)


def test_it_goes_out_twice_and_adds_up(take_in, league, tmp_path):
    person("reviewer", "reviewer", OFFICE)
    rows = [granted(at, "2024-01-09") for at in range(1, 5)]
    rows += [granted(9, "2023-01-10"), granted(10, "2024-03-05"), granted(11, "2024-01-09", "invention")]
    take_in(league, write_rows(tmp_path / "a.csv", rows))
    build_releases(date(2024, 2, 10))
    first, second = Release.objects.order_by("id")
    assert (first.state, second.state) == (ReleaseState.RELEASED, ReleaseState.RELEASED)
    whole = second.content["named"]["grants"]
    assert [release.content["figures"][whole]["value"] for release in (first, second)] == ["5", "6"]
    assert apart(second.content["figures"], load().regions) == []
