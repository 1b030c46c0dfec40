"""The order of a notice: headings by their numbers, what stands under each, and numbers that are missing."""

from __future__ import annotations

from dataclasses import dataclass, field

from xingzhi.plans.reading.groups import Group, groups
from xingzhi.plans.reading.headings import begins_with_task, ends_with_units, is_long_task, is_units, split_heading
from xingzhi.plans.reading.inside import at_numbers
from xingzhi.plans.reading.joined import Span
from xingzhi.plans.reading.marks import Marker, marker_of
from xingzhi.plans.reading.numbers import Numbers
from xingzhi.plans.reading.problems import Problem
from xingzhi.plans.reading.sentences import STOPS, sentences

_LISTS = 3  # levels that number lists of tasks as well as headings


@dataclass
class Item:
    """A heading with the headings above it, and the paragraphs under it. The item without heading has level 0."""

    heading: str
    level: int
    path: tuple[str, ...]
    bodies: list[Span] = field(default_factory=list)
    heading_span: Span | None = None
    heading_group: Group | None = None  # units named in the heading itself
    number: str = ""  # of an item of a list, which stands before what is to be done
    whole: bool = False  # its first paragraph is one task, however many sentences it has
    beside: bool = False  # it stood in one paragraph with the item before
    closing: bool = False  # a paragraph to all addressees at the end, under no heading

    @property
    def titles(self) -> tuple[str, ...]:
        """All headings from the top down to this."""
        return (*self.path, self.heading) if self.heading else self.path


def outline(paragraphs: list[Span]) -> tuple[list[Item], list[Problem]]:
    """Items in order, and what is wrong with their numbers."""
    items = [Item("", 0, ())]
    open_items: list[Item] = []
    numbers = Numbers()
    parted = [at_numbers(paragraph) for paragraph in paragraphs]
    beside = {each.start for pieces in parted for each in pieces[1:]}
    paragraphs = [each for pieces in parted for each in pieces]
    last_number = max((at for at, each in enumerate(paragraphs) if marker_of(each.text)), default=-1)
    listed = _listed(paragraphs)
    for at, paragraph in enumerate(paragraphs):
        marker = marker_of(paragraph.text)
        if marker is None:
            _under(items, paragraph, closing=at > last_number >= 0)
            continue
        numbers.see(marker, paragraph)
        units = _units_below(paragraphs, at)
        leaf = _is_leaf(paragraphs, at + units, marker, items[-1], units)
        heading, rest, whole = split_heading(paragraph, marker, leaf, at not in listed, bool(units))
        open_items = [each for each in open_items if each.level < marker.level]
        path = tuple(each.heading for each in open_items)
        if heading is None:  # an item of a list: a task of its own under the heading above
            items.append(
                Item(path[-1] if path else "", marker.level, path[:-1], [paragraph], number=marker.text, whole=whole)
            )
            items[-1].beside = paragraph.start in beside
            continue
        group = next((each for each in groups(heading.text)), None)
        name = heading.text[: group.start] if group else heading.text
        item = Item(name.rstrip("。：: "), marker.level, path, [rest] if rest else [], heading, group)
        items.append(item)
        open_items.append(item)
    return items, numbers.problems


def _listed(paragraphs: list[Span]) -> set[int]:
    """Numbered paragraphs of a list of tasks: where one of a row begins with what is no heading, none does."""
    found: set[int] = set()
    run: list[int] = []
    for at, paragraph in enumerate([*paragraphs, None]):
        marker = marker_of(paragraph.text) if paragraph else None
        if marker is not None and marker.level >= _LISTS and paragraph:
            if run and marker.value == 1:
                found |= _all_tasks(paragraphs, run)
                run = []
            run.append(at)
        elif marker is not None or paragraph is None:
            found |= _all_tasks(paragraphs, run)
            run = []
    return found


def _all_tasks(paragraphs: list[Span], run: list[int]) -> set[int]:
    if any(begins_with_task(paragraphs[at].text) for at in run):
        return set(run)
    if any(
        is_long_task(paragraphs[at].text) for at in run
    ):  # beside such an item a first sentence of clauses is a task
        return {at for at in run if "，" in next(sentences(paragraphs[at].text)).text}
    return set()


def _units_below(paragraphs: list[Span], at: int) -> int:
    """How many lines right below a paragraph only say who does it until when."""
    count = 0
    while at + count + 1 < len(paragraphs):
        text = paragraphs[at + count + 1].text
        if marker_of(text) is not None or not is_units(text):
            break
        count += 1
    return count


def _is_leaf(paragraphs: list[Span], at: int, marker: Marker, last: Item, units_below: int) -> bool:
    """Whether nothing stands under a numbered paragraph; `at` is the last of the lines that name its units, if any."""
    if at + 1 == len(paragraphs):
        return True
    following = marker_of(paragraphs[at + 1].text)
    if following is not None:
        return following.level <= marker.level
    in_list = last.heading_span is None and last.level == marker.level
    text = paragraphs[at - units_below].text
    stopped = text[-1] in STOPS + "；;" or next(sentences(text)).text[-1] in STOPS
    if units_below:
        return marker.level >= _LISTS and (in_list or stopped)
    return (in_list and stopped) or ends_with_units(paragraphs[at].text)


def _under(items: list[Item], paragraph: Span, closing: bool) -> None:
    """A paragraph without number goes under the last heading; one to all, behind the last item, under none."""
    last = items[-1]
    if closing and last.bodies and last.level and paragraph.text.startswith(("各", "请各")):
        items.append(Item("", 0, (), [paragraph], closing=True))
    elif last.heading_span is None and last.level and last.bodies and not is_units(paragraph.text):
        items.append(Item(last.heading, last.level, last.path, [paragraph]))
    else:
        last.bodies.append(paragraph)
