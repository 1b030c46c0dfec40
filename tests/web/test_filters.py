"""The conditions of a list: in the reader's language, places of the reader's region, a period as one."""

from __future__ import annotations

import pytest
from django.utils.translation import override

from xingzhi.core.declare import register_named
from xingzhi.web import places
from xingzhi.web.filters import Condition, chips, conditions


def asked(scope: str | None = "1522", errors: dict[str, list[str]] | None = None, **query: str) -> dict[str, Condition]:
    """The conditions of the patent list by name."""
    return {each.name: each for each in conditions(register_named("patents"), scope, query, errors or {})}


def test_a_choice_is_offered_in_the_readers_language() -> None:
    for language, word in (("zh-hans", "发明"), ("en", "Invention")):
        with override(language):
            assert ("invention", word) in asked()["patent_type"].choices


def test_a_period_is_one_condition_and_one_chip() -> None:
    query = {"filing_date_from": "2020-01-01", "filing_date_to": "2020-12-31", "q": "羊"}
    found = asked(**query)
    assert found["filing_date"].set_to == "2020-01-01 — 2020-12-31"
    [_word, period] = chips(list(found.values()), query)
    assert period["url"] == "?q=%E7%BE%8A"


def test_a_date_that_is_none_says_so() -> None:
    found = asked(errors={"filing_date_to": ["输入有效的日期。"]}, filing_date_to="2020-02-30")
    assert found["filing_date"].problem == "输入有效的日期。"


def test_places_are_those_below_the_reader_and_the_unknown() -> None:
    with override("zh-hans"):
        assert ("152221", "科尔沁右翼前旗") in asked()["region"].choices
        assert asked()["region"].choices[-1] == ("-", "未定属地")


@pytest.mark.parametrize("scope", ["152221", None])
def test_who_has_nothing_below_chooses_no_place(scope: str | None) -> None:
    assert "region" not in asked(scope)


def test_the_way_to_a_chosen_place_is_open() -> None:
    names = dict(places.below("15", "152221"))
    assert names["1522"] == "兴安盟"
    assert names["152221"].strip() == "科尔沁右翼前旗"
    assert "152221" not in dict(places.below("15"))
