"""What companies declared in their annual reports, by the party they count as."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from xingzhi.screening.signals.contract import SignalInputs
from xingzhi.screening.signals.filings import LINKED
from xingzhi.text.amounts import yuan
from xingzhi.text.normalise import fold, simplify
from xingzhi.text.parties import party_key

REPORTS, PARTIES, MERGED = "annual_reports", "parties", "merged_parties"
COLUMNS = ("name", "credit_code", "year", "insured_staff", "insured_text", "registered_capital", "capital_text",
           "currency", "business_scope")  # fmt: skip


@dataclass(frozen=True, slots=True)
class Report:
    """What a company said of a year. A number is `None` where it is not known; the text is what was written instead."""

    year: int
    staff: int | None
    staff_text: str
    capital: int | float | None  # 万元
    capital_text: str
    scope: str
    region: str


NONE = Report(0, None, "", None, "", "", "")


class Reports:
    """The annual reports of a snapshot."""

    def __init__(self, inputs: SignalInputs) -> None:
        columns, _ = inputs.columns(REPORTS, (*COLUMNS, "region"))
        whose = _whose(inputs) if columns["name"] else None
        self._of: dict[str, list[Report]] = defaultdict(list)
        for name, code, year, staff, staff_text, capital, *texts in zip(*columns.values(), strict=True):
            if whose and year and (party := whose(code or "", name or "")):
                capital_text, currency, scope, region = (text or "" for text in texts)
                if capital_text and currency and not yuan(currency) and currency not in capital_text:
                    capital_text += f"（{currency}）"
                report = Report(year, staff, staff_text or "", _plain(capital), capital_text, scope, region)
                self._of[party].append(report)
        for reports in self._of.values():
            reports.sort(key=lambda report: (report.year, -1 if report.staff is None else report.staff, report.region))

    def of(self, party: str, year: int, region: str) -> Report:
        """The report of a year, else the latest earlier one; `NONE` where there is none.

        Of several for one year the one with the most staff. Only reports that whoever sees the records of `region` may
        see as well: a signal must not tell a banner what another one holds.
        """
        reports = [report for report in self._of.get(party, ()) if report.region.startswith(region)]
        at = bisect_right(reports, year, key=lambda report: report.year)
        return reports[at - 1] if at else NONE


def _whose(inputs: SignalInputs) -> Callable[[str, str], str]:
    """Which party a credit code and a name mean: the one of that spelling, else of that code, else of the name's key.

    That is the order in which a list of parties is met with those known; officers' merges are followed.
    """
    linked, _ = inputs.columns(LINKED, ("name", "party"))
    listed, _ = inputs.columns(PARTIES, ("credit_code", "key"))
    merged, _ = inputs.columns(MERGED, ("party", "counts_as"))
    spelled: dict[str, str] = {_spelling(name): party for name, party in zip(*linked.values(), strict=True) if name}
    coded: dict[str, str] = {code: key for code, key in zip(*listed.values(), strict=True) if code}
    roots: dict[str, str] = dict(zip(*merged.values(), strict=True))
    rules = inputs.packs.party_names

    def whose(code: str, name: str) -> str:
        found = spelled.get(_spelling(name)) or coded.get(code) or party_key(name, rules).key
        return roots.get(found, found)

    return whose


def _plain(sum_: Any) -> int | float | None:
    """A sum as it is told: without a point where it is whole."""
    return None if sum_ is None else int(sum_) if sum_ == int(sum_) else float(sum_)


def _spelling(name: str) -> str:
    return fold(simplify(name))
