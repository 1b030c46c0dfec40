"""High-value inventions in the complete set: the state of each class for every span, from the facts."""

from __future__ import annotations

import pyarrow as pa

from xingzhi.indicators.full_set.masks import Masks
from xingzhi.indicators.full_set.spans import Spans, all_bits, joined
from xingzhi.indicators.high_value import CLASSES, NAME, NO, UNKNOWN, YES
from xingzhi.indicators.high_value.reading import Reading
from xingzhi.indicators.high_value.states import open_reason

COLUMNS = tuple(f"{cls}_{level}" for cls in CLASSES for level in ("sure", "possible"))


def relation(spans: Spans) -> str:
    """SQL of all inventions (`patents`) with COLUMNS: for which spans a class holds for sure, or possibly (`facts`)."""
    every = all_bits(spans)
    holds = f"coalesce(s.lte_end, {every}) & coalesce(u.gt_end, {every})"
    days = joined("s", "f.since", spans) + joined("u", "f.until", spans)
    sums = ", ".join(
        f"bit_or(CASE WHEN class = '{cls}' AND level = 'sure' THEN held ELSE 0 END) AS {cls}_sure,"
        f" bit_or(CASE WHEN class = '{cls}' THEN held ELSE 0 END) AS {cls}_possible"
        for cls in CLASSES
    )
    return (
        f"(SELECT p.*, {', '.join(COLUMNS)} FROM patents p LEFT JOIN (SELECT key AS of_key, {sums} FROM"  # noqa: S608
        f" (SELECT f.key, f.class, f.level, {holds} AS held FROM facts f{days}) h GROUP BY key) c ON c.of_key = p.key"
        " WHERE p.patent_type = 'invention')"
    )


def states(read: Reading, spans: Spans) -> dict[str, dict[str, str]]:
    """For each class, and for their union, the masks of yes, no and unknown over COLUMNS (see `high_value.states`)."""
    every = all_bits(spans)
    in_force = _bits([span.end >= read.valid_from for span in spans])
    made = {}
    for cls in CLASSES:
        doubtful = _bits([bool(open_reason(read, cls, span.end)) for span in spans])
        made[cls] = _three(f"({cls}_sure & {in_force})", f"({cls}_possible | {doubtful})", every)
    yes, unknown = (" | ".join(made[cls][state] for cls in CLASSES) for state in (YES, UNKNOWN))
    return {**made, NAME: _three(f"({yes})", f"({unknown})", every)}


def masks(types: pa.Schema, read: Reading, spans: Spans) -> Masks:
    """Masks over `relation`; `types` are the columns of patents."""
    made = Masks(types, spans, states(read, spans))
    made.columns |= {name: f"coalesce(r.{name}, 0)" for name in COLUMNS}
    return made


def _three(yes: str, doubtful: str, every: int) -> dict[str, str]:
    """Yes, else unknown where it is doubtful, else no."""
    return {YES: yes, UNKNOWN: f"({doubtful} & ({every} - {yes}))", NO: f"({every} - ({yes} | {doubtful}))"}


def _bits(said: list[bool]) -> int:
    return sum(1 << bit for bit, yes in enumerate(said) if yes)
