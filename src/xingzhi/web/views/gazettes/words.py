"""What the pages of gazettes share: tabs, how strong a lead is, where it stands, the remark every comparison carries."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from xingzhi.cases.gazette.models import Lead
from xingzhi.cases.gazette.reading import Published
from xingzhi.cases.matters.procedures import read
from xingzhi.core.office import is_staff
from xingzhi.packs import load
from xingzhi.web.finding_words import finding_said
from xingzhi.web.reading import language
from xingzhi.web.views import trademark

TABS = (
    ("gazettes", _("公告比对")),
    ("gazette-leads", _("线索")),
    ("gazette-watch", _("盯防名单")),
    ("mark-search", _("商标检索")),
    ("patterns", _("恶意申请")),
    ("field-checks", _("现场核对")),
    ("brands", _("品牌培育")),
)
STAFF_TAB = ("staff-words", _("本局词表"))
TONES = {"pending": "warn", "informed": "info"}
WAYS = {"similar": _("近似"), "contains": _("包含名称"), "place_part": _("包含地名部分")}
VERDICTS = {"identical": _("文字相同"), "similar": _("近似"), "needs_person": _("待人工看")}
GOODS = {"same": _("类别相同"), "other": _("类别不同"), "unknown": _("类别未知")}
UNREAD = {
    "no_text": _("没有可比对的文字（可能是图形商标），请人工看图"),
    "too_long": _("文字太长，请核对是否错列"),
}


def tabs(here: str, reader: Any = None) -> list[dict[str, Any]]:
    """The pages beside each other; for the office's staff with its own words, which others do not know of."""
    pages = (*TABS, STAFF_TAB) if reader is not None and is_staff(reader) else TABS
    return [{"label": label, "url": reverse(name), "here": name == here} for name, label in pages]


def remark() -> str:
    """检索参考，不构成商标近似认定, from the pack."""
    return load().mark_similarity.mark.value


def kind_label(kind: str) -> str:
    """What kind of thing is guarded."""
    found = load().gazette_watch.by_id.get(kind)
    return found.label(language()) if found else kind


def state_cell(lead: Lead) -> dict[str, Any]:
    """Where a lead stands."""
    if lead.matter is None:
        return {"text": gettext("未立事项"), "tone": "plain"}
    matter = lead.matter
    return {
        "text": read(matter.procedure).state(matter.state).label(language()),
        "tone": TONES.get(matter.state, "good"),
        "sub": gettext("已印告知函") + f" {timezone.localtime(lead.printed_at):%Y-%m-%d}" if lead.printed_at else "",
    }


def window(lead: Lead) -> dict[str, Any]:
    """The term to oppose as of today."""
    return trademark.window(
        Published(lead.row, lead.mark_text, mark_no=lead.mark_no, prelim_published_on=lead.published_on)
    )


def days_cell(lead: Lead) -> dict[str, Any]:
    """The last day to oppose and the days left."""
    if lead.until is None:
        return {"text": gettext("未知"), "tone": "unknown", "title": window(lead)["missing"]}
    left = (lead.until - timezone.localdate()).days
    said = gettext("还有 %(n)s 天") % {"n": left} if left >= 0 else gettext("已届满")
    soon = 0 <= left <= load().gazette_watch.soon.value
    return {"text": said, "tone": "warn" if soon else "info" if left >= 0 else "plain", "sub": str(lead.until)}


def why(lead: Lead) -> str:
    """The strongest that speaks for a lead, with the guide's rule."""
    found = next((each for each in lead.findings if not each["against"]), None)
    if found is None:
        return str(WAYS.get(lead.way, lead.way))
    told = finding_said(found["why"])
    return gettext("%(why)s（%(rule)s）") % {"why": told, "rule": found["rule"]} if found["rule"] else told
