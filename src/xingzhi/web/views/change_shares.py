"""Tables of the change of a share the office computes itself: by place, by patent type, and by the dimensions it has."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext

from xingzhi.core.office import sees_all
from xingzhi.indicators.change.rates import rounded
from xingzhi.indicators.change.shares import PLACE, TYPE, share_change
from xingzhi.indicators.dimensions import AGENCY
from xingzhi.indicators.measure import Measure
from xingzhi.packs import load
from xingzhi.web.views.change_pieces import pieces_table
from xingzhi.web.views.figures import label_of

FINER = 2  # decimals beyond those of the figure, so that small effects are seen


def shares_of(
    request: HttpRequest, measure: Measure, region: str, days: tuple[date, date], *, beside: bool
) -> dict[str, Any] | None:
    """What the partial of the page shows; None where there is no share to split.

    `beside` a figure notified from above, whose tables have the other dimensions, by place and by type alone.
    """
    few = load().change.few
    found = share_change(measure, region, days, int(few.value), agencies=sees_all(request.user) and not beside)
    if found is None:
        return None
    places = measure.indicator.decimals + FINER
    periods = (days[0].isoformat(), days[1].isoformat())
    ends = [(gettext("本系统测算的变化"), rounded(found.change, places))]
    return {
        "tables": [
            pieces_table(found.own, name, pieces, places, periods, ends) | {"inside": name == AGENCY}
            for name, pieces in found.dimensions.items()
            if not beside or name in (PLACE, TYPE)
        ],
        "few": label_of(few.reason),
        "figures": [f"{day}：{rounded(end, places):,f}%" for day, end in zip(periods, found.ends, strict=True)],
        "typed": TYPE in found.dimensions,
    }
