"""The page that says why a figure changed: its clauses, its records, and what a banner sees of it."""

from __future__ import annotations

from typing import Any

import pytest

from tests.builders import body, number, patent, write_rows

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
    links = {clause["text"]: [link["url"] for link in clause["links"]] for clause in page.context["clauses"]}
    records = body(client.get(links["其中未缴年费终止 1 件"][0]))
    assert "一种装置5" in records
    assert "一种装置2" not in records
    assert all(client.get(url).status_code == 200 for urls in links.values() for url in urls)
    last, first = (body(client.get(url)) for url in next(iter(links.values())))
    assert "一种装置2" in last
    assert "一种装置2" not in first, "both figures of the first clause open, each to its own records"


def test_lapsed_records_say_the_day_and_the_words(rows: Any, take_in: Any, tmp_path: Any, client: Any) -> None:
    event = {"申请号": "CN" + number(2019, 5), "法律状态公告日": "2026-06-09", "法律状态": "专利权的终止",
             "法律状态信息": "未缴年费专利权终止"}  # fmt: skip
    client.force_login(rows)
    asked = DAYS | {"part": "lapsed"}
    before = client.get("/indicators/valid_inventions/change/records/", asked)
    assert [cell["text"] if isinstance(cell, dict) else cell for cell in before.context["table"]["rows"][0]["cells"][-2:]] == [
        "2026-06-07", "未缴年费专利权终止"]  # fmt: skip
    take_in(rows, write_rows(tmp_path / "events.csv", [event]))
    page = client.get("/indicators/valid_inventions/change/records/", asked)
    words = page.context["table"]["rows"][0]["cells"][-1]
    assert (words["text"], words["sub"]) == ("专利权的终止 未缴年费专利权终止", "2026-06-09")
    assert client.get(words["url"]).status_code == 200
    assert "失效日" in body(page)
    assert "失效日" not in body(client.get("/indicators/valid_inventions/change/records/", DAYS | {"part": "granted"}))


def test_a_share_is_split_without_any_official_figure(rows: Any, client: Any) -> None:
    client.force_login(rows)
    said = body(client.get("/indicators/grants_service_share/change/", {"from": "2020-12-31", "to": "2026-10-31"}))
    for text in ("自身比重的影响", "结构的影响", "类型", "样本太少的"):
        assert text in said
    one = body(client.get("/indicators/grants_invention_share/change/", {"from": "2020-12-31", "to": "2026-10-31"}))
    assert "分子只有一种专利类型" in one
    assert "为什么变了" in body(client.get("/indicators/grants_service_share/?at=2026-10-31"))


@pytest.fixture
def later(rows: Any, take_in: Any, tmp_path: Any) -> Any:
    """A record late enough that those up to the last day asked for are taken as all here."""
    take_in(rows, write_rows(tmp_path / "later.csv", [granted(99, "2026-11-16")]))
    return rows


def test_a_flow_says_what_did_most_of_it(later: Any, client: Any) -> None:
    client.force_login(later)
    page = client.get("/indicators/grants/change/", DAYS)
    said = body(page)
    assert "样本太少" in said, "three records are too few to speak of shares"
    assert "同向变动" not in said


def test_a_flow_names_agencies_to_the_office_alone_and_never_in_the_paragraph(
    league: Any, banner: Any, take_in: Any, client: Any, tmp_path: Any
) -> None:
    made = [granted(at, "2026-02-03", ("152221", "152223")[at % 3 > 1], 代理机构="示例事务所", IPC主分类="A01B 1/00")
            for at in range(30)] + [granted(99, "2026-11-16")]  # fmt: skip
    take_in(league, write_rows(tmp_path / "many.csv", made))
    client.force_login(league)
    page = client.get("/indicators/grants/change/", DAYS)
    assert "示例事务所" in body(page)
    assert "示例事务所" not in page.context["text"]
    assert "最大的是科尔沁右翼前旗，+20 件" in page.context["text"]
    value = next(clause for clause in page.context["clauses"] if "右翼前旗" in clause["text"])
    last, first = (body(client.get(link["url"])) for link in value["links"])
    assert ("一种装置0" in last, "一种装置0" in first) == (True, False), "both figures of the clause open"
    client.force_login(banner)
    assert "示例事务所" not in body(client.get("/indicators/grants/change/", DAYS))
    asked = {"region": "152221", "start": DAYS["from"], "at": DAYS["to"]}
    assert "agency" not in client.get("/api/indicators/grants/change", asked).json()["dimensions"]


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


@pytest.fixture
def notified(rows: Any, take_in: Any, tmp_path: Any) -> Any:
    """Figures from above of the league and of a banner: a share we can compute, and one that nothing feeds."""
    figures = [
        {"指标": name, "地区": place, "统计期": period, "数值": value, "单位": "%", "发布机关": "示例省局"}
        for name, place in (("valid_invention_share", "152200"), ("valid_invention_share", "152223"),
                            ("pledges_inclusive_share", "152200"))
        for period, value in (("2024年", "71.25"), ("2025年", "83.75"))
    ]  # fmt: skip
    take_in(rows, write_rows(tmp_path / "官方数据.csv", figures))
    return rows


def test_of_a_figure_from_above_it_is_told_what_stays_unexplained(notified: Any, client: Any) -> None:
    client.force_login(notified)
    page = client.get("/indicators/valid_invention_share/change/", {"from": "2024-12-31", "to": "2025-12-31"})
    said = body(page)
    for text in (
        "官方数据的变化：本局记录能说明多少",
        "71.25",
        "83.75",
        "+12.5000",
        "未能解释",
        "内部测算，不对外发布",
    ):
        assert text in said
    official = next(cell for cell in page.context["quality"]["summary"]["rows"][0]["cells"] if isinstance(cell, dict))
    assert "示例省局" in body(client.get(official["url"]))
    kinds = page.context["quality"]["tables"][0]["rows"]
    assert kinds[-1]["cells"][0] == "未能解释"
    assert "为什么变了" in body(client.get("/indicators/valid_invention_share/"))
    fed = body(client.get("/indicators/pledges_inclusive_share/change/"))
    assert "全部列为未能解释" in fed
    assert "出质人的企业规模" in fed, "which records would be needed"


def test_a_banner_sees_no_figure_from_above_of_another_place_and_no_agencies(
    notified: Any, banner: Any, client: Any
) -> None:
    client.force_login(banner)
    page = "/indicators/valid_invention_share/change/"
    assert "83.75" not in body(client.get(page))
    assert client.get(page, {"region": "152223"}).status_code == 404
    client.force_login(notified)
    assert "代理机构（内部，不对外）" in body(client.get(page))


def test_the_command_tells_what_stays_unexplained(notified: Any, capsys: Any) -> None:
    import json

    from xingzhi.cli import main

    asked = ["--region", "152200", "--from", "2024-12-31", "--to", "2025-12-31"]
    assert main(["indicators", "change", "pledges_inclusive_share", *asked, "--json"]) == 0
    told = json.loads(capsys.readouterr().out)["quality"]
    assert (told["own"], told["unexplained"], told["change"]) == (None, "25/2", "25/2")
    assert main(["indicators", "change", "valid_invention_share", *asked]) == 0
    assert "未能解释" in capsys.readouterr().out
