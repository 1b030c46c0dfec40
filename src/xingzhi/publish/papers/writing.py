"""Making and writing a paper: a new one, its text, its frame, what its sentences rest on."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404
from django.utils import timezone

from xingzhi.core.actions import OFFICERS, Act, action
from xingzhi.core.office import office, sees_all
from xingzhi.packs import load
from xingzhi.plans.ledger.models import Plan
from xingzhi.publish.papers.drafting import drafted
from xingzhi.publish.papers.models import Paper, PaperState, PaperStep, PaperVersion
from xingzhi.publish.papers.quarters import quarter
from xingzhi.publish.papers.text import Blocks, Row, blocks_of
from xingzhi.publish.refused import Refused

FRAME = ("recipients", "signatory", "cc", "issued")  # texts around the paper
MOST_ATTACHED = 30
BY_PROGRAM = ("由程序起草", "由程序重新起草")  # notes of versions nobody wrote


@action("make_paper", zh="起草文稿", en="Draft a paper", roles=OFFICERS)
def make_paper(
    act: Act, kind: str, year: int, publicity: str, publicity_reason: str, *, title: str = "", period: str = "",
    explains: int = 0,
) -> Paper:  # fmt: skip
    """Begin a paper of the office, drafted from the plan where its kind is. Publicity and its reason are set here."""
    if not sees_all(act.user) or act.user.region is None:
        raise PermissionDenied("make_paper")
    rules = load().paper_kinds
    if kind not in {each.id for each in rules.kinds}:
        raise Refused("kind")
    of, here = rules.kind(kind), office()
    if of.explains != bool(explains):
        raise Refused("explains")
    if here is None or not 2000 <= year <= 2100:
        raise Refused("year")
    span = quarter(period) if of.needs_period else None
    if of.needs_period and (span is None or span[0].year != year):
        raise Refused("period")
    paper = Paper(
        region=here.region, kind=kind, year=year, period=period if of.needs_period else "", plan=_plan(here.region, year),
        made_by=act.user, frame={"signatory": here.name},
        explains=_explained(act, explains) if explains else None,
    )  # fmt: skip
    _publicity(paper, publicity, publicity_reason)
    place = load().regions.name(here.region)
    said = f"{year}年第{'一二三四'[int(period[-1]) - 1]}季度" if span else f"{year}年"
    paper.title = (
        title.strip()[:300]
        or f"{place}{said}知识产权工作{of.label.zh.removeprefix('年终').removeprefix('季度').partition('（')[0]}"
    )
    paper.save()
    blocks = drafted(paper, of, act.user, timezone.localdate())
    add_version(act, paper, blocks, BY_PROGRAM[0])
    PaperStep.objects.create(paper=paper, move="made", by=act.user)
    act.on("paper", paper.pk, paper.region, kind=kind, year=year)
    return paper


@action("write_paper", zh="修改文稿", en="Write a paper", roles=OFFICERS)
def write_paper(act: Act, paper_id: int, base: int, title: str, rows: list[Row], note: str = "") -> Paper:
    """Save the text as a new version. Raises `Refused("newer")` where another person saved since version `base`."""
    paper = drafted_by(act, paper_id)
    if base != paper.version:
        raise Refused("newer")
    if not title.strip():
        raise Refused("title")
    before = paper.text
    blocks = blocks_of(rows, before.blocks)
    if blocks == before.blocks and title.strip() == paper.title:
        return paper
    paper.title = title.strip()[:300]
    add_version(act, paper, blocks, note)
    act.on("paper", paper.pk, paper.region, version=paper.version)
    return paper


@action("draft_paper_again", zh="重新起草文稿", en="Draft a paper again", roles=OFFICERS)
def draft_again(act: Act, paper_id: int) -> Paper:
    """Draft the text anew from the plan and figures as they are today, as a new version; the earlier ones stay."""
    paper = drafted_by(act, paper_id)
    paper.plan = _plan(paper.region, paper.year)
    blocks = drafted(paper, load().paper_kinds.kind(paper.kind), act.user, timezone.localdate())
    add_version(act, paper, blocks, BY_PROGRAM[1])
    act.on("paper", paper.pk, paper.region, version=paper.version)
    return paper


@action("prove_sentence", zh="给语句加依据", en="Set what a sentence rests on", roles=OFFICERS)
def prove(
    act: Act, paper_id: int, sentence: int, proof: dict[str, Any] | None = None, drop: int | None = None
) -> Paper:
    """Add something a sentence rests on, or take away the one at place `drop`, or neither: it was read; a new version."""
    paper = drafted_by(act, paper_id)
    blocks = paper.text.blocks
    found = next((each for block in blocks for each in block.get("sentences", ()) if each["id"] == sentence), None)
    if found is None or (drop is not None and not 0 <= drop < len(found["evidence"])):
        raise Refused("sentence")
    if drop is not None:
        del found["evidence"][drop]
    if proof is not None and proof not in found["evidence"]:
        found["evidence"].append(proof)
    if drop is None:  # who adds evidence, or says it holds, has read the sentence beside it
        found["checked"] = found["text"]
    add_version(act, paper, blocks, "改依据")
    act.on("paper", paper.pk, paper.region, sentence=sentence, version=paper.version)
    return paper


@action("frame_paper", zh="修改文稿版头版记", en="Set what stands around a paper", roles=OFFICERS)
def frame_paper(
    act: Act, paper_id: int, texts: dict[str, str], attachments: list[tuple[str, str]], issuer_mark: bool,
    publicity: str, publicity_reason: str,
) -> Paper:  # fmt: skip
    """Addressees, signatory, copies, attachments (name and text), the red head, publicity with its reason."""
    paper = drafted_by(act, paper_id)
    paper.frame = {name: texts.get(name, "").strip()[:1000] for name in FRAME}
    paper.frame["issuer_mark"] = issuer_mark
    named = [(name.strip()[:200], text.strip()[:50_000]) for name, text in attachments[:MOST_ATTACHED]]
    paper.frame["attachments"] = [{"title": name, "text": text} for name, text in named if name]
    _publicity(paper, publicity, publicity_reason)
    paper.save()
    act.on("paper", paper.pk, paper.region, publicity=publicity)
    return paper


def drafted_by(act: Act, paper_id: int) -> Paper:
    """The paper, locked, where the person's office keeps it and it is a draft."""
    paper = kept(act, paper_id)
    if not paper.is_open:
        raise Refused("state")
    return paper


def kept(act: Act, paper_id: int) -> Paper:
    """The paper, locked, where the person's office keeps it."""
    papers = Paper.objects.kept_by(act.user).select_for_update(of=("self",))
    found: Paper = get_object_or_404(papers, pk=paper_id)
    return found


def _plan(region: str, year: int) -> Plan | None:
    """The office's plan of the year; a draft is made by the office alone, which sees it."""
    return Plan.objects.filter(region=region, year=year).first()


def _explained(act: Act, paper_id: int) -> Paper:
    issued = Paper.objects.kept_by(act.user).filter(state=PaperState.ISSUED)
    found: Paper = get_object_or_404(issued, pk=paper_id)
    return found


def _publicity(paper: Paper, publicity: str, reason: str) -> None:
    if publicity not in {each.id for each in load().paper_kinds.publicity} or not reason.strip():
        raise Refused("publicity")
    paper.publicity, paper.publicity_reason = publicity, reason.strip()[:500]


def add_version(act: Act, paper: Paper, blocks: Blocks, note: str) -> None:
    """A new version of the text, by the person who acts."""
    paper.version += 1
    PaperVersion.objects.create(
        paper=paper, number=paper.version, title=paper.title, blocks=blocks, note=note.strip()[:200], by=act.user
    )
    paper.save()
