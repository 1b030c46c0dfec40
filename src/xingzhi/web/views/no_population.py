"""Why there is no population to divide by: it is not loaded, or what is loaded of former places cannot be added."""

from __future__ import annotations

from django.utils.translation import gettext

from xingzhi.indicators.measure import Measure, Value
from xingzhi.indicators.query import Cell, Span
from xingzhi.packs import Indicator, load
from xingzhi.snapshots.jobs import latest


def no_population(found: Indicator, value: Value) -> str:
    """That the population to divide by is not loaded, or which former places lack in it."""
    assert found.denominator is not None
    year, snapshot = value.at.year + found.denominator.year_offset, latest()
    said: dict[str, object] = {"place": load().regions.full_name(value.region), "year": year}
    cell = Cell(value.region, Span(value.start, value.at))
    published = Measure(found, load(), snapshot).published(cell) if snapshot else None
    if published and published.divided:
        text = gettext(
            "%(place)s %(year)s 年末常住人口不能由原区划相加：%(names)s的一部分划到了别处，请录入按现行区划公布的数"
        )
        return text % (said | {"names": "、".join(published.divided)})
    if published and published.missing:
        text = gettext("%(place)s %(year)s 年末常住人口缺原区划：%(names)s；录齐后自动相加，或录入按现行区划公布的数")
        return text % (said | {"names": "、".join(published.missing)})
    if published and published.unclear:
        return (
            gettext(
                "%(place)s %(year)s 年末常住人口与并入的原区划出处不同，不能确定是否已含在内；请按同一出处录入，或只留按现行区划公布的数"
            )
            % said
        )
    return gettext("%(place)s %(year)s 年末常住人口未录入") % said
