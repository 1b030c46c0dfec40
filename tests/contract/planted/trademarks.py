"""Marks of each place with what happened to them, a brand, a sign and an indication; all carry the place's secret."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.contract.world import World


def plant(world: World) -> None:
    """Five files a place, taken in by the league's officer."""
    from tests.builders import write_rows
    from tests.conftest import OFFICE
    from tests.contract.world import PLACES
    from xingzhi.core import jobs
    from xingzhi.registers.receive import receive_file, start_import

    league = world.people["league"]
    for at, (mark, path) in enumerate(PLACES.items()):
        secret, number = f"秘密{mark}", f"99000010{at}"
        owner = f"{secret}牧业有限公司"
        own = {"所属旗县市": "" if path == OFFICE else path, "备注": f"{secret}商标备注"}
        files = {
            "商标": {
                "申请/注册号": number,
                "商标名称": f"{secret}牌",
                "国际分类": "30",
                "申请人": owner,
                "初审公告日期": "2026-08-06",
            },
            "商标事项": {
                "申请/注册号": number,
                "事项": "异议",
                "事项日期": "2026-09-01",
                "对方当事人": f"{secret}异议人",
            },
            "品牌": {"品牌名称": f"{secret}品牌", "培育阶段": "培育中", "品牌所有人": owner, "商标注册号": number},
            "标志": {"标志名称": f"{secret}标志", "标志类型": "特殊标志", "登记号": secret},
            "地标": {"地理标志名称": f"{secret}米", "地理标志类型": "地理标志产品", "产地范围": f"{secret}产地"},
        }
        for name, row in files.items():
            file = write_rows(world.folder / f"{secret}{name}.csv", [row | own])
            start_import(league, receive_file(league, file, file.name).pk)
    jobs.run_waiting()
