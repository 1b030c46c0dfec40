"""Calls, visits and letters: recorded once for all the matters they were about, with what follows from them."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from django.db import models
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from xingzhi.cases.matters.models import Card, Contact, Matter
from xingzhi.cases.matters.moves import move_matters
from xingzhi.core.actions import Act, action


class How(models.TextChoices):
    """How an applicant was reached, or was not."""

    CALL = "call", _("电话")
    VISIT = "visit", _("走访")
    LETTER = "letter", _("信函")
    MESSAGE = "message", _("短信、微信")
    OFFICE = "office", _("来局")


# What a contact proves by itself.
PROOFS = {How.CALL: "call_log", How.VISIT: "visit_record"}


class ContactIncomplete(ValueError):
    """`code` says what a contact lacks: matters, how, future or said."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True)
class Said:
    """One contact as an officer puts it."""

    on: date
    how: str
    said: str
    spoke_with: str = ""
    answered: bool = True


@action("record_contact", zh="记录联系", en="Record a contact")
def record_contact(
    act: Act,
    card_id: int,
    matters: Sequence[int],
    told: Said,
    *,
    move: str = "",
    proofs: Collection[str] = (),
    note: str = "",
) -> Contact:
    """Record a call, visit or letter for some of an applicant's matters and, where asked, move these.

    A call proves itself as the log that being out of reach asks for, a visit as its record. Raises `ContactIncomplete`,
    and `moves.NotAllowed` where a matter may not be moved so: then nothing is recorded.
    """
    card = get_object_or_404(Card.objects.visible_to(act.user), pk=card_id)
    chosen = list(Matter.objects.visible_to(act.user).filter(card=card, pk__in=matters))
    if not chosen:
        raise ContactIncomplete("matters")
    if told.how not in How.values:
        raise ContactIncomplete("how")
    if told.on > timezone.localdate():
        raise ContactIncomplete("future")
    if not told.said.strip() and told.answered:
        raise ContactIncomplete("said")
    contact = Contact.objects.create(
        region=card.region, card=card, on=told.on, how=told.how, spoke_with=told.spoke_with.strip()[:100],
        said=told.said.strip()[:4000], answered=told.answered, officer=act.user,
    )  # fmt: skip
    contact.matters.set(chosen)
    if move:
        own = {PROOFS[How(told.how)]} if told.how in PROOFS else set()
        move_matters(
            act.user, [m.pk for m in chosen], move, told.on, proofs={*proofs, *own}, note=note, contact=contact
        )
    act.on("card", card.pk, card.region, contact=contact.pk, how=told.how, on=told.on, matters=[m.key for m in chosen])
    return contact


@action("edit_card", zh="修改联系方式", en="Edit how an applicant is reached")
def edit_card(act: Act, card_id: int, *, contact_name: str, phone: str, address: str, explanation: str) -> Card:
    """Write down how an applicant is reached and what it says for itself."""
    card: Card = get_object_or_404(Card.objects.visible_to(act.user).select_for_update(), pk=card_id)
    card.contact_name, card.phone, card.address = contact_name.strip()[:100], phone.strip()[:60], address.strip()[:1000]
    card.explanation = explanation.strip()[:4000]
    card.save()
    act.on("card", card.pk, card.region, changed="contact")
    return card
