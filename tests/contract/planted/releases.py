"""Releases of the league and of each banner, with words by which they are known again; one of the league's is public."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.contract.world import World


def plant(world: World) -> None:
    """Each office drafts a bulletin with a footnote of its own; the league amends and releases, and shows it to all."""
    from xingzhi.core import jobs
    from xingzhi.core.models import User
    from xingzhi.publish import actions, editing
    from xingzhi.publish.models import Release

    for who, mark in (("league", "丙"), ("banner", "甲"), ("neighbour", "乙")):
        release = actions.make_release(world.people[who], "monthly_bulletin", "2024-03")
        jobs.run_waiting()
        editing.set_notes(world.people[who], release.pk, [f"秘密{mark}脚注"])
        editing.write_brief(world.people[who], release.pk, f"秘密{mark}问题", "")
    # What everybody may read: the quarter, of totals alone.
    shown = actions.make_release(world.people["league"], "quarterly_bulletin", "2024-03")
    jobs.run_waiting()
    second = User.objects.get(username="second")
    editing.rewrite_sentence(world.people["league"], shown.pk, "causes_valid_inventions", "本期不作原因分析。")
    actions.submit_release(world.people["league"], shown.pk)
    actions.check_release(second, shown.pk)
    actions.approve_release(second, shown.pk, inputs_basis="国家知识产权局数据")
    actions.release_it(second, shown.pk, public=True)
    assert Release.objects.count() == 4
