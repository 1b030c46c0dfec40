"""What a collection of the office added up to, as a section of a bulletin: accepted reports alone, few firms hidden."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from xingzhi.collection.forms import form_of
from xingzhi.collection.models import Round, State
from xingzhi.collection.totals import Line, totals
from xingzhi.indicators.tables.grid import UNKNOWN
from xingzhi.indicators.tables.periods import Period
from xingzhi.text.reporting_periods import period_of

HIDDEN = "…"


def collected_totals(region: str, form: str, period: Period) -> dict[str, Any] | None:
    """The sums of a form for a bulletin's period; `None` where the office did not collect it then."""
    code = period_of(period.kind, period.end).code
    found = Round.objects.filter(region=region, form=form, period=code).first()
    if found is None:
        return None
    asked, added = form_of(found), totals(found, (State.ACCEPTED,))
    notes = [f"已验收{added.reported}个单位，共{added.units}个。", *_few(found)]
    if any(line.own for line in added.lines):
        notes.append("系统已有的项目取自台账，不是各单位所报之和。")
    if added.incomplete:
        notes.append("累计不全，有的期没有下发或没有报齐。")
    return {
        "title": f"{asked.title.zh}合计（{asked.period.label()}）", "columns": ["项目", "单位", "本期", "本年累计"],
        "lines": [_cells(line) for line in added.lines if added.reported or line.own], "notes": notes, "ref": found.form_ref,
        "form": form, "period": code,
        "internal": asked.body.internal_record or any(line.own for line in added.lines),
        "empty": "" if added.reported else "没有已验收的采集数据，本期不列。",
    }  # fmt: skip


def _few(found: Round) -> list[str]:
    suppression = form_of(found).body.suppression
    return [suppression.told("zh")] if suppression else []


def _cells(line: Line) -> list[str]:
    cell = line.cell
    name = f"{cell.group.zh}：{cell.label.zh}" if cell.group else cell.label.zh
    year = "—" if cell.stock else _shown(line.to_date, "to_date" in line.hidden)
    return [name, cell.unit.zh if cell.unit else "", _shown(line.total, "total" in line.hidden), year]


def _shown(value: Decimal | None, hidden: bool) -> str:
    return HIDDEN if hidden else UNKNOWN if value is None else f"{value:f}"
