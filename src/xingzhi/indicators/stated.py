"""What officers stated of official figures: why ours differs, and which is used where several contradict each other."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from xingzhi.core.scope import ScopedQuerySet
from xingzhi.indicators.models import DifferenceReason, OfficialChoice
from xingzhi.indicators.official import Official, agree
from xingzhi.indicators.query import Span


def start_of(timing: str, span: Span) -> date | None:
    """The first day by which a period is told apart: of a flow only."""
    return span.start if timing == "flow" else None


def reasons_written(indicator: str, timing: str, region: str, span: Span) -> ScopedQuerySet:
    """All reasons ever written of a figure, the newest first; `region` lies inside the reader's scope."""
    held: ScopedQuerySet = DifferenceReason.objects.filter(
        indicator=indicator, region=region, start=start_of(timing, span), end=span.end
    )
    return held.order_by("-id")


def choices_made(indicator: str, timing: str, region: str, span: Span) -> ScopedQuerySet:
    """All choices ever made between the figures received of a period, the newest first."""
    held: ScopedQuerySet = OfficialChoice.objects.filter(
        indicator=indicator, region=region, start=start_of(timing, span), end=span.end
    )
    return held.order_by("-id")


def reason_written(indicator: str, timing: str, region: str, span: Span) -> DifferenceReason | None:
    """The reason that counts; None where there is none, or it was taken back."""
    found: DifferenceReason | None = reasons_written(indicator, timing, region, span).first()
    return found if found and found.text else None


def choice_made(indicator: str, timing: str, region: str, span: Span) -> OfficialChoice | None:
    """The choice that counts; None where there is none, or it was taken back."""
    found: OfficialChoice | None = choices_made(indicator, timing, region, span).first()
    return found if found and found.chosen else None


def said_by(figures: Iterable[Official]) -> dict[str, str]:
    """What each record states: number and unit."""
    return {each.key: f"{each.stated:f} {each.unit}".strip() for each in figures}


def chosen_of(figures: list[Official], choice: OfficialChoice | None) -> Official | None:
    """The figure a choice names, as long as the records state what they stated when it was made."""
    if choice is None or choice.said != said_by(figures):
        return None
    return next((each for each in figures if each.key == choice.chosen and each.value is not None), None)


def without_unchosen(indicator: str, timing: str, region: str, figures: list[Official]) -> list[Official]:
    """The figures received less those an officer did not choose where they contradict each other."""
    left: dict[str, Official] = {each.key: each for each in figures}
    for each in figures:
        if each.unread or each.end is None or (timing == "flow" and each.start is None):
            continue
        span = Span(each.start or each.end, each.end)
        alike = [other for other in figures if other.covers(timing, span)]
        if each.key in left and not agree(alike):
            chosen = chosen_of(alike, choice_made(indicator, timing, region, span))
            for other in alike if chosen else ():
                if other is not chosen:
                    left.pop(other.key, None)
    return list(left.values())
