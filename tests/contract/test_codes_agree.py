"""Codes that stand in a declaration are those of the packs, and the standard's check digit is one."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from xingzhi.packs import load
from xingzhi.registers.patents.register import PATENTS
from xingzhi.text.application_numbers import check_digit


def choices(column: str) -> set[str]:
    return {choice.code for choice in PATENTS[column].choices}


def test_legal_statuses_are_those_of_the_pack() -> None:
    assert choices("legal_status") == {code.code for code in load().legal_status.codes} - {"no_change"}


def test_applicant_kinds_are_those_of_the_pack() -> None:
    assert choices("applicant_kind") == {kind.code for kind in load().applicant_kinds.kinds}


def test_patent_types_are_those_of_the_pack() -> None:
    assert choices("patent_type") == {kind.patent_type for kind in load().application_numbers.kinds.values()}


@given(st.one_of(st.from_regex(r"[0-9]{8}", fullmatch=True), st.from_regex(r"[0-9]{12}", fullmatch=True)))
def test_check_digit_is_the_packs(digits: str) -> None:
    assert check_digit(digits) == load().application_numbers.check_digit(digits)
