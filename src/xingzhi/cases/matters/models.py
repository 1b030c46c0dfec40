"""Matters, their steps and the events their clocks count from; the card of one applicant, and calls and visits."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from xingzhi.core.models import User
from xingzhi.core.scope import ScopedModel, ScopedQuerySet


class ProcedureText(models.Model):
    """A version of a procedure, kept whole when the first matter began under it: later packs do not change it."""

    name = models.CharField(max_length=60)
    ref = models.CharField(max_length=100)
    digest = models.CharField(max_length=64, unique=True)
    body = models.JSONField()


class Card(ScopedModel):
    """One applicant of one region: all its matters, however many batches they came in.

    `key` tells it from others by its name's distinctive part; two people of one name in a region share a card.
    """

    key = models.CharField(max_length=320)
    name = models.CharField(max_length=300)
    contact_name = models.CharField(max_length=100, blank=True)
    phone = models.CharField(max_length=60, blank=True)
    address = models.CharField(max_length=1000, blank=True)
    explanation = models.TextField(blank=True)  # the applicant's own, in short

    class Meta:
        constraints = [models.UniqueConstraint(fields=["region", "key"], name="card_once")]


class Word(models.TextChoices):
    """Whose word a step is."""

    OFFICE = "office", _("本局")
    NATIONAL = "national", _("国家局")


class Matter(ScopedModel):
    """One thing in a procedure: here one application, however often it was notified."""

    kind = models.CharField(max_length=60)  # the procedure's name
    procedure = models.ForeignKey(ProcedureText, on_delete=models.PROTECT)
    key = models.CharField(max_length=320)  # the application's number
    title = models.CharField(max_length=1000, blank=True)
    card = models.ForeignKey(Card, null=True, on_delete=models.PROTECT, related_name="matters")
    state = models.CharField(max_length=40)
    since = models.DateField()
    word = models.CharField(max_length=10, choices=Word, default=Word.OFFICE)
    settled = models.BooleanField(default=False)
    lead = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="group")
    officer = models.ForeignKey(User, null=True, on_delete=models.PROTECT)  # whom the clocks warn
    due = models.DateField(null=True)  # the earliest day by which something must be done
    opened_on = models.DateField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["kind", "key"], name="matter_once")]
        indexes = [
            models.Index(fields=["kind", "region", "state"], name="matter_state"),
            models.Index(fields=["kind", "settled", "due"], name="matter_due"),
        ]


class OfMatterQuerySet(ScopedQuerySet):
    """Seen by whoever sees the matter."""

    region_field = "matter__region"


class Contact(ScopedModel):
    """One call, visit or letter to an applicant, recorded once for all the matters it was about."""

    card = models.ForeignKey(Card, on_delete=models.PROTECT, related_name="contacts")
    on = models.DateField()
    how = models.CharField(max_length=20)
    spoke_with = models.CharField(max_length=100, blank=True)
    said = models.TextField(blank=True)
    answered = models.BooleanField(default=True)
    officer = models.ForeignKey(User, on_delete=models.PROTECT)
    at = models.DateTimeField(auto_now_add=True)
    matters = models.ManyToManyField(Matter, related_name="contacts")


class Step(models.Model):
    """A matter's move from one state to another: by whom, on whose word, with which proof. Only ever added."""

    matter = models.ForeignKey(Matter, on_delete=models.CASCADE, related_name="steps")
    move = models.CharField(max_length=40)
    before = models.CharField(max_length=40)
    after = models.CharField(max_length=40)
    on = models.DateField()
    at = models.DateTimeField(auto_now_add=True)
    officer = models.ForeignKey(User, on_delete=models.PROTECT)
    word = models.CharField(max_length=10, choices=Word)
    proofs = models.JSONField(default=list)
    note = models.CharField(max_length=1000, blank=True)
    contact = models.ForeignKey(Contact, null=True, on_delete=models.PROTECT, related_name="steps")
    source = models.CharField(max_length=120, blank=True)  # the record or sheet that said so

    objects = OfMatterQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["after", "on"], name="step_after")]
        constraints = [
            models.UniqueConstraint(
                fields=["matter", "source"], condition=~models.Q(source=""), name="step_once_of_source"
            )
        ]

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Add the step; one that stands is never changed."""
        if self.pk:
            raise ValueError("a step is never changed")
        super().save(*args, **kwargs)


class Event(models.Model):
    """What a clock counts from, or what stops, resumes or extends it."""

    matter = models.ForeignKey(Matter, on_delete=models.CASCADE, related_name="events")
    kind = models.CharField(max_length=10)  # event | pause | extend
    name = models.CharField(max_length=40)  # of the event, or the coded reason
    clock = models.CharField(max_length=40, blank=True)  # of a pause or an extension
    on = models.DateField()
    until = models.DateField(null=True)  # of a pause that ended
    count = models.IntegerField(null=True)
    unit = models.CharField(max_length=15, blank=True)
    officer = models.ForeignKey(User, on_delete=models.PROTECT)
    at = models.DateTimeField(auto_now_add=True)
    note = models.CharField(max_length=500, blank=True)

    objects = OfMatterQuerySet.as_manager()
