"""Filings of a year against what an applicant can bring forth: insured staff, else inventors and fields (limb 3-5).

Staff, capital and business scope are those of the annual report of the year, else of the latest earlier one. What is not
known is missing and nothing follows from it; then an applicant is told only where few inventors file in many unrelated
fields at once. Whether the fields suit the business scope a person decides: both are set side by side.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from statistics import fmean
from typing import Any

from xingzhi.packs import Screening
from xingzhi.screening.signals.capacity_years import Peers, Year, years_of
from xingzhi.screening.signals.contract import MOST_PARTNERS, Signal, SignalInputs, SignalScreening, declare
from xingzhi.screening.signals.filings import LINKED, read_filings, rounded
from xingzhi.screening.signals.reports import COLUMNS, MERGED, PARTIES, REPORTS, Report, Reports

NAME = "beyond_capacity"
STAFF, CAPITAL, SCOPE = "insured_staff", "registered_capital", "business_scope"  # people; 万元; as written
MOST_FIELDS, LONGEST_SCOPE = 20, 300  # as many as a sentence can show; the register holds the whole


def find_beyond_capacity(inputs: SignalInputs) -> list[Signal]:
    """A signal for each application of an applicant's year that is beyond what it declares or what its peers do."""
    filings, missing = read_filings(inputs)
    settings = inputs.settings
    reports, regions = Reports(inputs), _regions(inputs)
    years = [year for year in years_of(filings) if year.count >= settings.integer("least_filings")]
    classed = "ipc" not in missing or "ipc_main" not in missing
    columns = tuple(name for name, there in (("inventors", "inventors" not in missing), ("ipc", classed)) if not there)
    peers = Peers(years, settings)
    percent = round(100 * settings["peers_share"])
    found: list[Signal] = []
    for at, year in enumerate(years):
        highest = peers.highest(at)
        for region, keys in _by_region(year, regions).items():
            report = reports.of(year.party, year.year, region)
            score = _by_people(year, highest) if report.staff is None else _by_staff(year, report.staff, settings)
            if score:
                facts = _facts(year, highest) | _declared(report) | {"peers_percent": percent}
                found += _told(year, keys, score, facts, _unknown(report) + columns)
    return found


def _regions(inputs: SignalInputs) -> dict[str, str]:
    """Where each application lies."""
    columns, _ = inputs.columns("patents", ("key", "region"))
    return {key: region or "" for key, region in zip(*columns.values(), strict=True)}


def _by_region(year: Year, regions: Mapping[str, str]) -> dict[str, list[str]]:
    """The year's applications by where they lie."""
    found: dict[str, list[str]] = defaultdict(list)
    for key in sorted(filing.key for filing in year.filings):
        found[regions[key]].append(key)
    return found


def _by_staff(year: Year, staff: float, settings: Screening) -> float:
    """More filings than the declared staff can bring forth: 0 up to the pack's number, rising to 1."""
    allowed = float(settings["filings_per_staff"]) * max(staff, 1.0)
    return 1 - allowed / year.count if year.count > allowed else 0.0


def _by_people(year: Year, highest: tuple[float, float] | None) -> float:
    """Few people and many fields at once, both beyond the peers; 0 where either is not known."""
    if highest is None or not year.inventors or not year.fields:
        return 0.0
    people, fields = highest
    if year.per_inventor <= people or year.fields <= fields:
        return 0.0
    return fmean((1 - people / year.per_inventor / 2, 1 - fields / year.fields / 2))


def _facts(year: Year, highest: tuple[float, float] | None) -> dict[str, Any]:
    """What the applications of a year say."""
    fields = sorted(year.classes.items(), key=lambda each: (-each[1], each[0]))[:MOST_FIELDS]
    return {
        "name": Counter(filing.names[0] for filing in year.filings).most_common(1)[0][0],
        "year": year.year,
        "filings": year.count,
        "inventors": year.inventors or None,
        "per_inventor": rounded(year.per_inventor) if year.inventors else None,
        "fields": year.fields or None,
        "field_list": "、".join(f"{symbol}×{count}" for symbol, count in fields) or None,
        "peers_per_inventor": rounded(highest[0]) if highest else None,
        "peers_fields": rounded(highest[1]) if highest else None,
    }


def _declared(report: Report) -> dict[str, Any]:
    """What the company declared, and of which year; where a figure is not known, what was written in its place."""
    scope = report.scope.rstrip("。；;. ")
    return {
        "report_year": report.year or None,
        STAFF: report.staff,
        "insured_given": report.staff_text or None if report.staff is None else report.staff,
        CAPITAL: report.capital,
        "capital_given": report.capital_text or None if report.capital is None else report.capital,
        SCOPE: (scope[:LONGEST_SCOPE] + "…" if len(scope) > LONGEST_SCOPE else scope) or None,
    }


def _unknown(report: Report) -> tuple[str, ...]:
    known = {STAFF: report.staff is not None, CAPITAL: report.capital is not None, SCOPE: bool(report.scope)}
    return tuple(name for name, there in known.items() if not there)


def _told(
    year: Year, keys: Sequence[str], score: float, facts: Mapping[str, Any], lacking: tuple[str, ...]
) -> Iterator[Signal]:
    others = sorted(filing.key for filing in year.filings)[: MOST_PARTNERS + 1]
    for key in keys:
        partners = tuple(other for other in others if other != key)
        yield Signal(key, score, f"capacity:{year.party}:{year.year}", partners, facts, lacking)


declare(
    SignalScreening(
        NAME,
        ("patents", LINKED, PARTIES, MERGED, REPORTS),
        find_beyond_capacity,
        {
            "patents": ("key", "title", "applicants", "filing_date", "inventors", "ipc_main", "ipc"),
            PARTIES: ("key", "credit_code"),
            REPORTS: COLUMNS,
        },
    )
)
