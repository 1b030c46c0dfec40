"""The demonstration's search for bad-faith filings, done once, and what it found beside the key."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any


def search(key: dict[str, Any]) -> None:
    """Search the marks of the years before the export, unless that was done, and print what was found."""
    from xingzhi.cases.bad_faith.models import PatternFinding
    from xingzhi.cases.bad_faith.running import search_patterns
    from xingzhi.core.models import Job, User
    from xingzhi.core.worker import work_until_idle
    from xingzhi.packs import load

    told = key.get("bad_faith")
    if told is None:  # a sample written by an earlier version
        return
    if not Job.objects.filter(kind="search_patterns").exists():
        back = timedelta(days=int(load().bad_faith["look_back"]))
        search_patterns(User.objects.get(username="league"), date.fromisoformat(key["until"]) - back, None)
        work_until_idle()
    found = set(PatternFinding.objects.filter(gone=False).values_list("pattern", "subject"))
    planted = {(each["pattern"], each["name"]) for each in told["planted"]}
    honest = sum(name in told["honest"] for _, name in found)
    print(
        f"恶意申请线索：找到 {len(found)} 条；埋设 {len(planted)} 条，找到 {len(planted & found)}，多出 {len(found - planted)}；"
        f"如实申请的大户 {len(told['honest'])} 家，误报 {honest} 条",
        flush=True,
    )
