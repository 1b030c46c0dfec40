"""Templates of papers the office loaded in place of the default ones."""

from __future__ import annotations

from pathlib import Path

from django.conf import settings
from django.db import models

from xingzhi.core.models import User
from xingzhi.core.scope import ScopedModel


class PaperTemplate(ScopedModel):
    """A DOCX the office loaded for a paper; the newest of a paper that was not withdrawn is the one in use.

    The file lies under its digest in the folder `templates` and is never changed.
    """

    form = models.CharField(max_length=60)
    digest = models.CharField(max_length=64)
    file_name = models.CharField(max_length=200)
    loaded_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)
    withdrawn = models.BooleanField(default=False)

    class Meta:
        app_label = "cases"
        indexes = [models.Index(fields=["form", "-id"], name="paper_template_form")]

    @property
    def path(self) -> Path:
        """The file as it was loaded."""
        return Path(settings.HOME) / "templates" / f"{self.digest}.docx"

    @property
    def ref(self) -> str:
        """How a log entry names it."""
        return f"{self.form}@{self.digest[:12]}"
