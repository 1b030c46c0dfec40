"""What the indicators of all packs must keep among each other: known names, no cycles, one kind of time."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from xingzhi.packs.indicators import Indicator, Indicators
from xingzhi.packs.problems import PackError
from xingzhi.packs.schema import Document


def timing(found: Indicator, known: Mapping[str, Indicator]) -> str:
    """stock, flow or cumulative: what days a figure is of, told of a ratio or a derived one by what it is made of."""
    if found.kind not in ("ratio", "derived") or found.source == "none":
        return "stock" if found.kind in ("ratio", "derived") else found.kind
    if found.numerator_indicator or found.derived:
        return timing(known[found.rests_on[0]], known)
    return "stock"


def check(documents: Iterable[Document]) -> None:
    """Raise `PackError` on the first indicator that stands twice, or rests on one there is not, on itself, or on mixed times."""
    known: dict[str, Indicator] = {}
    files: dict[str, str] = {}
    for document in documents:
        for found in document.body.indicators if isinstance(document.body, Indicators) else ():
            if found.id in known:
                raise PackError(document.file, found.id, f"is also an indicator of {files[found.id]}")
            known[found.id], files[found.id] = found, document.file
    for name, found in known.items():
        for other in (*found.rests_on, *filter(None, [found.part_of])):
            if other not in known:
                raise PackError(files[name], name, f"rests on {other}, which is no indicator")
    for name, found in known.items():
        if cycle := _cycle(name, known):
            raise PackError(files[name], name, f"rests on itself: {' > '.join(cycle)}")
        if found.cumulates and known[found.cumulates].kind != "flow":
            raise PackError(files[name], name, f"adds up {found.cumulates}, which is no flow")
    for name, found in known.items():
        if found.derived and len({timing(known[other], known) for other in found.derived.of}) > 1:
            raise PackError(files[name], name, "mixes stocks with flows")


def _cycle(name: str, known: Mapping[str, Indicator], way: tuple[str, ...] = ()) -> tuple[str, ...]:
    if name in way:
        return (*way[way.index(name) :], name)
    for other in known[name].rests_on:
        if found := _cycle(other, known, (*way, name)):
            return found
    return ()
