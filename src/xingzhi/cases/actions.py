"""What officers do with clues."""

from __future__ import annotations

from django.shortcuts import get_object_or_404

from xingzhi.cases.models import Clue, Judgement, Verdict
from xingzhi.core.actions import Act, action


class ReasonMissing(ValueError):
    """A judgement without a reason is none."""


@action("judge_clue", zh="研判线索", en="Judge a clue")
def judge_clue(act: Act, clue_id: int, verdict: str, reason: str) -> Judgement:
    """Record an officer's judgement of a clue beside the machine's score; an earlier judgement stays in the history."""
    clue = get_object_or_404(Clue.objects.visible_to(act.user).select_for_update(), pk=clue_id)
    reason = reason.strip()
    if verdict not in (Verdict.SUSPECTED, Verdict.DISMISSED, Verdict.UNSURE):
        raise ValueError(verdict)
    if not reason:
        raise ReasonMissing
    judgement = Judgement(
        clue=clue, verdict=verdict, reason=reason[:500], officer=act.user, score=clue.score, run=clue.run
    )
    judgement.save()
    Clue.objects.filter(pk=clue.pk).update(verdict=verdict)
    act.on("clue", clue.pk, act.user.region or "", verdict=verdict, reason=judgement.reason, clue=clue.key)
    return judgement
