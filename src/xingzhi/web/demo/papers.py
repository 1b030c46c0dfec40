"""The demonstration's own papers: the year's summary drafted from the plan, each sentence with its records."""

from __future__ import annotations


def papers() -> None:
    """Draft the summary of the newest plan, unless there are papers."""
    from xingzhi.core.models import User
    from xingzhi.plans.ledger.models import Plan
    from xingzhi.publish.papers.evidence import standings
    from xingzhi.publish.papers.models import Paper, sentences
    from xingzhi.publish.papers.writing import make_paper

    plan = Plan.objects.order_by("-year").first()
    if plan is None or Paper.objects.exists():
        return
    league = User.objects.get(username="league")
    paper = make_paper(league, "summary", plan.year, "on_request", "内部工作情况，依申请公开")
    text = sentences(paper.text.blocks)
    bare = sum(standing.marked for standing in standings(paper, league).values())
    print(f"年终总结稿：{len(text)} 句，其中 {bare} 句要看：没有依据，或依据已变", flush=True)
