"""Merge a workbook that came back: rows that fit are applied, rows that contradict are shown, nothing is lost.

A row is known by its id, whatever else was changed around it. Where the matter was moved here since it went out and the
workbook says otherwise, both stand side by side until a person decides.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from django.shortcuts import get_object_or_404

from xingzhi.cases.matters.models import Matter
from xingzhi.cases.matters.moves import refusals, step
from xingzhi.cases.matters.procedures import procedure_of
from xingzhi.cases.notified import workbook
from xingzhi.cases.notified.models import Dispatch, ReturnConflict, Returned
from xingzhi.cases.notified.sheet import Answer, Sheet, read_sheet
from xingzhi.core.actions import Act, action
from xingzhi.core.models import User
from xingzhi.files import digest_of
from xingzhi.intake.signed.reading import SheetProblem
from xingzhi.packs.procedures import Move


class SameReturn(Exception):
    """The very same workbook was merged before; `returned` is what came of it."""

    def __init__(self, returned: Returned) -> None:
        super().__init__(returned.pk)
        self.returned = returned


@dataclass
class Merge:
    """What becomes of the rows of one workbook."""

    applied: int = 0
    unchanged: int = 0
    blank: int = 0
    problems: list[dict[str, Any]] = field(default_factory=list)
    conflicts: list[ReturnConflict] = field(default_factory=list)

    def refuse(self, answer: Answer, column: str, value: str, code: str, **params: Any) -> None:
        """A row that is not taken, and why."""
        told = {"row": answer.row, "key": answer.fixed[1], "column": column, "value": value[:200]}
        self.problems.append({**told, "code": code, "params": params})


@action("merge_return", zh="合并反馈表", en="Merge a returned workbook")
def merge_return(act: Act, path: Path, name: str, dispatch_id: int | None = None) -> Returned:
    """Merge a workbook that came back; what its rows came to stands in the result.

    Raises `SheetProblem` where it is none, is unsigned or belongs to another dispatch, `SameReturn` where it came before.
    """
    sheet = read_sheet(path)
    head = sheet.head
    if dispatch_id is not None and head.number != dispatch_id:
        raise SheetProblem("other_dispatch", found=head.number, expected=dispatch_id)
    dispatch: Dispatch = get_object_or_404(Dispatch.objects.visible_to(act.user).select_for_update(), pk=head.number)
    digest = digest_of(path)
    if known := Returned.objects.filter(dispatch=dispatch, digest=digest).first():
        raise SameReturn(known)
    if head.code != workbook.code_of(workbook.fixed_rows(dispatch)):
        raise SheetProblem("other_code", found=head.code)
    returned = Returned.objects.create(
        dispatch=dispatch, digest=digest, file_name=Path(name).name[-200:], filler=head.filler,
        reviewer=head.reviewer, filled_on=head.filled_on, zero=head.zero, officer=act.user,
    )  # fmt: skip
    merge = _merge(dispatch, returned, sheet, act.user)
    returned.applied, returned.unchanged, returned.blank = merge.applied, merge.unchanged, merge.blank
    returned.problems = merge.problems
    returned.save()
    ReturnConflict.objects.bulk_create(merge.conflicts)
    act.on(
        "dispatch", dispatch.pk, dispatch.region, returned=returned.pk, digest=digest, filler=head.filler,
        reviewer=head.reviewer, zero=head.zero, applied=merge.applied, conflicts=len(merge.conflicts),
        problems=len(merge.problems),
    )  # fmt: skip
    return returned


def _merge(dispatch: Dispatch, returned: Returned, sheet: Sheet, user: User) -> Merge:
    merge = Merge()
    expected = workbook.fixed_rows(dispatch)
    items = {workbook.row_id(dispatch, item.matter_id): item for item in dispatch.items.all()}
    matters = {
        m.pk: m
        for m in Matter.objects.visible_to(user).select_for_update(of=("self",)).select_related("procedure")
        .filter(pk__in=[item.matter_id for item in items.values()])
    }  # fmt: skip
    for answer in _known(sheet, expected, merge):
        item = items[answer.id]
        matter = matters.get(item.matter_id)
        if matter is None:
            merge.refuse(answer, "编号", answer.id, "moved_away")
        else:
            _take(merge, returned, matter, _base(matter, item.state, answer), answer, user)
    return merge


def _base(matter: Matter, went_out: str, answer: Answer) -> str:
    """The state the banner office had before it: what its copy says, a later copy of the same dispatch included."""
    states = procedure_of(matter).states
    return next((state.id for state in states if state.label.zh == answer.fixed[-1]), went_out)


def _known(sheet: Sheet, expected: dict[str, list[str]], merge: Merge) -> Iterator[Answer]:
    """The rows of this dispatch whose fixed cells stand as they went out, each once."""
    seen: set[str] = set()
    for answer in sheet.answers:
        if answer.id not in expected:
            merge.refuse(answer, "编号", answer.id, "unknown_row")
        elif answer.id in seen:
            merge.refuse(answer, "编号", answer.id, "row_twice")
        elif changed := next(
            (i for i in (1, 2) if "".join(answer.fixed[i].split()) != "".join(expected[answer.id][i].split())), None
        ):
            merge.refuse(
                answer, workbook.FIXED[changed + 1], answer.fixed[changed], "fixed_changed", was=expected[answer.id][changed]
            )  # fmt: skip
        else:
            seen.add(answer.id)
            yield answer


def _take(merge: Merge, returned: Returned, matter: Matter, base: str, answer: Answer, user: User) -> None:
    """Apply one answer, or say why not."""
    if answer.problem:
        merge.refuse(answer, *answer.problem)
        return
    if not answer.status:
        merge.blank += 1
        return
    procedure = procedure_of(matter)
    state = workbook.office_states(procedure).get(answer.status, "")
    if not state:
        merge.refuse(answer, "办理状态", answer.status, "unknown_status")
        return
    if matter.state == state:
        merge.unchanged += 1
        return
    labels = {proof.label.zh: id for id, proof in procedure.body.proofs.items()}
    proofs = [labels[word] for word in answer.proofs if word in labels]
    if strange := [word for word in answer.proofs if word not in labels]:
        merge.refuse(answer, "凭据", "、".join(strange), "unknown_proof")
        return
    on = answer.on or returned.filled_on
    said = {"state": state, "on": on.isoformat(), "proofs": proofs, "note": answer.note}
    if matter.state != base:
        merge.conflicts.append(
            ReturnConflict(returned=returned, matter=matter, row=answer.row, ours=matter.state, theirs=said)
        )
        return
    move = move_to(matter, state)
    found = refusals(matter, move, user.role, on, proofs, answer.note) if move else []
    if move is None or found:
        codes = [each.code for each in found] or ["state"]
        params = found[0].params if found else {}
        merge.refuse(answer, "办理状态", answer.status, f"refused_{codes[0]}", **{k: str(v) for k, v in params.items()})
        return
    moved_as_said(matter, move, said, returned, user)
    merge.applied += 1


def move_to(matter: Matter, state: str) -> Move | None:
    """The office's move that leads a matter to a state from where it stands."""
    moves = procedure_of(matter).moves_from(matter.state, word="office")
    return next((move for move in moves if move.to == state), None)


def moved_as_said(matter: Matter, move: Move, said: dict[str, Any], returned: Returned, user: User) -> None:
    step(
        matter, move.id, date.fromisoformat(said["on"]), user, proofs=said["proofs"], note=said["note"],
        source=f"return:{returned.pk}",
    )  # fmt: skip
