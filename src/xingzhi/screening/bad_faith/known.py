"""What filings are held against: marks of known owners, geographical indications, public names, goods words, hot words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

from xingzhi.packs import Packs, Region, Regions
from xingzhi.packs.bad_faith import BadFaith
from xingzhi.screening.bad_faith.parties import Parties, folded, parts

MARK, GI, DIVISION, GOODS, HOT, CALENDAR = "mark", "gi", "division", "goods", "hot_word", "calendar"


@dataclass(frozen=True)
class Known:
    """One entry. `owners` are groups whose filings are no hit: the owner's and those licensed."""

    text: str
    kind: str
    name: str = ""  # of the entry a form belongs to: the place of a GI, the short name of a division
    owner: str = ""
    owners: frozenset[str] = frozenset()
    classes: frozenset[str] = frozenset()
    day: date | None = None
    region: str = ""  # of the record it comes from, where it comes from one


def classes_of(text: str | None) -> frozenset[str]:
    """Classes of a cell, without leading zeros; a similar group gives its class."""
    named = (part.removeprefix("第").removesuffix("类") for part in parts(text))
    found = {part[:2] if len(part) == 4 and part.isdigit() else part for part in named}
    return frozenset(each.lstrip("0") for each in found)


def from_rows(rows: Iterable[Mapping[str, Any]], parties: Parties) -> Iterator[Known]:
    """The entries of the office's own list."""
    for row in rows:
        text, kind = (row["text"] or "").strip(), (row["kind"] or "").strip().lower()
        if not text:
            continue
        owner = row.get("owner") or row.get("owner_id") or ""
        ids = [row.get("owner_id"), row.get("owner"), *parts(row.get("licensed"))]
        owners = frozenset(parties.group(parties.key(each)) for each in ids if each)
        known = Known(text, kind, text, owner, owners, classes_of(row.get("classes")), row.get("day"),
                      row.get("region") or "")  # fmt: skip
        yield known
        if kind == GI and (place := (row.get("place") or "").strip()) and place not in ("", text):
            yield replace(known, text=place)


def problems(rows: Iterable[Mapping[str, Any]], path: Path | None, pack: BadFaith) -> Iterator[str]:
    """What of the office's own list cannot be used, and what to do."""
    kinds = (MARK, GI, GOODS, HOT, *pack.words["public_kinds"].values)
    for at, row in enumerate(rows, 1):
        kind = (row["kind"] or "").strip().lower()
        if kind not in kinds:
            yield (
                f"{path}: 第{at}条 kind “{kind}”不认识，此条未用，可填 / record {at}, kind {kind!r} is not known, left out, "
                f"there are: {' '.join(kinds)}"
            )
        elif kind == HOT and not row.get("day"):
            yield (
                f"{path}: 第{at}条 热点词“{row['text']}”没有 day（事件日期），此条未用，请补上 / record {at}: a hot word "
                "needs the day of the event, left out"
            )


def from_packs(packs: Packs) -> Iterator[Known]:
    """Names of divisions of county level and above, names of the calendar, and words that describe goods."""
    for region in _regions(packs.regions, ""):
        for text in dict.fromkeys((region.name, region.short, _bare(region.name, packs.bad_faith))):
            if len(text) > 1:
                yield Known(text, DIVISION, region.name)
    for text in packs.bad_faith.words["calendar"].values:
        yield Known(text, CALENDAR, text)
    for text in packs.mark_similarity.describing.values:
        yield Known(text, GOODS, text)


def _regions(regions: Regions, path: str) -> Iterator[Region]:
    for region in regions.children(path):
        yield region
        yield from _regions(regions, region.path)


def _bare(name: str, pack: BadFaith) -> str:
    """A division's name without its level."""
    return next((name.removesuffix(word) for word in pack.words["level_words"].values if name.endswith(word)), name)


def owner_key(known: Known) -> str:
    """By what owners are told apart."""
    return folded(known.owner) or folded(known.text)
