"""Pages of the year-end summaries; a plan with its summaries is made for the walk."""

from __future__ import annotations

from collections.abc import Iterator


def paths() -> Iterator[str]:
    """The list, a call, one that came, the merge page and the draft."""
    from tests.plans.summaries.conftest import TEXT, make_plan, of_unit
    from xingzhi.core.models import User
    from xingzhi.plans.summaries.asking import ask_summaries
    from xingzhi.plans.summaries.drafting import take_all
    from xingzhi.plans.summaries.models import SummaryCall
    from xingzhi.plans.summaries.receiving import came_as_text, receive_summary

    if not SummaryCall.objects.exists():
        league = User.objects.get(username="league")
        plan = make_plan(league, 2028)
        task = plan.tasks.order_by("-order")[0]
        made, _ = ask_summaries(league, plan.pk, None, ["paper", "electronic"], "张某", task_id=task.pk)
        receive_summary(league, of_unit(made, "科尔沁右翼前旗").pk, came_as_text(TEXT))
        take_all(league, made.pk, "（三）促进运用")
    call = SummaryCall.objects.order_by("id")[0]
    yield "/plan/summaries/"
    for part in ("", "merge/", "merge/?at=2", "draft/"):
        yield f"/plan/summaries/{call.pk}/{part}"
    yield f"/plan/summaries/{call.pk}/{call.summaries.order_by('-version', 'pk')[0].pk}/?move=2"
