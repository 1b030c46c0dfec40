"""Codes, indicators, screenings: what the values say."""

from __future__ import annotations

import unicodedata
from datetime import date

import pytest

from xingzhi.packs import Packs


def test_the_higher_rank_of_a_source_wins_by_column(packs: Packs) -> None:
    sources = {source.code: source for source in packs.sources}
    national, manual = sources["national_legal_status"], sources["manual_decision"]
    assert manual.rank == max(source.rank for source in packs.sources)
    assert national.rank_of("lapse_date") > sources["official_search"].rank_of("lapse_date")
    assert sources["banner_report"].rank_of("title") < sources["commercial_database"].rank_of("title")
    assert all(manual.rank >= source.rank_of(column) for source in packs.sources for column in source.field_ranks)


def test_kind_digits(packs: Packs) -> None:
    kinds = packs.application_numbers.kinds
    assert {digit: (kind.patent_type, kind.pct) for digit, kind in kinds.items()} == {
        "1": ("invention", False),
        "2": ("utility_model", False),
        "3": ("design", False),
        "8": ("invention", True),
        "9": ("utility_model", True),
    }


def test_the_weights_fit_the_digits(packs: Packs) -> None:
    for form in packs.application_numbers.forms:
        assert form.digits == form.year_digits + 1 + form.serial_digits == len(form.weights)
    with pytest.raises(ValueError, match="is no application number"):
        packs.application_numbers.check_digit("123")


def test_status_terms_are_known_codes_and_stand_once(packs: Packs) -> None:
    status = packs.legal_status
    codes = {code.code for code in status.codes}
    raws = [term.raw for term in status.terms]
    assert {term.code for term in status.terms} <= codes
    assert len(raws) == len(set(raws))
    assert all(raw == "".join(unicodedata.normalize("NFKC", raw).split()) for raw in raws)
    assert {term.code for term in status.terms if term.grants} == {"in_force"}


def test_a_heading_belongs_to_one_column(packs: Packs) -> None:
    for register in ("patents", "parties", "population", "official_figures", "annual_targets", "annual_reports"):
        seen: dict[str, str] = {}
        for column, aliases in packs.headings(register).items():
            for alias in aliases:
                folded = "".join(unicodedata.normalize("NFKC", alias).lower().split())
                assert seen.setdefault(folded, column) == column, f"{alias}: {seen[folded]} and {column}"
    assert packs.headings("nothing") == {}


def test_group_is_no_legal_form(packs: Packs) -> None:
    forms = packs.party_names.legal_forms.values
    assert "有限公司" in forms
    assert not any("集团" in form for form in forms)
    assert "集团" in packs.party_names.generic_words.values


def test_the_ratio_is_declared_with_last_years_population(packs: Packs) -> None:
    ratio = packs.indicators["valid_inventions_per_10000"]
    assert ratio.numerator_indicator == "valid_inventions"
    assert ratio.denominator is not None
    assert (ratio.denominator.year_offset, ratio.decimals) == (-1, 2)
    assert round(13398 / 2396.0, ratio.decimals) == 5.59


def test_indicators_rest_on_sources_of_their_pack(packs: Packs) -> None:
    for document in packs.of_kind("indicators"):
        for indicator in document.header.body["indicators"]:
            assert set(indicator["references"]) <= set(document.header.sources)
    assert set(packs.indicators) >= {"grants", "valid_inventions", "valid_inventions_per_10000", "high_value_per_10000"}
    assert packs.indicators["grants"].kind == "flow"
    assert packs.indicators["valid_inventions"].kind == "stock"


def test_similar_applications(packs: Packs) -> None:
    screening = packs.screening("similar_applications")
    assert screening["threshold"] == 0.5
    assert screening.integer("gram") == 3
    rule = screening.kind("same_day_invention_and_utility_model")
    assert rule.law == "专利法（2020年修正）第九条第一款"
    assert (rule.when[0].parties, rule.when[0].same, rule.lawful) == ("same", ("filing_date",), True)
    assert rule in screening.lawful_rules
    assert screening.kind("nothing") is None
    with pytest.raises(KeyError):
        packs.screening("nothing")


def test_a_kind_comes_with_its_reason(packs: Packs) -> None:
    kind, reason = packs.applicant_kinds.explain("某某科技有限公司")
    assert kind == "enterprise"
    assert "公司" in reason("zh")
    assert "公司" in reason("en")


def test_documents_know_when_they_hold(packs: Packs) -> None:
    year = packs.document("calendar_2025")
    assert year.in_force(date(2025, 12, 31))
    assert not year.in_force(date(2026, 1, 1))
