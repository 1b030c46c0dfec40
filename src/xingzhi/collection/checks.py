"""Hold what a form says against itself, other forms, the registers and the period before. Pure: asks through callables."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal

from xingzhi.packs.forms import FormBody, FormCheck, Known, Side
from xingzhi.packs.schema import Label

REQUIRED, ZERO_BESIDE = "required", "zero_beside"
ZERO = "_zero"  # among the reasons: why nothing happened; no cell is called so
RELATIONS: dict[str, Callable[[Decimal, Decimal], bool]] = {
    "eq": lambda left, right: left == right,
    "le": lambda left, right: left <= right,
    "ge": lambda left, right: left >= right,
}


@dataclass(frozen=True)
class Beside:
    """What a form is held against. `before` is the period before's; `other` and `known` give `None` where not known."""

    before: Mapping[str, Decimal]
    other: Callable[[str, tuple[str, ...]], Decimal | None]
    known: Callable[[Known], Decimal | None]


@dataclass(frozen=True)
class Found:
    """A check that does not hold: at which cell it is shown, what is written and what it was held against."""

    check: str
    level: str  # error | ask
    cell: str
    message: Label | None
    left: Decimal | None = None
    right: Decimal | None = None
    answered: bool = False  # asked about, and a reason was given

    @property
    def blocks(self) -> bool:
        """Whether the report cannot be submitted with it."""
        return not self.answered


def evaluate(body: FormBody, values: Mapping[str, str], notes: Mapping[str, str], beside: Beside) -> list[Found]:
    """Every check that does not hold, missing values first. A check with a blank cell waits until it is filled in."""
    found = [
        Found(REQUIRED, "error", cell.id, None) for cell in body.cells if cell.required and not values.get(cell.id)
    ]
    numbers = {cell.id: Decimal(values[cell.id]) for cell in body.cells if cell.counted and values.get(cell.id)}
    for check in body.checks:
        found += _moved(check, numbers, beside) if check.change else _compared(check, numbers, beside)
    return [_answered(each, notes) for each in found]


def of_zero(body: FormBody, found: Iterable[Found], known: Mapping[str, str], reason: str) -> list[Found]:
    """What a signed zero report is asked: known figures of the period that are not zero, and the checks; one reason answers all."""
    given = bool(reason.strip())
    flows = (cell.id for cell in body.cells if cell.counted and not cell.stock and Decimal(known.get(cell.id) or 0))
    beside = [Found(ZERO_BESIDE, "ask", cell, None, Decimal(0), Decimal(known[cell])) for cell in flows]
    every = [*beside, *found]
    return [replace(each, answered=each.answered or given) if each.level == "ask" else each for each in every]


def _answered(found: Found, notes: Mapping[str, str]) -> Found:
    given = found.level == "ask" and bool(notes.get(found.cell, "").strip())
    return Found(found.check, found.level, found.cell, found.message, found.left, found.right, given)


def _moved(check: FormCheck, numbers: Mapping[str, Decimal], beside: Beside) -> list[Found]:
    assert check.change
    found = []
    for cell in check.left:
        now, was = numbers.get(cell), beside.before.get(cell)
        if now is None or was is None:
            continue
        least = min(abs(now), abs(was))  # a fall to a third is as far as a rise to the threefold
        if abs(now - was) > check.change.share * least and abs(now - was) > check.change.least:
            found.append(Found(check.id, check.level, cell, check.message, now, was))
    return found


def _compared(check: FormCheck, numbers: Mapping[str, Decimal], beside: Beside) -> list[Found]:
    assert check.right
    left = _sum(check.left, numbers)
    right = _right(check.right, numbers, beside)
    if left is None or right is None or RELATIONS[check.relation](left, right):
        return []
    return [Found(check.id, check.level, check.left[0], check.message, left, right)]


def _right(side: Side, numbers: Mapping[str, Decimal], beside: Beside) -> Decimal | None:
    if side.known:
        return beside.known(side.known)
    return beside.other(side.form, side.cells) if side.form else _sum(side.cells, numbers)


def _sum(cells: tuple[str, ...], numbers: Mapping[str, Decimal]) -> Decimal | None:
    found = [numbers[cell] for cell in cells if cell in numbers]
    return sum(found, Decimal(0)) if len(found) == len(cells) else None
