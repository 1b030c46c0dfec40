"""Every cell of the complete set is the figure that is computed for that cell alone."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from tests.indicators.full_set.conftest import OWN
from xingzhi.indicators.full_set.run import full_set, how
from xingzhi.indicators.full_set.spans import months_to
from xingzhi.indicators.measure import Measure, year_to
from xingzhi.indicators.query import Cell, Span
from xingzhi.packs import Indicator, load

pytestmark = pytest.mark.django_db
SAME = ("start", "at", "value", "numerator", "denominator", "unknown", "upper", "lacks", "internal")


def differing(snapshot, table, spans, regions, indicators):
    """Cells of the table that are not what `Measure` says."""
    rows = iter(table.to_pylist())
    found = []
    for indicator in indicators:
        measure = Measure(indicator, load(), snapshot)
        for region in regions:
            for span in spans:
                row, alone = next(rows), measure.value(Cell(region, span))
                assert (row["indicator"], row["region"]) == (indicator.id, region)
                if any(row[name] != getattr(alone, name) for name in SAME):
                    found.append((row, alone))
    assert next(rows, None) is None
    return found


def declared(name, where, unknown=None, **more):
    """An indicator no pack declares."""
    text = {"zh": name, "en": name}
    count = {"register": "patents", "date_field": "grant_date", "where": where, "unknown": unknown, **more}
    return Indicator(id=name, kind="stock", title=text, unit=text, definition=text, definition_version=date(2026, 1, 1),
                     since=date(2010, 1, 1), ref="S1", references=("S1",), numerator=count)  # fmt: skip


def test_all_indicators_with_every_odd_case(odd_office):
    """The months begin before the rule of high value is in force and end with a month cut short."""
    spans = months_to(date(2021, 4, 17), 6)
    table = full_set(load(), odd_office, spans, OWN)
    assert set(how(table).values()) == {"together", "no source"}
    assert not differing(odd_office, table, spans, OWN, load().indicators.values())
    seen = table.to_pylist()
    assert {row["lacks"] for row in seen} >= {"", "population", "status", "undecided", "source", "register", "part"}
    assert {row["indicator"] for row in seen if row["value"]} >= {
        "grants", "valid_inventions", "high_value_inventions", "high_value_family", "high_value_ten_years",
        "high_value_pledge", "high_value_award", "valid_inventions_per_10000", "high_value_per_10000",
    }  # fmt: skip


def test_any_spans_and_more_months_than_one_integer_holds(odd_office):
    chosen = [load().indicators[name] for name in ("grants", "high_value_inventions")]
    years = [year_to(date(2020, 12, 31)), year_to(date(2021, 2, 3)), Span(date(2020, 11, 5), date(2021, 1, 9))]
    table = full_set(load(), odd_office, years, ["1522"], indicators=chosen)
    assert not differing(odd_office, table, years, ["1522"], chosen)
    long = months_to(date(2021, 8, 31), 66)
    last = full_set(load(), odd_office, long[-8:], ["1522"]).drop_columns("start").to_pylist()
    whole = full_set(load(), odd_office, long, ["1522"]).drop_columns("start").to_pylist()
    assert len(whole) == 66 * len(load().indicators)
    assert [row for at, row in enumerate(whole) if at % 66 >= 58] == last


@pytest.mark.parametrize(
    ("where", "way"),
    [
        ({"field": "grant_date", "op": "eq", "value": "$at"}, "together"),
        ({"field": "grant_date", "op": "ne", "value": "$from"}, "together"),
        ({"field": "lapse_date", "op": "is_null"}, "together"),
        ({"field": "legal_status", "op": "not_null"}, "together"),
        ({"field": "legal_status", "op": "is_null"}, "together"),
        ({"field": "applicant_kind", "op": "ne", "value": "enterprise"}, "together"),
        ({"field": "applicant_kind", "op": "in", "value": ["enterprise", ""]}, "together"),
        ({"field": "filing_date", "op": "gt", "value": "2011-05-05"}, "together"),
        ({"field": "title", "op": "eq", "value": "甲'乙"}, "together"),
        ({"field": "grant_date", "op": "in", "value": ["2021-01-31", "2020-12-31", "$at"]}, "one by one"),
        ({"field": "title", "op": "ne", "value": "甲\\乙"}, "one by one"),
    ],
    ids=str,
)
def test_conditions_of_any_shape(odd_office, where, way):
    spans = months_to(date(2021, 1, 31), 3)
    status = {"field": "legal_status", "op": "is_null"}
    odd = declared("odd", {"all": [where, {"field": "patent_type", "op": "ne", "value": "design"}]}, status)
    table = full_set(load(), odd_office, spans, ["1522", ""], indicators=[odd])
    assert how(table) == {"odd": way}
    assert not differing(odd_office, table, spans, ["1522", ""], [odd])
    assert any(table["numerator"].to_pylist()) or where["field"] == "title" or where["value"] == "$at"


def test_an_indicator_whose_register_is_not_frozen_has_no_figure_and_no_zero(odd_office):
    none = declared("none", {"field": "name", "op": "not_null"}, register="parties")
    table = full_set(load(), odd_office, months_to(date(2021, 1, 31), 2), ["1522"], indicators=[none])
    assert not differing(odd_office, table, months_to(date(2021, 1, 31), 2), ["1522"], [none])
    assert {(row["value"], row["lacks"]) for row in table.to_pylist()} == {(None, "register")}


def test_places_are_those_at_or_under_the_offices(odd_office):
    table = full_set(load(), odd_office, months_to(date(2021, 1, 31), 1), indicators=[load().indicators["grants"]])
    assert table["region"].to_pylist()[:2] == ["1522", "152201"]
    assert len(table) == 1 + len(load().regions.children("1522"))


def test_the_published_rate_comes_out(odd_office, frozen):
    """7,672 inventions in force at the end of July 2021 and 2,402.8 ten thousand residents at the end of 2020: 3.19."""
    rows = [{"key": f"k{at}", "patent_type": "invention", "grant_date": date(2019, 1, 1), "legal_status": "in_force",
             "region": "15", "region_how": "name"} for at in range(7_672)]  # fmt: skip
    people = [{"assigned_region": "15", "year": 2020, "resident_population": Decimal("2402.8")}]
    snapshot = frozen(*rows, population=people)
    ratio = load().indicators["valid_inventions_per_10000"]
    found = full_set(load(), snapshot, months_to(date(2021, 7, 31), 1), ["15"], indicators=[ratio]).to_pylist()
    assert [row["value"] for row in found] == [Decimal("3.19")]
