"""The five classes, one by one: yes, no or unknown on a day, from which day to which, and why it is unknown."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from tests.indicators.high_value.conftest import KEY, TABLE, patent

ALL_COMPLETE = {"family_members": "2026-10-31", "pledges": "2026-10-31", "awards": "2026-10-31"}


# --- Ten years ---


@pytest.mark.parametrize(
    ("filed", "at", "expected"),
    [
        ("2012-03-05", "2022-03-05", "no"),  # ten years are not more than ten
        ("2012-03-05", "2022-03-06", "yes"),
        ("2012-02-29", "2022-02-28", "no"),
        ("2012-02-29", "2022-03-01", "yes"),
        ("2012-12-31", "2023-01-01", "yes"),
    ],
)
def test_more_than_ten_years_after_filing(read, state, filed, at, expected):
    assert state(read(), "ten_years", at, patent(filing_date=date.fromisoformat(filed))).state == expected


def test_ten_years_since_and_without_a_filing_date(read, state):
    found = state(read(), "ten_years", "2026-01-01")
    assert (found.since, found.until) == (date(2020, 3, 6), None)
    found = state(read(), "ten_years", "2026-01-01", patent(filing_date=None))
    assert (found.state, found.reasons) == ("unknown", ("no_date",))


def test_ten_years_from_the_grant_where_the_office_decides_so(read, state):
    reading = read(ten_years_from="grant_date")
    assert state(reading, "ten_years", "2022-06-07").state == "no"
    assert state(reading, "ten_years", "2022-06-08").state == "yes"


# --- Family ---


def member(**columns: Any) -> dict[str, Any]:
    return {"application_no": KEY, "office": "US", "member_no": "US1", "member_status": "granted",
            "granted_on": date(2015, 1, 2)} | columns  # fmt: skip


def test_no_row_is_no_no_unless_the_list_is_complete(read, state):
    found = state(read(), "family", "2026-01-01", family_members=[])
    assert (found.state, found.reasons) == ("unknown", ("list_incomplete",))
    complete = read(complete={"family_members": "2025-12-31"})
    assert state(complete, "family", "2025-12-31", family_members=[]).state == "no"
    assert state(complete, "family", "2026-01-01", family_members=[]).state == "unknown", (
        "complete up to the day before"
    )


def test_a_granted_member_abroad_counts_from_its_grant(read, state):
    found = state(read(), "family", "2022-01-01", family_members=[member()])
    assert (found.state, found.since, found.until) == ("yes", date(2015, 1, 2), None)
    assert found.facts[0]["register"] == "family_members"
    granted_later = member(granted_on=date(2023, 5, 6))
    assert state(read(), "family", "2023-05-05", family_members=[granted_later]).state == "unknown"
    assert state(read(), "family", "2023-05-06", family_members=[granted_later]).state == "yes"


@pytest.mark.parametrize(
    "row", [member(member_status="pending", granted_on=None), member(office="CN"), member(office="WO")]
)
def test_members_that_are_no_foreign_grant(read, state, row):
    assert state(read(complete=ALL_COMPLETE), "family", "2026-01-01", family_members=[row]).state == "no"
    assert state(read(), "family", "2026-01-01", family_members=[row]).state == "unknown"


def test_hong_kong_macao_and_taiwan_wait_for_a_decision(read, state):
    rows = [member(office="HK")]
    found = state(read(complete=ALL_COMPLETE), "family", "2026-01-01", family_members=rows)
    assert (found.state, found.reasons) == ("unknown", ("separate_offices_count",))
    assert found.facts, "the member is shown all the same"
    for decided, expected in (("yes", "yes"), ("no", "no")):
        reading = read(complete=ALL_COMPLETE, separate_offices_count=decided)
        assert state(reading, "family", "2026-01-01", family_members=rows).state == expected
    both = [member(office="TW"), member(member_no="JP1", office="JP")]
    assert state(read(), "family", "2026-01-01", family_members=both).state == "yes"


def test_a_member_that_ended(read, state):
    rows = [member(member_status="ended", ended_on=date(2024, 2, 3))]
    for decided, after in (("", "unknown"), ("yes", "no"), ("no", "yes")):
        reading = read(complete=ALL_COMPLETE, **({"member_in_force": decided} if decided else {}))
        assert state(reading, "family", "2024-02-02", family_members=rows).state == "yes"
        assert state(reading, "family", "2024-02-03", family_members=rows).state == after, decided


def test_one_member_follows_another(read, state):
    rows = [
        member(member_status="ended", ended_on=date(2022, 1, 1)),
        member(member_no="EP1", office="EP", granted_on=date(2021, 1, 1)),
    ]
    reading = read(complete=ALL_COMPLETE, member_in_force="yes")
    found = state(reading, "family", "2023-01-01", family_members=rows)
    assert (found.state, found.since, found.until) == ("yes", date(2015, 1, 2), None), "without a gap"
    gap = [rows[0], rows[1] | {"granted_on": date(2023, 1, 1)}]
    assert state(reading, "family", "2022-06-01", family_members=gap).state == "no"
    assert state(reading, "family", "2023-06-01", family_members=gap).since == date(2023, 1, 1)


def test_a_grant_without_its_day_holds_on_the_day_of_the_list(read, state):
    rows = [member(granted_on=None)]
    assert state(read(complete=ALL_COMPLETE), "family", "2026-10-31", family_members=rows).state == "yes"
    found = state(read(complete=ALL_COMPLETE), "family", "2024-01-01", family_members=rows)
    assert (found.state, found.reasons) == ("unknown", ("grant_day_missing",))
    ended = [member(member_status="ended", granted_on=None)]
    assert state(read(complete=ALL_COMPLETE), "family", "2024-01-01", family_members=ended).state == "unknown"


# --- Pledges ---


def pledge(**columns: Any) -> dict[str, Any]:
    return {"application_no": KEY, "registration_no": "Y1", "registered_on": date(2022, 3, 4), "amount": 500,
            "pledge_status": "in_force"} | columns  # fmt: skip


def test_without_a_threshold_a_pledge_is_unknown_and_shown(read, state):
    found = state(read(complete=ALL_COMPLETE), "pledge", "2023-01-01", pledges=[pledge()])
    assert (found.state, found.reasons) == ("unknown", ("min_pledge_amount",))
    assert found.facts[0]["record"] == "pledges-0"
    assert state(read(complete=ALL_COMPLETE), "pledge", "2022-03-03", pledges=[pledge()]).state == "no", "not yet"
    assert state(read(), "pledge", "2022-03-03", pledges=[pledge()]).state == "unknown", "others may be missing"


@pytest.mark.parametrize(("least", "expected"), [("500", "yes"), ("500.01", "no"), ("100", "yes")])
def test_the_threshold_decides(read, state, least, expected):
    reading = read(complete=ALL_COMPLETE, min_pledge_amount=least)
    assert state(reading, "pledge", "2023-01-01", pledges=[pledge()]).state == expected


def test_a_registration_of_several_patents(read, state):
    """The amount is that of the registration: both ways to read it must agree, or it is unknown."""
    rows = [pledge(amount=600), pledge(application_no="201010000002.8", amount=600)]
    for least, of, expected in (("300", "", "yes"), ("400", "", "unknown"), ("700", "", "no"), ("400", "registration", "yes"),
                                ("400", "patent", "no")):  # fmt: skip
        decided = {"min_pledge_amount": least} | ({"pledge_amount_of": of} if of else {})
        assert state(read(complete=ALL_COMPLETE, **decided), "pledge", "2023-01-01", pledges=rows).state == expected


@pytest.mark.parametrize("columns", [{"amount": None}, {"currency": "美元"}])
def test_an_amount_that_cannot_be_compared_is_unknown(read, state, columns):
    reading = read(complete=ALL_COMPLETE, min_pledge_amount="1")
    found = state(reading, "pledge", "2023-01-01", pledges=[pledge(**columns)])
    assert (found.state, found.reasons) == ("unknown", ("amount_missing",))


def test_a_pledge_that_was_released(read, state):
    rows = [pledge(released_on=date(2024, 5, 6), pledge_status="released")]
    for decided, after in (("", "unknown"), ("yes", "no"), ("no", "yes")):
        reading = read(
            complete=ALL_COMPLETE, min_pledge_amount="1", **({"pledge_in_force": decided} if decided else {})
        )
        assert state(reading, "pledge", "2024-05-05", pledges=rows).state == "yes"
        assert state(reading, "pledge", "2024-05-06", pledges=rows).state == after, decided


# --- Awards ---


def test_awards(read, state):
    row = {
        "application_no": KEY,
        "award": "china_patent_award",
        "award_text": "中国专利优秀奖",
        "awarded_on": date(2023, 7, 1),
    }
    assert state(read(), "award", "2023-06-30", awards=[row]).state == "unknown"
    assert state(read(), "award", "2023-07-01", awards=[row]).state == "yes"
    other = row | {"award": "other"}
    assert state(read(), "award", "2024-01-01", awards=[other]).state == "unknown", (
        "another award says nothing of these"
    )
    assert state(read(complete=ALL_COMPLETE), "award", "2024-01-01", awards=[other]).state == "no"
    unnamed = row | {"award": ""}
    assert state(read(complete=ALL_COMPLETE), "award", "2024-01-01", awards=[unnamed]).reasons == ("award_unknown",)
    year = row | {"awarded_on": None, "award_year": 2023}
    assert state(read(complete=ALL_COMPLETE), "award", "2022-12-31", awards=[year]).state == "no"
    assert state(read(complete=ALL_COMPLETE), "award", "2023-12-31", awards=[year]).state == "unknown"
    assert state(read(complete=ALL_COMPLETE), "award", "2024-01-01", awards=[year]).state == "yes"


# --- Strategic industries ---


@pytest.mark.parametrize(
    ("columns", "expected", "reason"),
    [
        ({"ipc_main": "G06F40/20", "ipc": "G06F40/20"}, "yes", ""),
        ({"ipc_main": "A01B1/00", "ipc": "A01B1/00"}, "no", ""),
        ({"ipc_main": "A01B1/00", "ipc": "A01B1/00; G06F40/20"}, "unknown", "ipc_used"),
        ({"ipc_main": "", "ipc": "A01B1/00; G06F40/20"}, "unknown", "main_missing"),
        ({"ipc_main": "", "ipc": ""}, "unknown", "no_symbols"),
        ({"ipc_main": "A01B1/00", "ipc": ""}, "unknown", "symbols_missing"),
        ({"ipc_main": "G06F", "ipc": "G06F"}, "unknown", "subclass_only"),
        ({"ipc_main": "G05B15/02", "ipc": "G05B15/02"}, "no", ""),
        ({"ipc_main": "G05B15/02", "ipc": "G05B15/02", "abstract": "含有 样 例 的装置"}, "yes", ""),
        ({"ipc_main": "G05B15/02", "ipc": "G05B15/02", "title": "ＡＩ装置"}, "yes", ""),
        ({"ipc_main": "G05B15/02", "ipc": "G05B15/02", "title": "MAIN装置"}, "no", ""),
        ({"ipc_main": "G05B15/02", "ipc": "G05B15/02", "first_claim": ""}, "unknown", "text_missing"),
        ({"ipc_main": "H04L5/00", "ipc": "H04L5/00", "title": "示例词"}, "yes", ""),
        ({"ipc_main": "H04L9/32", "ipc": "H04L9/32", "title": "示例词"}, "no", ""),
        ({"ipc_main": "B60K1/00", "ipc": "B60K1/00"}, "unknown", "keyword_missing"),
        ({"ipc_main": "B61B1/00", "ipc": "B61B1/00"}, "unknown", "keyword_unread"),
        ({"ipc_main": "A61B5/369", "ipc": "A61B5/369"}, "yes", "moved"),
        ({"ipc_main": "G06V10/82", "ipc": "G06V10/82"}, "yes", "moved"),
    ],
)
def test_the_table_decides(read, state, columns, expected, reason):
    found = state(read(TABLE), "sei", "2026-01-01", patent(**columns))
    assert found.state == expected
    assert (found.reasons[0] if found.reasons else "") == reason


def test_a_part_of_what_moved_decides_nothing(read, state):
    from xingzhi.packs.crosswalk import Crosswalk

    narrow = Crosswalk((TABLE.rows[5].__class__(1, "3.2", "示例己", ("G06K9/66",)),), {})
    found = state(read(narrow), "sei", "2026-01-01", patent(ipc_main="G06V10/82", ipc="G06V10/82"))
    assert (found.state, found.reasons) == ("unknown", ("moved_part",))


@pytest.mark.parametrize(("used", "expected"), [("any", "yes"), ("main", "no")])
def test_main_or_any_symbol_as_decided(read, state, used, expected):
    row = patent(ipc_main="A01B1/00", ipc="A01B1/00; G06F40/20")
    assert state(read(TABLE, ipc_used=used), "sei", "2026-01-01", row).state == expected


def test_where_keywords_are_looked_for_is_a_setting(read, state):
    row = patent(ipc_main="G05B15/02", ipc="G05B15/02", abstract="示例词", first_claim="")
    assert state(read(TABLE, keyword_fields="title"), "sei", "2026-01-01", row).state == "no"
    assert state(read(TABLE, keyword_fields="title_abstract"), "sei", "2026-01-01", row).state == "yes"


def test_without_the_table_nobody_is_in_or_out(read, state):
    found = state(read(), "sei", "2026-01-01")
    assert (found.state, found.reasons) == ("unknown", ("table_not_loaded",))


def test_a_row_whose_symbols_were_not_read_is_never_passed_over(read, state):
    from dataclasses import replace

    from xingzhi.packs.crosswalk import Crosswalk

    torn = Crosswalk((replace(TABLE.rows[0], ipc_unread="G06F41至43"), *TABLE.rows[1:]), TABLE.names)
    assert state(read(torn), "sei", "2026-01-01").reasons == ("table_unread",)
    assert state(read(torn), "sei", "2026-01-01", patent(ipc_main="G06F40/00", ipc="G06F40/00")).state == "yes"


def test_before_the_rule_nothing_is_said(read, state):
    assert state(read(), "ten_years", "2021-02-06").reasons == ("rule_not_in_force",)
    assert state(read(), "ten_years", "2021-02-07").state == "yes"
