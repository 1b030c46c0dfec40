"""Open a matter for each notified application, and let the national office's results move it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django.db import transaction
from django.utils import timezone

from xingzhi.cases.matters.models import Card, Matter, Step, Word
from xingzhi.cases.matters.moves import step
from xingzhi.cases.matters.procedures import keep, read
from xingzhi.cases.notified import PROCEDURE
from xingzhi.core.jobs import JobRun, enqueue, job_kind
from xingzhi.core.log import follower
from xingzhi.core.models import LogEntry, User
from xingzhi.packs import load
from xingzhi.registers.models import NationalResult, NotifiedItem
from xingzhi.text.parties import party_key

CHUNK = 200
NOBODY = "unknown"  # the card of applications whose applicant the list does not name


@follower("matters_from_batches", verbs=("apply_batch", "edit_record"))
def after_batch(entry: LogEntry) -> None:
    """What a batch notified, moved or decided is looked at."""
    revision = entry.detail["revision"]
    if any(model.objects.filter(revision=revision).exists() for model in (NotifiedItem, NationalResult)):
        owner = User.objects.get(username=entry.actor)
        enqueue("open_matters", owner, entry.region, once=True, revision=revision)


@job_kind("open_matters", zh="建立核查事项", en="Open matters of notified applications", lane="matters")
def open_matters(run: JobRun) -> dict[str, Any]:
    """Open or refresh the matters of a revision's rows; done again it changes nothing."""
    revision = run.params["revision"]
    noticed = NotifiedItem.objects.filter(revision=revision).values_list("application_no", flat=True)
    decided = NationalResult.objects.filter(revision=revision).values_list("application_no", flat=True)
    keys = sorted({*noticed, *decided})
    opened = moved = 0
    for start in range(0, len(keys), CHUNK):
        chunk = keys[start : start + CHUNK]
        with transaction.atomic():
            run.fence()
            opened += refresh(chunk)
            moved += apply_results(chunk, run.owner)
        run.progress(start + len(chunk), len(keys), "建立核查事项")
    return {"opened": opened, "moved": moved}


def refresh(keys: Sequence[str]) -> int:
    """Make each application's matter say what its newest notice says; how many are new."""
    newest: dict[str, Any] = {}
    for item in NotifiedItem.objects.filter(application_no__in=keys).order_by("created", "id"):
        known = newest.get(item.application_no)
        if known is None or _told(item) >= _told(known):
            newest[item.application_no] = item
    held = {m.key: m for m in Matter.objects.select_for_update().filter(kind=PROCEDURE, key__in=list(newest))}
    opened = 0
    for key, item in newest.items():
        matter = held.get(key)
        card = card_of(item)
        if matter is None:
            opened += 1
            open_one(key, item, card)
        elif (matter.region, matter.card_id, matter.title, matter.due) != (
            item.region,
            card.pk,
            item.title,
            item.reply_due,
        ):
            matter.region, matter.card, matter.title, matter.due = item.region, card, item.title, item.reply_due
            matter.save(update_fields=["region", "card", "title", "due"])
    return opened


def open_one(key: str, item: Any, card: Card) -> Matter:
    """A new matter under the procedure in force today: an old notice taken in now is dealt with as the law now says."""
    today = timezone.localdate()
    text, on = keep(PROCEDURE, today), min(item.notice_date or today, today)
    return Matter.objects.create(
        kind=PROCEDURE, procedure=text, key=key, title=item.title, card=card, region=item.region, due=item.reply_due,
        state=read(text).initial.id, since=on, opened_on=on,
    )  # fmt: skip


def _told(item: Any) -> tuple[str, int]:
    return str(item.notice_date or ""), item.created


def card_of(item: Any) -> Card:
    """The card of the first applicant in the item's region; what the list says of how to reach it fills what is blank."""
    name = item.applicants.split("; ")[0]
    key = party_key(name, load().party_names).key or NOBODY
    card, _ = Card.objects.get_or_create(region=item.region, key=key, defaults={"name": name})
    blank = {field: value for field, value in (("phone", item.phone), ("address", item.address))
             if value and not getattr(card, field)}  # fmt: skip
    if blank:
        for field, value in blank.items():
            setattr(card, field, value)
        card.save(update_fields=list(blank))
    return card


def apply_results(keys: Iterable[str], officer: User) -> int:
    """Move matters as the national office's results say, in the order of their days; how many steps were added.

    A result is one step however often it is met; one older than the national word that stands changes nothing.
    """
    rows = NationalResult.objects.filter(application_no__in=list(keys)).order_by("result_date", "id")
    matters = {
        m.key: m
        for m in Matter.objects.select_for_update(of=("self",)).select_related("procedure").filter(kind=PROCEDURE, key__in=list(keys))
    }  # fmt: skip
    known = set(Step.objects.filter(matter__in=matters.values()).exclude(source="").values_list("matter_id", "source"))
    added = 0
    for row in rows:
        matter = matters.get(row.application_no)
        source = f"national_results:{row.key}"[:120]
        if matter is None or (matter.pk, source) in known:
            continue
        if matter.word == Word.NATIONAL and row.result_date < matter.since:
            continue
        note = " ".join(filter(None, (row.document, row.remark)))
        step(
            matter,
            f"national_{row.result}",
            row.result_date,
            officer,
            proofs=["national_list"],
            note=note,
            source=source,
        )
        added += 1
    return added
