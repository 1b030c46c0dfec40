"""Filings of a year against insured staff; where that is unknown, against inventors and fields."""

from __future__ import annotations

from tests.screening.signals.made import filed, run

CLASSES = [f"{letter}{number:02}B" for letter in "ABCDEFGH" for number in (1, 21)]


def year(name: str, count: int, people: int, fields: int) -> list[dict]:
    return [
        filed(
            f"{name}{at:02}",
            f"{name}科技有限公司",
            at,
            inventors=f"{name}甲{at % people}",
            ipc_main=f"{CLASSES[at % fields]}1/00",
        )
        for at in range(count)
    ]


def ordinary(count: int = 24) -> list[dict]:
    return [row for at in range(count) for row in year(f"平常{chr(0x4E00 + at)}", 12 + at % 5, 8, 3)]


def declared(name: str, **values: object) -> list[dict]:
    return [{"key": f"{name}科技有限公司", "name": f"{name}科技有限公司"} | values]


def test_more_filings_than_insured_people_are_told():
    signals = run("beyond_capacity", year("壳", 20, 5, 2), parties=declared("壳", insured_staff="4"))
    assert len(signals) == 20
    assert signals[0].facts["insured_staff"] == 4
    assert signals[0].score == 0.8
    assert signals[0].missing == ("registered_capital",)


def test_who_has_the_people_is_not_told():
    assert run("beyond_capacity", year("厂", 20, 1, 12) + ordinary(), parties=declared("厂", insured_staff="50")) == []


def test_no_insured_people_at_all_counts_as_declared():
    assert len(run("beyond_capacity", year("空", 12, 3, 2), parties=declared("空", insured_staff=0))) == 12


def test_what_is_not_declared_is_no_flag():
    assert run("beyond_capacity", ordinary(), parties=declared("平常一")) == []
    assert run("beyond_capacity", ordinary(), parties=declared("平常一", insured_staff="不详")) == []


def test_one_inventor_in_many_fields_is_told_with_staff_missing():
    signals = run("beyond_capacity", year("杂", 16, 1, 14) + ordinary())
    assert {signal.facts["name"] for signal in signals} == {"杂科技有限公司"}
    assert set(signals[0].missing) == {"insured_staff", "registered_capital"}
    assert signals[0].facts["insured_staff"] is None


def test_one_inventor_in_one_field_and_many_people_in_many_fields_are_not_told():
    assert run("beyond_capacity", year("专", 16, 1, 1) + year("综", 16, 16, 14) + ordinary()) == []


def test_few_filings_and_too_few_peers_tell_nothing():
    assert run("beyond_capacity", year("少", 9, 1, 9) + ordinary()) == []
    assert run("beyond_capacity", year("杂", 16, 1, 14) + ordinary(5)) == []


def test_without_inventors_or_classes_nothing_is_told():
    rows = year("杂", 16, 1, 14) + ordinary()
    for column in ("inventors", "ipc_main"):
        assert (
            run("beyond_capacity", [{name: value for name, value in row.items() if name != column} for row in rows])
            == []
        )
