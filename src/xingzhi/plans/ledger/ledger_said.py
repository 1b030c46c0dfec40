"""Read the cell of a task's progress as a meeting left it: a line a unit, and what of it differs from what was said."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils import timezone

from xingzhi.plans.ledger.answering import LONGEST, NEEDS_TEXT
from xingzhi.plans.ledger.ledger_columns import MONTH, SILENT, digest, said_line, word
from xingzhi.plans.ledger.models import Answer, PlanTaskState, TaskUnit
from xingzhi.plans.ledger.month_book import CODES
from xingzhi.plans.ledger.rows import LedgerRow
from xingzhi.plans.ledger.state import months_until
from xingzhi.plans.ledger.unit_names import names_of


class NotSaid(ValueError):
    """A cell, or a part of it, that is not taken: `code`, the `value` at fault, and what its sentence needs."""

    def __init__(self, code: str, value: str, **params: str) -> None:
        super().__init__(code)
        self.code, self.value, self.params = code, value, params


@dataclass
class _Word:
    answer: str
    text: str


def said_anew(
    text: str, row: LedgerRow, month: str, base: str, units: Mapping[str, int]
) -> tuple[dict[str, Any] | None, list[NotSaid]]:
    """What a cell changes of what units said, None where nothing; and the parts that cannot be taken.

    `base`: the words the workbook went out with (`digests`): a word left as it was then undoes nothing.
    """
    if row.task.state == PlanTaskState.DROPPED:
        return None, [NotSaid("settled", text)]
    if month not in months_until(row.task.plan.year, timezone.localdate()):
        return None, [NotSaid("month", month)]
    words, problems = _words(text, row, units)
    was = dict(each.split("=") for each in base.split(",") if "=" in each)
    if gone := [share.unit.name for share in row.shares if str(share.pk) in was and share.pk not in words]:
        problems.append(NotSaid("said_gone", "、".join(gone)))
    changed = []
    for pk, new in words.items():
        known = row.said.get(pk)
        same = known is not None and digest(word(known)) == digest(f"{new.answer} {new.text}")
        if same or was.get(str(pk)) == digest(f"{new.answer} {new.text}"):
            continue
        if new.answer in NEEDS_TEXT and not new.text:
            problems.append(NotSaid("no_text", _name(row, pk)))
        elif len(new.text) > LONGEST:
            problems.append(NotSaid("too_long", new.text, limit=str(LONGEST)))
        else:
            changed.append(
                {"share": pk, "version": known.version if known else 0, "answer": new.answer, "text": new.text}
            )
    return (_change(row, month, changed, was) if changed else None), problems


def _change(row: LedgerRow, month: str, changed: list[dict[str, Any]], was: Mapping[str, str]) -> dict[str, Any]:
    before = [said_line([_name(row, each["share"])], known.answer, known.text)
              for each in changed if (known := row.said.get(each["share"]))]  # fmt: skip
    since = any(
        was.get(str(pk), "") != (digest(word(row.said[pk])) if pk in row.said else "")
        for pk in (each["share"] for each in changed)
    )
    return {
        "task": row.task.pk, "column": MONTH, "month": month, "said": changed, "since": since, "was": "\n".join(before),
        "now": "\n".join(said_line([_name(row, each["share"])], each["answer"], each["text"]) for each in changed),
    }  # fmt: skip


def _name(row: LedgerRow, share: int) -> str:
    return next(each.unit.name for each in row.shares if each.pk == share)


def _words(text: str, row: LedgerRow, units: Mapping[str, int]) -> tuple[dict[int, _Word], list[NotSaid]]:
    """Each unit's word by share; a line without a unit goes on the one above, at the top it is the lead's."""
    of_unit = {share.unit_id: share for share in row.shares}
    found: dict[int, _Word] = {}
    problems: list[NotSaid] = []
    current: list[TaskUnit] | None = None
    for line in filter(None, (each.strip() for each in text.splitlines())):
        head, colon, rest = line.replace(":", "：", 1).partition("：")
        names = names_of(head) if colon else []
        if names == [SILENT]:
            current = None
            continue
        known = [units[each] for each in names if each in units]
        if names and len(known) == len(names):
            if strange := [name for name, pk in zip(names, known, strict=True) if pk not in of_unit]:
                problems.append(NotSaid("not_its_unit", line, units="、".join(strange)))
                current = []
                continue
            current = [of_unit[pk] for pk in known]
            answer, told = _answer(rest.strip())
        elif names and _answer(rest.strip())[1] != rest.strip():
            problems.append(NotSaid("unknown_unit", line, units="、".join(name for name in names if name not in units)))
            current = []
            continue
        elif current is not None:
            for share in current:
                found[share.pk].text += f"\n{line}"
            continue
        elif whose := next(_whose(row), None):
            current, (answer, told) = [whose], _answer(line)
        else:
            problems.append(NotSaid("whose", line))
            current = []
            continue
        for share in current:
            before = found[share.pk].text + "\n" if share.pk in found else ""
            found[share.pk] = _Word(answer, before + told)
    return found, problems


def _whose(row: LedgerRow) -> Iterator[TaskUnit]:
    """The unit a word without a name is of: the lead's, or the only one's."""
    yield from (share for share in row.shares if share.unit_id == row.task.lead_unit_id or len(row.shares) == 1)


def _answer(text: str) -> tuple[str, str]:
    """The answer a word begins with and what is said; words without one tell of progress."""
    for label, code in CODES.items():
        rest = text[len(label) :]
        if text.startswith(label) and (not rest or rest[0] in " 　，,。；;：:\t"):
            return code.value, rest.strip(" 　，,；;：:\t")
    return Answer.MOVED.value, text
