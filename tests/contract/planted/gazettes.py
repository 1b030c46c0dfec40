"""What each place guards, a gazette that touches it, and a place name loaded."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.contract.world import World


def plant(world: World) -> None:
    """The league compares a gazette that touches a place name of each banner, and switches an entry of one off."""
    from tests.contract.world import PLACES
    from xingzhi.cases.gazette.acting import follow_leads, load_places, switch_watch
    from xingzhi.cases.gazette.comparing import compare_gazette
    from xingzhi.cases.gazette.models import Lead
    from xingzhi.core import jobs

    league = world.people["league"]
    for mark, region in PLACES.items():
        load_places(league, [f"秘密{mark}沟", f"秘密{mark}山"], "nature", region)
        switch_watch(league, f"local_place:{region}:秘密{mark}山", f"秘密{mark}理由", False)
    path = world.folder / "盟里公告.txt"
    path.write_text("".join(f"99900000{at}\t秘密{mark}沟\t30\n" for at, mark in enumerate(PLACES)), encoding="utf-8")
    compare_gazette(league, path, path.name)
    jobs.run_waiting()
    touched = set(Lead.objects.values_list("region", flat=True))
    assert touched >= set(PLACES.values())
    follow_leads(league, list(Lead.objects.values_list("pk", flat=True)))
