"""Transfers soon after filing or grant, in chains or with changed inventors; and innocent ones."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.screening.signals.made import DAY, filed, run

PEOPLE = ("王一", "李二", "张三丰", "赵四", "钱五", "孙六")


def sold(after: int, takers: tuple[str, ...] = PEOPLE, **cells: object) -> tuple[list[dict], list[dict]]:
    """A seller's applications, each passed on to another so many days later."""
    patents = [filed(f"{at}", "倒手科技有限公司", at, **cells) for at in range(len(takers))]
    passed = [
        {
            "application_no": f"{at}",
            "transferor": "倒手科技有限公司",
            "transferee": taker,
            "registered_on": DAY + timedelta(at + after),
        }
        for at, taker in enumerate(takers)
    ]
    return patents, passed


def event(key: str, name: str, details: str, after: int = 100) -> dict:
    return {"application_no": key, "event": name, "details": details, "event_date": DAY + timedelta(after)}


def test_one_seller_and_many_buyers_soon_after_filing_are_told():
    patents, passed = sold(100)
    signals = run("early_transfers", patents, transfers=passed)
    assert {signal.key for signal in signals} == {"0", "1", "2", "3", "4", "5"}
    facts = signals[0].facts
    assert (facts["takers"], facts["given"], facts["days_after_filing"]) == (6, 6, 100)
    assert facts["circumstances"] == ["early_filing", "many_takers", "to_individuals"]
    assert len({signal.group for signal in signals}) == 1


def test_one_early_transfer_says_nothing():
    patents, passed = sold(100, ("买方科技有限公司",))
    assert run("early_transfers", patents, transfers=passed) == []


def test_a_spin_off_that_takes_over_much_says_nothing():
    patents, passed = sold(100, ("买方科技有限公司",) * 12)
    assert run("early_transfers", patents, transfers=passed) == []


def test_to_many_but_years_later_says_nothing():
    patents, passed = sold(1500)
    assert run("early_transfers", patents, transfers=passed) == []


def test_soon_after_the_grant_to_firms_says_nothing_and_to_people_is_told():
    granted = {"grant_date": DAY + timedelta(700)}
    patents, passed = sold(750, tuple(f"当地{at}号农机有限公司" for at in range(8)), **granted)
    assert run("early_transfers", patents, transfers=passed) == []
    patents, passed = sold(750, **granted)
    assert len(run("early_transfers", patents, transfers=passed)) == 6


def test_one_buyer_who_gathers_from_many_is_told():
    patents = [filed(f"{at}", f"卖方{at}号机械有限公司", at) for at in range(6)]
    passed = [{"application_no": row["key"], "transferor": row["applicants"], "transferee": "收购科技有限公司",
               "registered_on": DAY + timedelta(90)} for row in patents]  # fmt: skip
    signals = run("early_transfers", patents, transfers=passed)
    assert {signal.facts["givers"] for signal in signals} == {6}
    assert {signal.group.partition(":")[0] for signal in signals} == {"taker"}


@pytest.mark.parametrize("details", ["变更事项:发明人;变更前:甲;变更后:乙", "发明人变更"])
def test_an_early_transfer_with_other_inventors_is_told(details):
    patents, passed = sold(100, ("买方科技有限公司",))
    signals = run("early_transfers", patents, transfers=passed, legal_events=[event("0", "著录事项变更", details)])
    assert signals[0].facts["inventors_changed"]


def test_inventors_put_right_without_a_transfer_say_nothing():
    patents, _ = sold(100)
    events = [event(f"{at}", "著录事项变更", "变更事项:发明人;变更前:甲;变更后:甲 乙") for at in range(6)]
    assert run("early_transfers", patents, legal_events=events) == []


def test_the_gazette_is_read_where_the_register_of_transfers_is_empty():
    patents, _ = sold(100)
    events = [
        event(
            f"{at}",
            "专利申请权、专利权的转移",
            f"变更事项:申请人;变更前权利人:倒手科技有限公司;变更后权利人:{taker};登记生效日:20240609",
        )
        for at, taker in enumerate(PEOPLE)
    ]
    signals = run("early_transfers", patents, legal_events=events)
    assert len(signals) == 6
    assert signals[0].facts["transferee"] in PEOPLE
    assert "transfers" in signals[0].missing


def test_a_transfer_both_hold_counts_once():
    patents, passed = sold(100)
    twice = run("early_transfers", patents, transfers=passed + passed)
    assert twice[0].facts["given"] == 6


def test_a_change_of_the_legal_form_is_no_transfer():
    patents, passed = sold(100, tuple("倒手科技有限责任公司" for _ in range(6)))
    assert run("early_transfers", patents, transfers=passed) == []


def test_absent_registers_are_missing():
    patents, passed = sold(100)
    assert run("early_transfers", patents) == []
    assert set(run("early_transfers", patents, transfers=passed)[0].missing) == {
        "legal_events",
        "inventor_changes",
        "grant_date",
    }
