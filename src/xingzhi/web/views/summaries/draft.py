"""The draft as a whole, to read and print, and changes of the paragraphs under one heading."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_GET, require_POST

from xingzhi.plans.summaries import drafting
from xingzhi.plans.summaries.drafting import NotKept
from xingzhi.plans.summaries.merging import MergedSection, merged
from xingzhi.plans.summaries.models import DraftParagraph, Summary, SummaryCall, SummaryState
from xingzhi.web.views.summaries.beside import beside


@require_GET
def draft_page(request: HttpRequest, call_id: int) -> HttpResponse:
    """Every heading with the draft and who contributed; what was not taken and what nobody wrote of stand at the end."""
    call = get_object_or_404(SummaryCall.objects.led_by(request.user), pk=call_id)
    sections = merged(call, request.user)
    context = {
        **beside(call, request.user, "summaries-draft"),
        "page_title": gettext("%(year)s 年总结汇总稿") % {"year": call.plan.year}, "call": call, "sections": sections,
        "empty": {
            "title": gettext("汇总稿还是空的"), "hint": gettext("到归并页按标题取用各单位的段落。"),
            "action_url": reverse("summaries-merge", args=[call.pk]), "action_text": gettext("归并总结"),
        } if not any(each.draft for each in sections) else None,
        "left": [(each, [one for one in each.came if not one.taken]) for each in sections if any(not one.taken for one in each.came)],
        "returned": _returned(call, sections),
        "silent": [task for each in sections for task in each.silent],
    }  # fmt: skip
    return render(request, "summaries/draft.html", context)


def _returned(call: SummaryCall, sections: list[MergedSection]) -> list[str]:
    """The units that were sent their summary back, and of which the draft holds something."""
    used = {source.summary for section in sections for each in section.draft for source in each.sources}
    back = Summary.objects.filter(call=call, pk__in=used, state=SummaryState.RETURNED)
    return sorted(back.values_list("unit__name", flat=True))


@require_POST
def change(request: HttpRequest, paragraph_id: int) -> HttpResponse:
    """Save every paragraph of the heading that was typed in, then move or take out the one named."""
    found = get_object_or_404(DraftParagraph.objects.visible_to(request.user), pk=paragraph_id)
    what, at = request.POST.get("do", ""), request.POST.get("section", "0")
    if what not in ("save", "drop", "up", "down"):
        raise Http404
    beside = list(DraftParagraph.objects.filter(call=found.call_id, heading=found.heading))
    tried = {n: _kept(request, n, each) for n, each in enumerate(beside, 1) if (what, each.pk) != ("drop", found.pk)}
    if kept := [str(n) for n, done in tried.items() if done]:
        messages.success(request, gettext("已保存：第 %(numbers)s 段。") % {"numbers": "、".join(kept)})
    elif what == "save" and False not in tried.values():
        messages.info(request, gettext("没有改动，不用保存。"))
    if what == "drop":
        drafting.drop(request.user, found.pk)
        messages.success(request, gettext("已移出，各单位的来文不动。"))
    elif what != "save":
        drafting.shift(request.user, found.pk, what == "up")
    return redirect(f"{reverse('summaries-merge', args=[found.call_id])}?at={at if at.isdecimal() else 0}#draft")


def _kept(request: HttpRequest, number: int, paragraph: DraftParagraph) -> bool | None:
    """Save what was typed into a paragraph, the `number`th of its heading; whether it was saved, None where nothing was."""
    typed, was, rev = (request.POST.get(f"{name}-{paragraph.pk}", "") for name in ("wording", "was", "rev"))
    if f"wording-{paragraph.pk}" not in request.POST or typed.split() == was.split():
        return None
    try:
        drafting.edit(request.user, paragraph.pk, int(rev) if rev.isdecimal() else 0, typed)
    except NotKept as problem:
        said = (
            gettext("第 %(n)s 段没有保存：正文是空的；不要这一段请点“移出”。")
            if problem.code == "empty"
            else gettext("第 %(n)s 段没有保存：别人刚改过这一段，现在显示的是他的改法。您写的是：%(text)s")
        )
        messages.error(request, said % {"n": number, "text": typed})
        return False
    return True
