"""What of brands and field checks waits under 今日."""

from __future__ import annotations

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext

from xingzhi.registers.field_checks.models import FieldCheck
from xingzhi.registers.models import MODELS
from xingzhi.web.views.brands.brands import last_steps
from xingzhi.web.views.brands.terms import pressing


def marks_waiting(request: HttpRequest) -> list[tuple[str, int, str]]:
    """Marks to be renewed, brands whose next step is late, field checks nobody judged yet."""
    brands = list(MODELS["local_brands"].objects.visible_to(request.user).exclude(stage="stopped"))
    day = timezone.localdate()
    late = sum(bool(each.next_on and each.next_on < day) for each in last_steps(request.user, brands).values())
    open_checks = FieldCheck.objects.visible_to(request.user).filter(judged="", compared__isnull=False)
    return [
        (gettext("件培育商标在续展期内或即将届满"), pressing(request.user).count(), reverse("brand-renewals")),
        (gettext("个培育品牌的下一步已过时限"), late, reverse("brands") + "?next=late"),
        (gettext("次现场核对还没有判断"), open_checks.count(), reverse("field-checks") + "?judged=none"),
    ]
