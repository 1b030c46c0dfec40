"""What officers do: switch entries of the watch list, load places, follow leads, print letters."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.utils import timezone

from xingzhi.cases.gazette import PAPER, PROCEDURE
from xingzhi.cases.gazette.models import Lead, PlaceKind, PlaceName, SwitchedOff
from xingzhi.cases.gazette.watch import watch_list
from xingzhi.cases.matters.models import Matter
from xingzhi.cases.matters.procedures import keep, read
from xingzhi.cases.papers.templates import in_use
from xingzhi.core.actions import Act, action
from xingzhi.registers.receive import region_of


class NoReason(ValueError):
    """An entry is switched off with a reason."""


@action("switch_watch", zh="停用或恢复盯防", en="Switch an entry of the watch list")
def switch_watch(act: Act, key: str, reason: str, on: bool) -> None:
    """Switch an entry of the watch list off with a reason, or on again; raises `KeyError` for one not seen."""
    entry = {each.key: each for each in watch_list(act.user)}[key]
    if not on and not reason.strip():
        raise NoReason
    held = SwitchedOff.objects.visible_to(act.user).filter(region=entry.region, key=key)
    if on:
        held.delete()
    elif not held.exists():
        SwitchedOff.objects.create(region=entry.region, key=key, reason=reason.strip()[:300], officer=act.user)
    act.on("watch", "", entry.region, key=key, on=on, reason=reason.strip()[:300])


@action("load_places", zh="载入地名", en="Load names of places")
def load_places(act: Act, names: Sequence[str], kind: str, region: str) -> int:
    """Add names of places to be guarded in a region at or below the officer's own; how many are new."""
    own = act.user.region
    if own is None or not region.startswith(own) or kind not in PlaceKind.values:
        raise ValueError(region)
    given = list(dict.fromkeys(name.strip()[:100] for name in names if len(name.strip()) >= 2))
    held = set(PlaceName.objects.filter(region=region).values_list("name", flat=True))
    fresh = [PlaceName(region=region, name=name, kind=kind, officer=act.user) for name in given if name not in held]
    PlaceName.objects.bulk_create(fresh, batch_size=500)
    act.on("watch", "", region, places=len(fresh), kind=kind)
    return len(fresh)


@action("follow_leads", zh="建立商标线索事项", en="Open matters of trademark leads")
def follow_leads(act: Act, leads: Sequence[int]) -> list[Lead]:
    """Open a matter for each lead that has none; all of those the officer may see are given back."""
    chosen = list(Lead.objects.visible_to(act.user).select_for_update(of=("self",)).filter(pk__in=leads).order_by("pk"))
    today = timezone.localdate()
    text = keep(PROCEDURE, today)
    for lead in chosen:
        if lead.matter_id is None:
            lead.matter = Matter.objects.create(
                kind=PROCEDURE, procedure=text, key=lead.key, title=lead.mark_text[:1000], region=lead.region,
                state=read(text).initial.id, since=today, opened_on=today, due=lead.until, officer=act.user,
            )  # fmt: skip
            lead.shown = True
            lead.save(update_fields=["matter", "shown"])
    regions = {lead.region for lead in chosen}
    act.on("lead", "", min(regions, default=region_of(act.user)), leads=[lead.pk for lead in chosen])
    return chosen


@action("print_owner_letters", zh="打印告知函", en="Print letters to owners")
def print_owner_letters(act: Act, leads: Sequence[Lead]) -> None:
    """Write down that letters were printed, from which template and about which leads."""
    now = timezone.now()
    seen = Lead.objects.visible_to(act.user).filter(pk__in=[lead.pk for lead in leads])
    seen.update(printed_at=now)
    act.on("paper", PAPER, act.user.region or "", template=in_use(PAPER).ref, leads=[lead.pk for lead in leads])


def letter_facts(lead: Lead, article: str) -> dict[str, Any]:
    """One line of a letter: what was published, what it touches, why, and until when."""
    reasons = [each["why"] for each in lead.findings if not each["against"]]
    return {
        "mark": lead.mark_text, "mark_no": lead.mark_no, "classes": lead.nice_classes, "applicants": lead.applicants, "published": lead.published_on,
        "guarded": lead.watch_name, "reason": reasons[0] if reasons else "", "article": article,
        "until": lead.until or "未知",
    }  # fmt: skip
