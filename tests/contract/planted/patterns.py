"""Findings on bad-faith filings in each place, one that touches a name of another place, and names loaded by each office."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.contract.world import World


def plant(world: World) -> None:
    """Each place has an indication and a filing by another that holds it; one filing holds the place of another's."""
    from tests.builders import write_rows
    from tests.conftest import OFFICE
    from tests.contract.world import PLACES
    from xingzhi.cases.bad_faith.acting import follow_findings, load_names
    from xingzhi.cases.bad_faith.models import PatternFinding
    from xingzhi.cases.bad_faith.running import search_patterns
    from xingzhi.core import jobs
    from xingzhi.registers.receive import receive_file, start_import

    league = world.people["league"]
    marks, indications = [], []
    for at, (mark, path) in enumerate(PLACES.items()):
        own = {"所属旗县市": "" if path == OFFICE else path}
        indications.append({"地理标志名称": f"秘密{mark}香米", "地理标志类型": "地理标志产品", "登记/注册号": f"秘密{mark}号",
                            "地名部分": "珩湾" if mark == "乙" else "", "申请机构": f"秘密{mark}协会", "国际分类": "30"} | own)  # fmt: skip
        texts = [f"秘密{mark}香米王", *(["珩湾王"] if mark == "甲" else [])]
        marks += [
            {"申请/注册号": f"9800001{at}{n}", "商标名称": text, "国际分类": "30", "申请人": f"秘密{mark}粮油店{n}",
             "申请日期": "2026-03-02", "代理机构": f"秘密{mark}代理所"} | own
            for n, text in enumerate(texts)
        ]  # fmt: skip
    for name, rows in (("秘密丙地标二.csv", indications), ("秘密丙商标二.csv", marks)):
        file = write_rows(world.folder / name, rows)
        start_import(league, receive_file(league, file, file.name).pk)
    for who, mark in (("banner", "甲"), ("neighbour", "乙"), ("league", "丙")):
        load_names(world.people[who], [f"秘密{mark}人物\t秘密{mark}本人"], "person")
    jobs.run_waiting()
    search_patterns(league, None, None)
    jobs.run_waiting()
    found = PatternFinding.objects.filter(pattern="B9")
    assert {*PLACES.values()} <= set(found.values_list("region", flat=True))
    follow_findings(league, list(found.values_list("pk", flat=True)))
