"""What an issued paper states, as it was read once."""

from __future__ import annotations

from django.db import models

from xingzhi.publish.papers.models import OfPaperQuerySet, Paper


class PaperFacts(models.Model):
    """The facts of an issued paper by who tells them, as the pack `read_with` reads them; worked out again from its text."""

    paper = models.OneToOneField(Paper, on_delete=models.CASCADE, related_name="facts")
    read_with = models.CharField(max_length=100)
    held = models.JSONField(default=list)

    objects = OfPaperQuerySet.as_manager()
