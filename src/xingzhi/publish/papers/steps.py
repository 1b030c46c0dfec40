"""The way of a paper: submitted, checked by a second person, approved by a third, issued with the office's own number."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

from django.core.exceptions import PermissionDenied
from django.utils import timezone

from xingzhi.core.actions import OFFICERS, Act, action
from xingzhi.core.models import User
from xingzhi.packs import load
from xingzhi.publish.hands import APPROVERS, CHECKERS
from xingzhi.publish.papers.asked import ReviewResult
from xingzhi.publish.papers.contradictions import unexplained
from xingzhi.publish.papers.deputies import approves_for
from xingzhi.publish.papers.evidence import standings
from xingzhi.publish.papers.files import fits, freeze
from xingzhi.publish.papers.models import Paper, PaperState, PaperStep
from xingzhi.publish.papers.names import inside_only
from xingzhi.publish.papers.standing import SAID, counted
from xingzhi.publish.papers.stated import keep_facts
from xingzhi.publish.papers.writing import drafted_by, kept
from xingzhi.publish.refused import Refused


@action("submit_paper", zh="提交文稿", en="Submit a paper", roles=OFFICERS)
def submit_paper(act: Act, paper_id: int, note: str = "") -> Paper:
    """Hand a draft on; opinions and reviews its kind needs are there by now, the reviews of this very version.

    A paper of one page fits it. The step keeps how many sentences were marked at that moment.
    """
    paper = drafted_by(act, paper_id)
    kind = load().paper_kinds.kind(paper.kind)
    if kind.opinions and not paper.opinions.exists():
        raise Refused("opinions")
    if paper.opinions.exclude(text="").filter(taken="").exists():
        raise Refused("unsettled")
    for step in kind.reviews:
        review = paper.reviews.filter(step=step).order_by("-id").first()
        if review is None or review.result == ReviewResult.REFUSED:
            raise Refused("review")
        if review.version != paper.version and review.result != ReviewResult.NOT_NEEDED:
            raise Refused("review_old")
    fit = fits(paper)
    if fit is not None and fit.over:
        raise Refused("too_long")
    paper.submitted_by = act.user
    seen = {SAID[kind]: count for kind, count in counted(standings(paper, act.user).values()).items()}
    seen["与其他文件不一致"] = len(unexplained(paper))
    open_points = "，".join(f"{what}{count}{'处' if '文件' in what else '句'}" for what, count in seen.items() if count)
    told = f"已看过，仍提交：{open_points}" if open_points else ""
    return _moved(act, paper, PaperState.SUBMITTED, "。".join(filter(None, (told, note.strip()))), open_points=seen)


@action("check_paper", zh="审核文稿", en="Check a paper", roles=CHECKERS)
def check_paper(act: Act, paper_id: int, note: str = "") -> Paper:
    """A second person confirms it: not who made, wrote or submitted it."""
    paper = _at(act, paper_id, PaperState.SUBMITTED)
    _another(act, paper)
    paper.checked_by = act.user
    return _moved(act, paper, PaperState.CHECKED, note)


@action("approve_paper", zh="批准文稿", en="Approve a paper", roles=CHECKERS)
def approve_paper(act: Act, paper_id: int, note: str = "", inputs_basis: str = "", names_basis: str = "") -> Paper:
    """A third person approves it, or their deputy. The bases say why figures computed here, or names of notified items,
    may leave.
    """
    paper = _at(act, paper_id, PaperState.CHECKED)
    away = None if act.user.role in APPROVERS else approves_for(act.user, hands(paper))
    if away is None and act.user.role not in APPROVERS:
        raise PermissionDenied("approve_paper")
    _another(act, paper)
    paper.approved_by = act.user
    paper.inputs_basis, paper.names_basis = inputs_basis.strip()[:300], names_basis.strip()[:300]
    bases = {"inputs_basis": paper.inputs_basis, "names_basis": paper.names_basis}
    return _moved(act, paper, PaperState.APPROVED, note, away, **bases)


@action("return_paper", zh="退回文稿", en="Return a paper", roles=CHECKERS)
def return_paper(act: Act, paper_id: int, note: str) -> Paper:
    """Send a paper that is not out yet back to be written again, with the reason."""
    paper = kept(act, paper_id)
    if paper.state in (PaperState.DRAFT, PaperState.ISSUED):
        raise Refused("state")
    if not note.strip():
        raise Refused("note")
    paper.submitted_by = paper.checked_by = paper.approved_by = None
    paper.inputs_basis = paper.names_basis = ""
    return _moved(act, paper, PaperState.DRAFT, note)


@action("issue_paper", zh="印发文稿", en="Issue a paper", roles=CHECKERS)
def issue_paper(act: Act, paper_id: int, number: str, on: date | None) -> Paper:
    """Record the office's number and the day, and freeze the file; differences to other documents are explained by now."""
    paper = _at(act, paper_id, PaperState.APPROVED)
    packs = load()
    kind, number = packs.paper_kinds.kind(paper.kind), number.strip()
    if on is None or on > timezone.localdate():
        raise Refused("day")
    if number and not re.fullmatch(packs.document_layout.number.pattern, number):
        raise Refused("number")
    if kind.numbered and not number:
        raise Refused("number_needed")
    if number and Paper.objects.filter(region=paper.region, number=number).exclude(pk=paper.pk).exists():
        raise Refused("number_used")
    if paper.internal and not kind.inside:
        raise Refused("internal")
    if not kind.inside and not paper.names_basis and inside_only(paper):
        raise Refused("names")
    if unexplained(paper):
        raise Refused("pairs")
    paper.number, paper.issued_on, paper.state = number, on, PaperState.ISSUED
    freeze(paper)
    paper.save()
    keep_facts(paper)
    return _moved(act, paper, PaperState.ISSUED, "", number=number, digest=paper.digest)


@action(
    "explain_contradiction", zh="说明与其他文件的差别", en="Explain a difference to another document", roles=OFFICERS
)
def explain_contradiction(act: Act, paper_id: int, key: str, reason: str) -> Paper:
    """Why a value that another outgoing document gives otherwise is right; kept with the paper."""
    paper = kept(act, paper_id)
    if paper.state == PaperState.ISSUED:
        raise Refused("state")
    if not reason.strip():
        raise Refused("reason")
    at = timezone.now().isoformat()
    paper.explained[key[:64]] = {"reason": reason.strip()[:500], "by": act.user.display_name, "at": at}
    paper.save(update_fields=["explained"])
    act.on("paper", paper.pk, paper.region, difference=key[:64])
    return paper


def _at(act: Act, paper_id: int, state: str) -> Paper:
    paper = kept(act, paper_id)
    if paper.state != state:
        raise Refused("state")
    return paper


def _moved(act: Act, paper: Paper, state: PaperState, note: str, away: User | None = None, **detail: Any) -> Paper:
    paper.state = state
    paper.save()
    PaperStep.objects.create(paper=paper, move=state, by=act.user, acting_for=away, note=note.strip()[:500])
    if away is not None:
        detail["acting_for"] = away.pk
    act.on("paper", paper.pk, paper.region, state=state, version=paper.version, **detail)
    return paper


def _another(act: Act, paper: Paper) -> None:
    """填报人, 审核人 and 分管领导 are three persons, and none of the latter wrote a version."""
    if act.user.pk in hands(paper):
        raise Refused("same_person")


def hands(paper: Paper) -> set[int | None]:
    """Who may neither check nor approve a paper: who made, wrote, submitted or checked it."""
    found = {paper.made_by_id, paper.submitted_by_id, paper.checked_by_id}
    return found | set(paper.versions.values_list("by", flat=True))
