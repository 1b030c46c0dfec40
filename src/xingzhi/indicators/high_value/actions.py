"""What the office does about high-value inventions: load a table, decide a detail, state that a list is complete."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from pathlib import Path

from django.conf import settings
from django.shortcuts import get_object_or_404
from django.utils import timezone

from xingzhi.core.actions import Act, action
from xingzhi.core.models import Role
from xingzhi.core.office import office_path
from xingzhi.files import digest_of, keep_file
from xingzhi.indicators.high_value.reading import COMPLETE
from xingzhi.indicators.high_value.states import statement_registers
from xingzhi.indicators.models import Decision, OfficeTable
from xingzhi.packs import load
from xingzhi.packs.crosswalk import Crosswalk
from xingzhi.packs.crosswalk_files import read_crosswalk
from xingzhi.packs.scorecard import Scorecard

DECIDERS = frozenset({Role.ADMINISTRATOR, Role.LEAGUE_OFFICER, Role.REVIEWER})


class DecisionRefused(ValueError):
    """What was decided cannot be: `code` is "name", "value", "document" or "future"."""

    def __init__(self, code: str) -> None:
        self.code = code
        super().__init__(code)


@dataclass(frozen=True)
class Origin:
    """Where a table came from, as the office says."""

    source: str
    doc_no: str = ""
    dated: date | None = None
    verified: bool = False


def loaded(
    act: Act, kind: str, read: Crosswalk | Scorecard, counts: dict[str, int], path: Path, name: str, origin: Origin
) -> OfficeTable:
    """A table, not saved yet, with what was read of its file kept under its digest: that appears whole or not at all."""
    if not origin.source.strip():
        raise DecisionRefused("document")
    table = OfficeTable(
        kind=kind,
        region=office_path(),
        digest=read.digest,
        file_name=Path(name).name[-200:],
        file_digest=digest_of(path),
        source=origin.source.strip()[:300],
        doc_no=origin.doc_no.strip()[:100],
        dated=origin.dated,
        verified=origin.verified,
        counts=counts,
        loaded_by=act.user,
    )
    keep_file(read.to_json().encode(), table.path)
    return table


@action("load_crosswalk", zh="载入参照关系表", en="Load the strategic-industry table", roles=DECIDERS)
def load_crosswalk(act: Act, path: Path, name: str, origin: Origin) -> OfficeTable:
    """Keep the table of a file and use it from now on; raise `CrosswalkProblem` where the file holds none."""
    pack = load().sei_crosswalk
    read = read_crosswalk(path, pack)
    table = loaded(act, "crosswalk", read, read.counts(pack.keywords), path, name, origin)
    original = Path(settings.HOME) / "packs" / f"original-{table.file_digest}{path.suffix}"
    keep_file(path, original)
    table.save()
    act.on("office_table", table.pk, table.region, digest=table.digest, verified=table.verified, **table.counts)
    return table


@action("withdraw_table", zh="停用载入的表", en="Withdraw a loaded table", roles=DECIDERS)
def withdraw_table(act: Act, table_id: int, reason: str) -> OfficeTable:
    """Use a loaded table no longer; the one before it comes into use again."""
    table: OfficeTable = get_object_or_404(OfficeTable.objects.visible_to(act.user).select_for_update(), pk=table_id)
    if not reason.strip():
        raise DecisionRefused("document")
    table.withdrawn = True
    table.save(update_fields=["withdrawn"])
    act.on("office_table", table.pk, table.region, digest=table.digest, reason=reason.strip()[:300])
    return table


@action("decide_high_value", zh="确定高价值口径", en="Decide a detail of high value", roles=DECIDERS)
def decide(act: Act, name: str, value: str, document: str, reason: str = "") -> Decision:
    """Decide a detail no published text gives, state that a list is complete up to a day, or take either back ("")."""
    value = value.strip()
    _check(name, value)
    if not document.strip():
        raise DecisionRefused("document")
    decision = Decision(
        region=office_path(),
        name=name,
        value=value,
        document=document.strip()[:300],
        reason=reason.strip()[:500],
        decided_by=act.user,
    )
    decision.save()
    act.on("decision", decision.pk, decision.region, name=name, value=value, document=decision.document)
    return decision


def _check(name: str, value: str) -> None:
    if name.startswith(COMPLETE):
        if name.removeprefix(COMPLETE) not in statement_registers():
            raise DecisionRefused("name")
        if value and _day(value) > timezone.localdate():
            raise DecisionRefused("future")
        return
    setting = load().high_value.settings.get(name)
    if setting is None:
        raise DecisionRefused("name")
    if value and setting.options and value not in setting.codes:
        raise DecisionRefused("value")
    if value and not setting.options and not _is_amount(value):
        raise DecisionRefused("value")


def _day(value: str) -> date:
    try:
        return date.fromisoformat(value)
    except ValueError as error:
        raise DecisionRefused("value") from error


def _is_amount(value: str) -> bool:
    try:
        amount = Decimal(value)
    except InvalidOperation:
        return False
    return amount.is_finite() and 0 < amount < 10**12
