"""Places a reader may choose: the own region, the regions below it, and those with no known place."""

from __future__ import annotations

from django.utils.translation import gettext

from xingzhi.packs import load

UNKNOWN = "-"


def below(scope: str, chosen: str = "") -> list[tuple[str, str]]:
    """The regions below `scope`, one level; where a lower one is chosen, also the way to it and the places beside it."""
    regions = load().regions
    open_at = {scope}
    if chosen.isdigit() and chosen.startswith(scope):
        open_at |= {chosen[:length] for length in range(len(scope), len(chosen) + 1)}
    found: list[tuple[str, str]] = []

    def add(path: str, depth: int) -> None:
        for place in regions.children(path):
            found.append((place.path, "　" * depth + place.name))
            if place.path in open_at:
                add(place.path, depth + 1)

    add(scope, 0)
    return found


def to_look_at(scope: str, chosen: str = "") -> list[tuple[str, str]]:
    """The reader's region first, then those below it."""
    return [(scope, load().regions.name(scope)), *below(scope, chosen)]


def to_filter(scope: str, chosen: str = "") -> list[tuple[str, str]]:
    """What a list is narrowed to; nothing where the reader's region has none below it."""
    places = below(scope, chosen)
    return [*places, (UNKNOWN, gettext("未定属地"))] if places else []
