"""What comes next: the tasks still to be done in a few sentences, those late first, then what units plan."""

from __future__ import annotations

from collections.abc import Iterator

from xingzhi.plans.ledger.models import PlanTask
from xingzhi.plans.short_titles import short_title
from xingzhi.publish.papers import proofs
from xingzhi.publish.papers.filling import RUNNING, Said, by_paragraph
from xingzhi.publish.papers.ground import Ground
from xingzhi.publish.papers.parting import AHEAD
from xingzhi.publish.papers.text import Blocks, paragraph
from xingzhi.publish.wording import day


def ahead(ground: Ground, level: int) -> Blocks:
    """One sentence for late tasks with their days, one for those with a day to come, one for the others."""
    said = list(_tasks(ground))
    wrote = (each for each in ground.contributed if each.part == AHEAD)
    return ([paragraph(said)] if said else []) + [paragraph(each) for each in by_paragraph(wrote)]


def _tasks(ground: Ground) -> Iterator[Said]:
    tasks = [each for each in ground.tasks if each.state in RUNNING and each.parent_id is None]
    dues = sorted(((each.due_on, at) for at, each in enumerate(tasks) if each.due_on))
    late = [tasks[at] for due, at in dues if due < ground.end]
    dated = [tasks[at] for due, at in dues if due >= ground.end]
    plain = [each for each in tasks if not each.due_on]
    if late:
        yield f"尽快完成已逾期的{_named(late, '（应于', '前完成）')}。", list(map(proofs.task, late))
    if dated:
        yield f"按时完成{_named(dated, '（', '前）')}。", list(map(proofs.task, dated))
    if plain:
        yield f"继续推进{_named(plain)}。", list(map(proofs.task, plain))


def _named(tasks: list[PlanTask], before: str = "", after: str = "") -> str:
    """The short titles in a row, each with its day where it has one."""
    return "、".join(
        f"“{short_title(each.text)}”{f'{before}{day(each.due_on)}{after}' if each.due_on else ''}" for each in tasks
    )
