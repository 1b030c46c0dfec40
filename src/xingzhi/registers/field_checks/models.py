"""Field checks, pictures of signs, and the words only staff may see."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Self

from django.conf import settings
from django.db import models
from django.utils.translation import pgettext_lazy

from xingzhi.core.actions import STAFF
from xingzhi.core.scope import ScopedModel, ScopedQuerySet

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from xingzhi.core.models import User

FOLDER = "field_checks"


def picture_file(digest: str, suffix: str) -> Path:
    """Where a picture is kept, by what it holds."""
    return Path(settings.HOME) / FOLDER / f"{digest}{suffix}"


class SignPicture(ScopedModel):
    """The picture an indication or a protected sign is known by. `region` is where its record lay when it was given."""

    register = models.CharField(max_length=40)
    key = models.CharField(max_length=320)
    digest = models.CharField(max_length=64)
    name = models.CharField(max_length=200)
    officer = models.ForeignKey("core.User", on_delete=models.PROTECT)
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["register", "key"], name="sign_picture_once")]

    @property
    def file(self) -> Path:
        """The picture, upright, as PNG."""
        return picture_file(self.digest, ".png")


class Judged(models.TextChoices):
    """What an officer made of what was seen. It is no finding (认定) of any body."""

    LAWFUL = "lawful", pgettext_lazy("field check", "合规")
    SUSPECT = "suspect", pgettext_lazy("field check", "疑似")
    UNRELATED = "unrelated", pgettext_lazy("field check", "无关")


class FieldCheck(ScopedModel):
    """One label or shop as seen: where, when, the photo kept, what it resembles, what the officer made of it.

    `found`: signs the photo or the words resemble, the surest first. `compared`: signs looked for in the photo; None until
    it is known. `words_read` is None where nothing here reads text in pictures.
    """

    officer = models.ForeignKey("core.User", on_delete=models.PROTECT, related_name="field_checks")
    at = models.DateTimeField(auto_now_add=True)
    seen_on = models.DateField()
    place = models.CharField(max_length=200)
    words = models.CharField(max_length=500, blank=True)
    photo = models.CharField(max_length=64, blank=True)  # its digest
    photo_name = models.CharField(max_length=200, blank=True)
    width = models.IntegerField(default=0)  # of the photo as it is shown, in pixels
    height = models.IntegerField(default=0)
    job = models.ForeignKey("core.Job", null=True, on_delete=models.SET_NULL)
    compared = models.IntegerField(null=True)
    without_picture = models.IntegerField(default=0)
    unreadable = models.JSONField(default=list)
    words_read = models.JSONField(null=True)
    found = models.JSONField(default=list)
    packs = models.JSONField(default=list)
    judged = models.CharField(max_length=10, choices=Judged, blank=True)
    reason = models.CharField(max_length=500, blank=True)
    judged_by = models.ForeignKey("core.User", null=True, on_delete=models.PROTECT, related_name="+")
    judged_on = models.DateField(null=True)

    class Meta:
        indexes = [models.Index(fields=["region", "-id"], name="field_check_region")]

    @property
    def original(self) -> Path:
        """The photo as it came."""
        return picture_file(self.photo, Path(self.photo_name).suffix.lower())

    @property
    def shown(self) -> Path:
        """The photo as pages show it: upright, smaller, without what the camera wrote into it."""
        return picture_file(self.photo, ".shown.jpg")


class StaffWordQuerySet(ScopedQuerySet):
    """Seen by the staff of the region that loaded them, whatever else a person may see."""

    def visible_to(self, user: User | AnonymousUser) -> Self:
        """The words of the person's own region; none for those who are no staff."""
        return super().visible_to(user) if getattr(user, "role", "") in STAFF else self.none()


class StaffWord(ScopedModel):
    """A word the office wants to meet in marks: kind, source, date and note are its own. Nothing is shipped."""

    word = models.CharField(max_length=100)
    folded = models.CharField(max_length=100)  # as it is looked for
    kind = models.CharField(max_length=60)
    source = models.CharField(max_length=200)
    on = models.DateField(null=True)
    note = models.CharField(max_length=300, blank=True)
    officer = models.ForeignKey("core.User", on_delete=models.PROTECT)
    at = models.DateTimeField(auto_now_add=True)

    objects = StaffWordQuerySet.as_manager()  # type: ignore[misc]

    class Meta:
        constraints = [models.UniqueConstraint(fields=["region", "folded"], name="staff_word_once")]
