"""The office's draft: paragraphs and sentences taken from summaries, edited, and always with where they came from."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db.models import Max
from django.http import Http404
from django.shortcuts import get_object_or_404

from xingzhi.core.actions import Act, action
from xingzhi.packs import load
from xingzhi.plans.summaries.asking import LEADERS
from xingzhi.plans.summaries.merging import Source, heading_of, merged, tasks_of
from xingzhi.plans.summaries.models import DraftParagraph, SummaryCall, SummaryText


class NotKept(ValueError):
    """The draft was not changed: `code` is edited_by_other (with their text) or empty."""

    def __init__(self, code: str, theirs: str = "") -> None:
        super().__init__(code)
        self.code, self.theirs = code, theirs


@action("take_into_draft", zh="取用总结段落", en="Take text into the draft", roles=LEADERS)
def take(
    act: Act, call_id: int, text_id: int, at: int, heading: str, text: str = "", into: int | None = None
) -> DraftParagraph:
    """Take a paragraph, or `text` of it, under a heading: as a paragraph of its own, or behind one that is there."""
    call = _call(act, call_id)
    found: SummaryText = get_object_or_404(
        SummaryText.objects.visible_to(act.user).select_related("summary__unit"), pk=text_id, summary__call=call
    )
    if not 0 <= at < len(found.paragraphs):
        raise Http404
    source = Source(found.summary_id, found.version, at, found.summary.unit.name)
    taken = _named(source.unit, text.strip() or found.paragraphs[at]["text"])
    if into:
        paragraph: DraftParagraph = get_object_or_404(_draft(act).filter(call=call), pk=into)
        paragraph.text += taken
        paragraph.sources = _joined(paragraph.sources, source.data())
        paragraph.rev, paragraph.edited_by = paragraph.rev + 1, act.user
        paragraph.save()
    else:
        paragraph = _add(act, call, heading, taken, [source.data()])
    act.on("draft", paragraph.pk, call.region, taken=source.data(), heading=paragraph.heading)
    return paragraph


@action("take_heading_into_draft", zh="整节取用总结", en="Take a whole heading into the draft", roles=LEADERS)
def take_all(act: Act, call_id: int, heading: str) -> int:
    """Take every paragraph under a heading that the draft has nothing of yet; how many."""
    call = _call(act, call_id)
    section = next((each for each in merged(call, act.user) if each.heading == heading), None)
    if section is None:
        raise Http404
    wanted = [each for each in section.came if not each.taken]
    for each in wanted:
        _add(act, call, heading, _named(each.sources[0].unit, each.text), [each.sources[0].data()])
    act.on("draft", "", call.region, taken=len(wanted), heading=heading)
    return len(wanted)


@action("edit_draft", zh="修改汇总稿", en="Edit the draft", roles=LEADERS)
def edit(act: Act, paragraph_id: int, rev: int, text: str) -> DraftParagraph:
    """Reword a paragraph; its sources stay. Raises `NotKept` where it was changed since or nothing is left."""
    paragraph = _paragraph(act, paragraph_id)
    if paragraph.rev != rev and paragraph.text != text.strip():
        raise NotKept("edited_by_other", paragraph.text)
    if not text.strip():
        raise NotKept("empty")
    before = paragraph.text
    if before != text.strip():
        paragraph.text, paragraph.rev, paragraph.edited_by = text.strip(), paragraph.rev + 1, act.user
        paragraph.save()
    act.on("draft", paragraph.pk, paragraph.call.region, before=before, after=paragraph.text)
    return paragraph


@action("drop_from_draft", zh="移出汇总稿", en="Take a paragraph out of the draft", roles=LEADERS)
def drop(act: Act, paragraph_id: int) -> SummaryCall:
    """Take a paragraph out; what units wrote stays with their summaries, the wording in the log."""
    paragraph = _paragraph(act, paragraph_id)
    call: SummaryCall = paragraph.call
    act.on("draft", paragraph.pk, call.region, before=paragraph.text, sources=paragraph.sources)
    paragraph.delete()
    return call


@action("move_in_draft", zh="调整汇总稿次序", en="Move a paragraph of the draft", roles=LEADERS)
def shift(act: Act, paragraph_id: int, up: bool) -> DraftParagraph:
    """Change places with the paragraph before or behind it under the same heading."""
    paragraph = _paragraph(act, paragraph_id)
    beside = list(_draft(act).filter(call=paragraph.call, heading=paragraph.heading))
    at = next(place for place, each in enumerate(beside) if each.pk == paragraph.pk)
    other = at - 1 if up else at + 1
    if 0 <= other < len(beside):
        beside[at], beside[other] = beside[other], beside[at]
        orders = sorted(each.order for each in beside)
        for each, order in zip(beside, orders, strict=True):
            DraftParagraph.objects.filter(pk=each.pk).update(order=order)
    act.on("draft", paragraph.pk, paragraph.call.region, up=up)
    return paragraph


def _named(unit: str, text: str) -> str:
    """With the unit before it, unless it names itself or its own place: beside others one must see whose it is."""
    own = tuple(load().paper_kinds.voice.own_place)
    return text if unit in text or text.startswith(own) else f"{unit}：{text}"


def _call(act: Act, call_id: int) -> SummaryCall:
    found: SummaryCall = get_object_or_404(SummaryCall.objects.led_by(act.user).select_for_update(), pk=call_id)
    return found


def _draft(act: Act) -> Any:
    return DraftParagraph.objects.visible_to(act.user).select_for_update()


def _paragraph(act: Act, paragraph_id: int) -> DraftParagraph:
    found: DraftParagraph = get_object_or_404(_draft(act), pk=paragraph_id)
    return found


def _add(act: Act, call: SummaryCall, heading: str, text: str, sources: list[dict[str, Any]]) -> DraftParagraph:
    if heading and heading not in {heading_of(task) for task in tasks_of([call])}:
        raise Http404
    last = call.draft.aggregate(last=Max("order"))["last"] or 0
    return DraftParagraph.objects.create(
        call=call, heading=heading, order=last + 1, text=text, sources=sources, edited_by=act.user
    )


def _joined(sources: Sequence[dict[str, Any]], source: dict[str, Any]) -> list[dict[str, Any]]:
    return [*sources] if source in sources else [*sources, source]
