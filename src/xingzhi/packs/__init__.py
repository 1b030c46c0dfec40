"""Dated, referenced values that officials and jurists own: regions, calendar, indicators, codes, screenings.

Pure: no Django, no database. `load()` gives everything; a result names the pack version it used.
"""

from xingzhi.packs.calendar import Calendar
from xingzhi.packs.codes import Source, StatusTerm
from xingzhi.packs.indicators import Condition, Count, Indicator, Series
from xingzhi.packs.locate import Located
from xingzhi.packs.packs import Packs, load
from xingzhi.packs.problems import PackError, YearNotLoaded
from xingzhi.packs.region_history import Change
from xingzhi.packs.region_pack import Zone
from xingzhi.packs.regions import Region, Regions
from xingzhi.packs.schema import Document, Label
from xingzhi.packs.screenings import PairCondition, PairKind, Screening

__all__ = [
    "Calendar",
    "Change",
    "Condition",
    "Count",
    "Document",
    "Indicator",
    "Label",
    "Located",
    "PackError",
    "Packs",
    "PairCondition",
    "PairKind",
    "Region",
    "Regions",
    "Screening",
    "Series",
    "Source",
    "StatusTerm",
    "YearNotLoaded",
    "Zone",
    "load",
]
