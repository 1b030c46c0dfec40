"""Tables that say what our records explain of the change of a figure notified from above, and what stays unexplained."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext

from xingzhi.core.office import sees_all
from xingzhi.indicators.change.own import Piece
from xingzhi.indicators.change.quality import Quality, quality
from xingzhi.indicators.change.rates import rounded
from xingzhi.indicators.dimensions import AGENCY
from xingzhi.indicators.official import REGISTER, Official, decimals
from xingzhi.packs import Indicator, load
from xingzhi.registers.models import MODELS
from xingzhi.snapshots.models import Snapshot
from xingzhi.web.templatetags.xingzhi import number
from xingzhi.web.views.change_pieces import pieces_table
from xingzhi.web.views.figures import indicator_url, label_of, missing, table


@dataclass(frozen=True)
class Shown:
    """A change as it is shown: rounded, so that the rows still sum to the official change."""

    found: Quality
    places: int

    @property
    def own(self) -> Decimal:
        """What our own figure changed."""
        return rounded(self.found.explained, self.places)

    @property
    def whole(self) -> Decimal:
        """The official change, as stated."""
        return rounded(self.found.change, self.places)

    @property
    def rest(self) -> Decimal:
        """What stays unexplained."""
        return self.whole - self.own


def quality_of(
    request: HttpRequest, indicator: Indicator, snapshot: Snapshot, region: str, days: tuple[date, date]
) -> dict[str, Any] | None:
    """What partials of the page show; None where no two figures notified can be compared. Agencies: to the office alone."""
    found = quality(indicator.id, load(), snapshot, region, days, agencies=sees_all(request.user))
    if found is None:
        return None
    stated = [decimals(each.value or Decimal(0)) for each in (found.pair.before, found.pair.after)]
    finer = 2 if indicator.denominator or (found.own and found.own.share) else 0
    shown = Shown(found, max(indicator.decimals, *stated) + finer)
    lacking = found.own.values if found.own and found.ends is None and not found.needs else ()
    return {
        "summary": _summary(request, indicator, shown),
        "tables": [
            _dimension(indicator, shown, name, pieces) | {"inside": name == AGENCY}
            for name, pieces in found.dimensions.items()
        ],
        "lacking": [
            value.at.isoformat() + gettext("：") + missing(indicator, value) for value in lacking if value.missing
        ],
        "needs": label_of(found.needs) if found.needs else "",
        "whole": found.ends is None,
        "share": bool(found.own and found.own.share),
        "same_words": found.same_words,
        "left_out": len(found.pair.left_out),
        "few": label_of(load().change.few.reason),
        "url": indicator_url(indicator, region, days[1]),
    }


def _summary(request: HttpRequest, indicator: Indicator, shown: Shown) -> dict[str, Any]:
    """The official figures, ours like for like, and what stays unexplained."""
    found = shown.found
    pair = (found.pair.before, found.pair.after)
    rows = MODELS[REGISTER].objects.visible_to(request.user).filter(key__in=[each.key for each in pair])
    urls = {row.key: reverse("record", args=[REGISTER, row.pk]) for row in rows}
    stated = [{"text": number(each.value), "url": urls.get(each.key, ""), "sub": each.source} for each in pair]
    ours: list[Any] = [gettext("未知"), gettext("未知"), gettext("未知")]
    if found.ends:
        links = [indicator_url(indicator, found.region, end) for end in _ends(pair)]
        ours = [
            {"text": f"{rounded(end, shown.places):,f}", "url": url} for end, url in zip(found.ends, links, strict=True)
        ]
        ours.append(f"{shown.own:+,f}")
    lines = [
        {"cells": [gettext("官方数据（对外以此为准）"), *stated, f"{shown.whole:+,f}"]},
        {"cells": [gettext("本系统同口径测算（内部）"), *ours]},
        {"cells": [gettext("未能解释"), "", "", f"{shown.rest:+,f}"]},
    ]
    unit = label_of(indicator.unit)
    labels = [(unit, "c-title"), *((each.period, "c-number") for each in pair), (gettext("变化"), "c-number")]
    return table(gettext("官方数据的变化：本局记录能说明多少"), labels, lines) | {"scroll": False}


def _ends(pair: tuple[Official, Official]) -> list[date]:
    return [each.end for each in pair if each.end]


def _dimension(indicator: Indicator, shown: Shown, name: str, pieces: tuple[Piece, ...]) -> dict[str, Any]:
    """What each value did, the rest in one row; then our change, what is unexplained, and the official change."""
    own, pair = shown.found.own, shown.found.pair
    assert own is not None
    ends = [
        (gettext("本系统测算的变化"), shown.own),
        (gettext("官方数据的变化"), shown.whole),
        (gettext("未能解释"), shown.rest),
    ]
    return pieces_table(own, name, pieces, shown.places, (pair.before.period, pair.after.period), ends)
