"""Where what the page of a change says opens."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from django.urls import reverse

from xingzhi.indicators.change.paragraph import FIRST, LAST, UNKNOWN_FIRST, UNKNOWN_LAST
from xingzhi.indicators.change.stocks import ORDER, Change
from xingzhi.indicators.change.words import label
from xingzhi.indicators.query import Cell
from xingzhi.packs import Indicator
from xingzhi.web.views.figures import records_url, span_at

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

    def of(self, ref: str) -> str:
        """The records of a part, of a figure at an end or undecided there; the register of populations."""
        if ref.startswith("population"):
            return reverse("register-list", args=["population"])
        if ref in (FIRST, LAST, UNKNOWN_FIRST, UNKNOWN_LAST):
            cell = Cell(self.region, span_at(self.found, self.days[ref in (LAST, UNKNOWN_LAST)]))
            return records_url(self.found, cell, undecided=ref in (UNKNOWN_FIRST, UNKNOWN_LAST))
        if "=" in ref:
            name, value = ref.split("=", 1)
            region, where = (value, {}) if name == "region" else (self.region, {name: value})
            return records_url(self.found, Cell(region, span_at(self.found, self.days[1]), where))
        query = {"region": self.region, "from": self.days[0].isoformat(), "to": self.days[1].isoformat(), "part": ref}
        if not self.then:
            query["then"] = "0"
        return reverse("indicator-change-records", args=[self.found.id]) + "?" + urlencode(query)


def links_of(found: Indicator, change: Change, then: bool) -> Links:
    """The links of a change's page."""
    return Links(found, change.region, (change.ends[0].at, change.ends[1].at), then)
