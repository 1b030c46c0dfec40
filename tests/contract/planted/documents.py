"""A paper of the league that two banners were asked about, and one issued to a banner, with words they are known by."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from tests.conftest import BANNER, OFFICE, OTHER_BANNER, person

if TYPE_CHECKING:
    from tests.contract.world import World


def plant(world: World) -> None:
    """The draft rests on records of both banners; the issued notice says nothing secret and went to one of them."""
    from django.utils import timezone

    from xingzhi.core.models import User
    from xingzhi.plans.models import Unit
    from xingzhi.publish.papers import asking, proofs, steps, writing
    from xingzhi.publish.papers.models import sentences
    from xingzhi.publish.papers.text import Row
    from xingzhi.registers.models import MODELS

    league, today = world.people["league"], timezone.localdate()
    units = {
        mark: Unit.objects.get_or_create(region=region, name=f"征求意见单位{mark}", defaults={"kind": "banner"})[0]
        for mark, region in (("甲", BANNER), ("乙", OTHER_BANNER))
    }
    draft = writing.make_paper(league, "adhoc", 2024, "closed", "秘密丙理由", title="某事专报")
    writing.write_paper(league, draft.pk, 1, "某事专报", [Row("p", "各地情况如下。"), Row("p", "其余从略。")])
    draft.refresh_from_db()
    first = sentences(draft.text.blocks)[0]["id"]
    for mark, region in (("甲", BANNER), ("乙", OTHER_BANNER)):
        row = MODELS["patents"].objects.filter(region=region).first()
        writing.prove(league, draft.pk, first, proofs.record("patents", row.key, f"秘密{mark}依据"))
    draft.refresh_from_db()
    asking.ask_opinions(league, draft.pk, [unit.pk for unit in units.values()], today + timedelta(days=5))
    for mark, who in (("甲", "banner"), ("乙", "neighbour")):
        opinion = draft.opinions.get(unit=units[mark])
        asking.answer_opinion(world.people[who], opinion.pk, f"秘密{mark}意见")
    notice = writing.make_paper(league, "quarterly", 2024, "open", "秘密丙理由", title="某季报告", period="2024-Q1")
    writing.write_paper(league, notice.pk, 1, "某季报告", [Row("p", "本季工作如常。")])
    second = User.objects.get(username="second")
    leader = person("leader", "reviewer", OFFICE)
    steps.submit_paper(league, notice.pk, "秘密丙经过")
    steps.check_paper(second, notice.pk)
    steps.approve_paper(leader, notice.pk)
    steps.issue_paper(leader, notice.pk, "", today)
    asking.send_paper(league, notice.pk, [units["甲"].pk], "", today, "公文交换")
