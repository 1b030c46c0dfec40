"""What went out to a banner office and what came back."""

from __future__ import annotations

from django.db import models

from xingzhi.cases.matters.models import Matter
from xingzhi.core.models import User
from xingzhi.core.scope import ScopedModel, ScopedQuerySet


class Dispatch(ScopedModel):
    """Applications handed to one banner office to look into by a day; `region` is the banner."""

    deadline = models.DateField()
    contact = models.CharField(max_length=100)  # whom to ask in the office that hands out
    phone = models.CharField(max_length=60, blank=True)
    note = models.CharField(max_length=500, blank=True)
    made_by = models.ForeignKey(User, on_delete=models.PROTECT)
    made_at = models.DateTimeField(auto_now_add=True)
    withdrawn_at = models.DateTimeField(null=True)  # its applications may be handed out anew

    class Meta:
        indexes = [models.Index(fields=["region", "-id"], name="dispatch_region")]


class OfDispatchQuerySet(ScopedQuerySet):
    """Seen by whoever sees the dispatch."""

    region_field = "dispatch__region"


class DispatchItem(models.Model):
    """One application of a dispatch, and where it stood when it went out."""

    dispatch = models.ForeignKey(Dispatch, on_delete=models.CASCADE, related_name="items")
    matter = models.ForeignKey(Matter, on_delete=models.PROTECT, related_name="dispatched")
    state = models.CharField(max_length=40)

    objects = OfDispatchQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["dispatch", "matter"], name="dispatch_item_once")]


class Returned(models.Model):
    """A workbook that came back: who filled it in, who checked it, and what became of its rows."""

    dispatch = models.ForeignKey(Dispatch, on_delete=models.CASCADE, related_name="returns")
    digest = models.CharField(max_length=64)
    file_name = models.CharField(max_length=255)
    filler = models.CharField(max_length=100)
    reviewer = models.CharField(max_length=100)
    filled_on = models.DateField()
    zero = models.BooleanField(default=False)  # signed: nothing new this time
    officer = models.ForeignKey(User, on_delete=models.PROTECT)
    at = models.DateTimeField(auto_now_add=True)
    applied = models.IntegerField(default=0)
    unchanged = models.IntegerField(default=0)
    blank = models.IntegerField(default=0)
    problems = models.JSONField(default=list)  # of rows not taken: row, column, value, code, params

    objects = OfDispatchQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["dispatch", "digest"], name="returned_once")]


class OfReturnQuerySet(ScopedQuerySet):
    """Seen by whoever sees the dispatch."""

    region_field = "returned__dispatch__region"


class ReturnConflict(models.Model):
    """A row that says otherwise than what was recorded here since it went out; a person decides."""

    returned = models.ForeignKey(Returned, on_delete=models.CASCADE, related_name="conflicts")
    matter = models.ForeignKey(Matter, on_delete=models.PROTECT)
    row = models.IntegerField()
    ours = models.CharField(max_length=40)  # the state recorded here
    theirs = models.JSONField()  # the answer: move, state, on, proofs, note
    decided = models.CharField(max_length=10, blank=True)  # "" | ours | theirs
    decided_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT)
    decided_at = models.DateTimeField(null=True)

    objects = OfReturnQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["returned", "matter"], name="return_conflict_once")]


class Enquiry(ScopedModel):
    """A question from another office, a bank or a panel about some names, and what was answered; kept as it left.

    `answers` is a list of what was found of each name; nothing leaves before an officer has reviewed it.
    """

    asker = models.CharField(max_length=200)
    purpose = models.CharField(max_length=300)
    basis = models.CharField(max_length=300)  # the letter or rule it rests on
    names = models.JSONField()
    answers = models.JSONField(default=list)
    as_of = models.DateField()
    data = models.CharField(max_length=200)  # the snapshot the registers stood at
    made_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="enquiries")
    made_at = models.DateTimeField(auto_now_add=True)
    reviewed_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="enquiries_reviewed")
    reviewed_at = models.DateTimeField(null=True)
    note = models.CharField(max_length=500, blank=True)  # of the review

    class Meta:
        indexes = [models.Index(fields=["region", "-id"], name="enquiry_region")]


class Report(ScopedModel):
    """A lead reported upward (order 77 art. 11): which applications, resting on which clues, sent when, received when."""

    keys = models.JSONField()  # the applications' numbers
    clues = models.JSONField(default=list)  # numbers of the clues it rests on
    text = models.TextField()
    made_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="reports")
    made_at = models.DateTimeField(auto_now_add=True)
    sent_to = models.CharField(max_length=200, blank=True)
    sent_on = models.DateField(null=True)
    receipt_no = models.CharField(max_length=100, blank=True)
    receipt_on = models.DateField(null=True)

    class Meta:
        indexes = [models.Index(fields=["region", "-id"], name="report_region")]
