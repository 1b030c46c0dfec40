"""What a sentence rests on: add a record by search, a word or task of the plan, a released figure; or take one away."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from django.contrib import messages
from django.core import signing
from django.db.models import Exists, OuterRef
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from xingzhi.core.declare import registers
from xingzhi.indicators.tables.figures import Figures
from xingzhi.packs import load
from xingzhi.plans.ledger.models import Answer, PlanTask, Progress
from xingzhi.plans.short_titles import short_title
from xingzhi.publish.models import Release, ReleaseState
from xingzhi.publish.papers import proofs
from xingzhi.publish.papers.contributed import summary_offers
from xingzhi.publish.papers.evidence import standings
from xingzhi.publish.papers.models import Paper, sentences
from xingzhi.publish.papers.versions import taken_away
from xingzhi.publish.papers.writing import prove
from xingzhi.publish.refused import Refused
from xingzhi.registers.filters import filtered
from xingzhi.snapshots.jobs import latest
from xingzhi.web.reading import language
from xingzhi.web.views.documents import shown
from xingzhi.web.views.documents.paper import kept_or_404
from xingzhi.web.views.documents.words import REFUSED

SHOWN = 8
FEW = 4
SALT = "proof"  # what is offered comes back signed: nobody can write evidence by hand


@require_http_methods(["GET", "POST"])
def sentence(request: HttpRequest, paper_id: int, sentence: int) -> HttpResponse:
    """The sentence, its records, and a search for more."""
    paper = kept_or_404(request, paper_id)
    if request.method == "POST":
        return _change(request, paper, sentence)
    found = next((each for each in sentences(paper.text.blocks) if each["id"] == sentence), None)
    if found is None:
        raise Http404
    asked = request.GET.get("q", "").strip()[:100]
    blocks = [{"level": 0, "sentences": [found]}]
    context = {
        "page_title": gettext("这句话的依据"), "paper": paper, "asked": asked,
        "sentence": shown.text(blocks, standings(paper, request.user, blocks))[0]["sentences"][0],
        "earlier": [{"label": each["label"], "proof": signing.dumps(each, salt=SALT)} for each in taken_away(paper, found)]
        if paper.is_open else [],
        "offers": list(_offers(request, paper, asked)) if paper.is_open else [],
    }  # fmt: skip
    return render(request, "documents/sentence.html", context)


def _change(request: HttpRequest, paper: Paper, sentence: int) -> HttpResponse:
    post = request.POST
    try:
        if "drop" in post:
            prove(request.user, paper.pk, sentence, drop=int(post["drop"]) if post["drop"].isdigit() else -1)
        elif "read" in post:
            prove(request.user, paper.pk, sentence)
        else:
            prove(request.user, paper.pk, sentence, proof=signing.loads(post.get("proof", ""), salt=SALT))
    except signing.BadSignature as error:
        raise Http404 from error
    except Refused as refused:
        messages.error(request, str(REFUSED[refused.code]))
    return redirect("document-sentence", paper.pk, sentence)


def _offers(request: HttpRequest, paper: Paper, text: str) -> Iterator[dict[str, Any]]:
    sources = (
        (gettext("指标"), _figures(paper, text)),
        (gettext("计划任务"), _tasks(request, paper, text)),
        (gettext("进展"), _progress(request, paper, text)),
        (gettext("各单位总结"), summary_offers(request.user, paper, text)),
        (gettext("已发布的数"), _released(request, text)),
        *_records(request, text),
    )
    for where, found in sources:
        rows = [{"label": each["label"], "proof": signing.dumps(each, salt=SALT)} for each in found]
        if rows:
            yield {"where": where, "rows": rows}


def _figures(paper: Paper, text: str) -> list[proofs.Proof]:
    """Figures of the paper's region as of the newest snapshot: of the year so far, or of its last day."""
    snapshot, packs = latest(), load()
    if snapshot is None or not text:
        return []
    held, end = Figures(packs, snapshot, paper.region), timezone.localdate(snapshot.as_of)
    named = [each for each in packs.indicators.values() if text in each.title.zh and each.source != "none"][:FEW]
    found = [(held.of(each.id, paper.region, date(end.year, 1, 1), end, {}), each.title.zh) for each in named]
    return [proofs.figure(figure, title, snapshot.pk) for figure, title in found if figure.value is not None]


def _tasks(request: HttpRequest, paper: Paper, text: str) -> list[proofs.Proof]:
    rows = PlanTask.objects.led_by(request.user).filter(plan=paper.plan_id, text__contains=text)
    return [proofs.task(each) for each in rows.order_by("order")[:SHOWN]]


def _progress(request: HttpRequest, paper: Paper, text: str) -> list[proofs.Proof]:
    seen = Progress.objects.visible_to(request.user)
    later = seen.filter(share=OuterRef("share"), month=OuterRef("month"), version__gt=OuterRef("version"))
    rows = seen.filter(~Exists(later), share__task__plan=paper.plan_id, text__contains=text)
    newest = rows.select_related("share__unit", "share__task").order_by("-month", "-pk")[:SHOWN]
    return [
        proofs.progress(each)
        | {"label": f"{each.share.unit.name} {each.month} “{short_title(each.share.task.text)}”{Answer(each.answer).label} {each.text[:40]}".strip()}
        for each in newest
    ]  # fmt: skip


def _released(request: HttpRequest, text: str) -> list[proofs.Proof]:
    if not text:
        return []
    found = []
    released = Release.objects.visible_to(request.user).filter(state=ReleaseState.RELEASED)
    for each in released.exclude(amendments__state=ReleaseState.RELEASED).order_by("-id")[:SHOWN]:
        for key, held in each.content.get("figures", {}).items():
            value = held["value"]
            if value is not None and (text in str(value) or text in each.title):
                found.append(proofs.release(each.pk, key, f"{each.title} {key}", str(value)))
    return found[:SHOWN]


def _records(request: HttpRequest, text: str) -> Iterator[tuple[str, list[proofs.Proof]]]:
    for register in registers():
        if text and any(column.search for column in register.stored):
            rows = filtered(register, request.user, {"q": text}).qs.order_by("-id")[:SHOWN]
            name = register.label(language())
            yield name, [proofs.record(register.name, each.key, f"{register.zh} {each}（{each.key}）") for each in rows]
