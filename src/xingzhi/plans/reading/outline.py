"""The order of a notice: headings by their numbers, what stands under each, and numbers that are missing."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from xingzhi.packs import load
from xingzhi.plans.reading.groups import Group, groups
from xingzhi.plans.reading.joined import Span
from xingzhi.plans.reading.marks import Marker, in_words, marker_of
from xingzhi.plans.reading.problems import Problem
from xingzhi.plans.reading.sentences import STOPS, sentences

_LONGEST_HEADING = 60


@dataclass
class Item:
    """A heading with the headings above it, and the paragraphs under it. The item without heading has level 0."""

    heading: str
    level: int
    path: tuple[str, ...]
    bodies: list[Span] = field(default_factory=list)
    heading_span: Span | None = None
    heading_group: Group | None = None  # units named in the heading itself
    closing: bool = False  # a paragraph to all addressees at the end, under no heading

    @property
    def titles(self) -> tuple[str, ...]:
        """All headings from the top down to this."""
        return (*self.path, self.heading) if self.heading else self.path


def outline(paragraphs: list[Span]) -> tuple[list[Item], list[Problem]]:
    """Items in order, and what is wrong with their numbers."""
    items = [Item("", 0, ())]
    open_items: list[Item] = []
    numbers = _Numbers()
    last_number = max((at for at, each in enumerate(paragraphs) if marker_of(each.text)), default=-1)
    for at, paragraph in enumerate(paragraphs):
        marker = marker_of(paragraph.text)
        if marker is None:
            _under(items, paragraph, closing=at > last_number >= 0)
            continue
        numbers.see(marker, paragraph)
        following = marker_of(paragraphs[at + 1].text) if at + 1 < len(paragraphs) else marker
        leaf = following is not None and following.level <= marker.level
        heading, rest = _heading(paragraph, leaf)
        open_items = [each for each in open_items if each.level < marker.level]
        path = tuple(each.heading for each in open_items)
        if heading is None:  # an item of a list: a task of its own under the heading above
            items.append(Item(path[-1] if path else "", marker.level, path[:-1], [paragraph]))
            continue
        group = next((each for each in groups(heading.text)), None)
        name = heading.text[: group.start] if group else heading.text
        item = Item(name.rstrip("。：: "), marker.level, path, [rest] if rest else [], heading, group)
        items.append(item)
        open_items.append(item)
    return items, numbers.problems


def _under(items: list[Item], paragraph: Span, closing: bool) -> None:
    """A paragraph without number goes under the last heading; one to all, behind the last item, under none."""
    last = items[-1]
    if closing and last.bodies and last.level and paragraph.text.startswith(("各", "请各")):
        items.append(Item("", 0, (), [paragraph], closing=True))
    elif last.heading_span is None and last.level and last.bodies:
        items.append(Item(last.heading, last.level, last.path, [paragraph]))
    else:
        last.bodies.append(paragraph)


def _heading(paragraph: Span, leaf: bool) -> tuple[Span | None, Span | None]:
    """The heading of a numbered paragraph and the text that follows it there; no heading where it is a task itself."""
    found = groups(paragraph.text)
    bare = list(sentences(paragraph.text, paragraph.start))
    first = bare[0]
    words = load().notice_reading.sections
    named = any(word in first.text for word in (*words.context, *words.goals))
    rest_of_all = paragraph.text[first.end - paragraph.start :].strip()
    only_units = bool(found) and not _outside(paragraph, first, found)
    if (not rest_of_all or only_units) and leaf and not named:
        return None, None
    if len(first.text) > _LONGEST_HEADING and not rest_of_all:
        return None, None
    if not rest_of_all or only_units:
        return paragraph, None
    if len(first.text) > _LONGEST_HEADING or re.search(r"\d{4}年", first.text):
        return Span(paragraph.start, paragraph.start, ""), paragraph
    start = paragraph.end - len(rest_of_all)
    return first, Span(start, paragraph.end, rest_of_all)


def _outside(paragraph: Span, first: Span, found: list[Group]) -> str:
    """What stands behind the first sentence outside brackets of units."""
    text = paragraph.text
    for group in reversed(found):
        text = text[: group.start] + " " * (group.end - group.start) + text[group.end :]
    return text[first.end - paragraph.start :].strip(" 。" + STOPS)


class _Numbers:
    """Numbers seen so far at each level."""

    def __init__(self) -> None:
        self.in_parent: dict[int, Marker] = {}
        self.overall: dict[int, Marker] = {}
        self.parents: dict[int, str] = {}
        self.problems: list[Problem] = []

    def see(self, marker: Marker, paragraph: Span) -> None:
        """Compare a number with the one before: it goes on inside its heading, or through the whole text."""
        before = self.in_parent.get(marker.level)
        expected = {before.value + 1 if before else 1}
        if marker.level in self.overall:
            expected.add(self.overall[marker.level].value + 1)
        if marker.value > 1 and marker.value not in expected:
            self._jump(marker, before or self.overall.get(marker.level), paragraph)
        self.in_parent = {level: each for level, each in self.in_parent.items() if level < marker.level}
        self.parents = {level: each for level, each in self.parents.items() if level < marker.level}
        self.in_parent[marker.level] = self.overall[marker.level] = marker
        self.parents[marker.level] = paragraph.text[:16].rstrip("。")

    def _jump(self, marker: Marker, before: Marker | None, paragraph: Span) -> None:
        above = [text for level, text in sorted(self.parents.items()) if level < marker.level]
        where = f"“{above[-1]}”下，" if above else ""
        where_en = f"under “{above[-1]}” " if above else ""
        last = before.value if before and before.value < marker.value else 0
        shown = before.text if before else "—"
        if before and before.value >= marker.value:
            params = {"where": where, "where_en": where_en, "before": shown, "after": marker.text}
            self.problems.append(Problem("numbering_repeated", params, paragraph.start))
            return
        missing = "、".join(in_words(marker.level, value).rstrip("、.") for value in range(last + 1, marker.value)[:5])
        params = {"where": where, "where_en": where_en, "before": shown, "after": marker.text, "missing": missing}
        self.problems.append(Problem("numbering_gap", params, paragraph.start))
