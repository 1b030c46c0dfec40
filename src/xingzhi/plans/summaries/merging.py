"""The summaries put together: under each heading of the plan what units wrote, what the draft took, and who wrote nothing."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from xingzhi.core.models import User
from xingzhi.plans.ledger.models import Plan, PlanTask, PlanTaskState
from xingzhi.plans.notices.models import Notice
from xingzhi.plans.summaries.listing import in_order
from xingzhi.plans.summaries.models import DraftParagraph, Summary, SummaryCall, SummaryState, SummaryText

_NOT_MERGED = (SummaryState.RETURNED, SummaryState.EXCUSED)
_BEGINNING = 60  # characters of a task without heading


@dataclass(frozen=True)
class Source:
    """Where a paragraph comes from: which version of whose summary, and its place in it from 0."""

    summary: int
    version: int
    paragraph: int
    unit: str

    def data(self) -> dict[str, Any]:
        """As it is kept."""
        return {"summary": self.summary, "version": self.version, "paragraph": self.paragraph, "unit": self.unit}


@dataclass(frozen=True)
class MergedParagraph:
    """A paragraph with its sources. Of the draft: `draft` is its id and `edited_by` who left it so; else as it came."""

    heading: str
    text: str
    sources: tuple[Source, ...]
    edited_by: str = ""
    draft: int = 0
    rev: int = 0
    place: Mapping[str, Any] = field(default_factory=dict)
    taken: bool = False  # a paragraph that came: the draft has it
    outdated: bool = False  # of the draft: a source was sent back, excused, or has a newer version

    def data(self) -> dict[str, Any]:
        """As plain data."""
        sources = [each.data() for each in self.sources]
        return {"heading": self.heading, "text": self.text, "sources": sources, "edited_by": self.edited_by}


@dataclass
class MergedSection:
    """One heading of the plan ("" gathers what belongs under none): its tasks, what came, the draft, silent tasks.

    A task without heading has a section of its own under the beginning of its text.
    """

    heading: str
    tasks: list[PlanTask] = field(default_factory=list)
    came: list[MergedParagraph] = field(default_factory=list)
    draft: list[MergedParagraph] = field(default_factory=list)
    silent: list[PlanTask] = field(default_factory=list)

    @property
    def paragraphs(self) -> list[MergedParagraph]:
        """What a paper takes: the draft where there is one, else what came."""
        return self.draft or self.came


def merged(plan_or_notice: Plan | Notice | SummaryCall, user: User) -> list[MergedSection]:
    """The sections in the order of the plan; the last, "", holds what belongs under no heading of it.

    Of summaries the person sees, the newest version of each that was neither sent back nor excused; the draft only for
    whoever leads the call.
    """
    calls = calls_of(plan_or_notice, user)
    sections = {heading: MergedSection(heading, tasks) for heading, tasks in by_heading(tasks_of(calls)).items()}
    last = MergedSection("")
    taken = _taken(calls, user)
    written: set[int | None] = {call.task_id for call in calls}  # the task to report is none to report of
    for paragraph in came(calls, user):
        source = paragraph.sources[0]
        written |= {paragraph.place["task"], *paragraph.place.get("also", ())}
        section = sections.get(paragraph.heading, last)
        used = (source.summary, source.version, source.paragraph) in taken
        section.came.append(_with(paragraph, taken=used))
    for paragraph in draft_of(calls, user):
        sections.get(paragraph.heading, last).draft.append(paragraph)
    for section in (*sections.values(), last):
        section.silent = [task for task in section.tasks if task.pk not in written]
    return [*sections.values(), last]


def calls_of(given: Plan | Notice | SummaryCall, user: User) -> list[SummaryCall]:
    """The calls of a plan or notice that the person sees."""
    seen = SummaryCall.objects.visible_to(user).order_by("pk")
    if isinstance(given, SummaryCall):
        return list(seen.filter(pk=given.pk))
    return list(seen.filter(plan=given) if isinstance(given, Plan) else seen.filter(notice=given))


def tasks_of(calls: Iterable[SummaryCall]) -> list[PlanTask]:
    """The tasks the summaries are about, in the order of the plan: those of the notice, else of the whole plan."""
    found: dict[int, PlanTask] = {}
    for call in calls:
        tasks = PlanTask.objects.filter(plan=call.plan_id).exclude(state=PlanTaskState.DROPPED).order_by("order", "pk")
        found |= {task.pk: task for task in (tasks.filter(notice=call.notice_id) if call.notice_id else tasks)}
    return list(found.values())


def by_heading(tasks: Iterable[PlanTask]) -> dict[str, list[PlanTask]]:
    """Tasks under their headings, both in the order of the plan."""
    found: dict[str, list[PlanTask]] = {}
    for task in tasks:
        found.setdefault(heading_of(task), []).append(task)
    return found


def heading_of(task: PlanTask) -> str:
    """The heading a task stands under; where it has none, how its text begins."""
    return task.heading or task.text[:_BEGINNING]


def came(calls: Iterable[SummaryCall], user: User) -> list[MergedParagraph]:
    """Every paragraph of the newest versions, by unit; salutation, signature and the like are left out."""
    summaries = Summary.objects.visible_to(user).filter(call__in=list(calls), version__gt=0)
    summaries = summaries.exclude(state__in=_NOT_MERGED)
    found = []
    for text in newest_texts(in_order(summaries)):
        for at, (paragraph, place) in enumerate(zip(text.paragraphs, text.places, strict=True)):
            if not paragraph.get("frame"):
                source = Source(text.summary_id, text.version, at, text.summary.unit.name)
                found.append(MergedParagraph(place["heading"], paragraph["text"], (source,), place=place))
    return found


def newest_texts(summaries: Iterable[Summary]) -> list[SummaryText]:
    """The newest version of each summary, in their order."""
    order = {summary.pk: (summary, at) for at, summary in enumerate(summaries)}
    texts = [
        text
        for text in SummaryText.objects.filter(summary__in=order).select_related("summary__unit")
        if text.version == order[text.summary_id][0].version
    ]
    return sorted(texts, key=lambda text: order[text.summary_id][1])


def draft_of(calls: Iterable[SummaryCall], user: User) -> list[MergedParagraph]:
    """The draft in its order, for whoever leads the calls."""
    led = SummaryCall.objects.led_by(user).filter(pk__in=[call.pk for call in calls])
    rows = DraftParagraph.objects.filter(call__in=led).select_related("edited_by")
    counts = Summary.objects.visible_to(user).filter(call__in=led).exclude(state__in=_NOT_MERGED)
    newest = set(counts.values_list("pk", "version"))
    return [
        MergedParagraph(
            row.heading, row.text, tuple(Source(**each) for each in row.sources), row.edited_by.display_name, row.pk,
            row.rev, outdated=any((each["summary"], each["version"]) not in newest for each in row.sources),
        )
        for row in rows
    ]  # fmt: skip


def _taken(calls: Iterable[SummaryCall], user: User) -> set[tuple[int, int, int]]:
    """Which paragraphs the draft has something of."""
    return {
        (source.summary, source.version, source.paragraph)
        for paragraph in draft_of(calls, user)
        for source in paragraph.sources
    }


def _with(paragraph: MergedParagraph, taken: bool) -> MergedParagraph:
    return MergedParagraph(paragraph.heading, paragraph.text, paragraph.sources, place=paragraph.place, taken=taken)
