"""The words of the high-value pages: states, reasons, how certain a rule is, and a card as a reader reads it."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from xingzhi.indicators.high_value import NO, UNKNOWN, YES
from xingzhi.indicators.high_value.card import Card, Evidence, Line, card
from xingzhi.packs import load
from xingzhi.registers.models import MODELS
from xingzhi.snapshots.jobs import latest
from xingzhi.web.reading import language, listed, title_of

STATES = {YES: _("是"), NO: _("否"), UNKNOWN: _("未知")}
TONES = {YES: "good", NO: "plain", UNKNOWN: "unknown"}
VALID = {YES: _("有效"), NO: _("不是有效发明专利"), UNKNOWN: _("有无失效不明")}
CERTAINTY = {
    "stated": _("有文件依据"),
    "derived": _("由公布数据推得"),
    "general_high": _("通常理解，把握大"),
    "general_medium": _("通常理解"),
    "not_found": _("未见公布，待定"),
    "project": _("本系统设定"),
}
REASONS = {
    "rule_not_in_force": _("这一天口径还没有施行"),
    "table_not_loaded": _("参照关系表未加载"),
    "table_unread": _("参照关系表中有没有读懂的分类号"),
    "list_incomplete": _("没有记录，但名单是否完整没有声明"),
    "no_symbols": _("没有分类号"),
    "symbols_missing": _("只有主分类号，没有全部分类号"),
    "ipc_used": _("按主分类号还是任一分类号未定，两种读法结果不同"),
    "main_missing": _("没有主分类号"),
    "subclass_only": _("分类号只到小类"),
    "moved": _("分类号已变动，按对照表判定"),
    "moved_part": _("分类号已变动，落到哪一部分不明"),
    "keyword_missing": _("该行要求关键词，但表里没有给出"),
    "keyword_unread": _("该行关键词的说法没有读懂，或没有列全"),
    "text_missing": _("要查的文字（摘要或主权项）不全"),
    "no_date": _("没有申请日"),
    "ten_years_from": _("十年从哪天起算未定"),
    "separate_offices_count": _("港澳台同族是否计入未定"),
    "member_in_force": _("海外同族已终止，是否须仍有效未定"),
    "grant_day_missing": _("同族授权日不明"),
    "grant_unknown": _("同族是否授过权不明"),
    "end_day_missing": _("同族终止日不明"),
    "min_pledge_amount": _("有质押，金额门槛未定"),
    "pledge_amount_of": _("一笔登记含多件专利，金额怎么算未定"),
    "amount_missing": _("质押金额不明，或不是人民币"),
    "pledge_in_force": _("质押已解除，解除后是否仍算未定"),
    "registration_day_missing": _("质押登记日不明"),
    "release_day_missing": _("质押解除日不明"),
    "award_unknown": _("是不是这两种奖不明"),
    "award_day_missing": _("获奖日期不明"),
}

# What a "no" rests on.
NOTHING = {
    "sei": _("分类号不在表中，或要求的关键词没有出现"),
    "family": _("没有已授权的海外同族，名单已声明完整"),
    "ten_years": _("申请未满十年"),
    "pledge": _("没有达到门槛的质押，名单已声明完整"),
    "award": _("没有这两种奖，名单已声明完整"),
}


def said(text: Any) -> str:
    """A pack's text in the reader's language."""
    return str(text(language()))


def badge(state: str) -> dict[str, str]:
    """A state as a cell."""
    return {"text": str(STATES[state]), "tone": TONES[state]}


def reason_words(reasons: tuple[str, ...]) -> list[str]:
    """Why a class is unknown, or how it was found, in words."""
    return [str(REASONS.get(reason, reason)) for reason in reasons]


def card_of(request: HttpRequest, row: Any, at: date | None = None) -> dict[str, Any] | None:
    """What high_value/card.html shows of a patent the reader may see; None where it is no invention of a snapshot."""
    snapshot = latest()
    at = at or timezone.localdate()
    if snapshot is None or row.patent_type != "invention":
        return None
    found = card(snapshot, row.key, at)
    return shown_card(request, row, found) if found else None


def shown_card(request: HttpRequest, row: Any, found: Card) -> dict[str, Any]:
    """A card with labels, addresses and the rule's words."""
    rule = load().high_value
    return {
        "at": found.at,
        "state": badge(found.state),
        "valid": {"text": str(VALID[found.valid]), "tone": TONES[found.valid]},
        "counts": badge(found.counts),
        "lines": [shown_line(request, line) for line in found.lines],
        "pack": found.pack,
        "snapshot": found.snapshot,
        "mark": said(rule.mark.text),
        "unverified": "" if found.verified else said(rule.unverified.text),
        "url": reverse("high-value-card", args=[row.pk]) + "?" + urlencode({"at": found.at.isoformat()}),
    }


def shown_line(request: HttpRequest, line: Line) -> dict[str, Any]:
    """One class of a card."""
    rule = load().high_value.rule(line.code)
    document = load().document("high_value")
    return {
        "code": line.code,
        "label": said(rule.label),
        "state": badge(line.state),
        "since": line.since,
        "until": line.until,
        "next": line.next,
        "evidence": [shown_evidence(request, each) for each in line.evidence],
        "why": reason_words(line.reasons),
        "nothing": str(NOTHING[line.code]) if line.state == NO else "",
        "lacks": said(rule.lacks) if line.state == UNKNOWN else "",
        "settle": said(rule.settle) if line.state == UNKNOWN else "",
        "rule": said(rule.rule),
        "article": said(rule.article),
        "certainty": str(CERTAINTY[rule.certainty]),
        "detail": said(rule.detail) if rule.detail else "",
        "source": document.header.sources[rule.ref].title,
        "since_rule": rule.since,
    }


def shown_evidence(request: HttpRequest, found: Evidence) -> dict[str, Any]:
    """A record that says so, opened where the reader may see it."""
    if found.row:
        parts = [f"{found.code} {found.name}", gettext("分类号 %(symbol)s") % {"symbol": found.symbol}]
        sub = gettext("表中第 %(n)s 行：%(patterns)s") % {"n": found.row, "patterns": found.patterns}
        if found.keyword:
            sub += gettext("；关键词：%(words)s") % {"words": found.keyword}
        return {"text": listed(parts), "url": "", "sub": sub}
    row = MODELS[found.register].objects.visible_to(request.user).filter(key=found.key).first()
    label = row.register.label(language()) if row else ""
    text = f"{label} {title_of(row)}" if row and found.register != "patents" else (found.key if row else "")
    days = " — ".join(day.isoformat() if day else "" for day in (found.since, found.until) if day)
    return {"text": text, "url": reverse("record", args=[found.register, row.pk]) if row else "", "sub": days}
