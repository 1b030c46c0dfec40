"""Where what the page of a change says opens."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext

from xingzhi.indicators.change.paragraph import (
    FIRST,
    LAST,
    OFFICIAL_FIRST,
    OFFICIAL_LAST,
    UNKNOWN_FIRST,
    UNKNOWN_LAST,
    Clause,
)
from xingzhi.indicators.change.stocks import ORDER, Change
from xingzhi.indicators.change.words import label
from xingzhi.indicators.measure import month_of
from xingzhi.indicators.query import Cell, Span
from xingzhi.packs import Indicator
from xingzhi.web.views.figures import official_address, records_url, span_at

OFFSETS = ("offset.late", "offset.passed")


def is_part(name: str) -> bool:
    """Whether records may be asked for under that name: a part or a group of parts."""
    if name in OFFSETS:
        return True
    try:
        label(name)
    except KeyError:
        return False
    return name.partition(".")[0] in ORDER


@dataclass(frozen=True)
class Links:
    """Where what a page says opens."""

    found: Indicator
    region: str
    days: tuple[date, date]
    then: bool
    month: bool = False

    def span(self, day: date) -> Span:
        """The days the figure at an end is of."""
        return month_of(day) if self.month else span_at(self.found, day)

    def of(self, ref: str) -> str:
        """The records of a part, of a figure at an end or undecided there; the register of populations."""
        if ref.startswith("population"):
            return reverse("register-list", args=["population"]) + "?" + urlencode({"region": self.region})
        if ref in (FIRST, LAST, UNKNOWN_FIRST, UNKNOWN_LAST):
            cell = Cell(self.region, self.span(self.days[ref in (LAST, UNKNOWN_LAST)]))
            return records_url(self.found, cell, undecided=ref in (UNKNOWN_FIRST, UNKNOWN_LAST))
        if ref in (OFFICIAL_FIRST, OFFICIAL_LAST):
            return official_address(self.found.id, self.region, self.span(self.days[ref == OFFICIAL_LAST]))
        if "=" in ref:
            return self._value(ref, self.days[1])
        query = {"region": self.region, "from": self.days[0].isoformat(), "to": self.days[1].isoformat(), "part": ref}
        if not self.then:
            query["then"] = "0"
        return reverse("indicator-change-records", args=[self.found.id]) + "?" + urlencode(query)

    def _value(self, ref: str, day: date) -> str:
        """The records of a value of a dimension ("patent_type=invention") in the period to a day."""
        name, value = ref.split("=", 1)
        region, where = (value, {}) if name == "region" else (self.region, {name: value})
        return records_url(self.found, Cell(region, self.span(day), where))

    def opened(self, clause: Clause) -> dict[str, Any]:
        """A clause with all it opens: its figures of both ends, each named, or the records it speaks of (no name)."""
        first, last = gettext("期初"), gettext("期末")
        if set(clause.refs) == {FIRST, LAST}:
            links = [(last, self.of(LAST)), (first, self.of(FIRST))]
        elif "=" in clause.refs[0]:
            links = [
                (last, self._value(clause.refs[0], self.days[1])),
                (first, self._value(clause.refs[0], self.days[0])),
            ]
        else:
            links = [("", self.of(clause.refs[0]))]
        return {"text": clause.text, "links": [{"label": label, "url": url} for label, url in links]}


def links_of(found: Indicator, change: Change, then: bool) -> Links:
    """The links of a change's page."""
    return Links(found, change.region, (change.ends[0].at, change.ends[1].at), then)
