"""What officers do: open matters of findings, judge them with a reason, load and drop names."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date
from typing import NamedTuple

from django.shortcuts import get_object_or_404
from django.utils import timezone

from xingzhi.cases.bad_faith import PROCEDURE
from xingzhi.cases.bad_faith.models import LoadedName, NameKind, PatternFinding
from xingzhi.cases.matters.models import Matter
from xingzhi.cases.matters.moves import move_matters
from xingzhi.cases.matters.procedures import keep, read
from xingzhi.core.actions import Act, action
from xingzhi.registers.receive import region_of
from xingzhi.text.dates import parse_date
from xingzhi.text.problems import ValueProblem

FIELDS = 4  # name, owner, classes, day
SEEN = 20  # faulty lines told at once


class Loaded(NamedTuple):
    """What came of loading names: how many are new, and the lines that cannot be taken (number, text)."""

    made: int
    refused: list[tuple[int, str]]


@action("follow_findings", zh="建立恶意申请事项", en="Open matters of bad-faith findings")
def follow_findings(act: Act, findings: Sequence[int]) -> int:
    """Open a matter for each finding that has none; how many were opened."""
    seen = PatternFinding.objects.visible_to(act.user).select_for_update(of=("self",))
    chosen = list(seen.filter(pk__in=findings, matter=None).order_by("pk"))
    today = timezone.localdate()
    text = keep(PROCEDURE, today)
    for finding in chosen:
        finding.matter = Matter.objects.create(
            kind=PROCEDURE, procedure=text, key=finding.key, title=finding.subject, region=finding.region,
            state=read(text).initial.id, since=today, opened_on=today, officer=act.user,
        )  # fmt: skip
        finding.shown = True
        finding.save(update_fields=["matter", "shown"])
    region = min({finding.region for finding in chosen}, default=act.user.region or "")
    act.on("finding", "", region, findings=[finding.pk for finding in chosen])
    return len(chosen)


@action("judge_finding", zh="办理恶意申请线索", en="Judge a bad-faith finding")
def judge_finding(act: Act, finding_id: int, move: str, on: date, proofs: Collection[str], note: str) -> None:
    """Move a finding's matter, and keep how much evidence there was then; raises what `move_matters` raises."""
    seen = PatternFinding.objects.visible_to(act.user).select_for_update(of=("self",)).exclude(matter=None)
    finding: PatternFinding = get_object_or_404(seen, pk=finding_id)
    assert finding.matter_id is not None
    move_matters(act.user, [finding.matter_id], move, on, proofs=proofs, note=note)
    finding.judged_with = len(finding.evidence)
    finding.save(update_fields=["judged_with"])
    act.on("finding", finding.pk, finding.region, key=finding.key, move=move, strength=finding.strength)


@action("load_names", zh="载入名录", en="Load names")
def load_names(act: Act, lines: Sequence[str], kind: str) -> Loaded:
    """Add names to the list of the officer's region: name, owner, classes, day, with tabs between.

    Raises `KeyError` for an unknown kind.
    """
    if kind not in NameKind.values:
        raise KeyError(kind)
    region = region_of(act.user)
    held = set(LoadedName.objects.filter(region=region, kind=kind).values_list("name", flat=True))
    fresh: dict[str, LoadedName] = {}
    bad: list[tuple[int, str]] = []
    for at, line in enumerate(lines, 1):
        name, owner, classes, day, *_ = (*(part.strip() for part in line.split("\t")), *[""] * FIELDS)
        if not name:
            continue
        try:
            on = parse_date(day, date.max, days_ahead=0) if day else None
        except ValueProblem:
            on = None
            bad.append((at, line[:100]))
            continue
        if len(name) < 2 or (kind == NameKind.HOT_WORD and on is None):
            bad.append((at, line[:100]))
        elif name not in held:
            fresh[name[:100]] = LoadedName(region=region, kind=kind, name=name[:100], owner=owner[:300],
                                           classes=classes[:200], day=on, officer=act.user)  # fmt: skip
    LoadedName.objects.bulk_create(fresh.values(), batch_size=500)
    act.on("names", "", region, names=len(fresh), kind=kind, refused=len(bad))
    return Loaded(len(fresh), bad[:SEEN])


@action("drop_names", zh="删除名录", en="Take names away")
def drop_names(act: Act, names: Sequence[int]) -> int:
    """Take loaded names away; how many there were."""
    chosen = LoadedName.objects.visible_to(act.user).filter(pk__in=names)
    told = list(chosen.values_list("kind", "name"))
    chosen.delete()
    act.on("names", "", act.user.region or "", dropped=[f"{kind}:{name}" for kind, name in told][:100])
    return len(told)
