"""The sentences of a part: each a task, context or nothing, with the units that stand behind it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from datetime import date

from xingzhi.plans.reading.behind import more_units, whole_list
from xingzhi.plans.reading.deadlines import Deadline, deadlines
from xingzhi.plans.reading.groups import Group, deadline_line, groups
from xingzhi.plans.reading.headings import is_units
from xingzhi.plans.reading.holding import Holding
from xingzhi.plans.reading.joined import Span
from xingzhi.plans.reading.labels import only_persons
from xingzhi.plans.reading.outline import Item, outline
from xingzhi.plans.reading.parts import Part
from xingzhi.plans.reading.pieces import pieces
from xingzhi.plans.reading.problems import Problem
from xingzhi.plans.reading.roles import Named, Units, led_by_first
from xingzhi.plans.reading.signature import begins_contact
from xingzhi.plans.reading.sorting import (
    asks_reader,
    is_opening,
    is_task,
    is_task_of_cover,
    label_zone,
    requests,
    zone_of,
)
from xingzhi.plans.reading.targets import cited, targets
from xingzhi.plans.reading.task import Task
from xingzhi.plans.reading.wording import units_in_words, with_partners


@dataclass
class BodyRead:
    """What a part gave: tasks, every other piece with its part, and problems."""

    tasks: list[Task] = field(default_factory=list)
    rest: list[tuple[Span, str]] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)


def read_body(part: Part, year: int | None, issued: date | None, addressees: list[str]) -> BodyRead:
    """Read all sentences of a part."""
    items, problems = outline(part.paragraphs)
    reader = _Reader(part, year, issued, addressees)
    reader.read.problems += problems
    for item in items:
        reader.item(item, has_headings=len(items) > 1)
    return reader.read


class _Reader:
    def __init__(self, part: Part, year: int | None, issued: date | None, addressees: list[str]) -> None:
        self.addressees = addressees
        self.part, self.year, self.issued = part, year, issued
        self.read = BodyRead()
        self.last: list[Task] = []  # those the last bracket named units for
        self.holding = Holding(year, issued)
        self.first_leads = False  # a list said so for all behind it
        self.asked = False  # 请你单位做好以下工作：

    def item(self, item: Item, has_headings: bool) -> None:
        """All sentences under one heading."""
        if item.heading_span and item.heading_span.text:
            self.read.rest.append((item.heading_span, "heading"))
        self.holding.begin(item)
        self.asked = self.asked and not item.heading_span
        if item.heading_group:
            self._tell(item.heading_group, item.heading_span)
        self.last = []
        zone = "preamble" if not item.level and has_headings and not item.closing else zone_of(item.titles)
        waiting: list[tuple[Span, Span]] = []  # sentences no units stand behind yet, with their paragraphs
        for at, paragraph in enumerate(item.bodies):
            begun = first = len(item.number) if not at else 0
            if first:
                self.read.rest.append((Span(paragraph.start, paragraph.start + first, item.number), "mark"))
            if only_persons(paragraph.text):
                self.read.rest.append((paragraph, "units"))
                continue
            if when := deadline_line(paragraph.text):
                self._all(item, waiting, zone, self.holding.units_above(item), None)
                waiting = []
                self._until(item, paragraph, when)
                continue
            for group in groups(paragraph.text):
                self.first_leads |= group.units.first_leads == "all"
                if self.first_leads and not group.units.worded:
                    group = replace(group, units=led_by_first(group.units))
                if not waiting and not self.last and item.heading_span and is_units(paragraph.text):
                    self.holding.add(item, group)
                if not waiting and not paragraph.text[begun : group.start].strip(" ，。") and self.last:
                    more_units(self.last, group)
                waiting += self._sentences(paragraph, begun, group.start, item.whole and begun == first)
                self._all(item, waiting, zone, self.holding.led(item, group), paragraph)
                place = Span(
                    paragraph.start + group.start, paragraph.start + group.end, paragraph.text[group.start : group.end]
                )
                self.read.rest.append((place, "units"))
                self._tell(group, place)
                if is_units(paragraph.text) or (item.beside and group.end == len(paragraph.text)):
                    whole_list(self.read.tasks, self.last, item.path, group)
                waiting, begun = [], group.end
            waiting += self._sentences(paragraph, begun, len(paragraph.text), item.whole and begun == first)
        self._all(item, waiting, zone, self.holding.units_above(item), None)

    def _sentences(self, paragraph: Span, begun: int, end: int, whole: bool) -> list[tuple[Span, Span]]:
        found, marks = pieces(paragraph, begun, end, whole)
        self.read.rest += [(mark, "mark") for mark in marks]
        return [(each, paragraph) for each in found]

    def _until(self, item: Item, paragraph: Span, when: str) -> None:
        """A line that is a deadline holds for the tasks before it; right below a heading, for those to come."""
        self.read.rest.append((paragraph, "units"))
        if not self.last and item.heading_span:
            self.holding.until(item, when)
        for task in self.last:
            task.dates = task.dates or deadlines(when, self.year, self.issued, cell=True)

    def _all(
        self, item: Item, found: list[tuple[Span, Span]], zone: str, group: Group | None, behind: Span | None
    ) -> None:
        if found:
            self.last = []
        for sentence, paragraph in found:
            if begins_contact(sentence.text):
                self.read.rest.append((sentence, "contact"))
                continue
            if self.last and (when := deadline_line(sentence.text)):
                self._until(item, sentence, when)
                continue
            dates = deadlines(_without_titles(sentence.text), self.year, self.issued)
            goal = label_zone(paragraph.text) or zone
            goals = targets(sentence.text)
            governed = group is not None
            if self.part.letter or (goal == "preamble" and not governed):
                taken = is_task_of_cover(sentence.text, dates)
            else:
                taken = is_task(sentence.text, "" if governed else goal, dates, goals, governed)
                taken = taken and not (item.level == 0 and not governed and is_opening(sentence.text))
            if not taken:
                self.asked |= asks_reader(sentence.text)
                self.read.rest.append((sentence, "goal" if goal == "goals" else "context"))
                continue
            task = self._task(item, sentence, dates, group)
            task.kind = "goal" if goal in ("context", "goals") else "measure"
            task.targets = goals
            self._dated(task, group.when if group is not None else "", item)
            to_reader = self.part.letter or goal == "preamble" or self.asked or requests(sentence.text)
            if to_reader and task.units is None and self.addressees:
                task.units = Units(tuple(Named(name, "addressed") for name in self.addressees))
                task.units_from, task.for_all = "addressees", True
            if group is not None:
                task.units_from = "heading" if behind is None else "bracket" if behind is paragraph else "following"
            self.read.tasks.append(task)
            self.last.append(task)

    def _dated(self, task: Task, when: str, item: Item) -> None:
        """A deadline named with the units, else with the heading, where the sentence itself names no day."""
        if when and not any(each.day for each in task.dates):
            found = deadlines(when, self.year, self.issued, cell=True)
            task.due_text = None if found or task.dates else when
            task.dates = [*task.dates, *found]
        task.dates = task.dates or self.holding.dates_above(item)

    def _task(self, item: Item, sentence: Span, dates: list[Deadline], group: Group | None) -> Task:
        for_all = sentence.text.startswith(("各", "请各"))
        heading, path = (item.heading, item.path) if item.heading else (self.part.title, ())
        task = Task(heading, path, sentence.text, sentence.start, sentence.end, dates=dates, cited=cited(sentence))
        task.units = with_partners(group.units, sentence.text) if group else units_in_words(sentence.text)
        task.units_from = "sentence" if task.units and not group else None
        task.for_all = for_all and bool(task.units or dates)
        return task

    def _tell(self, group: Group, place: Span | None) -> None:
        start = place.start if place else None
        text = place.text if place else ""
        if not group.balanced:
            self.read.problems.append(Problem("bracket_unbalanced", {"text": text[-60:]}, start))
        if group.units.remark:
            self.read.problems.append(Problem("bracket_note", {"text": group.units.remark.strip("）)")}, start))


def _without_titles(text: str) -> str:
    """The text with titles of documents blotted out, as long as before: a date in them is no deadline."""
    return re.sub(r"《[^》]*》|〔\d{4}〕", lambda found: "■" * len(found[0]), text)
