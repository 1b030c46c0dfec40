"""Units that get tasks: sections and bodies of the office, banners, development zones, and others by name."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from xingzhi.core.models import User
from xingzhi.core.scope import ScopedModel


class UnitKind(models.TextChoices):
    """What a unit is to the office."""

    SECTION = "section", _("科室局")
    BODY = "body", _("直属事业单位")
    BANNER = "banner", _("旗县市")
    ZONE = "zone", _("开发区")
    OUTSIDE = "outside", _("外单位")


class Unit(ScopedModel):
    """An addressee. Its region is where its people look: of a banner or zone the county, else the office's own.

    `aliases` are other ways notices write it; `zone` is the zone's id in the pack of regions.
    """

    kind = models.CharField(max_length=10, choices=UnitKind)
    name = models.CharField(max_length=100)
    aliases = models.JSONField(default=list)
    zone = models.CharField(max_length=60, blank=True)
    person = models.ForeignKey(User, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    retired = models.BooleanField(default=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["region", "name"], name="plan_unit_once")]
