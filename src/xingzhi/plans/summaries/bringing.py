"""Files of several units at once, zipped or not: each goes to its unit; of which that cannot be told, a person says."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path, PurePosixPath
from typing import Any

from django.shortcuts import get_object_or_404
from django.utils import timezone

from xingzhi.core.actions import Act, action
from xingzhi.core.models import User
from xingzhi.files import keep_file
from xingzhi.intake.readers import ReaderProblem
from xingzhi.intake.readers.archive_members import Limits
from xingzhi.intake.readers.detect import file_kind
from xingzhi.intake.readers.unwrapping import is_wrapped, unwrap
from xingzhi.plans.reading.problems import Unreadable
from xingzhi.plans.summaries.models import StraySummary, Summary, SummaryCall, kept_file
from xingzhi.plans.summaries.moves import NotDone
from xingzhi.plans.summaries.reading import NotASummary
from xingzhi.plans.summaries.receiving import Came, SameText, came_as_file, came_kept, receive_summary
from xingzhi.plans.summaries.whose import whose

MOST = Limits(files=200, total=512 << 20)
Problem = ReaderProblem | Unreadable | NotASummary | NotDone
_KEPT = frozenset({"pdf", "ofd", "picture"})  # of an archive: read as documents, or the reason told
_NOT_READ = (ReaderProblem, Unreadable, NotASummary)


def told(problem: Problem) -> dict[str, Any]:
    """A problem as it is kept until a page says it: `kind` reader, file, summary or move, and what its sentence needs."""
    if isinstance(problem, Unreadable):
        return {"kind": "file", "zh": problem.zh, "en": problem.en}
    if isinstance(problem, ReaderProblem):
        params = {
            name: value if isinstance(value, dict | int) else str(value) for name, value in problem.params.items()
        }
        return {"kind": "reader", "code": problem.code, "params": params}
    if isinstance(problem, NotASummary):
        return {"kind": "summary", "code": problem.code, "pages": problem.pages}
    return {"kind": "move", "code": problem.code}


@dataclass(frozen=True)
class Outcome:
    """What became of a file: received, same, unclear (with the units it may be of), not_read, or problem (see `told`)."""

    file: str
    what: str
    unit: str = ""
    version: int = 0
    maybe: tuple[str, ...] = field(default=())
    problem: dict[str, Any] = field(default_factory=dict)


def is_long(path: Path, name: str) -> bool:
    """Whether reading it takes a converter or unpacking."""
    try:
        return is_wrapped(path, name)
    except ReaderProblem:
        return False


def bring(
    user: User, call: SummaryCall, path: Path, name: str, password: str | None = None, on: date | None = None
) -> Iterator[Outcome]:
    """Take in a file or all files of an archive, one by one; what cannot be read is told, the others count.

    `on`: the day they came, see `Came`.
    """
    try:
        if file_kind(path) != "archive":
            yield _one(user, call, came_as_file(path, name, password, on))
            return
    except _NOT_READ as problem:
        yield Outcome(name, "problem", problem=told(problem))
        return
    with tempfile.TemporaryDirectory(prefix="summaries_") as folder:
        try:
            found = unwrap(path, name, Path(folder), password, MOST, _KEPT, each=True)
        except ReaderProblem as problem:
            yield Outcome(name, "problem", problem=told(problem))
            return
        for each in found.contents:
            shown = _shown(each.name, each.path)
            try:
                yield _one(user, call, came_as_file(each.path, shown, password, on))
            except _NOT_READ as problem:
                yield Outcome(shown, "problem", problem=told(problem))
        yield from (Outcome(_last(each), "problem", problem=told(problem)) for each, problem in found.problems)
        yield from (Outcome(_last(each), "not_read") for each in found.ignored)


def _last(name: str) -> str:
    return PurePosixPath(name).name


def _shown(name: str, path: Path) -> str:
    """A document that was converted is kept as what it was made into."""
    last = PurePosixPath(_last(name))
    return f"{last.name}.docx" if file_kind(path) == "docx" and last.suffix.lower() != ".docx" else last.name


def _one(user: User, call: SummaryCall, came: Came) -> Outcome:
    name = came.name
    summaries = {each.unit_id: each for each in brought_for(user, call)}
    units = whose([each.unit for each in summaries.values()], name, came.read)
    if len(units) == 1:
        return _received(user, summaries[units[0].pk], came)
    stray = keep_stray(user, call.pk, came, [unit.pk for unit in units])
    if stray.summary:
        return Outcome(name, "same", stray.summary.unit.name, stray.summary.version)
    return Outcome(name, "unclear", maybe=tuple(unit.name for unit in units))


def _received(user: User, summary: Summary, came: Came) -> Outcome:
    try:
        text = receive_summary(user, summary.pk, came)
    except SameText as same:
        return Outcome(came.name, "same", summary.unit.name, same.version)
    except NotDone as problem:
        return Outcome(came.name, "problem", summary.unit.name, problem=told(problem))
    return Outcome(came.name, "received", summary.unit.name, text.version)


def brought_for(user: User, call: SummaryCall) -> list[Summary]:
    """The summaries of a call that the person may bring."""
    return list(Summary.objects.visible_to(user).filter(call=call).select_related("unit").order_by("pk"))


@action("keep_stray_summary", zh="暂存单位不明的总结", en="Keep a summary of an unknown unit")
def keep_stray(act: Act, call_id: int, came: Came, units: Sequence[int]) -> StraySummary:
    """Keep a file until a person says whose it is; one that was given to a unit stays settled."""
    call: SummaryCall = get_object_or_404(SummaryCall.objects.visible_to(act.user), pk=call_id)
    keep_file(came.content, kept_file(came.digest))
    stray, _ = StraySummary.objects.get_or_create(
        call=call, digest=came.digest, region=act.user.region or call.region,
        defaults={"file_name": came.name, "units": list(units), "by": act.user},
    )  # fmt: skip
    if stray.settled and stray.summary is None:  # set aside, and brought again
        stray.settled = False
        stray.save(update_fields=["settled"])
    act.on("stray_summary", stray.pk, stray.region, file=came.name, digest=came.digest)
    return stray


@action("settle_stray_summary", zh="认领单位不明的总结", en="Say whose a summary is")
def settle_stray(act: Act, stray_id: int, summary: Summary | None) -> StraySummary:
    """A stray file was taken in as a unit's summary, or (None) is set aside."""
    mine = StraySummary.objects.visible_to(act.user).select_for_update()
    stray: StraySummary = get_object_or_404(mine, pk=stray_id)
    stray.settled, stray.summary = True, summary
    stray.save(update_fields=["settled", "summary"])
    act.on("stray_summary", stray.pk, stray.region, file=stray.file_name, summary=summary.pk if summary else None)
    return stray


def give_stray(user: User, stray: StraySummary, summary: Summary, password: str | None = None) -> Outcome:
    """Take a stray file in as that unit's summary; it came when it was brought."""
    on = timezone.localtime(stray.at).date()
    try:
        outcome = _received(user, summary, came_kept(stray.digest, stray.file_name, password, on))
    except _NOT_READ as problem:
        return Outcome(stray.file_name, "problem", problem=told(problem))
    if outcome.what != "problem":
        settle_stray(user, stray.pk, summary)
    return outcome
