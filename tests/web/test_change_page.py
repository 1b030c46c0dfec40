"""The page that says why a figure changed: its clauses, its records, and what a banner sees of it."""

from __future__ import annotations

from typing import Any

import pytest

from tests.builders import body, patent, write_rows

pytestmark = pytest.mark.django_db
DAYS = {"from": "2025-10-31", "to": "2026-10-31"}


def granted(serial: int, on: str, region: str = "152221", **cells: str) -> dict[str, str]:
    return patent(2019, serial, region=region, 授权公告日=on, 法律状态="授权", 法律状态公告日=on, **cells)


@pytest.fixture
def rows(take_in: Any, league: Any, tmp_path: Any) -> Any:
    """Two inventions granted in the year in one banner, one in another, one that lapsed by an unpaid fee."""
    made = [granted(1, "2020-05-06"), granted(2, "2026-02-03"), granted(3, "2026-03-04"), granted(4, "2026-03-04", "152223"),
            granted(5, "2020-05-06") | {"法律状态": "未缴年费专利权终止", "法律状态公告日": "2026-06-07"}]  # fmt: skip
    take_in(league, write_rows(tmp_path / "a.csv", made))
    return league


def test_each_statement_opens_to_its_records(rows: Any, client: Any) -> None:
    client.force_login(rows)
    page = client.get("/indicators/valid_inventions/change/", DAYS)
    said = body(page)
    for text in ("期内授权 3 件", "失效 1 件", "其中未缴年费终止 1 件", "增加 2", "内部测算，不对外发布"):
        assert text in said
    links = {clause["text"]: clause["url"] for clause in page.context["clauses"]}
    records = body(client.get(links["其中未缴年费终止 1 件"]))
    assert "一种装置5" in records
    assert "一种装置2" not in records
    assert all(client.get(url).status_code == 200 for url in links.values())


def test_a_flow_says_what_did_most_of_it(rows: Any, client: Any) -> None:
    client.force_login(rows)
    page = client.get("/indicators/grants/change/", DAYS)
    said = body(page)
    assert "样本太少" in said, "three records are too few to speak of shares"
    assert "同向变动" not in said


def test_a_banner_sees_its_own_part(rows: Any, banner: Any, client: Any) -> None:
    client.force_login(banner)
    assert "期内授权 2 件" in body(client.get("/indicators/valid_inventions/change/", DAYS))
    assert client.get("/indicators/valid_inventions/change/", DAYS | {"region": "152223"}).status_code == 404
    records = body(client.get("/indicators/valid_inventions/change/records/", DAYS | {"part": "granted"}))
    assert "一种装置2" in records
    assert "一种装置4" not in records


@pytest.mark.parametrize(
    "wrong", [{"part": "no_such"}, {"part": "lapsed.magic"}, {"part": ""}, {"from": "2027-01-01"}, {"to": "x"}]
)
def test_what_cannot_be_asked_is_not_found(rows: Any, client: Any, wrong: dict[str, str]) -> None:
    client.force_login(rows)
    asked = DAYS | {"part": "granted"} | wrong
    assert client.get("/indicators/valid_inventions/change/records/", asked).status_code == 404


def test_the_command_and_the_api_tell_the_same(rows: Any, client: Any, capsys: Any) -> None:
    from xingzhi.cli import main

    client.force_login(rows)
    by_api = client.get("/api/indicators/valid_inventions/change",
                        {"region": "152200", "start": DAYS["from"], "at": DAYS["to"]}).json()  # fmt: skip
    assert (by_api["change"], by_api["residue"]) == (2, "0")
    assert {part["id"]: part["change"] for part in by_api["parts"]} == {"granted": 3, "lapsed.fee": -1}
    asked = [
        "indicators",
        "change",
        "valid_inventions",
        "--region",
        "152200",
        "--from",
        DAYS["from"],
        "--to",
        DAYS["to"],
    ]
    assert main(asked) == 0
    assert by_api["clauses"]["zh"][1]["text"] in capsys.readouterr().out
    assert main([*asked[:-1], "2020-01-01"]) == 2
