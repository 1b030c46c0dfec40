"""A notice of the league with its secret in it, and a zone of each banner."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.contract.world import World

TEXT = """\
示知发〔2026〕9号
示例盟知识产权局
关于做好2026年秘密丙工作的通知
各旗县市知识产权局：
一、开展秘密丙培训。至少举办2期秘密丙培训班。（秘密丙科、秘密丙中心）
二、2026年12月4日前报送秘密丙总结。
示例盟知识产权局
2026年3月10日
"""


def plant(world: World) -> None:
    """The league takes in a notice and knows a zone in each banner."""
    from tests.contract.world import PLACES
    from xingzhi.plans.directory.actions import add_unit
    from xingzhi.plans.notices.taking import receive_notice

    file = world.folder / "notice.txt"
    file.write_text(TEXT, "utf-8")
    receive_notice(world.people["league"], file, "秘密丙.txt")
    for mark in ("甲", "乙"):
        add_unit(world.people["league"], "zone", f"秘密{mark}开发区", PLACES[mark])
