"""A notice read whole: what it says of itself, its tasks, and every sentence accounted for."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from xingzhi.packs import load
from xingzhi.plans.reading.body import BodyRead, read_body
from xingzhi.plans.reading.impossible import impossible_days
from xingzhi.plans.reading.joined import Joined, Span, join, solid
from xingzhi.plans.reading.joining import is_page_number, mend
from xingzhi.plans.reading.letter import Letterhead
from xingzhi.plans.reading.letterhead import read_letterhead
from xingzhi.plans.reading.parts import Part, parts_of
from xingzhi.plans.reading.problems import Problem
from xingzhi.plans.reading.received import Received
from xingzhi.plans.reading.reconciling import reconcile
from xingzhi.plans.reading.tables import read_tables
from xingzhi.plans.reading.task import Task

_NOTHING = frozenset({"letterhead", "addressees", "signature", "imprint", "page", "mark", "page_number"})


@dataclass(frozen=True)
class Notice:
    """A notice as read."""

    joined: Joined
    head: Letterhead
    tasks: list[Task]
    rest: list[tuple[Span, str]]
    problems: list[Problem]

    def data(self) -> dict[str, Any]:
        """As JSON; unknown is null."""
        coverage = self.coverage()
        return {
            "document": self._document(),
            "tasks": [{"id": at, **task.data()} for at, task in enumerate(self.tasks, start=1)],
            "coverage": coverage,
            "sentences": self.sentences(),
            "problems": [each.data() for each in self.problems],
            "text": self.joined.text,
            "pack": load().ref("notice_reading"),
        }

    def _document(self) -> dict[str, Any]:
        head = self.head
        return {
            "number": head.number or None,
            "number_as_written": head.number_as_written or None,
            "issuer": head.issuer or None,
            "title": head.title or None,
            "date": head.date.isoformat() if head.date else None,
            "publicity": head.publicity or None,
            "contact": head.contact or None,
            "addressees": head.addressees,
        }

    def sentences(self) -> list[dict[str, Any]]:
        """Every piece of the text: task, context or nothing, and which part of the notice it is."""
        found = [(task.start, task.end, "task", task.kind) for task in self.tasks]
        found += [(start, end, "task", "same_as_row") for task in self.tasks for start, end in task.also]
        for piece, part in self.rest:
            kind = "nothing" if part in _NOTHING else "task" if part in ("units", "of_task") else "context"
            found.append((piece.start, piece.end, kind, part))
        return [{"start": start, "end": end, "kind": kind, "part": part} for start, end, kind, part in sorted(found)]

    def coverage(self) -> dict[str, Any]:
        """How many characters (blanks apart) are in tasks, in context, in nothing, and in none of these."""
        text = self.joined.text
        kinds = [""] * len(text)
        for piece in self.sentences():
            for at in range(piece["start"], piece["end"]):
                kinds[at] = piece["kind"]
        counted = {
            kind: sum(each == kind and not text[at].isspace() for at, each in enumerate(kinds))
            for kind in ("task", "context", "nothing", "")
        }
        left_out = solid(self.joined.left_out)
        total = solid([text]) + left_out
        return {
            "characters": total,
            "task": counted["task"],
            "context": counted["context"],
            "nothing": counted["nothing"] + left_out,
            "unaccounted": counted[""],
            "share": round(1 - counted[""] / total, 4) if total else None,
            "left_out": [
                {"text": each, "part": "page_number" if is_page_number(each) else "running_head"}
                for each in self.joined.left_out
            ],
        }


def read_notice(received: Received) -> Notice:
    """Read a notice."""
    joined = join(mend(received.blocks, received.wrapped, received.kind in ("pdf", "ofd")))
    head = read_letterhead(joined.paragraphs)
    parts, problems = parts_of(joined, head)
    head.title = head.title or next((part.title for part in parts[1:] if part.title), "")
    year = _year(head, parts)
    read = BodyRead([], [], [*received.problems, *problems])
    rows = read_tables(parts, head.date, year, read)
    body: list[Task] = []
    for part in parts:
        of_part = read_body(part, year, head.date, head.addressees)
        body += of_part.tasks
        read.rest += of_part.rest
        read.problems += of_part.problems
    tasks, differing = reconcile(rows, body)
    read.rest += [(each, head.parts[each.start]) for each in joined.paragraphs if each.start in head.parts]
    notice = Notice(joined, head, tasks, read.rest, [*read.problems, *differing])
    notice.problems.extend(_missing(notice))
    return notice


def _year(head: Letterhead, parts: list[Part]) -> int | None:
    """The year a deadline without year means: that of the plan's title, else of the notice or its number."""
    for title in (head.title, *(part.title for part in parts)):
        if found := re.search(r"(?<![—\-－–])(20\d{2})(?:年度?|[）)])(?!\s*[—\-－–])", title):
            return int(found[1])
    if head.date:
        return head.date.year
    numbered = re.search(r"〔(20\d{2})〕", head.number)
    return int(numbered[1]) if numbered else None


def _missing(notice: Notice) -> list[Problem]:
    """What an officer must know: what the notice does not say, and doubtful deadlines."""
    head, tasks = notice.head, notice.tasks
    if not notice.joined.text.strip():  # nothing else can be said; of a scan it is said already
        return [] if notice.problems else [Problem("no_text")]
    asked = (("no_number", head.number), ("no_issuer", head.issuer), ("no_title", head.title), ("no_date", head.date),
             ("no_publicity", head.publicity))  # fmt: skip
    found = [Problem(code) for code, value in asked if not value]
    if head.impossible_date:
        found.append(Problem("date_impossible", {"text": head.impossible_date}))
    for task in tasks:
        found += _of_dates(task)
    found += impossible_days(notice.joined.text, _year(head, []), tasks, found)
    without = sum(task.units is None for task in tasks)
    if not tasks:
        found.append(Problem("tasks_none"))
    elif without == len(tasks):
        found.append(Problem("units_none"))
    elif without:
        found.append(Problem("tasks_without_unit", {"count": without}))
    if lost := notice.coverage()["unaccounted"]:
        found.append(Problem("text_lost", {"count": lost}))
    return found


def _of_dates(task: Task) -> list[Problem]:
    found = [
        Problem(
            each.problem,
            {"text": each.text, "year": each.day.year if each.day else "", "date": str(each.day)},
            task.start,
        )
        for each in task.dates
        if each.problem
    ]
    days = {each.day: each.text for each in task.dates if each.day}
    if len(days) > 1:
        found.append(Problem("dates_several", {"texts": "、".join(days.values())}, task.start))
    return found
