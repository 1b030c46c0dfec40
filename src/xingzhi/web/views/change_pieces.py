"""The table of what each value of a dimension did to a figure: records at both ends, rate and mix effects, and their sum."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from fractions import Fraction
from typing import Any

from django.utils.translation import gettext

from xingzhi.indicators import dimensions
from xingzhi.indicators.change.own import Own, Piece, together
from xingzhi.indicators.change.rates import rounded, rounding
from xingzhi.indicators.dimensions import AGENCY
from xingzhi.packs import load
from xingzhi.web.reading import language
from xingzhi.web.templatetags.xingzhi import number, signed
from xingzhi.web.views.figures import records_url, table

LONGEST = 15  # values of a dimension; the rest stand in one row


def pieces_table(
    own: Own,
    name: str,
    pieces: tuple[Piece, ...],
    places: int,
    periods: tuple[str, str],
    ends: list[tuple[str, Decimal]],
) -> dict[str, Any]:
    """One row a value, rounded so that they sum to the first of `ends`, the lines at the foot."""
    several = [each for each in pieces if not each.few]
    rows = [*several[:LONGEST], *([together(several[LONGEST:])] if several[LONGEST:] else [])]
    rows += [each for each in pieces if each.few]
    title, named = _named(own, name)
    lines, totals = [], []
    for piece in rows:
        totals.append(rounded(piece.effect.total, places))
        lines.append(
            {"cells": [_name(piece, named), *_held(piece, own, name), *_effects(piece, places), signed(totals[-1])]}
        )
    blank = [""] * (4 if own.share else 2)
    if rest := rounding(ends[0][1], totals):
        lines.append({"cells": [gettext("四舍五入"), *blank, f"{rest:+,f}"]})
    lines += [{"cells": [text, *blank, signed(value)]} for text, value in ends]
    labels = [(title, "c-title"), *((period, "c-number") for period in periods)]
    if own.share:
        labels += [(gettext("自身比重的影响"), "c-number"), (gettext("结构的影响"), "c-number")]
    labels.append((gettext("影响合计"), "c-number"))
    caption = gettext("%(title)s（内部，不对外）") % {"title": title} if name == AGENCY else title
    return table(caption, labels, lines)


def _named(own: Own, name: str) -> tuple[str, Callable[[str], str]]:
    """What a dimension is called, and what calls its values."""
    if name == "region":
        here = own.cells[0].region
        return gettext("地区"), lambda value: gettext("未定属地") if value == here else load().regions.name(value)
    known = dimensions.values(name, own.register, language())
    return str(dimensions.label(name, own.register, language())), lambda value: known.get(value, value)


def _name(piece: Piece, named: Callable[[str], str]) -> str:
    if piece.few:
        return gettext("样本太少的 %(n)s 类") % {"n": len(piece.values)}
    if len(piece.values) > 1:
        return gettext("其余 %(n)s 个") % {"n": len(piece.values)}
    return named(piece.values[0]) or gettext("未知")


def _held(piece: Piece, own: Own, name: str) -> list[dict[str, str]]:
    """Records at both ends; of a share, with what they are a share of. Those of one value open."""
    cells = []
    for at, n in enumerate(piece.counts):
        opened = own.opens(at, name, piece.values[0]) if n and len(piece.values) == 1 else None
        text = number(n) if piece.wholes is None else f"{number(n)} / {number(piece.wholes[at])}"
        cells.append({"text": text, "url": records_url(*opened) if opened else ""})
    return cells


def _effects(piece: Piece, places: int) -> list[str]:
    """By its own share and by its weight; blank where that cannot be told apart or the sample is too small."""
    if piece.wholes is None:
        return []
    parts: list[Fraction] = [piece.effect.rate, piece.effect.mix]
    return ["" if piece.few or piece.effect.plain else signed(rounded(part, places)) for part in parts]
