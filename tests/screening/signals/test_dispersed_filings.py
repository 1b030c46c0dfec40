"""Similar titles near in time under several names that something links."""

from __future__ import annotations

import time

import pytest

from tests.screening.signals.made import filed, run
from xingzhi.packs import load

HOUSE = "某市兴安大街5号3层"
TITLES = ("一种新型玉米脱粒机", "一种改进的玉米脱粒机", "一种玉米脱粒机", "一种高效玉米脱粒机")


def ring(count: int = 4, **cells: str) -> list[dict]:
    return [
        filed(f"{at}", f"名义{'甲乙丙丁'[at]}商贸有限公司", 20 * at, title=TITLES[at], **cells) for at in range(count)
    ]


@pytest.mark.parametrize("link", [{"address": HOUSE}, {"inventors": "赵一; 钱二"}])
def test_an_address_or_two_inventors_link(link):
    signals = run("dispersed_filings", ring(**link))
    assert {signal.key for signal in signals} == {"0", "1", "2", "3"}
    assert signals[0].facts["parties"] == 4
    assert signals[0].facts["names"].startswith("名义")


def test_a_phone_of_the_register_of_parties_links():
    rows = ring()
    phones = [{"key": row["applicants"], "name": row["applicants"], "phone": "0482-1234567"} for row in rows]
    assert len(run("dispersed_filings", rows, parties=phones)) == 4
    assert run("dispersed_filings", rows) == []


def test_the_way_an_address_is_written_makes_no_difference():
    rows = ring(address=HOUSE)
    rows[1]["address"], rows[2]["address"] = "某市兴安大街５号 3层", "某市 兴安大街5号（3层）"
    assert len(run("dispersed_filings", rows)) == 4


@pytest.mark.parametrize(
    "link",
    [
        {},
        {"inventors": "赵一"},
        {"inventors": "赵一", "agent": "孙三"},
        {"agent": "孙三", "agency": "某所"},
        {"address": "某市兴安大街"},
    ],
)
def test_nothing_an_attorney_or_one_name_alone_links_nobody(link):
    assert run("dispersed_filings", ring(**link)) == []


def test_two_parties_are_too_few():
    assert run("dispersed_filings", ring(2, address=HOUSE)) == []


def test_firms_of_one_house_in_different_trades_are_not_told():
    titles = ("一种玉米脱粒机", "血压测量方法", "电梯门锁", "一种钢轨打磨车")
    rows = [row | {"title": title} for row, title in zip(ring(address=HOUSE), titles, strict=True)]
    assert run("dispersed_filings", rows) == []


def test_years_apart_is_not_near():
    rows = [
        row | filed(row["key"], row["applicants"], 400 * at, title=row["title"])
        for at, row in enumerate(ring(address=HOUSE))
    ]
    assert run("dispersed_filings", rows) == []


def test_parties_that_file_together_openly_are_not_told():
    rows = ring(address=HOUSE)
    names = [row["applicants"] for row in rows]
    pairs = [filed(f"t{a}{b}", f"{names[a]}; {names[b]}", 900, title="别的") for a in range(4) for b in range(a)]
    assert run("dispersed_filings", rows + pairs) == []


def test_an_address_of_a_whole_park_links_nobody():
    rows = [
        filed(f"{at:03}", f"园区第{at}企业有限公司", at % 90, title=TITLES[at % 4], address=HOUSE) for at in range(80)
    ]
    assert run("dispersed_filings", rows) == []


def test_kinds_of_link_without_data_are_missing_and_no_flag():
    signals = run("dispersed_filings", ring(address=HOUSE))
    assert set(signals[0].missing) == {"phone", "inventors", "agent"}
    assert signals[0].facts["links"] == ["address"]


def test_more_links_and_more_parties_weigh_more():
    few, many = (
        run("dispersed_filings", ring(3, address=HOUSE)),
        run("dispersed_filings", ring(address=HOUSE, inventors="赵一; 钱二")),
    )
    assert few[0].score < many[0].score


def test_a_place_of_twenty_thousand_filings_is_told_in_seconds():
    """Every two of them are candidates: compared pair by pair they would take hours."""
    trades = ("玉米脱粒", "秸秆粉碎", "奶牛饲喂")
    rows = [
        filed(f"{at:05}", f"名义{at % 50}商贸有限公司", at % 150, title=f"一种{trades[at % 3]}机{at % 7}",
              address=HOUSE, inventors="赵一; 钱二")
        for at in range(20_000)
    ]  # fmt: skip
    started = time.process_time()
    signals = run("dispersed_filings", rows)
    assert time.process_time() - started < 30
    assert len(signals) == 20_000
    assert len({signal.group for signal in signals}) == 1
    facts = signals[0].facts
    assert facts["parties"] == 50
    assert 19_000 < facts["cut"] < 20_000, "what was not compared with all is said"
    assert "件因同处申请过多" in load().screening("dispersed_filings").signal.explanation("zh")


def test_a_busy_party_does_not_hide_the_next_one():
    """Hundreds of one party lie between the filings of two others."""
    rows = [filed(f"1{at:03}", "名义甲商贸有限公司", 1, title=TITLES[0], address=HOUSE) for at in range(500)]
    rows += [filed("0", "名义乙商贸有限公司", 0, title=TITLES[1], address=HOUSE),
             filed("2", "名义丙商贸有限公司", 2, title=TITLES[2], address=HOUSE)]  # fmt: skip
    signals = run("dispersed_filings", rows)
    assert {signal.key for signal in signals} >= {"0", "2"}
    assert signals[0].facts["parties"] == 3


def test_few_are_compared_with_all():
    assert {signal.facts["cut"] for signal in run("dispersed_filings", ring(address=HOUSE))} == {0}
