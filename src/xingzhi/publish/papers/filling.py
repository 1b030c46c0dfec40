"""What is drafted from the plan: its totals, what was done under each heading, what is wrong."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator
from itertools import groupby

from xingzhi.packs import load
from xingzhi.plans.ledger.models import Answer, PlanTask, PlanTaskState, Progress
from xingzhi.plans.short_titles import short_title
from xingzhi.publish.papers import proofs
from xingzhi.publish.papers.contributed import Contributed
from xingzhi.publish.papers.ground import Ground
from xingzhi.publish.papers.parting import DONE, PROBLEMS
from xingzhi.publish.papers.proofs import Proof
from xingzhi.publish.papers.text import Blocks, heading, paragraph
from xingzhi.publish.papers.voice import condition, of_plan
from xingzhi.publish.wording import day

Said = tuple[str, list[Proof]]
RUNNING = (PlanTaskState.OPEN, PlanTaskState.BLOCKED)
SILENT = (Answer.NONE, Answer.BLOCKED)


def totals(ground: Ground, level: int) -> Blocks:
    """How many tasks there are and how they stand."""
    if ground.plan is None or not ground.tasks:
        return []
    rest = proofs.plan(ground.plan, ground.end)
    found = rest["counts"]
    parts = [f"已完成{found['done']}项", f"进行中{found['open']}项"]
    parts += [f"受阻{found['blocked']}项"] if found["blocked"] else []
    parts += [f"不再需要{found['dropped']}项"] if found["dropped"] else []
    text = f"{ground.plan.year}年度工作计划列任务{found['all']}项，截至{day(ground.end)}{'，'.join(parts)}"
    late = f"，其中逾期未完成{found['late']}项" if found["late"] else ""
    return [paragraph([(f"{text}{late}。", [rest])])]


def by_heading(ground: Ground, level: int) -> Blocks:
    """Under each heading of the plan what units wrote in their summaries, and the newest word of those that wrote nothing."""
    written: dict[str, list[Contributed]] = {}
    voice = load().paper_kinds.voice
    for each in ground.contributed:
        if each.part == DONE:
            written.setdefault(of_plan(each.heading, voice), []).append(each)
    blocks: Blocks = []
    tasks: dict[str, list[PlanTask]] = {}
    for task in ground.tasks:
        tasks.setdefault(of_plan(task.heading, voice), []).append(task)
    once: dict[str, Said] = {}
    for name in dict.fromkeys([*tasks, *written]):
        said = list(by_paragraph(written.get(name, [])))
        wrote = {proof.get("unit") for each in written.get(name, []) for proof in each.evidence}
        done = list(_once(once, (words for task in tasks.get(name, ()) for words in _words(ground, task, wrote))))
        if said or done:
            blocks += [heading(level, name or "其他工作"), *map(paragraph, said)]
            blocks += [paragraph(done)] if done else []
    return blocks


def _once(once: dict[str, Said], said: Iterable[Said]) -> Iterator[Said]:
    """What was not said yet; what a unit said the same of several tasks stands once, with the records of all."""
    for text, rest in said:
        if text in once:
            once[text][1].extend(each for each in rest if each not in once[text][1])
        else:
            once[text] = (text, rest)
            yield once[text]


def by_paragraph(written: Iterable[Contributed]) -> Iterator[list[Said]]:
    """The sentences of what units wrote, a paragraph of theirs together."""
    for _, group in groupby(written, key=lambda each: (each.heading, each.paragraph)):
        yield list(_sentences(group))


def _sentences(written: Iterable[Contributed]) -> Iterator[Said]:
    for each in written:
        yield each.text, list(each.evidence)


def _words(ground: Ground, task: PlanTask, wrote: Container[str | None]) -> Iterator[Said]:
    """What units said of a task; those that only said how it goes stand in one sentence."""
    bare: dict[str, list[Progress]] = {}
    for each in ground.progress.get(task.pk, []):
        if each.answer in SILENT or each.share.unit.name in wrote:
            continue
        text, unit = each.text.strip().rstrip("。"), each.share.unit.name
        if text:
            yield f"{text}。" if text.startswith(unit) else f"{unit}{text}。", list(proofs.of_progress(each))
        else:
            bare.setdefault(each.answer, []).append(each)
    for answer, said in bare.items():
        units = "、".join(dict.fromkeys(each.share.unit.name for each in said))
        rest = [proof for each in said for proof in proofs.of_progress(each)]
        yield f"{units}“{short_title(task.text)}”{Answer(answer).label}。", rest


def problems(ground: Ground, level: int) -> Blocks:
    """Blocked tasks with their condition, late ones, those nobody reported on: each a paragraph of its own; then what units
    wrote of problems.
    """
    found: list[Said] = []
    for task in ground.tasks:
        rest = [proofs.task(task)]
        if task.state == PlanTaskState.BLOCKED:
            until = condition(task.unblocked_when, load().paper_kinds.voice)
            when = f"，待{until}后推进" if until else ""
            found.append(
                (f"“{short_title(task.text)}”受阻：{task.blocked_by.rstrip('。') or '原因未填'}{when}。", rest)
            )
        elif task.state in RUNNING and task.due_on and task.due_on < ground.end:
            found.append((f"“{short_title(task.text)}”应于{day(task.due_on)}前完成，尚未完成。", rest))
        elif task.state in RUNNING and not ground.progress.get(task.pk) and task.parent_id is None:
            found.append((f"“{short_title(task.text)}”尚未收到进展。", rest))
    wrote = (each for each in ground.contributed if each.part == PROBLEMS)
    return [paragraph([each]) for each in found] + [paragraph(each) for each in by_paragraph(wrote)]
