"""The plan of a year, its tasks, their units, monthly progress, and every change of a task."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from xingzhi.core.models import User
from xingzhi.core.scope import ScopedModel, ScopedQuerySet
from xingzhi.plans.notices.models import Notice, Piece
from xingzhi.plans.units import Unit

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser


class Plan(ScopedModel):
    """The annual plan of an office."""

    year = models.IntegerField()
    title = models.CharField(max_length=200, blank=True)
    made_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["region", "year"], name="plan_once")]


class PlanTaskState(models.TextChoices):
    """Where a task of the plan stands. Late is not a state: it follows from the day."""

    OPEN = "open", _("进行中")
    BLOCKED = "blocked", _("受阻")
    DONE = "done", _("已完成")
    DROPPED = "dropped", _("不再需要")


class TargetKind(models.TextChoices):
    """How one sees that a task is done."""

    NONE = "", _("无量化指标")
    NUMBER = "number", _("数值")
    INDICATOR = "indicator", _("统计指标")
    COUNT = "count", _("台账计数")


class PlanTaskQuerySet(ScopedQuerySet):
    """Seen by the office whose plan it is, and by whoever sees a unit that has it."""

    def visible_to(self, user: User | AnonymousUser) -> Self:
        """The tasks of the person's region, and those a unit of the person's region has."""
        own = super().visible_to(user)
        return self.filter(
            models.Q(pk__in=own.values("pk")) | models.Q(pk__in=TaskUnit.objects.visible_to(user).values("task"))
        )

    def led_by(self, user: User | AnonymousUser) -> Self:
        """The tasks of plans the person's office keeps; only these may be changed."""
        return super().visible_to(user)


class PlanTask(ScopedModel):
    """A task of the plan, from a piece of a notice or added by hand. `first_due` is the day first set; `due_on` today's."""

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="tasks")
    notice = models.ForeignKey(Notice, null=True, on_delete=models.PROTECT, related_name="tasks")
    piece = models.OneToOneField(Piece, null=True, on_delete=models.PROTECT, related_name="task")
    parent = models.ForeignKey("self", null=True, on_delete=models.CASCADE, related_name="measures")
    order = models.IntegerField(default=0)
    number = models.CharField(max_length=40, blank=True)  # as people call it: 3.2
    heading = models.CharField(max_length=300, blank=True)
    text = models.TextField()
    lead_unit = models.ForeignKey(Unit, null=True, on_delete=models.PROTECT, related_name="+")
    lead_suggested = models.BooleanField(default=False)  # nobody confirmed the lead yet
    lead_person = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="plan_tasks")
    person_name = models.CharField(max_length=60, blank=True)  # of who has no account here
    start_on = models.DateField(null=True)
    due_on = models.DateField(null=True)
    first_due = models.DateField(null=True)
    recurrence = models.CharField(max_length=60, blank=True)  # 每季度 … as written
    target_kind = models.CharField(max_length=10, choices=TargetKind, default=TargetKind.NONE, blank=True)
    target = models.JSONField(default=dict)  # text, value, unit, sense; indicator, or register and conditions
    cited = models.JSONField(default=list)
    state = models.CharField(max_length=10, choices=PlanTaskState, default=PlanTaskState.OPEN)
    blocked_by = models.CharField(max_length=300, blank=True)
    unblocked_when = models.CharField(max_length=300, blank=True)  # the condition to go on
    settled_on = models.DateField(null=True)
    note = models.CharField(max_length=500, blank=True)  # 备注 of the ledger
    made_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField(auto_now_add=True)

    objects = PlanTaskQuerySet.as_manager()  # type: ignore[misc]

    class Meta:
        indexes = [models.Index(fields=["plan", "order", "id"], name="plan_task_order")]

    @property
    def person(self) -> str:
        """Who is responsible, by name; "" where nobody was named."""
        return self.lead_person.display_name if self.lead_person else self.person_name


class UnitRole(models.TextChoices):
    """What a unit is to a task."""

    LEAD = "lead", _("牵头")
    ASSIST = "assist", _("配合")
    ADDRESSEE = "addressee", _("各自落实")


class TaskUnit(ScopedModel):
    """A unit that has a task; its region is the unit's, so that a banner sees its own and no other's."""

    task = models.ForeignKey(PlanTask, on_delete=models.CASCADE, related_name="units")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="tasks")
    role = models.CharField(max_length=10, choices=UnitRole)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["task", "unit"], name="task_unit_once")]


class OfTaskUnitQuerySet(ScopedQuerySet):
    """Seen by whoever sees the unit's share of the task."""

    region_field = "share__region"


class Answer(models.TextChoices):
    """What a unit says of a month."""

    MOVED = "moved", _("有进展")
    AS_PLANNED = "as_planned", _("按计划推进")
    NONE = "none", _("本月无进展")
    BLOCKED = "blocked", _("受阻")
    DONE = "done", _("已完成")


class Progress(models.Model):
    """What a unit said of a task for a month. A correction is a new version; the earlier one stays."""

    share = models.ForeignKey(TaskUnit, on_delete=models.CASCADE, related_name="progress")
    month = models.CharField(max_length=7)  # 2026-11
    version = models.IntegerField(default=1)
    answer = models.CharField(max_length=10, choices=Answer)
    text = models.TextField(blank=True)
    value = models.DecimalField(max_digits=24, decimal_places=6, null=True)  # of a target kept as a number
    parts = models.JSONField(default=dict)  # of further targets of the task: {"300人次以上": "120"}
    evidence = models.JSONField(default=list)  # {"register", "key", "label"} or {"file", "name"}
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    objects = OfTaskUnitQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["share", "month", "version"], name="progress_once")]


class OfPlanTaskQuerySet(ScopedQuerySet):
    """Seen by the office whose plan it is."""

    region_field = "task__region"


class TaskMove(models.Model):
    """A change of a task: what, from what to what, why, by whom. Late and rescheduled are told apart by these."""

    task = models.ForeignKey(PlanTask, on_delete=models.CASCADE, related_name="moves")
    what = models.CharField(max_length=20)  # rescheduled, blocked, unblocked, done, dropped, reopened, edited
    before = models.JSONField(default=dict)
    after = models.JSONField(default=dict)
    reason = models.CharField(max_length=500, blank=True)
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    objects = OfPlanTaskQuerySet.as_manager()
