"""How a figure stands to that of a year before, in the few words a tile has room for."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext

from xingzhi.indicators.change.ends import year_before
from xingzhi.indicators.freshness import counting, reaching
from xingzhi.indicators.measure import Measure
from xingzhi.indicators.query import Cell
from xingzhi.indicators.tables import arithmetic
from xingzhi.packs import load
from xingzhi.web.templatetags.xingzhi import signed
from xingzhi.web.views.change_asked import usual_end
from xingzhi.web.views.figures import label_of, span_at

PERCENT = "%"


def growth(measure: Measure, region: str, at: date) -> str:
    """同比 with its sign, up to the day the records are all here; "" where an end cannot be told or both are 0.

    Of a share in points; where the year before has too few records to speak of per cents, as a difference.
    """
    found, end = measure.indicator, usual_end(measure, at)
    spans = [span_at(found, year_before(end)), span_at(found, end)]
    oldest, _ = reaching(counting(measure))
    if oldest and spans[0].end < oldest:
        return ""  # of days before the oldest record nothing is known
    before, now = measure.values(Cell(region, spans[1]), spans)
    if before.value is None or now.value is None or not (before.value or now.value):
        return ""
    difference, unit = now.value - before.value, label_of(found.unit)
    change = arithmetic.change(now.value, before.value)
    if unit == PERCENT:
        text = gettext("同比 %(n)s 个百分点") % {"n": signed(arithmetic.half_up(difference, found.decimals))}
    elif change is None or (before.value if before.numerator is None else before.numerator) < load().change.few.value:
        shown = signed(arithmetic.half_up(difference, found.decimals))
        text = gettext("比上年同期 %(n)s %(unit)s") % {"n": shown, "unit": unit}
    else:
        text = gettext("同比 %(n)s%%") % {"n": signed(change)}
    return text if end == at else gettext("%(what)s（至 %(day)s）") % {"what": text, "day": f"{end:%Y-%m}"}
