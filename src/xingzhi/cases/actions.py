"""What officers do with clues."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet
from django.shortcuts import get_object_or_404

from xingzhi.cases.cluster_models import Cluster
from xingzhi.cases.clusters import recount
from xingzhi.cases.models import Clue, ClueRecord, ClusterJudgement, Judgement, Verdict, verdicts_of
from xingzhi.cases.sections import lawful_to
from xingzhi.cases.seen import pairs as pairs_of
from xingzhi.core.actions import Act, action
from xingzhi.core.declare import register_named
from xingzhi.core.jobs import enqueue
from xingzhi.registers.edit import BadValues, NothingChanged, edit_record, editable
from xingzhi.registers.models import MODELS

AT_ONCE = 5_000  # so many clues are judged while the officer waits; more of them by a job
CHUNK = 1_000


class ReasonMissing(ValueError):
    """A judgement without a reason is none."""


class NothingChosen(ValueError):
    """No clue is left to judge of those chosen."""


class NotTaken(ValueError):
    """The value another source offers cannot be put into the register."""


@action("judge_clue", zh="研判线索", en="Judge a clue")
def judge_clue(act: Act, clue_id: int, verdict: str, reason: str) -> Judgement:
    """Record an officer's judgement of a clue beside the machine's score; an earlier judgement stays in the history.

    Where the offered value of a conflict is taken, the record is edited in the officer's name. Raises `ReasonMissing`,
    `NotTaken`, and ValueError for a verdict that is none of the screening's.
    """
    clue = get_object_or_404(Clue.objects.visible_to(act.user).select_for_update(), pk=clue_id)
    said = _checked(clue.screening, verdict, reason)
    judgement = Judgement(clue=clue, verdict=verdict, reason=said, officer=act.user, score=clue.score, run=clue.run)
    judgement.save()
    Clue.objects.filter(pk=clue.pk).update(verdict=verdict)
    if verdict == Verdict.TAKEN:
        _take(act, clue, said)
    recount(clue.screening, [clue.group])
    act.on("clue", clue.pk, act.user.region or "", verdict=verdict, reason=judgement.reason, clue=clue.key)
    return judgement


def _checked(screening: str, verdict: str, reason: str) -> str:
    if verdict not in verdicts_of(screening):
        raise ValueError(verdict)
    if not reason.strip():
        raise ReasonMissing
    return reason.strip()[:500]


def _take(act: Act, clue: Clue, reason: str) -> None:
    """Put the offered value of a conflict into the record."""
    record = clue.records.get()
    register = register_named(record.register)
    if clue.relation not in {column.name for column in editable(register)}:
        raise NotTaken(clue.relation)
    row = get_object_or_404(MODELS[record.register].objects.visible_to(act.user), key=record.key)
    try:
        edit_record(act.user, record.register, row.pk, {clue.relation: clue.evidence["offered"]}, reason)
    except NothingChanged:
        return  # somebody has put it in already
    except BadValues as error:
        raise NotTaken(clue.relation) from error


@action("judge_cluster", zh="成组研判", en="Judge the pairs of a cluster")
def judge_cluster(
    act: Act,
    cluster_id: int,
    verdict: str,
    reason: str,
    *,
    note: str = "",
    clues: Collection[int] = (),
    members: Collection[str] = (),
    everything: bool = False,
    again: bool = False,
) -> ClusterJudgement:
    """Give one judgement to many pairs of a cluster that the officer may see; each pair keeps a judgement of its own.

    Chosen are the pairs named in `clues`, those between two of `members`, or with `everything` all that wait; `again` takes
    those judged before as well. A pair the law allows is judged only where `clues` names it. Undone by judging again.
    Raises `ReasonMissing`, `NothingChosen`, and ValueError for an unknown verdict.
    """
    cluster = get_object_or_404(Cluster.objects.visible_to(act.user), pk=cluster_id)
    said = _checked(cluster.screening, verdict, reason)
    pairs = pairs_of(act.user, cluster).order_by()
    if not again:
        pairs = pairs.filter(verdict=Verdict.OPEN)
    suspect = pairs.exclude(lawful_to(act.user))
    chosen = dict(_named(pairs, clues)) | dict(_between(suspect, members, everything))
    if not chosen:
        raise NothingChosen
    together = ClusterJudgement.objects.create(
        screening=cluster.screening, group=cluster.group, verdict=verdict, reason=said, note=note.strip()[:1000],
        officer=act.user, clues=sorted(chosen), run=cluster.run,
    )  # fmt: skip
    if len(chosen) <= AT_ONCE:
        for chunk in chunks(together.clues):
            judge_chunk(together, chunk)
        recount(cluster.screening, [cluster.group])
    else:
        enqueue("judge_cluster", act.user, act.user.region or "", judgement=together.pk)
    act.on(
        "cluster", cluster.pk, act.user.region or "", verdict=verdict, reason=said, note=together.note,
        judgement=together.pk, clues=sorted(chosen.values()),
    )  # fmt: skip
    return together


def _named(pairs: QuerySet[Clue], clues: Collection[int]) -> Iterator[tuple[int, str]]:
    """Number and key of the pairs ticked one by one."""
    named = set(clues)
    return (pair for pair in pairs.values_list("pk", "key") if pair[0] in named) if named else iter(())


def _between(pairs: QuerySet[Clue], members: Collection[str], everything: bool) -> QuerySet[Any]:
    """Number and key of all pairs, or of those with both records among some members."""
    if not everything:
        outside = ClueRecord.objects.filter(clue=OuterRef("pk")).exclude(key__in=list(members))
        pairs = pairs.filter(~Exists(outside)) if len(members) > 1 else pairs.none()
    return pairs.values_list("pk", "key")


def chunks(clues: Sequence[int]) -> Iterator[Sequence[int]]:
    """The clues of a judgement, so many at a time."""
    for start in range(0, len(clues), CHUNK):
        yield clues[start : start + CHUNK]


def judge_chunk(together: ClusterJudgement, numbers: Sequence[int]) -> None:
    """Give a cluster's judgement to some of its clues; those judged since it was given are left as they are."""
    pairs = Clue.objects.select_for_update().filter(pk__in=numbers).order_by("pk")
    since = Judgement.objects.filter(clue=OuterRef("pk"), at__gt=together.at)
    waiting = list(pairs.filter(~Exists(since)))
    Judgement.objects.bulk_create(
        Judgement(
            clue=clue, verdict=together.verdict, reason=together.reason, officer=together.officer, score=clue.score,
            run=clue.run, together=together,
        )
        for clue in waiting
    )  # fmt: skip
    Clue.objects.filter(pk__in=[clue.pk for clue in waiting]).update(verdict=together.verdict)
