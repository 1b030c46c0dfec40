"""What the pages of the system share: tabs, headings, times."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from xingzhi.core.models import Role

TABS = (("system", _("概况")), ("job-list", _("后台工作")), ("log-list", _("操作日志")), ("pack-list", _("规则包")),
        ("paper-list", _("文书模板")), ("people", _("人员")), ("api-reference", _("接口")))  # fmt: skip


def clock(value: Any) -> str:
    """A time to the second, in the office's time zone."""
    return timezone.localtime(value).strftime("%Y-%m-%d %H:%M:%S") if value else ""


def local_day(value: datetime) -> str:
    """The day of a time, in the office's time zone."""
    return f"{timezone.localtime(value):%Y-%m-%d}"


def columns(*labels: tuple[str, str]) -> list[dict[str, str]]:
    """Headings of a table."""
    return [{"label": label, "css": css} for label, css in labels]


def sees_people(user: Any) -> bool:
    """Whether the person may see who works in the region."""
    return user.role in (Role.ADMINISTRATOR, Role.LEAGUE_OFFICER)


def tabs(here: str, user: Any) -> list[dict[str, Any]]:
    """The pages of the system the person may open."""
    pages = [each for each in TABS if each[0] != "people" or sees_people(user)]
    return [{"label": label, "url": reverse(name), "here": name == here} for name, label in pages]
