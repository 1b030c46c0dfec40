"""Take the ledger back from a meeting: first what it would change is shown, then a person takes all or some of it."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from pathlib import Path
from typing import Any

from django.db import transaction
from django.shortcuts import get_object_or_404
from django.utils import timezone

from xingzhi.core.actions import Act, action
from xingzhi.core.models import User
from xingzhi.core.scope import region_within
from xingzhi.files import digest_of, keep_file
from xingzhi.plans.ledger.answering import NotReported, Said, check, locked_share, newest
from xingzhi.plans.ledger.answering import keep as keep_word
from xingzhi.plans.ledger.brought_back import AddedRow, LedgerBook
from xingzhi.plans.ledger.editing import Edited, change
from xingzhi.plans.ledger.ledger_columns import ASSIST, DUE, LEAD, MONTH, NOTE, PERSON, TARGET, TASK
from xingzhi.plans.ledger.ledger_sheet import Known, read_ledger, table_of
from xingzhi.plans.ledger.models import Plan, PlanTask
from xingzhi.plans.ledger.moving import LEADERS, NotMoved, locked_task, set_day
from xingzhi.plans.ledger.rows import ledger
from xingzhi.plans.ledger.state import is_month, shown_month
from xingzhi.plans.ledger.unit_names import names_of, unit_names


class SameLedgerBook(Exception):
    """The very same workbook was brought back before; `book` is what came of it."""

    def __init__(self, book: LedgerBook) -> None:
        super().__init__(book.pk)
        self.book = book


@action("bring_ledger_back", zh="传回任务台账", en="Bring the ledger back", roles=LEADERS)
def bring_ledger_back(act: Act, plan_id: int, path: Path, name: str) -> LedgerBook:
    """Read a workbook and keep what it would change; nothing is changed yet. Raises `SheetProblem`, `SameLedgerBook`."""
    plan: Plan = get_object_or_404(Plan.objects.visible_to(act.user), pk=plan_id)
    digest, today = digest_of(path), timezone.localdate()
    if known := LedgerBook.objects.filter(plan=plan, digest=digest).first():
        raise SameLedgerBook(known)
    table, month = table_of(path, plan)
    rows = ledger(act.user, plan, month if is_month(month) else shown_month(plan.year, today))
    found = read_ledger(table, rows, Known(unit_names(act.user), today, month))
    book = LedgerBook.objects.create(
        plan=plan, region=plan.region, digest=digest, file_name=Path(name.replace("\\", "/")).name[-200:],
        changes=found.changes, problems=found.problems, by=act.user, state="open" if found.changes else "set_aside",
    )  # fmt: skip
    for row in found.added:
        due = row.pop(DUE, "")
        AddedRow.objects.create(
            plan=plan, region=plan.region, ledger_book=book, row=row.pop("row"), text=row.pop(TASK), said=row,
            due_on=date.fromisoformat(due) if due else None,
        )  # fmt: skip
    keep_file(path, book.path)
    act.on("plan", plan.pk, plan.region, book=book.pk, digest=digest, changes=len(found.changes),
           added=len(found.added), problems=len(found.problems))  # fmt: skip
    return book


@action("take_ledger_book", zh="采用传回的台账", en="Take a ledger that was brought back", roles=LEADERS)
def take_ledger_book(act: Act, book_id: int, taken: Collection[int], reason: str) -> tuple[int, list[dict[str, Any]]]:
    """Make the changes whose places in the list are given; how many, and those that could not be made with their code."""
    seen = LedgerBook.objects.visible_to(act.user).select_for_update().select_related("plan")
    book: LedgerBook = get_object_or_404(seen, pk=book_id, state="open")
    chosen = [each for at, each in enumerate(book.changes) if at in set(taken)]
    if chosen and not reason.strip():
        raise NotMoved("no_reason")
    names, refused, made = unit_names(act.user), [], 0
    for task_id in dict.fromkeys(each["task"] for each in chosen):
        task, mine = locked_task(act.user, task_id), [each for each in chosen if each["task"] == task_id]
        try:
            with transaction.atomic():  # of a task that cannot be changed so, nothing is
                take_cells(task, {each["column"]: each for each in mine}, names, act.user, reason)
            made += len(mine)
        except NotMoved as problem:
            refused += [{**each, "code": problem.code, "name": problem.name} for each in mine]
    book.state, book.settled_by, book.settled_at = ("taken" if chosen else "set_aside"), act.user, timezone.now()
    book.save(update_fields=["state", "settled_by", "settled_at"])
    act.on(
        "plan", book.plan_id, book.region, book=book.pk, made=made, refused=len(refused), reason=reason.strip()[:500]
    )
    return made, refused


def take_cells(
    task: PlanTask, cells: dict[str, dict[str, Any]], names: dict[str, int], user: User, reason: str
) -> None:
    """Change one task as the cells of its row say. Raises `NotMoved`."""
    said = {column: str(cell["now"]) for column, cell in cells.items()}
    texts = {field: said[column] for column, field in ((TASK, "text"), (NOTE, "note")) if column in said}
    person = None
    if PERSON in said:
        person = _username(user, said[PERSON])
        texts["person_name"] = "" if person else said[PERSON]
        person = person or ""
    lead = None if LEAD not in said else next((names[each] for each in names_of(said[LEAD]) if each in names), 0)
    assist = None if ASSIST not in said else tuple(names[each] for each in names_of(said[ASSIST]) if each in names)
    aimed = cells.get(TARGET, {})
    change(task, Edited(texts, lead, person, assist, aimed.get("target_kind"), aimed.get("target", {})), user, reason)
    if DUE in said:
        set_day(task, date.fromisoformat(said[DUE]), reason, user)
    for each in cells.get(MONTH, {}).get("said", ()):
        _say(each, cells[MONTH]["month"], user)


def _say(said: dict[str, Any], month: str, user: User) -> None:
    """Keep what a meeting wrote down of a unit's progress, unless the unit has said something else meanwhile."""
    share = locked_share(user, said["share"])
    known = newest(share.pk, month)
    if (known.version if known else 0) != said["version"]:
        raise NotMoved("reported_since", share.unit.name)
    word = Said(said["answer"], said["text"], known.value if known else None)
    try:
        check(share, month, word)
    except NotReported as problem:
        raise NotMoved("not_said", share.unit.name) from problem
    keep_word(share, month, word, user)


def _username(user: User, name: str) -> str | None:
    """The user name of the one person of the region who is called so; None where none or several are."""
    if not name or user.region is None:
        return None
    found = User.objects.filter(region_within(user.region), first_name=name, is_active=True)
    return found[0].username if len(found) == 1 else None
