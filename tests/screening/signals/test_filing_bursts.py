"""Bursts of one applicant, one inventor or one agency, with titles only and with more."""

from __future__ import annotations

from tests.screening.signals.made import filed, run


def quiet(count: int = 30) -> list[dict]:
    """Applicants that file twelve times in six years."""
    return [
        filed(f"q{who:02}{at:02}", f"安静{who}号机械有限公司", -180 * at - who)
        for who in range(count)
        for at in range(12)
    ]


def burst(count: int, **cells: str) -> list[dict]:
    return [filed(f"b{at:02}", "突然多申请有限公司", at % 25, **cells) for at in range(count)]


def test_number_applicant_and_date_are_enough():
    rows = [{name: row[name] for name in ("key", "applicants", "filing_date")} for row in quiet() + burst(20)]
    signals = run("filing_bursts", rows)
    assert {signal.key for signal in signals} == {f"b{at:02}" for at in range(20)}
    [facts] = {tuple(sorted(signal.facts.items())) for signal in signals}
    facts = dict(facts)
    assert (facts["unit"], facts["name"], facts["filings"]) == ("applicant", "突然多申请有限公司", 20)
    assert facts["filed_in_window"] == 20
    assert facts["usual"] < 1
    assert facts["peers_highest"] < 20
    assert facts["alike_titles"] is None
    assert set(signals[0].missing) == {"title", "inventors", "agency"}


def test_the_group_is_the_burst_and_the_partners_are_its_other_applications():
    signals = run("filing_bursts", quiet() + burst(20))
    assert len({signal.group for signal in signals}) == 1
    assert all(set(signal.partners) == {other.key for other in signals} - {signal.key} for signal in signals)


def test_a_series_on_one_day_is_told_where_the_month_is_too_small():
    rows = quiet() + [filed(f"s{at}", "一天多件有限公司", 0) for at in range(8)]
    facts = run("filing_bursts", rows)[0].facts
    assert (facts["window_days"], facts["same_day"], facts["filed_in_window"]) == (1, 8, 8)


def test_titles_of_one_pattern_are_told_beside():
    alike = [
        filed(f"a{at:02}", "突然多申请有限公司", at, title=f"一种用于玉米脱粒机的{part}")
        for at, part in enumerate("甲乙丙丁戊己庚辛壬癸子丑")
    ]
    assert run("filing_bursts", quiet() + alike)[0].facts["alike_titles"] == 1.0


def test_an_inventor_who_bursts_over_several_applicants_is_told():
    rows = quiet() + [filed(f"i{at:02}", f"换名{at}号有限公司", at, inventors="赵一; 钱二") for at in range(15)]
    signals = run("filing_bursts", rows)
    assert {signal.facts["unit"] for signal in signals} == {"inventor"}
    assert {signal.facts["applicants"] for signal in signals} == {15}


def test_spellings_of_one_applicant_count_together():
    rows = quiet() + [
        filed(f"p{at:02}", ("拼写（内蒙古）机械有限公司", "拼写(内蒙古)机械有限责任公司")[at % 2], at)
        for at in range(16)
    ]
    assert len(run("filing_bursts", rows)) == 16


def test_parties_officers_merged_count_together():
    rows = quiet() + [filed(f"m{at:02}", f"名称{at % 4}有限公司", at) for at in range(16)]
    linked = [
        {"key": row["key"], "position": 0, "party": "p1", "name": row["applicants"]}
        for row in rows
        if row["key"][0] == "m"
    ]
    assert not run("filing_bursts", rows)
    assert {signal.key for signal in run("filing_bursts", rows, patent_parties=linked)} == {
        f"m{at:02}" for at in range(16)
    }


def test_rows_without_date_or_applicant_take_no_part():
    rows = (
        quiet()
        + [filed(f"n{at}", "", at) for at in range(30)]
        + [filed(f"d{at}", "甲有限公司", filing_date=None) for at in range(30)]
    )
    assert run("filing_bursts", rows) == []


def test_an_empty_register_tells_nothing():
    assert run("filing_bursts", [filed("1", "甲", filing_date=None)]) == []
