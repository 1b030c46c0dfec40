"""A figure set by hand moves the sums that hold it: the same indicator of a wider place, time or kind."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from itertools import combinations
from typing import Any

from xingzhi.publish.adding import apportioned, moved_by, own_of

Held = Mapping[str, Any]


def carried(figures: Mapping[str, Held], edits: Mapping[str, dict[str, Any]]) -> dict[str, dict[str, Any]]:
    """All edits, those of sums made anew: each is moved by what the parts it holds were moved.

    Untouched stay sums a person set, official ones, rates, unknown ones, and those of which nobody can tell by how much
    they moved: where parts overlap, or one split (by type) moves them otherwise than another (by applicant).
    """
    hand = {key: held for key, held in edits.items() if not held.get("carried")}
    going = [key for key, held in hand.items() if held.get("carry") and key in figures]
    found = dict(hand)
    for key, whole in figures.items():
        if key in hand or whole["kind"] == "official" or own_of(whole) is None or not apportioned(whole):
            continue
        splits: dict[frozenset[str], list[str]] = {}
        for each in going:
            if holds(whole, figures[each]):
                splits.setdefault(frozenset(figures[each]["where"]), []).append(each)
        moves = {_moved(parts, figures, hand) for parts in splits.values()}
        value = (own_of(whole) or Decimal(0)) + (next(iter(moves)) or Decimal(0)) if len(moves) == 1 else None
        if value is not None and value != own_of(whole) and value >= 0:
            inside = [hand[each] for parts in splits.values() for each in parts]
            reason = "；".join(dict.fromkeys(edit["reason"] for edit in inside))
            found[key] = {"value": str(value), "reason": reason[:300], "by": inside[0]["by"], "carried": True}
    return found


def _moved(parts: list[str], figures: Mapping[str, Held], hand: Mapping[str, dict[str, Any]]) -> Decimal | None:
    """By how much the parts of one split moved, each counted once; None where they overlap."""
    outer = [key for key in parts if not any(o != key and holds(figures[o], figures[key]) for o in parts)]
    if any(_overlap(figures[one], figures[other]) for one, other in combinations(outer, 2)):
        return None
    return sum((moved_by(figures[key], Decimal(hand[key]["value"])) for key in outer), Decimal(0))


def holds(whole: Held, part: Held) -> bool:
    """Whether all that one figure counts is counted in another."""
    return (
        whole["indicator"] == part["indicator"]
        and part["region"].startswith(whole["region"])
        and whole["start"] <= part["start"] <= part["end"] <= whole["end"]
        and all(
            name in part["where"] and set(part["where"][name]) <= set(codes) for name, codes in whole["where"].items()
        )
    )


def _overlap(one: Held, other: Held) -> bool:
    """Whether something may be counted in both."""
    places = one["region"].startswith(other["region"]) or other["region"].startswith(one["region"])
    days = one["start"] <= other["end"] and other["start"] <= one["end"]
    shared = one["where"].keys() & other["where"].keys()
    kinds = all(set(one["where"][name]) & set(other["where"][name]) for name in shared)
    return bool(one["indicator"] == other["indicator"] and places and days and kinds)
