"""What an entry of the log was about: its name in words, and its page where the reader may open it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from xingzhi.cases import field as field_checks
from xingzhi.cases.bad_faith import PROCEDURE as PATTERNS
from xingzhi.cases.bad_faith.models import PatternFinding
from xingzhi.cases.gazette import PROCEDURE as LEADS
from xingzhi.cases.gazette.models import GazetteList, Lead
from xingzhi.cases.matters.models import Card, Matter
from xingzhi.cases.models import Clue
from xingzhi.cases.notified import PROCEDURE as NOTIFIED
from xingzhi.cases.notified.models import Dispatch, Enquiry, Report
from xingzhi.collection.models import Round
from xingzhi.core.declare import register_named
from xingzhi.core.models import Job, LogEntry, User
from xingzhi.intake.models import Batch
from xingzhi.packs import load
from xingzhi.plans.ledger.models import PlanTask
from xingzhi.plans.models import Task
from xingzhi.plans.notices.models import Notice
from xingzhi.plans.summaries.models import Summary
from xingzhi.publish.models import Release
from xingzhi.publish.papers.models import Paper
from xingzhi.registers.export_models import Export
from xingzhi.registers.field_checks.models import FieldCheck
from xingzhi.registers.models import MODELS
from xingzhi.web.reading import language

TARGETS = {
    "batch": _("批次"), "run": _("筛查"), "snapshot": _("快照"), "user": _("人员"), "office": _("本局"), "clue": _("线索"),
    "cluster": _("线索组"), "signal_group": _("提示信号"), "export": _("导出"), "job": _("后台工作"), "token": _("接口令牌"),
    "paper_template": _("文书模板"), "paper": _("文书"), "matter": _("核查事项"), "card": _("申请人"), "dispatch": _("派发单"),
    "enquiry": _("代查答复"), "report": _("上报"), "gazette": _("公告名单"), "lead": _("商标公告线索"), "watch": _("盯防名单"),
    "finding": _("恶意申请线索"), "names": _("名录"), "staff_words": _("本局词表"), "field_check": _("现场核对"),
    "sign_pictures": _("标志图样"), "mark_picture": _("按图样检索"), "mark_drawings": _("商标图样"),
    "mark_search": _("商标检索"), "party_proposal": _("主体合并建议"), "decision": _("口径决定"), "value_score": _("价值评分"),
    "office_table": _("载入的表"), "difference_reason": _("差异说明"), "official_choice": _("官方数据取用"),
    "round": _("采集轮次"), "plan": _("年度计划"), "plan_task": _("计划任务"), "plan_unit": _("单位月报"), "task": _("任务"),
    "unit": _("单位"), "notice": _("通知"), "summary": _("单位总结"),
    "summary_call": _("总结报送"), "stray_summary": _("未认领的总结"), "draft": _("总结汇总稿"), "release": _("发布稿"),
    "paper_opinion": _("征求意见"), "paper_recipient": _("文稿发送"), "deputy": _("代理审批"),
}  # fmt: skip


@dataclass(frozen=True)
class Page:
    """The page of a kind of thing: opened by who sees the record."""

    model: Any
    route: str
    args: tuple[str, ...] = ("pk",)


PAGES = {
    "batch": Page(Batch, "batch"), "clue": Page(Clue, "clue"), "job": Page(Job, "job"), "export": Page(Export, "export"),
    "dispatch": Page(Dispatch, "dispatch"), "enquiry": Page(Enquiry, "enquiry"), "card": Page(Card, "notified-card"),
    "report": Page(Report, "report"), "gazette": Page(GazetteList, "gazette"), "lead": Page(Lead, "gazette-lead"),
    "finding": Page(PatternFinding, "pattern"), "field_check": Page(FieldCheck, "field-check"),
    "round": Page(Round, "collection-round"), "plan_task": Page(PlanTask, "plan-task"), "task": Page(Task, "task"),
    "notice": Page(Notice, "notice"), "summary": Page(Summary, "summary", ("call_id", "pk")),
    "release": Page(Release, "release"), "paper": Page(Paper, "document"), NOTIFIED: Page(Matter, "notified-item"),
}  # fmt: skip
UPWARD = ("make_report", "send_report")  # the other reports are answers to a collection
FOLLOWED = {"lead": "leads", "finding": "findings"}  # where an action on one of several says which


def target_label(entry: LogEntry) -> str:
    """What an action was done to, in words."""
    if entry.target in MODELS:
        return f"{register_named(entry.target).label(language())} {entry.target_id}"
    if entry.target == "paper" and entry.target_id in load().papers:
        return load().papers[entry.target_id].title(language())
    return f"{TARGETS.get(entry.target, entry.target)} {entry.target_id}".strip()


def target_urls(entries: Iterable[LogEntry], user: User) -> dict[int, str]:
    """By the number of the entry the page of what it was done to; entries whose page the reader may not open are left out."""
    wanted: dict[str, dict[int, int]] = {}
    found: dict[int, str] = {}
    for entry in entries:
        if entry.target == "snapshot" and "revision" in entry.detail:
            found[entry.seq] = reverse("snapshot", args=[int(entry.detail["revision"])])
        number = _number(entry)
        if number is not None and (entry.target != "report" or entry.verb in UPWARD):
            wanted.setdefault(entry.target, {})[entry.seq] = number
    for seq, (kind, number) in _of_matters(wanted.pop("matter", {}), user).items():
        wanted.setdefault(kind, {})[seq] = number
    for target, asked in wanted.items():
        if page := PAGES.get(target):
            urls = _urls(page, set(asked.values()), user)
        elif target in MODELS:
            seen = (
                MODELS[target].objects.visible_to(user).filter(pk__in=set(asked.values())).values_list("pk", flat=True)
            )
            urls = {pk: reverse("record", args=[target, pk]) for pk in seen}
        else:
            continue
        found |= {seq: urls[number] for seq, number in asked.items() if number in urls}
    return found


def _number(entry: LogEntry) -> int | None:
    """The number of what was acted on; of several none."""
    several = entry.detail.get(FOLLOWED.get(entry.target, ""), [])
    told = entry.target_id or (str(several[0]) if len(several) == 1 else "")
    return int(told) if told.isdecimal() else None


def _urls(page: Page, numbers: set[int], user: User) -> dict[int, str]:
    rows = page.model.objects.visible_to(user).filter(pk__in=numbers).values("pk", *page.args)
    return {row["pk"]: reverse(page.route, args=[row[name] for name in page.args]) for row in rows}


def _of_matters(asked: dict[int, int], user: User) -> dict[int, tuple[str, int]]:
    """What matters were opened for: the page of a matter is that of the lead, finding or check."""
    seen = Matter.objects.visible_to(user).filter(pk__in=set(asked.values()))
    held = {
        pk: {NOTIFIED: (NOTIFIED, pk), LEADS: ("lead", lead), PATTERNS: ("finding", finding),
             field_checks.PROCEDURE: ("field_check", check_of(key))}.get(kind, ("", None))
        for pk, kind, key, lead, finding in seen.values_list(
            "pk", "kind", "key", "trademark_lead__pk", "pattern_finding__pk")
    }  # fmt: skip
    told = {seq: held.get(pk, ("", None)) for seq, pk in asked.items()}
    return {seq: (kind, number) for seq, (kind, number) in told.items() if number is not None}


def check_of(key: str) -> int | None:
    """The number of the field check a matter was opened for, by the matter's key; None for another matter's."""
    number = key.removeprefix(field_checks.KEY)
    return int(number) if number.isdecimal() and number != key else None
