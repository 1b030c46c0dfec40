"""The tables under everything: office, people, action log, versions, jobs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from django.contrib.auth.models import AbstractUser
from django.db import models
from django.utils.translation import gettext_lazy as _

from xingzhi.core.scope import ScopedModel, ScopedQuerySet

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser


class Office(models.Model):
    """The one office this installation serves; its region path bounds everything."""

    region = models.CharField(max_length=12, blank=True)
    name = models.CharField(max_length=100)


class Role(models.TextChoices):
    """What a person may do; where they may do it is their region."""

    ADMINISTRATOR = "administrator", _("系统管理员")
    LEAGUE_OFFICER = "league_officer", _("盟市经办")
    REVIEWER = "reviewer", _("审核人")
    BANNER_OFFICER = "banner_officer", _("旗县经办")
    READER = "reader", _("只读")


class User(AbstractUser):
    """A person of an office. `region` is None until an administrator gives one; then nothing is visible."""

    role = models.CharField(max_length=20, choices=Role, default=Role.READER)
    region = models.CharField(max_length=12, null=True, blank=True, default=None)  # noqa: DJ001 - "" is the nation
    unit = models.CharField(max_length=100, blank=True)

    @property
    def display_name(self) -> str:
        """The name shown beside what the person did."""
        return self.first_name or self.username


class TokenQuerySet(ScopedQuerySet):
    """A token is its owner's alone."""

    def visible_to(self, user: User | AnonymousUser) -> Self:
        """The person's own tokens."""
        return self.filter(owner_id=user.pk) if user.is_authenticated and user.is_active else self.none()


class Token(models.Model):
    """A key by which a program asks the API in a person's name. Only a digest of it is kept."""

    owner = models.ForeignKey(User, on_delete=models.CASCADE, related_name="tokens")
    name = models.CharField(max_length=100)
    digest = models.CharField(max_length=64, unique=True)
    hint = models.CharField(max_length=16)  # its first letters
    writes = models.BooleanField(default=False)  # whether it may do more than read
    made_at = models.DateTimeField(auto_now_add=True)
    expires_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    last_used_at = models.DateTimeField(null=True)

    objects = TokenQuerySet.as_manager()


class LogHead(models.Model):
    """The end of the action log's chain; locked while an entry is added, and the witness that none was cut off."""

    seq = models.BigIntegerField(default=0)
    digest = models.CharField(max_length=64, default="0" * 64)


class Counter(models.Model):
    """A named running number, taken under a lock: revisions of the registers, claims of jobs."""

    name = models.CharField(max_length=30, primary_key=True)
    value = models.BigIntegerField(default=0)

    @classmethod
    def next(cls, name: str) -> int:
        """The next number; others asking for one wait until the caller's transaction ends."""
        cls.objects.get_or_create(name=name)
        counter = cls.objects.select_for_update().get(name=name)
        counter.value += 1
        counter.save()
        return counter.value


class LogEntry(ScopedModel):
    """One action somebody took. Entries are only ever added; each carries the digest of the one before it."""

    seq = models.BigIntegerField(primary_key=True)
    at = models.DateTimeField()
    actor = models.CharField(max_length=150)
    role = models.CharField(max_length=20)
    verb = models.CharField(max_length=50)
    target = models.CharField(max_length=50)
    target_id = models.CharField(max_length=100)
    detail = models.JSONField(default=dict)
    previous = models.CharField(max_length=64)
    digest = models.CharField(max_length=64)

    class Meta:
        indexes = [
            models.Index(fields=["region", "-seq"], name="log_region"),
            models.Index(fields=["target", "target_id"], name="log_target"),
        ]


class LogCursor(models.Model):
    """How far a later stage has read the action log."""

    name = models.CharField(max_length=50, primary_key=True)
    seq = models.BigIntegerField(default=0)


class Version(ScopedModel):
    """What a register row held before it was changed; a row never changed has none.

    Written in `revision`, replaced in `replaced`: the row as it stood at revision r is the version with
    revision <= r < replaced, or else the row itself.
    """

    register = models.CharField(max_length=40)
    record_id = models.BigIntegerField()
    key = models.CharField(max_length=320)
    revision = models.BigIntegerField()
    replaced = models.BigIntegerField()
    data = models.JSONField()

    class Meta:
        indexes = [
            models.Index(fields=["register", "record_id", "replaced"], name="version_record"),
            models.Index(fields=["register", "replaced"], name="version_replaced"),
        ]


class JobState(models.TextChoices):
    """Where a job stands."""

    QUEUED = "queued", _("排队中")
    RUNNING = "running", _("进行中")
    DONE = "done", _("已完成")
    FAILED = "failed", _("出错")
    CANCELLED = "cancelled", _("已取消")


class Job(ScopedModel):
    """A piece of long work: who asked for it, how far it is, and until when its worker holds it."""

    kind = models.CharField(max_length=50)
    lane = models.CharField(max_length=50, blank=True)  # jobs of one lane run one after the other
    params = models.JSONField(default=dict)
    owner = models.ForeignKey(User, null=True, on_delete=models.PROTECT)
    state = models.CharField(max_length=10, choices=JobState, default=JobState.QUEUED)
    done = models.BigIntegerField(default=0)
    total = models.BigIntegerField(default=0)
    message = models.CharField(max_length=300, blank=True)
    error = models.TextField(blank=True)
    result = models.JSONField(default=dict)
    attempts = models.IntegerField(default=0)
    cancel_requested = models.BooleanField(default=False)
    lease = models.CharField(max_length=40, blank=True)
    worker = models.CharField(max_length=60, blank=True)
    lease_until = models.DateTimeField(null=True)
    created_at = models.DateTimeField(auto_now_add=True)
    started_at = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["state", "id"], name="job_state"),
            models.Index(fields=["region", "-id"], name="job_region"),
        ]

    @property
    def finished(self) -> bool:
        """Whether nothing more will happen to it."""
        return self.state in (JobState.DONE, JobState.FAILED, JobState.CANCELLED)


class JobLineQuerySet(ScopedQuerySet):
    """Lines are seen by whoever sees their job."""

    region_field = "job__region"


class JobLine(models.Model):
    """One line of a job's log."""

    job = models.ForeignKey(Job, on_delete=models.CASCADE, related_name="lines")
    at = models.DateTimeField(auto_now_add=True)
    text = models.CharField(max_length=500)

    objects = JobLineQuerySet.as_manager()
