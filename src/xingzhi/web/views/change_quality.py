"""Tables that say what our records explain of the change of a figure notified from above, and what stays unexplained."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext

from xingzhi.core.office import sees_all
from xingzhi.indicators import dimensions
from xingzhi.indicators.change.own import Own, Piece, together
from xingzhi.indicators.change.quality import Quality, quality
from xingzhi.indicators.change.rates import rounded, rounding
from xingzhi.indicators.dimensions import AGENCY
from xingzhi.indicators.official import REGISTER, Official, decimals
from xingzhi.packs import Indicator, load
from xingzhi.registers.models import MODELS
from xingzhi.snapshots.models import Snapshot
from xingzhi.web.reading import language
from xingzhi.web.templatetags.xingzhi import number
from xingzhi.web.views.figures import indicator_url, label_of, missing, records_url, table

LONGEST = 15  # values of a dimension; the rest stand in one row


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
            f"{value.at.isoformat()}{gettext('：')}{missing(indicator, value)}" for value in lacking if value.missing
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
    own = shown.found.own
    assert own is not None
    several = [each for each in pieces if not each.few]
    rows = [*several[:LONGEST], *([together(several[LONGEST:])] if several[LONGEST:] else [])]
    rows += [each for each in pieces if each.few]
    register = own.register
    named = dimensions.values(name, register, language())
    lines, totals = [], []
    for piece in rows:
        totals.append(rounded(piece.effect.total, shown.places))
        lines.append(
            {"cells": [_name(piece, named), *_held(piece, own, name), *_effects(piece, shown), f"{totals[-1]:+,f}"]}
        )
    blank = [""] * (4 if own.share else 2)
    if rest := rounding(shown.own, totals):
        lines.append({"cells": [gettext("四舍五入"), *blank, f"{rest:+,f}"]})
    ends = (
        (gettext("本系统测算的变化"), shown.own),
        (gettext("官方数据的变化"), shown.whole),
        (gettext("未能解释"), shown.rest),
    )
    lines += [{"cells": [text, *blank, f"{value:+,f}"]} for text, value in ends]
    title = str(dimensions.label(name, register, language()))
    labels = [
        (title, "c-title"),
        *((each.period, "c-number") for each in (shown.found.pair.before, shown.found.pair.after)),
    ]
    if own.share:
        labels += [(gettext("自身比重的影响"), "c-number"), (gettext("结构的影响"), "c-number")]
    labels.append((gettext("影响合计"), "c-number"))
    caption = gettext("%(title)s（内部，不对外）") % {"title": title} if name == AGENCY else title
    return table(caption, labels, lines)


def _name(piece: Piece, named: dict[str, str]) -> str:
    if piece.few:
        return gettext("样本太少的 %(n)s 类") % {"n": len(piece.values)}
    if len(piece.values) > 1:
        return gettext("其余 %(n)s 个") % {"n": len(piece.values)}
    value = piece.values[0]
    return named.get(value, value) or gettext("未知")


def _held(piece: Piece, own: Own, name: str) -> list[dict[str, str]]:
    """Records at both ends; of a share, with what they are a share of. Those of one value open."""
    cells = []
    for at, n in enumerate(piece.counts):
        opened = own.opens(at, name, piece.values[0]) if n and len(piece.values) == 1 else None
        text = number(n) if piece.wholes is None else f"{number(n)} / {number(piece.wholes[at])}"
        cells.append({"text": text, "url": records_url(*opened) if opened else ""})
    return cells


def _effects(piece: Piece, shown: Shown) -> list[str]:
    """By its own share and by its weight; blank where that cannot be told apart or the sample is too small."""
    if piece.wholes is None:
        return []
    parts: list[Fraction] = [piece.effect.rate, piece.effect.mix]
    return ["" if piece.few or piece.effect.plain else f"{rounded(part, shown.places):+,f}" for part in parts]
