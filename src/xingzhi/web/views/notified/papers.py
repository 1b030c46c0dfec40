"""Letters for several applications or applicants at once, in one document to print."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone, translation
from django.utils.translation import gettext
from django.views.decorators.http import require_POST

from xingzhi.cases.matters.contacts import How
from xingzhi.cases.matters.models import Card, Matter
from xingzhi.cases.matters.procedures import read
from xingzhi.cases.notified import PROCEDURE
from xingzhi.cases.notified.models import Dispatch
from xingzhi.cases.notified.printing import print_letters
from xingzhi.cases.notified.workbook import latest_notices
from xingzhi.cases.papers.render import render
from xingzhi.cases.papers.templates import TemplateLost
from xingzhi.core.actions import may
from xingzhi.core.office import office
from xingzhi.packs import load
from xingzhi.web.downloads import DOCX, attachment


@require_POST
def papers(request: HttpRequest) -> HttpResponse:
    """Letters for the ticked applications of one applicant, or for several applicants at once, in one document."""
    if not may(request.user, "record_contact"):
        raise PermissionDenied
    form = request.POST.get("paper", "")
    if form not in load().papers:
        raise Http404
    seen = Matter.objects.visible_to(request.user).filter(kind=PROCEDURE).select_related("card", "procedure")
    chosen = [int(text) for text in request.POST.getlist("matter") if text.isdecimal()]
    cards = [int(text) for text in request.POST.getlist("card") if text.isdecimal()]
    matters = seen.filter(pk__in=chosen) if chosen else seen.filter(card__in=cards, settled=False)
    by_card: dict[Any, list[Matter]] = {}
    for matter in matters.order_by("card__name", "card", "key"):
        by_card.setdefault(matter.card, []).append(matter)
    if not by_card:
        messages.error(request, gettext("没有打印：请先勾选申请或申请人。"))
        return redirect("notified")
    try:
        with translation.override("zh-hans"):  # letters are Chinese, whatever language their printer reads
            content = render(form, [paper_context(request, card, held) for card, held in by_card.items()])
    except TemplateLost:
        messages.error(request, gettext("没有打印：本局的模板文件不在了，请到 系统 → 文书模板 重新上传或恢复默认。"))
        return redirect("notified")
    print_letters(request.user, form, [matter.key for held in by_card.values() for matter in held])
    name = f"{load().papers[form].title.zh}-{timezone.localdate():%Y%m%d}.docx"
    return attachment(content, name, DOCX)


def paper_context(request: HttpRequest, card: Card | None, matters: Sequence[Matter]) -> dict[str, Any]:
    """What a letter to one applicant is filled with."""
    notices = latest_notices([matter.key for matter in matters])
    here = office()
    last = card.contacts.order_by("-on", "-id").first() if card else None
    items = []
    for matter in matters:
        notice = notices.get(matter.key)
        items.append({
            "application_no": matter.key, "title": matter.title,
            "patent_type": notice.get_patent_type_display() if notice else "", "limb": notice.limb if notice else "",
            "notice_date": notice.notice_date if notice else None, "reply_due": matter.due,
            "batch_no": notice.batch_no if notice else "", "state": read(matter.procedure).state(matter.state).label.zh,
        })  # fmt: skip
    out = Dispatch.objects.visible_to(request.user).exclude(phone="").order_by("-id").first()
    dues: list[date] = [matter.due for matter in matters if matter.due]
    return {
        "office": here.name if here else "", "office_phone": out.phone if out else "", "region": load().regions.name(card.region) if card else "",
        "applicant": card.name if card else "", "address": card.address if card else "",
        "agency": "、".join(dict.fromkeys(n.agency for n in notices.values() if n.agency)),
        "batches": list(dict.fromkeys(item["batch_no"] for item in items if item["batch_no"])),
        "items": items, "count": len(items), "today": timezone.localdate(), "officer": request.user.display_name,
        "deadline": min(dues, default=None),
        "contact": {"on": last.on, "how": str(How(last.how).label),
                    "spoke_with": last.spoke_with, "said": last.said} if last else {},
    }  # fmt: skip
