"""What a reader must be told before comparing a figure with an earlier one: the place or the rule was another then."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils import timezone
from django.utils.translation import gettext

from xingzhi.indicators.measure import Measure
from xingzhi.indicators.models import OfficeTable
from xingzhi.indicators.query import Cell, Span
from xingzhi.packs import Change, Packs


@dataclass(frozen=True)
class Caution:
    """One thing to know. Codes: region_changed, population_before_change,
    population_added, crosswalk_changed."""

    code: str
    text: str


def cautions(measure: Measure, region: str, span: Span) -> list[Caution]:
    """What changed since 1 January of the year before the figure, about its place and its rule."""
    found = [_region(change) for change in region_changes(measure.packs, region, span.end.year - 1, span.end.year)]
    if found and measure.indicator.denominator:
        text = gettext("分母为变更前公布的常住人口时，口径与变更后的区划不一致，请核对人口的地域范围")
        found.append(Caution("population_before_change", text))
    published = measure.published(Cell(region, span))
    if published and published.added:
        text = gettext("分母为原区划常住人口之和：%(names)s") % {"names": "、".join(published.added)}
        found.append(Caution("population_added", text))
    return found + (_crosswalk() if measure.bounded else [])


def region_changes(packs: Packs, region: str, first: int, last: int) -> list[Change]:
    """Official changes of a region, or of those below it, in these years."""
    return [
        change
        for change in packs.regions.changes
        if first <= change.year <= last
        and any(path.startswith(region) for path in (change.old_path, change.new_path) if path)
    ]


def _region(change: Change) -> Caution:
    values = {"year": change.year, "old": change.old_name, "new": change.new_name, "type": change.type,
              "document": change.doc_no}  # fmt: skip
    text = gettext("%(year)s 年区划变更（%(type)s）：%(old)s → %(new)s %(document)s；各期均按现行区划统计")
    return Caution("region_changed", text % values)


def _crosswalk() -> list[Caution]:
    tables = list(OfficeTable.objects.filter(kind="crosswalk").order_by("-id"))
    found = []
    if len(tables) > 1:
        now = next((table for table in tables if not table.withdrawn), None)
        values = {"now": now.file_name if now else gettext("无"), "count": len(tables),
                  "day": timezone.localdate(tables[0].loaded_at).isoformat()}  # fmt: skip
        text = gettext("参照关系表先后加载过 %(count)s 份，最近一次在 %(day)s，现用：%(now)s；换表前后的数不可比")
        found.append(Caution("crosswalk_changed", text % values))
    return found
