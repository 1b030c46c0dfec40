"""The columns of the ledger's workbook, and what a task says in each."""

from __future__ import annotations

import hashlib

from xingzhi.packs import load
from xingzhi.plans.ledger.models import TargetKind
from xingzhi.plans.ledger.month_book import CODES
from xingzhi.plans.ledger.rows import LedgerRow

ID, NUMBER, TASK, LEAD, PERSON, ASSIST = "编号", "序号", "任务", "牵头单位", "责任人", "配合单位"
DUE, TARGET, DONE, MONTH, COLOUR, NOTE, BASE = "时限", "目标", "完成进度", "本月进展", "三色", "备注", "底稿"
COLUMNS = (ID, NUMBER, TASK, LEAD, PERSON, ASSIST, DUE, TARGET, DONE, MONTH, COLOUR, NOTE, BASE)
EDITED = (TASK, LEAD, PERSON, ASSIST, DUE, NOTE)  # what a meeting changes
WIDTHS = (0, 5.5, 30, 12, 8, 20, 10.5, 13, 13, 30, 5, 15, 0)
SHEET = "任务台账"
BETWEEN = "、"


def values(row: LedgerRow) -> dict[str, str]:
    """What a task says in each column."""
    task = row.task
    labels = {code.value: label for label, code in CODES.items()}
    said = [
        f"{BETWEEN.join(names)}：{labels[told.answer]}{' ' + told.text if told.text else ''}"
        for names, told in row.told
    ]
    if "silent" in row.marks:
        said.append("未报：" + BETWEEN.join(share.unit.name for share in row.shares if share.pk not in row.said))
    if task.lead_suggested:
        said.append("牵头单位待确认")
    if task.blocked_by:
        said.append(f"受阻：{task.blocked_by}；恢复条件：{task.unblocked_when}")
    if row.moved:
        said.append(f"原时限 {task.first_due}，{row.moved.by.display_name}改期：{row.moved.reason}")
    colours: dict[str, str] = {each.code: each.label.zh for each in load().plan_ledger.colours}
    return {
        NUMBER: row.number, TASK: task.text, LEAD: task.lead_unit.name if task.lead_unit else "", PERSON: task.person,
        ASSIST: BETWEEN.join(row.assisting), DUE: task.due_on.isoformat() if task.due_on else "", TARGET: aim(row),
        DONE: done(row), MONTH: "\n".join(said), COLOUR: colours.get(row.colour, ""), NOTE: task.note,
    }  # fmt: skip


def aim(row: LedgerRow) -> str:
    """The target in one line."""
    found = row.reached
    title = load().indicators[found.indicator].title.zh if found.indicator else ""
    number = f"{found.target.normalize():f}{found.unit}" if found.target is not None else ""
    if found.kind == TargetKind.NUMBER and found.text:
        return found.text
    return " ".join(filter(None, (title or found.text, number)))


def done(row: LedgerRow) -> str:
    """How far it is reached; own figures say that they are internal."""
    found = row.reached
    if found.value is None:
        return ""
    share = f"（{found.share}%）" if found.share is not None else ""
    inside = "" if found.kind == TargetKind.NUMBER else " 内部测算"
    one = f"，按“{found.measured}”计" if found.measured else ""
    return f"{found.value.normalize():f}{found.unit}{share}{one}{inside}"


def digests(said: dict[str, str]) -> str:
    """What a row said when it went out, so that it is seen who changed it: eight letters a column a meeting changes."""
    return ".".join(digest(said[name]) for name in EDITED)


def digest(text: str) -> str:
    """Eight letters of a text without its blanks."""
    return hashlib.sha256("".join(text.split()).encode()).hexdigest()[:8]
