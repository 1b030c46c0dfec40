"""Findings of the patterns B1 to B11, and names the office loaded to hold filings against."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from xingzhi.cases.matters.models import Matter
from xingzhi.core.models import User
from xingzhi.core.scope import ScopedModel
from xingzhi.screening.models import Run


class NameKind(models.TextChoices):
    """What a loaded name is the name of."""

    MARK = "mark", _("知名权利人的商标")
    PERSON = "person", _("公众人物")
    EVENT_NAME = "event_name", _("活动、赛事、展会")
    HOT_WORD = "hot_word", _("热点词（须有日期）")
    WORK = "work", _("作品、角色")
    MOTTO = "motto", _("校训、口号")
    STREET = "street", _("街道")
    BUILDING = "building", _("建筑物")
    GOODS = "goods", _("通用名称、行业用语")


class LoadedName(ScopedModel):
    """A name of the office's own list. None is shipped; staff alone see the list and what it hits."""

    name = models.CharField(max_length=100)
    kind = models.CharField(max_length=12, choices=NameKind)
    owner = models.CharField(max_length=300, blank=True)
    classes = models.CharField(max_length=200, blank=True)
    day = models.DateField(null=True)  # of the event, for a hot word
    officer = models.ForeignKey(User, on_delete=models.PROTECT)
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["region", "kind", "name"], name="loaded_name_once")]


class PatternFinding(ScopedModel):
    """One pattern on one applicant or agent: the machine's proposal. What an officer says of it stands in the matter.

    `region` is the smallest that holds all its filings. `places` are regions of the records whose names it touches: who
    does not see all of them is told neither these names nor their number. `aliases` are names under which its subject may
    be met by a later run. `law` holds the texts in force on the filing days, as the run read them.
    """

    key = models.CharField(max_length=320, unique=True)
    pattern = models.CharField(max_length=4)
    subject = models.CharField(max_length=320)
    aliases = models.JSONField(default=list)
    agents = models.CharField(max_length=1000, blank=True)
    strength = models.FloatField()
    facts = models.JSONField(default=dict)
    evidence = models.JSONField(default=list)  # numbers of filings
    first_day = models.DateField(null=True)
    last_day = models.DateField(null=True)
    law = models.JSONField(default=list)
    missing = models.JSONField(default=list)
    places = models.JSONField(default=list)
    run = models.ForeignKey(Run, on_delete=models.PROTECT)
    gone = models.BooleanField(default=False)  # the newest run did not find it again
    officer = models.ForeignKey(User, on_delete=models.PROTECT)  # in whose month it counts
    at = models.DateTimeField(auto_now_add=True)
    shown = models.BooleanField(default=False)
    matter = models.OneToOneField(Matter, null=True, on_delete=models.SET_NULL, related_name="pattern_finding")
    judged_with = models.IntegerField(null=True)  # pieces of evidence there were when it was judged last

    class Meta:
        indexes = [models.Index(fields=["region", "-strength"], name="finding_region_strength")]
