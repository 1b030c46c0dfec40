"""The pages of the daily work, as the navigation lists them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True, slots=True)
class NavigationItem:
    """One entry of the navigation: the name of its page's address, its icon and its label."""

    page: str
    icon: str
    label: Any
    under: tuple[str, ...] = ()  # addresses of its pages that do not begin with its own


NAVIGATION = (
    NavigationItem("today", icon="calendar-check", label=_("今日")),
    NavigationItem("intake-list", icon="file-import", label=_("收文入库")),
    NavigationItem("register-index", icon="database", label=_("台账")),
    NavigationItem("clue-list", icon="flag-search", label=_("线索")),
    NavigationItem("notified", icon="clipboard-search", label=_("非正常")),
    NavigationItem("plan-ledger", icon="checklist", label=_("计划"), under=("/plans/", "/plan/")),
    NavigationItem(
        "gazettes", icon="flag-search", label=_("商标"), under=("/field/", "/brands/", "/words/", "/marks/")
    ),
    NavigationItem("collection", icon="inbox", label=_("采集")),
    NavigationItem("indicator-list", icon="chart-bar", label=_("指标")),
    NavigationItem("release-list", icon="send", label=_("发布")),
    NavigationItem("system", icon="settings", label=_("系统")),
)
