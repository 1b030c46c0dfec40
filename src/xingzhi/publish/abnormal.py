"""Notified applications in a release: totals only, each application once across batches, the two years never mixed."""

from __future__ import annotations

from typing import Any

from xingzhi.cases.notified import tally
from xingzhi.indicators.tables.periods import Period
from xingzhi.packs import Packs

PACK = "abnormal_monthly"
BASES = {"notice": "按通报年", "filing": "按申请年"}


def abnormal_totals(user: Any, period: Period, packs: Packs) -> dict[str, Any]:
    """Two lines, by notice year and by filing year, of the year up to the period's end. No applicant, agency or place."""
    pack = packs.tally(PACK)
    held = tally.applications(user)
    columns = [("notified", "通报（件）"), *((column.id, f"{column.label.zh}（件）") for column in pack.columns)]
    lines = []
    for basis, label in BASES.items():
        asked = tally.Asked(period.year, period.month, cumulative=True, basis=basis)
        _, total = tally.table(held, asked, pack, [])
        lines.append({"basis": basis, "label": f"{label}（{period.year}年）",
                      "counts": [total.count(id) for id, _ in columns]})  # fmt: skip
    return {
        "columns": [label for _, label in columns],
        "lines": lines if held else [],
        "ref": packs.ref(PACK),
        "note": "一件申请在几批里通报的只计一次；两行口径不同，不能相加。",
        "empty": "" if held else "没有载入非正常专利申请的通报，本期不列。",
    }
