"""What the page of a change is asked: place, two days, periods; and the other questions offered beside it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from urllib.parse import urlencode

from django.http import Http404, HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext

from xingzhi.indicators.change.ends import month_end_before, spans_of, year_before
from xingzhi.indicators.freshness import Reach, reach, short_of
from xingzhi.indicators.measure import Measure
from xingzhi.indicators.query import Span
from xingzhi.packs import Indicator, load
from xingzhi.snapshots.models import Snapshot


@dataclass(frozen=True)
class Asked:
    """A figure and a place, two days, and for a flow whether the months alone are compared, not the years to the days."""

    measure: Measure
    region: str
    days: tuple[date, date]
    month: bool

    @property
    def found(self) -> Indicator:
        """The indicator."""
        return self.measure.indicator

    @property
    def flow(self) -> bool:
        """Whether it counts what happens in a period."""
        return self.found.kind == "flow"

    @property
    def spans(self) -> tuple[Span, Span]:
        """The periods of a flow."""
        return spans_of(self.days, month=self.month)

    @property
    def short(self) -> Reach | None:
        """How far the records reach where those up to the last day are not all here."""
        return short_of(self.measure, self.days[1])

    def url(self, days: tuple[date, date], *, month: bool = False) -> str:
        """The same question of other days."""
        query = {"region": self.region, "from": days[0].isoformat(), "to": days[1].isoformat()}
        if month:
            query["by"] = "month"
        return reverse("indicator-change", args=[self.found.id]) + "?" + urlencode(query)


def asked(request: HttpRequest, name: str, snapshot: Snapshot) -> Asked:
    """The question; where no days are given, the end of the last month whose records are all here, and a year before."""
    found, scope = load().indicators.get(name), request.user.region
    region = request.GET.get("region", scope)
    if (
        found is None
        or scope is None
        or region is None
        or not region.startswith(scope)
        or load().regions.get(region) is None
    ):
        raise Http404
    measure = Measure(found, load(), snapshot)
    try:
        last = date.fromisoformat(request.GET.get("to") or usual_end(measure).isoformat())
        if not 1986 <= last.year <= 9990:
            raise ValueError(last)
        first = date.fromisoformat(request.GET.get("from") or year_before(last).isoformat())
    except ValueError as error:
        raise Http404 from error
    if first.year < 1985 or first > last:
        raise Http404
    return Asked(measure, region, (first, last), found.kind == "flow" and request.GET.get("by") == "month")


def usual_end(measure: Measure, at: date | None = None) -> date:
    """The day to compare: `at` where the records up to it are all here, else the end of the last month of which they are."""
    found, end = reach(measure), at or month_end_before(timezone.localdate())
    return end if found is None or end <= found.until else found.last_month


def quick(asked: Asked) -> list[dict[str, str]]:
    """Usual comparisons: of a flow month with month and year with year; of a stock its day with an earlier one."""
    last = asked.days[1]
    before, back = month_end_before(last), year_before(last)
    if not asked.flow:
        days = ((gettext("比上月末"), before), (gettext("比上年末"), date(last.year - 1, 12, 31)),
                (gettext("比上年同期"), back))  # fmt: skip
        return [{"label": text, "url": asked.url((day, last))} for text, day in days]
    over = (last + timedelta(days=1)).day == 1
    same_day = before if over else before.replace(day=min(last.day, before.day))
    return [
        {"label": gettext("本月比上月"), "url": asked.url((same_day, last), month=True)},
        {"label": gettext("本月比上年同月"), "url": asked.url((back, last), month=True)},
        {"label": gettext("本年累计比上年同期"), "url": asked.url((back, last))},
    ]


def warned(asked: Asked) -> dict[str, str] | None:
    """That the records up to the last day are not all here, and the same question of the last month of which they are."""
    short = asked.short
    if short is None:
        return None
    said = {"day": asked.days[1].isoformat(), "newest": short.newest.isoformat(), "until": short.until.isoformat()}
    text = gettext("%(day)s 的记录未到齐：最新一条为 %(newest)s，只到 %(until)s 视为到齐，比较时请改看记录到齐的月份。")
    url = asked.url((year_before(short.last_month), short.last_month), month=asked.month)
    return {"text": text % said, "url": url, "label": gettext("看 %(day)s") % {"day": short.last_month.isoformat()}}
