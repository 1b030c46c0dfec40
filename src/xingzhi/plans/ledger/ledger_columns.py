"""The columns of the ledger's workbook, and what a task says in each."""

from __future__ import annotations

import hashlib

from xingzhi.packs import load
from xingzhi.plans.ledger.models import Answer, PlanTaskState, Progress, TargetKind
from xingzhi.plans.ledger.month_book import CODES
from xingzhi.plans.ledger.rows import LedgerRow

ID, NUMBER, TASK, LEAD, PERSON, ASSIST = "编号", "序号", "任务", "牵头单位", "责任人", "配合单位"
DUE, TARGET, DONE, MONTH, COLOUR, NOTE, BASE = "时限", "目标", "完成进度", "本月进展", "三色", "备注", "底稿"
REMARKS = "备注（系统填）"
COLUMNS = (ID, NUMBER, TASK, LEAD, PERSON, ASSIST, DUE, TARGET, DONE, MONTH, COLOUR, REMARKS, NOTE, BASE)
EDITED = (TASK, LEAD, PERSON, ASSIST, DUE, NOTE, TARGET, MONTH)  # what a meeting changes
FIXED = (NUMBER, DONE, COLOUR, REMARKS)  # what only the product writes
WIDTHS = (0, 5.5, 29, 12, 7.5, 22, 10.5, 13, 12, 29, 5, 17, 12, 0)
SHEET = "任务台账"
BETWEEN = "、"
SILENT = "未报"
ALL = "各单位"  # each by itself, none leads
NO_DAY = "未定时限"
_NAMED = 3  # units that are named where none has reported; more are counted


def values(row: LedgerRow) -> dict[str, str]:
    """What a task says in each column."""
    task = row.task
    colours: dict[str, str] = {each.code: each.label.zh for each in load().plan_ledger.colours}
    return {
        NUMBER: row.number, TASK: task.text, LEAD: ALL if row.for_all else task.lead_unit.name if task.lead_unit else "", PERSON: task.person,
        ASSIST: BETWEEN.join(row.assisting), DUE: row.due.isoformat() if row.due else "", TARGET: aim(row),
        DONE: done(row), MONTH: said(row), COLOUR: colours.get(row.colour, "" if task.state == PlanTaskState.DROPPED else NO_DAY),
        REMARKS: "\n".join(remarks(row)),
        NOTE: task.note,
    }  # fmt: skip


def said(row: LedgerRow) -> str:
    """What units said of the month, a line for those that say the same, and who has not reported."""
    lines = [said_line(names, told.answer, told.text) for names, told in row.told]
    if "silent" in row.marks:
        names = [share.unit.name for share in row.shares if share.pk not in row.said]
        everyone = len(names) > _NAMED and not row.said
        lines.append(f"{SILENT}：" + (f"全部 {len(names)} 个单位" if everyone else BETWEEN.join(names)))
    return "\n".join(lines)


def said_line(names: list[str], answer: str, text: str) -> str:
    """甲局、乙局：有进展 情况."""
    label = next(label for label, code in CODES.items() if code == answer)
    return f"{BETWEEN.join(names)}：{label}{' ' + text if text else ''}"


def remarks(row: LedgerRow) -> list[str]:
    """What the product itself remarks: state and its reason, the last rescheduling, what waits for a decision."""
    task, found = row.task, []
    if task.lead_suggested:
        found.append("牵头单位待确认")
    if task.state != PlanTaskState.OPEN:
        why = f"：{task.blocked_by}；恢复条件：{task.unblocked_when}" if task.blocked_by else ""
        found.append(f"{_STATES[PlanTaskState(task.state)]}{why}")
    if row.times:
        of = f"当前{row.following.label}，" if row.following else ""
        found.append(f"分期：{of}{len(row.times)} 期已完成 {row.times_done} 期")
    if row.moved and "moved" in row.marks:
        found.append(f"{row.moved.by.display_name}改期（原 {task.first_due}）：{row.moved.reason}")
    return found + [words for mark, words in _MARKS if mark in row.marks]


_STATES = {PlanTaskState.BLOCKED: "受阻", PlanTaskState.DONE: "已完成", PlanTaskState.DROPPED: "不再需要"}
_MARKS = (
    ("repeated", "连续按计划推进，没有新佐证"),
    ("said_blocked", "单位报受阻，待处理"),
    ("said_done", "单位报已完成，待办结"),
)


def aim(row: LedgerRow) -> str:
    """The target in one line."""
    found = row.reached
    if found.kind == TargetKind.NUMBER and found.text:
        return found.text
    number = f"{found.target.normalize():f}{found.unit}" if found.target is not None else ""
    return " ".join(filter(None, (aimed_at(row), number)))


def aimed_at(row: LedgerRow) -> str:
    """What the target is of: the indicator by name, else its words."""
    found = row.reached
    return (load().indicators[found.indicator].title.zh if found.indicator else "") or found.text


def done(row: LedgerRow) -> str:
    """How far it is reached; own figures say that they are internal."""
    found = row.reached
    if found.value is None:
        return ""
    share = f"（{found.share}%）" if found.share is not None else ""
    inside = "" if found.kind == TargetKind.NUMBER else " 内部测算"
    one = f"，按“{found.measured}”计" if found.measured else ""
    return f"{found.value.normalize():f}{found.unit}{share}{one}{inside}"


def digests(row: LedgerRow, cells: dict[str, str]) -> str:
    """What a row said when it went out, so that it is seen what was changed: eight letters a column, and a unit's word each."""
    each = ",".join(f"{share}={digest(word(told))}" for share, told in row.said.items())
    return ".".join([*(digest(cells[name]) for name in (*EDITED, *FIXED)), each])


def word(told: Progress) -> str:
    """A unit's word, as it is told apart from a changed one."""
    return f"{Answer(told.answer).value} {told.text}"


def digest(text: str) -> str:
    """Eight letters of a text without its blanks."""
    return hashlib.sha256("".join(text.split()).encode()).hexdigest()[:8]
