"""Opinions asked and answered, reviews recorded, recipients and receipts, the day a paper was made public."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.shortcuts import get_object_or_404
from django.utils import timezone

from xingzhi.core.actions import OFFICERS, Act, action
from xingzhi.packs import load
from xingzhi.plans.units import Unit
from xingzhi.publish.papers.asked import PaperOpinion, PaperRecipient, PaperReview, ReviewResult, Taken
from xingzhi.publish.papers.models import Paper, PaperState, PaperStep
from xingzhi.publish.papers.writing import drafted_by, kept
from xingzhi.publish.refused import Refused


@action("ask_opinions", zh="征求意见", en="Ask for opinions", roles=OFFICERS)
def ask_opinions(act: Act, paper_id: int, units: Iterable[int], due_on: date | None) -> int:
    """Ask units for opinions on the version as it stands; how many were asked anew."""
    paper = drafted_by(act, paper_id)
    if due_on is None or due_on < timezone.localdate():
        raise Refused("due")
    chosen = list(Unit.objects.visible_to(act.user).filter(pk__in=list(units), retired=False))
    if not chosen:
        raise Refused("units")
    made = 0
    for unit in chosen:
        _, new = PaperOpinion.objects.get_or_create(
            paper=paper, unit=unit, version=paper.version,
            defaults={"region": unit.region, "due_on": due_on, "asked_by": act.user},
        )  # fmt: skip
        made += new
    PaperStep.objects.create(paper=paper, move="asked", by=act.user, note=f"{made}个单位，{due_on.isoformat()}前")
    act.on("paper", paper.pk, paper.region, units=made, due=due_on.isoformat())
    return made


@action("answer_opinion", zh="答复征求意见", en="Answer a request for opinions", roles=OFFICERS)
def answer_opinion(act: Act, opinion_id: int, text: str, nothing: bool = False) -> PaperOpinion:
    """A unit's opinion, or that it has none; the office may record what came on paper. A settled one stays."""
    opinion = _opinion(act, opinion_id)
    if opinion.taken not in (Taken.OPEN, Taken.NOTHING) or not opinion.paper.is_open:
        raise Refused("state")
    if not nothing and not text.strip():
        raise Refused("opinion")
    opinion.text = "" if nothing else text.strip()[:10_000]
    opinion.taken = Taken.NOTHING if nothing else Taken.OPEN
    opinion.answered_on, opinion.answered_by = timezone.localdate(), act.user
    opinion.save()
    act.on("paper_opinion", opinion.pk, opinion.region, paper=opinion.paper_id)
    return opinion


@action("settle_opinion", zh="处理意见", en="Settle an opinion", roles=OFFICERS)
def settle_opinion(act: Act, opinion_id: int, taken: str, reason: str) -> PaperOpinion:
    """Taken, partly or not taken; what is not taken whole has its reason."""
    opinion = _opinion(act, opinion_id)
    drafted_by(act, opinion.paper_id)
    if taken not in (Taken.YES, Taken.PARTLY, Taken.NO) or not opinion.text:
        raise Refused("opinion")
    if taken != Taken.YES and not reason.strip():
        raise Refused("reason")
    opinion.taken, opinion.reason = taken, reason.strip()[:500]
    opinion.save(update_fields=["taken", "reason"])
    act.on("paper_opinion", opinion.pk, opinion.region, taken=taken)
    return opinion


@action("review_paper", zh="登记审核审查", en="Record a review", roles=OFFICERS)
def review_paper(act: Act, paper_id: int, step: str, result: str, body: str, on: date | None, note: str) -> PaperReview:
    """Record a review of the version as it stands; "not needed" and "refused" have their reason."""
    paper = drafted_by(act, paper_id)
    if step not in {each.id for each in load().paper_kinds.reviews} or result not in ReviewResult.values:
        raise Refused("review_kind")
    if result in (ReviewResult.NOT_NEEDED, ReviewResult.REFUSED, ReviewResult.CHANGES) and not note.strip():
        raise Refused("reason")
    if result != ReviewResult.NOT_NEEDED and not body.strip():
        raise Refused("body")
    if on is None or on > timezone.localdate():
        raise Refused("day")
    made = PaperReview.objects.create(
        paper=paper, step=step, version=paper.version, result=result, body=body.strip()[:100], on=on,
        note=note.strip()[:500], by=act.user,
    )  # fmt: skip
    act.on("paper", paper.pk, paper.region, review=step, result=result)
    return made


@action("send_paper", zh="登记发送文稿", en="Record who a paper went to", roles=OFFICERS)
def send_paper(act: Act, paper_id: int, units: Iterable[int], others: str, on: date | None, channel: str) -> int:
    """Record to whom an issued paper went; units of the office then read it here. How many are new."""
    paper = _issued(act, paper_id)
    if on is None or on > timezone.localdate() or on < (paper.issued_on or on):
        raise Refused("day")
    if not channel.strip():
        raise Refused("channel")
    kind = load().paper_kinds.kind(paper.kind)
    if kind.inside:
        raise Refused("inside")
    chosen = list(Unit.objects.visible_to(act.user).filter(pk__in=list(units)))
    named: list[tuple[Unit | None, str, str]] = [(unit, unit.name, unit.region) for unit in chosen]
    named += [(None, name.strip()[:100], paper.region) for name in others.splitlines() if name.strip()]
    if not named:
        raise Refused("units")
    new = 0
    for unit, name, region in named:
        _, made = PaperRecipient.objects.get_or_create(
            paper=paper, name=name,
            defaults={"unit": unit, "region": region, "sent_on": on, "channel": channel.strip()[:40]},
        )  # fmt: skip
        new += made
    act.on("paper", paper.pk, paper.region, sent=new)
    return new


@action("receive_paper", zh="签收文稿", en="Say that a paper was received", roles=OFFICERS)
def receive_paper(act: Act, recipient_id: int, by: str = "") -> PaperRecipient:
    """The receipt of a unit, by itself or as the office heard of it; said once."""
    seen = PaperRecipient.objects.visible_to(act.user).select_for_update(of=("self",))
    found: PaperRecipient = get_object_or_404(seen, pk=recipient_id)
    if found.received_on is None:
        found.received_on = timezone.localdate()
        found.received_by = by.strip()[:100] or act.user.display_name[:100]
        found.save(update_fields=["received_on", "received_by"])
    act.on("paper_recipient", found.pk, found.region, paper=found.paper_id)
    return found


@action("publicise_paper", zh="登记公开", en="Record that a paper was made public", roles=OFFICERS)
def publicise_paper(act: Act, paper_id: int, on: date | None, where: str) -> Paper:
    """The day an issued paper was made public, and where."""
    paper = _issued(act, paper_id)
    if load().paper_kinds.attribute(paper.publicity).working_days is None:
        raise Refused("not_public")
    if on is None or on > timezone.localdate() or on < (paper.issued_on or on):
        raise Refused("day")
    paper.published_on, paper.published_where = on, where.strip()[:300]
    paper.save(update_fields=["published_on", "published_where"])
    act.on("paper", paper.pk, paper.region, published=on.isoformat())
    return paper


def _issued(act: Act, paper_id: int) -> Paper:
    paper = kept(act, paper_id)
    if paper.state != PaperState.ISSUED:
        raise Refused("not_issued")
    return paper


def _opinion(act: Act, opinion_id: int) -> PaperOpinion:
    seen = PaperOpinion.objects.visible_to(act.user).select_for_update(of=("self",))
    found: PaperOpinion = get_object_or_404(seen, pk=opinion_id)
    return found
