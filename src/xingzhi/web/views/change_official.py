"""What the drafted paragraph says of official figures: where one was received, ours explains, but is not the one to use."""

from __future__ import annotations

from django.utils.translation import gettext

from xingzhi.indicators.change.paragraph import OFFICIAL_FIRST, OFFICIAL_LAST, Clause
from xingzhi.indicators.measure import Measure, Value
from xingzhi.indicators.query import Span
from xingzhi.indicators.used import used_value
from xingzhi.web.reading import language
from xingzhi.web.templatetags.xingzhi import number


def official_clauses(measure: Measure, values: tuple[Value, Value]) -> list[Clause]:
    """A clause for each end of which a figure was received, the last end first."""
    made = []
    for value, ref in ((values[1], OFFICIAL_LAST), (values[0], OFFICIAL_FIRST)):
        used = used_value(
            measure.indicator.id, value.region, Span(value.start, value.at), snapshot=measure.snapshot, own=value
        )
        said = {"day": value.at.isoformat(), "unit": measure.indicator.unit(language())}
        if used.kind == "contradiction":
            text = gettext("%(day)s 收到的官方数据互相矛盾，这里为本局台账的数") % said
        elif used.kind == "official" and used.official:
            said |= {"value": number(used.value), "source": used.official.source or gettext("来源未注明")}
            text = (
                gettext("%(day)s 的官方数据为 %(value)s %(unit)s（%(source)s），对外以它为准，这里为本局台账的数")
                % said
            )
        else:
            continue
        made.append(Clause(text, (ref,)))
    return made
