"""What became of regions: official changes, where old codes lead, and which places stood where a region stands now."""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass

from xingzhi.packs.schema import Row


@dataclass(frozen=True, slots=True)
class Change:
    """One official change of a region: renamed, re-coded, merged into another."""

    year: int
    type: str
    old_path: str
    old_name: str
    new_path: str
    new_name: str
    doc_no: str
    url: str
    dissolved: bool = False  # it ended in another place, of which it is not said whether it stood before


@dataclass(frozen=True, slots=True)
class Parts:
    """The places a region was made of, each path with its name then. `divided` are those that went to other regions too,
    so that no figure of theirs can be added."""

    names: Mapping[str, str]
    divided: tuple[str, ...] = ()


def parts_of(changes: Sequence[Change], path: str, year: int) -> Parts:
    """The places that stood at the end of a year where a region stands now; empty where nothing came to it since.

    The region itself is one of them where it stood before, and where one place ended in it and nobody says whether it did.
    """
    came = [each for each in changes if each.new_path == path and each.old_path and each.year > year]
    olds = {each.old_path for each in came}
    # A prefecture and a county of it are named: the county is the part.
    came = [each for each in came if not any(old != each.old_path and old.startswith(each.old_path) for old in olds)]
    names: dict[str, str] = {}
    divided: list[str] = []
    for each in came:
        went = {other.new_path for other in changes if other.old_path == each.old_path and other.year == each.year}
        if len(went) > 1:
            divided.append(each.old_name)
        before = [other for other in changes if other.year < each.year]
        earlier = parts_of(before, each.old_path, year) if each.old_path != path else Parts({})
        names |= earlier.names or {each.old_path: each.old_name}
        divided += earlier.divided
    stood = any(each.new_path == path and each.year <= year for each in changes)
    if came and path not in names and (stood or (len(came) == 1 and came[0].dissolved)):
        names[path] = came[0].new_name
    return Parts(names, tuple(dict.fromkeys(divided)))


def only_renamed(changes: Sequence[Change], old: str) -> bool:
    """Whether a place only got another name or code, then and later: neither merged with others nor divided."""
    went = [each for each in changes if each.old_path == old and each.new_path]
    if not went:
        return True
    last = max(each.year for each in went)
    new = {each.new_path for each in went if each.year == last}
    if len(new) > 1 or set(parts_of(changes, min(new), last - 1).names) != {old}:
        return False
    later = [each for each in changes if each.year > last]
    return only_renamed(later, min(new))


def change_of(row: Row, dissolving: Container[str]) -> Change:
    """A row of the table of changes; `dissolving` are the types by which a place ended in another."""
    return Change(
        int(row["year"]),
        row["type"],
        row["old_code"],
        row["old_name"],
        row["new_code"],
        row["new_name"],
        row["doc_no"],
        row["url"],
        row["type"] in dissolving,
    )


def successors(changes: Iterable[Change], regions: Container[str]) -> dict[str, str]:
    """Old path -> path of today. Where a region was split, the nearest region above all its parts."""
    step: dict[str, set[str]] = {}
    for change in changes:
        if change.old_path and change.new_path and change.old_path != change.new_path:
            step.setdefault(change.old_path, set()).add(change.new_path)
    direct = {old: _common(news) for old, news in step.items() if old not in regions}
    found = {}
    for old in direct:
        path = leads_to(old, direct, regions)
        if path:
            found[old] = path
    return found


def leads_to(path: str, successors: Mapping[str, str], regions: Container[str]) -> str:
    """Where a path leads today; "" where nowhere."""
    seen = {path}
    while path not in regions and successors.get(path, path) not in seen:
        path = successors[path]
        seen.add(path)
    return path if path in regions else ""


def _common(paths: Iterable[str]) -> str:
    paths = list(paths)
    if len(paths) == 1:
        return paths[0]
    length = 4 if len({path[:4] for path in paths}) == 1 else 2 if len({path[:2] for path in paths}) == 1 else 0
    return paths[0][:length]
