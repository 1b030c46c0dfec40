"""A plan in which each place has a unit, a task of its own, its secrets in progress, and workbooks that came back."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from tests.contract.world import World

MARKS = "甲乙丙"


def plant(world: World) -> None:
    """One task for all three units, one for each alone; a workbook of each, which contradicts, adds and rewords."""
    from django.utils import timezone

    from tests.contract.world import PLACES
    from xingzhi.plans.ledger.editing import add_plan_task
    from xingzhi.plans.ledger.ledger_taking import bring_ledger_back
    from xingzhi.plans.ledger.models import Plan
    from xingzhi.plans.units import Unit

    league = world.people["league"]
    plan, _ = Plan.objects.get_or_create(
        region=PLACES["丙"], year=timezone.localdate().year, defaults={"made_by": league}
    )
    lead = Unit.objects.create(region=PLACES["丙"], kind="section", name="牵头科")
    units = {mark: Unit.objects.create(region=PLACES[mark], kind="banner", name=f"秘密{mark}承办") for mark in MARKS}
    add_plan_task(league, plan.pk, "各地共同的任务", lead=lead.pk, assist=[unit.pk for unit in units.values()])
    for mark, unit in units.items():
        add_plan_task(league, plan.pk, f"秘密{mark}任务", lead=unit.pk)
        _report(league, plan, unit, mark, world.folder / f"秘密{mark}进展.xlsx")
    path = world.folder / "秘密丙台账.xlsx"
    _edited_ledger(league, plan, path)
    bring_ledger_back(league, plan.pk, path, path.name)


def _report(league: Any, plan: Any, unit: Any, mark: str, path: Path) -> None:
    """What the unit said first, its workbook with another word, a row added, a wording changed."""
    import io

    from django.utils import timezone
    from openpyxl import load_workbook

    from tests.builders import number
    from tests.contract.world import SERIALS
    from xingzhi.intake.signed.writing import HEAD_ROW
    from xingzhi.plans.ledger import month_book
    from xingzhi.plans.ledger.answering import Said, attach_evidence, open_shares, report_progress
    from xingzhi.plans.ledger.month_merging import merge_month_book
    from xingzhi.plans.ledger.state import month_of

    month = month_of(timezone.localdate())
    shares = list(open_shares(league, plan.pk, unit))
    book = load_workbook(io.BytesIO(month_book.write(plan, unit, month, shares, league)))
    sheet = book.active
    for at, text in enumerate((f"秘密{mark}填", f"秘密{mark}审", "2026-11-21", "")):
        sheet.cell(4, 2 * at + 2).value = text
    first = HEAD_ROW + 2
    sheet.cell(first, 8).value, sheet.cell(first, 9).value = "受阻", f"秘密{mark}另说"
    sheet.cell(first + 1, 3).value = f"秘密{mark}改写"
    sheet.cell(first + 1, 8).value = f"秘密{mark}坏答复"
    sheet.cell(first + len(shares), 3).value = f"秘密{mark}新增"
    book.save(path)
    report_progress(league, shares[0].pk, month, Said("moved", f"秘密{mark}进展"))
    attach_evidence(league, shares[0].pk, month, "patents", number(2020, SERIALS[mark] + 2))
    merge_month_book(league, path, path.name)


def _edited_ledger(league: Any, plan: Any, path: Path) -> None:
    """The ledger with a remark of a meeting and a row added."""
    import io

    from django.utils import timezone
    from openpyxl import load_workbook

    from xingzhi.plans.ledger import ledger_book
    from xingzhi.plans.ledger.ledger_columns import COLUMNS, NOTE, TASK
    from xingzhi.plans.ledger.rows import ledger
    from xingzhi.plans.ledger.state import month_of

    rows = ledger(league, plan, month_of(timezone.localdate()))
    book = load_workbook(io.BytesIO(ledger_book.write(plan, month_of(timezone.localdate()), rows)))
    first = ledger_book.HEAD_ROW + 2
    book.active.cell(first, COLUMNS.index(NOTE) + 1).value = "秘密丙会议"
    book.active.cell(first + len(rows), COLUMNS.index(TASK) + 1).value = "秘密丙会上新增"
    book.save(path)
