"""What an officer states of official figures: why ours differs, and which is used where several contradict each other."""

from __future__ import annotations

from django.http import Http404

from xingzhi.core.actions import Act, action
from xingzhi.core.models import Role
from xingzhi.indicators.models import DifferenceReason, OfficialChoice
from xingzhi.indicators.official import agree
from xingzhi.indicators.query import Span
from xingzhi.indicators.stated import choice_made, reason_written, said_by, start_of
from xingzhi.indicators.used import Used, used_value
from xingzhi.packs import load

STATERS = frozenset({Role.ADMINISTRATOR, Role.LEAGUE_OFFICER, Role.REVIEWER})


class StatingRefused(ValueError):
    """What was stated cannot be kept: `code` is "same", "nothing", "agree", "unknown" or "reason"."""

    def __init__(self, code: str) -> None:
        self.code = code
        super().__init__(code)


@action("explain_difference", zh="说明与官方数据之差", en="Explain a difference", roles=STATERS)
def explain_difference(act: Act, indicator: str, region: str, span: Span, text: str) -> DifferenceReason:
    """Write down why our figure differs from the one received; "" takes the reason back. Earlier ones are kept."""
    used, timing = _used(act, indicator, region, span)
    said = text.strip()[:500]
    if not said and reason_written(indicator, timing, region, span) is None:
        raise StatingRefused("nothing")
    if not used.difference or used.own is None or used.own.value is None or used.value is None:
        raise StatingRefused("same")
    reason = DifferenceReason.objects.create(
        region=region, indicator=indicator, start=start_of(timing, span), end=span.end, text=said,
        own=used.own.value, official=used.value, written_by=act.user,
    )  # fmt: skip
    act.on("difference_reason", reason.pk, region, indicator=indicator, end=span.end.isoformat(), text=said)
    return reason


@action("choose_official", zh="选用官方数据", en="Choose an official figure", roles=STATERS)
def choose_official(act: Act, indicator: str, region: str, span: Span, key: str, reason: str) -> OfficialChoice:
    """Say which of the figures received is used, by the key of its record, and why; "" takes the choice back."""
    used, timing = _used(act, indicator, region, span)
    received = list(used.received)
    if not key and choice_made(indicator, timing, region, span) is None:
        raise StatingRefused("nothing")
    if key and agree(received):
        raise StatingRefused("agree")
    if key and key not in {each.key for each in received}:
        raise StatingRefused("unknown")
    if not reason.strip():
        raise StatingRefused("reason")
    choice = OfficialChoice.objects.create(
        region=region, indicator=indicator, start=start_of(timing, span), end=span.end, chosen=key,
        said=said_by(received), reason=reason.strip()[:500], chosen_by=act.user,
    )  # fmt: skip
    act.on("official_choice", choice.pk, region, indicator=indicator, end=span.end.isoformat(), chosen=key)
    return choice


def _used(act: Act, indicator: str, region: str, span: Span) -> tuple[Used, str]:
    """What stands for the figure now, where the person may see the place."""
    scope, packs = act.user.region, load()
    if scope is None or not region.startswith(scope) or region not in packs.regions:
        raise Http404
    if indicator not in packs.indicators:
        raise Http404
    used = used_value(indicator, region, span)
    if not used.received:
        raise Http404
    return used, packs.timing(packs.indicators[indicator])
