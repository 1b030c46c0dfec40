"""Gazette lists as compared, the leads found in them, and what officers changed in the watch list."""

from __future__ import annotations

from pathlib import Path

from django.db import models
from django.utils.translation import gettext_lazy as _

from xingzhi.cases.matters.models import Matter
from xingzhi.core.models import Job, User
from xingzhi.core.scope import ScopedModel
from xingzhi.intake.models import kept_file


class PlaceKind(models.TextChoices):
    """What a loaded place name is the name of."""

    TOWN = "town", _("乡镇、街道")
    NATURE = "nature", _("山川湖泊")
    SCENIC = "scenic", _("景区")
    OTHER = "other", _("其他地名")


class PlaceName(ScopedModel):
    """A place below county level, a mountain, river or scenic spot that the office loaded to be guarded."""

    name = models.CharField(max_length=100)
    kind = models.CharField(max_length=10, choices=PlaceKind)
    officer = models.ForeignKey(User, on_delete=models.PROTECT)
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["region", "name"], name="place_name_once")]


class SwitchedOff(ScopedModel):
    """An entry of the watch list that an officer switched off, and why. The row goes when it is switched on again."""

    key = models.CharField(max_length=320)
    reason = models.CharField(max_length=300)
    officer = models.ForeignKey(User, on_delete=models.PROTECT)
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["region", "key"], name="switched_off_once")]


class GazetteList(ScopedModel):
    """One list of published marks and what came of comparing it. `unread` holds rows not compared, with their reason."""

    name = models.CharField(max_length=200)
    digest = models.CharField(max_length=64)
    officer = models.ForeignKey(User, on_delete=models.PROTECT)
    at = models.DateTimeField(auto_now_add=True)
    job = models.ForeignKey(Job, null=True, on_delete=models.SET_NULL)
    names = models.IntegerField(null=True)  # compared; null until it is known
    own = models.IntegerField(default=0)  # filed by the owner of what they touch
    known = models.IntegerField(default=0)  # leads that an earlier list gave
    unread = models.JSONField(default=list)
    unread_count = models.IntegerField(default=0)
    packs = models.JSONField(default=list)

    @property
    def file(self) -> Path:
        """The list as it came."""
        return kept_file(self.digest, self.name)


class Lead(ScopedModel):
    """A published mark that touches something guarded. `region` is where that lies.

    `shown`: among the leads of the month that the officer sees first. `key` is the mark and what it touches, so that the
    same mark met in a later list is the same lead.
    """

    gazette = models.ForeignKey(GazetteList, on_delete=models.PROTECT, related_name="leads")
    key = models.CharField(max_length=320, unique=True)
    row = models.IntegerField()
    mark_no = models.CharField(max_length=30, blank=True)
    mark_text = models.CharField(max_length=500)
    nice_classes = models.CharField(max_length=200, blank=True)
    goods = models.TextField(blank=True)
    applicants = models.CharField(max_length=1000, blank=True)
    filed_on = models.DateField(null=True)
    published_on = models.DateField(null=True)
    watched = models.CharField(max_length=320)  # key of the entry
    watch_kind = models.CharField(max_length=30)
    watch_name = models.CharField(max_length=500)
    watch_classes = models.CharField(max_length=400, blank=True)
    owner = models.CharField(max_length=1000, blank=True)
    source = models.JSONField(default=list)  # register and id of the record guarded
    way = models.CharField(max_length=20)
    verdict = models.CharField(max_length=20, blank=True)
    goods_relation = models.CharField(max_length=10)
    score = models.FloatField()
    findings = models.JSONField(default=list)  # rule, strength, why, against
    until = models.DateField(null=True)
    shown = models.BooleanField(default=False)
    matter = models.OneToOneField(Matter, null=True, on_delete=models.SET_NULL, related_name="trademark_lead")
    printed_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["region", "-score"], name="lead_region_score"),
                   models.Index(fields=["until"], name="lead_until")]  # fmt: skip
