"""SQL that names the part of a change a record is in, from its states, days, place and classes (see `frame`)."""

from __future__ import annotations

from xingzhi.indicators.high_value import CLASSES, NAME
from xingzhi.packs import Count
from xingzhi.packs.change import UNKNOWN

_BETWEEN = "({0} > $first AND {0} <= $last)"
# How a record came to lie elsewhere: by an official change of divisions, by a transfer, by what else differs.
_MOVE = (
    "CASE WHEN renamed THEN 'division' WHEN transferred THEN 'transfer'"
    " WHEN holders0 IS DISTINCT FROM holders1 THEN 'holder' WHEN address0 IS DISTINCT FROM address1 THEN 'address'"
    " ELSE 'reassigned' END"
)


def part(count: Count, *, derived: bool) -> str:
    """The part of a record; "" where it counts at both ends or at neither.

    "offset.late" and "offset.passed" are no parts: what was recorded late and has gone since, and what was granted and
    lapsed between the ends.
    """
    return (
        f"CASE WHEN (s0 = 'yes') = (s3 = 'yes') THEN {_offset(derived)}"
        f" WHEN (s1 = 'yes') <> (s0 = 'yes') THEN {_late(derived)}"
        " WHEN (s2 = 'yes') <> (s1 = 'yes') THEN CASE WHEN s3 = 'yes' THEN 'definition_in' ELSE 'definition_out' END"
        f" WHEN s3 = 'yes' THEN {_gained(count, derived)} ELSE {_lost(count, derived)} END"
    )


def _offset(derived: bool) -> str:
    passed = "false" if derived else f"(born AND in1 AND s3 = 'no' AND NOT s0 = 'yes' AND {_BETWEEN.format('entered')})"
    turned = "(s1 = 'yes') <> (s0 = 'yes') OR (s2 = 'yes') <> (s0 = 'yes')"
    return f"CASE WHEN {turned} THEN 'offset.late' WHEN {passed} THEN 'offset.passed' ELSE '' END"


def _late(derived: bool) -> str:
    """What the registers learned since, of a day that had passed."""
    rest = "class" if derived else "other"
    gained = (
        "WHEN NOT known_then THEN 'new' WHEN s0 = 'unknown' THEN 'known'"
        " WHEN status_then = 'lapsed' OR lapsed_then <= $first THEN 'restored'"
        f" WHEN entered <= $first AND (entered_then IS NULL OR entered_then > $first) THEN 'grant' ELSE '{rest}'"
    )
    lost = (
        "WHEN NOT known_now THEN 'removed' WHEN s1 = 'unknown' THEN 'unknown'"
        f" WHEN lapsed <= $first THEN 'lapse' ELSE '{rest}'"
    )
    return f"CASE WHEN s3 = 'yes' THEN 'late_in.' || CASE {gained} END ELSE 'late_out.' || CASE {lost} END END"


def _gained(count: Count, derived: bool) -> str:
    rest = f"'class_in.' || {_classes(count, '1')}" if derived else "'other_in'"
    return (
        f"CASE WHEN {_BETWEEN.format('entered')} THEN 'granted' WHEN NOT in0 THEN 'in.' || {_MOVE}"
        f" WHEN s2 = 'unknown' AND NOT {_turned(count, derived, 'no', 'yes')} THEN 'known_now' ELSE {rest} END"
    )


def _lost(count: Count, derived: bool) -> str:
    rest = f"'class_out.' || {_classes(count, '0')}" if derived else "'other_out'"
    return (
        f"CASE WHEN {_BETWEEN.format('lapsed')} THEN 'lapsed.' || coalesce(cause, '{UNKNOWN}')"
        f" WHEN NOT in1 THEN 'out.' || {_MOVE}"
        f" WHEN s3 = 'unknown' AND NOT {_turned(count, derived, 'yes', 'no')} THEN 'unknown_now' ELSE {rest} END"
    )


def _turned(count: Count, derived: bool, before: str, after: str) -> str:
    """Whether a class was gained or lost for certain, whatever is undecided of the others."""
    own = [cls for cls in CLASSES if count.where.field in (cls, NAME)] if derived else []
    return "(" + " OR ".join(f"({cls}_0 = '{before}' AND {cls}_1 = '{after}')" for cls in own) + ")" if own else "false"


def _classes(count: Count, end: str) -> str:
    """Which class a high-value invention is of at an end: one, or several."""
    if count.where.field in CLASSES:
        return f"'{count.where.field}'"
    held = " + ".join(f"CAST({cls}_{end} = 'yes' AS INTEGER)" for cls in CLASSES)
    one = " ".join(f"WHEN {cls}_{end} = 'yes' THEN '{cls}'" for cls in CLASSES)
    return f"CASE WHEN {held} > 1 THEN 'several' {one} ELSE 'several' END"
