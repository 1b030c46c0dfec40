"""What is done with many leads at once: letters to owners, owners told, leads dismissed."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone, translation
from django.utils.translation import gettext
from django.views.decorators.http import require_POST

from xingzhi.cases.gazette import PAPER
from xingzhi.cases.gazette.acting import follow_leads, letter_facts, print_owner_letters
from xingzhi.cases.gazette.models import Lead
from xingzhi.cases.matters.moves import NotAllowed, move_matters
from xingzhi.cases.papers.render import render as render_paper
from xingzhi.cases.papers.templates import TemplateLost
from xingzhi.core.actions import may
from xingzhi.core.office import office
from xingzhi.packs import load
from xingzhi.text.parties import party_key
from xingzhi.web.downloads import DOCX, attachment
from xingzhi.web.views.gazettes.words import remark, window


@require_POST
def letters(request: HttpRequest) -> HttpResponse:
    """Print a letter to each owner of the ticked leads and open their matters; or record that owners were told, or dismiss."""
    if not may(request.user, "follow_leads"):
        raise PermissionDenied
    chosen = [int(text) for text in request.POST.getlist("lead") if text.isdecimal()]
    seen = Lead.objects.visible_to(request.user).filter(pk__in=chosen)
    if not seen.exists():
        messages.error(request, gettext("没有办理：请先勾选线索。"))
        return _back(request)
    if request.POST.get("do") == "informed":
        return _informed(request, chosen)
    if request.POST.get("do") == "dismiss":
        return _dismissed(request, chosen)
    if not seen.exclude(owner="").exists():
        _without_letter(request, chosen)
        return _back(request)
    leads = [lead for lead in follow_leads(request.user, chosen) if lead.owner]
    try:
        with translation.override("zh-hans"):  # letters are Chinese, whatever language their printer reads
            content = render_paper(PAPER, [_context(request, owner, held) for owner, held in _by_owner(leads)])
    except TemplateLost:
        messages.error(request, gettext("没有打印：本局的模板文件不在了，请到 系统 → 文书模板 重新上传或恢复默认。"))
        return _back(request)
    print_owner_letters(request.user, leads)
    _tell(request, leads, seen.filter(owner="").count())
    return attachment(content, f"{load().papers[PAPER].title.zh}-{timezone.localdate():%Y%m%d}.docx", DOCX)


def _without_letter(request: HttpRequest, chosen: list[int]) -> None:
    """Open the matters of leads that nobody gets a letter about."""
    opened = len(follow_leads(request.user, chosen))
    said = gettext("勾选的 %(n)s 条没有登记权利人（地名等），没有函可打印；事项已建立（待核），请逐条办理。")
    messages.success(request, said % {"n": opened})


def _dismissed(request: HttpRequest, chosen: list[int]) -> HttpResponse:
    """Dismiss the ticked leads for one reason; those settled already stay as they are."""
    reason = request.POST.get("reason", "").strip()
    if not reason:
        messages.error(request, gettext("没有排除：请写明理由。"))
        return _back(request)
    try:
        with transaction.atomic():
            matters = [lead.matter_id for lead in follow_leads(request.user, chosen) if not lead.matter.settled]
            moved = move_matters(request.user, matters, "dismiss", timezone.localdate(), note=reason) if matters else 0
    except NotAllowed:
        messages.error(request, gettext("没有保存：有的事项不能这样办，请逐条办理。"))
        return _back(request)
    said = gettext("%(n)s 条已排除；原来已办结的没有动。") % {"n": moved}
    (messages.success if moved else messages.error)(request, said)
    return _back(request)


def _informed(request: HttpRequest, chosen: list[int]) -> HttpResponse:
    """Record the letters sent: all ticked leads whose letter was printed."""
    printed = Lead.objects.visible_to(request.user).filter(pk__in=chosen).exclude(printed_at=None)
    matters = list(printed.filter(matter__state="pending").values_list("matter_id", flat=True))
    try:
        moved = move_matters(request.user, matters, "inform", timezone.localdate(), proofs=["letter"]) if matters else 0
    except NotAllowed:
        messages.error(request, gettext("没有保存：有的事项不能这样办，请逐条办理。"))
        return _back(request)
    said = gettext("%(n)s 条已登记告知权利人；没有打印告知函的不登记。") % {"n": moved}
    (messages.success if moved else messages.error)(request, said)
    return _back(request)


def _tell(request: HttpRequest, leads: list[Lead], ownerless: int) -> None:
    """Say on the next page what was printed: the answer itself is the file."""
    said = gettext("已打印 %(letters)s 份告知函，涉及 %(leads)s 条线索，事项已建立（待核）；寄出后登记已告知权利人。")
    messages.success(request, said % {"letters": len(_by_owner(leads)), "leads": len(leads)})
    if ownerless:
        text = gettext("另有 %(n)s 条没有登记权利人（地名等），没有函，事项已建立，请逐条办理。")
        messages.info(request, text % {"n": ownerless})


def _back(request: HttpRequest) -> HttpResponse:
    """To the list the leads were ticked on: of one gazette, or of all."""
    number = request.POST.get("gazette", "")
    return redirect("gazette", int(number)) if number.isdecimal() else redirect("gazette-leads")


def _by_owner(leads: Iterable[Lead]) -> list[tuple[str, list[Lead]]]:
    """Owners as first written, each with their leads, the most pressing first; spellings of one party are one owner."""
    rules = load().party_names
    found: dict[tuple[str, ...], list[Lead]] = {}
    for lead in sorted(leads, key=lambda each: (each.owner, each.until is None, each.until)):
        found.setdefault(tuple(party_key(name, rules).key for name in lead.owner.split("; ")), []).append(lead)
    return [(held[0].owner, held) for held in found.values()]


def _context(request: HttpRequest, owner: str, leads: list[Lead]) -> dict[str, Any]:
    watch, here = load().gazette_watch, office()
    items, missing, articles = [], [], []
    for lead in leads:
        term = window(lead)
        ground = watch.ground(lead.watch_kind, lead.filed_on)
        article = (ground.article or ground.missing or watch.undated)("zh")
        items.append(letter_facts(lead, article))
        articles.append(f"{watch.by_id[lead.watch_kind].label('zh')}：{article}" if ground.article else article)
        if term["until"] is None:
            missing.append(term["missing"])
    return {
        "office": here.name if here else "", "officer": request.user.display_name, "today": timezone.localdate(),
        "caveat": remark(), "owner": owner.split("; "), "count": len({(lead.mark_no, lead.mark_text) for lead in leads}),
        "items": items, "deadline": min((lead.until for lead in leads if lead.until), default=None),
        "unknown": list(dict.fromkeys(missing)), "articles": "；".join(dict.fromkeys(articles)),
    }  # fmt: skip
