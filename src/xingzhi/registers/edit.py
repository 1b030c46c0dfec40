"""An edit by hand: a batch of one row, through the same door as a file."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from django.shortcuts import get_object_or_404
from django.utils import timezone

from xingzhi.core.actions import Act, action
from xingzhi.core.declare import Column, Register, Values, register_named
from xingzhi.core.models import Counter
from xingzhi.core.office import office_path
from xingzhi.intake.cells import cell_reader
from xingzhi.intake.models import Batch, BatchState
from xingzhi.packs import load
from xingzhi.registers.apply import Applier
from xingzhi.registers.context import reading_context
from xingzhi.registers.models import MODELS
from xingzhi.text.problems import ValueProblem

BY_HAND = "manual_decision"


class NothingChanged(ValueError):
    """The edit leaves the record as it was."""


class BadValues(ValueError):
    """Values that cannot be read; `problems` maps the column to what is wrong."""

    def __init__(self, problems: Mapping[str, Exception]) -> None:
        super().__init__(list(problems))
        self.problems = problems


def editable(register: Register) -> tuple[Column, ...]:
    """The columns an officer may set: all that files may bring, but for the key."""
    return tuple(c for c in register.importable if c.stored and c.name not in register.key_columns)


def read_changes(register: Register, texts: Mapping[str, str]) -> Values:
    """Typed values of the editable columns given as text; raise `BadValues` for those that cannot be read."""
    return read_values(register, editable(register), texts)


def read_values(register: Register, columns: Iterable[Column], texts: Mapping[str, str]) -> Values:
    """Typed values of columns given as text; raise `BadValues` for those that cannot be read."""
    context = reading_context(register)
    values: Values = {}
    problems: dict[str, Exception] = {}
    for column in columns:
        if column.name not in texts:
            continue
        try:
            read = cell_reader(column, context)(texts[column.name])
            values[column.name] = getattr(read, "value", read)
        except ValueError as problem:
            problems[column.name] = problem
    if problems:
        raise BadValues(problems)
    return values


@action("edit_record", zh="修改台账", en="Edit a record")
def edit_record(act: Act, register_name: str, record_id: int, texts: Mapping[str, str], reason: str) -> Batch:
    """Change a record in an officer's name, with a reason; the value set stands above what later files say."""
    register = register_named(register_name)
    model = MODELS[register_name]
    record = get_object_or_404(model.objects.visible_to(act.user), pk=record_id)
    held = record.values
    changes = {name: value for name, value in read_changes(register, texts).items() if value != held[name]}
    if not changes:
        raise NothingChanged
    if register.key(held | changes) != record.key:
        raise BadValues({name: ValueProblem("key_would_change") for name in changes})
    revision = Counter.next("revision")
    scope = act.user.region or ""
    applier = Applier(register_name, BY_HAND, revision, load(), office_path(), scope, frozenset(changes))
    row = held | changes | {"region": record.region, "region_how": record.region_how, "place": record.place}
    outcome = applier.apply([row])
    batch = Batch.objects.create(
        register=register_name, source=BY_HAND, owner=act.user, region=scope, by_hand=True, state=BatchState.APPLIED,
        rows_read=1, accepted=1, updated=outcome.updated, revision=revision, applied_at=timezone.now(),
        packs=load().version, notes=[["reason", {"text": reason.strip()[:500]}]],
    )  # fmt: skip
    act.on(
        register_name,
        record_id,
        record.region,
        key=record.key,
        columns=sorted(changes),
        reason=reason,
        revision=revision,
    )
    return batch
