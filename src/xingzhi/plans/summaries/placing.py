"""An officer says where a paragraph of a summary belongs."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404

from xingzhi.core.actions import Act, action
from xingzhi.plans.summaries.asking import LEADERS
from xingzhi.plans.summaries.matching import Place
from xingzhi.plans.summaries.merging import heading_of, tasks_of
from xingzhi.plans.summaries.models import SummaryText
from xingzhi.plans.summaries.moves import leads


@action("move_summary_paragraph", zh="调整总结段落归属", en="Move a paragraph of a summary", roles=LEADERS)
def move_paragraph(act: Act, text_id: int, at: int, heading: str, task_id: int | None = None) -> SummaryText:
    """Put a paragraph under a heading of the plan, or one of its tasks; "" is under none. It stays so in new versions."""
    texts = SummaryText.objects.visible_to(act.user).select_for_update()
    text: SummaryText = get_object_or_404(texts, pk=text_id)
    if not leads(act.user, text.summary):
        raise PermissionDenied
    call = text.summary.call
    tasks = {task.pk: task for task in tasks_of([call] if call else [])}
    if not 0 <= at < len(text.places) or (task_id and task_id not in tasks):
        raise Http404
    heading = heading_of(tasks[task_id]) if task_id else heading
    if heading and heading not in {heading_of(task) for task in tasks.values()}:
        raise Http404
    text.places[at] = Place(heading, task_id, why="moved", by=act.user.display_name).data()
    text.save(update_fields=["places"])
    act.on("summary", text.summary_id, text.summary.region, paragraph=at, heading=heading, task=task_id)
    return text
