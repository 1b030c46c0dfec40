"""What the pages of the search share: labels, reasons as chips, what is said of conditions that cannot be used."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from xingzhi.core.declare import register_named
from xingzhi.packs import load
from xingzhi.screening.mark_search.finding import Hit
from xingzhi.screening.mark_search.marks import REGISTER, Mark
from xingzhi.screening.similar_marks.finding import Finding
from xingzhi.web.finding_words import finding_said
from xingzhi.web.reading import language, listed, place_of, shown

VERDICTS = {
    "identical": (_("文字相同"), "warn"), "similar": (_("可能近似"), "info"), "needs_person": (_("待人工看"), "unknown"),
    "not_similar": (_("差别较大"), "plain"),
}  # fmt: skip
RELATIONS = {"same": _("类别相同"), "other": _("类别不同"), "unknown": _("类别未知")}
CHANGES = {
    "same": _("相同"), "rotated": _("旋转"), "mirrored": _("镜像"), "inverted": _("反色"), "outline": _("轮廓"),
    "cropped": _("截取局部"),
}  # fmt: skip
PROBLEMS = {
    "nothing": _("请输入商标名称，或上传图样。"),
    "too_long": _("名称超过 200 个字，请核对是否贴错；商标里没有这么长的文字。"),
    "no_text": _("名称里没有文字、字母或数字，不能按名称查；图形、表情符号请上传图样查。"),
    "goods_unknown": _("没有这个商品名称：请填类别（30）或类似群（3008），或先载入区分表。"),
    "not_codes": _("只填数字，几个之间用分号：30; 3008。"),
    "not_a_day": _("日期看不懂，请写成 2026-11-27。"),
    "days_swapped": _("止日早于起日。"),
}


def verdict(hit: Hit) -> dict[str, Any]:
    """The badge of a comparison. It steers a search and finds nothing."""
    label, tone = VERDICTS[hit.compared.verdict.value]
    return {"text": label, "tone": tone, "score": f"{hit.compared.score:.2f}"}


def chips(findings: Iterable[Finding]) -> list[dict[str, Any]]:
    """One chip a rule: its number, short words, what it rests on; those that speak for likeness first."""
    rules = load().mark_similarity.rules
    made: dict[tuple[bool, str], dict[str, Any]] = {}
    for each in findings:
        rule = rules.get(each.rule)
        made.setdefault((each.against, each.rule), {
            "rule": each.rule, "short": rule.short(language()) if rule else "", "why": finding_said(each.why), "against": each.against,
        })  # fmt: skip
    return [made[key] for key in sorted(made, key=lambda key: key[0])]


def status_of(mark: Mark) -> str:
    """Where a mark stands; of a list as it was given."""
    if mark.row is None:
        return mark.status
    return shown(register_named(REGISTER)["mark_status"], mark.status) if mark.status else gettext("未知")


def source_of(mark: Mark) -> Any:
    """The region of a mark of the register, or the list it stands in."""
    return place_of(mark.row) if mark.row is not None else gettext("名录 %(name)s") % {"name": mark.place}


def applicants_of(mark: Mark) -> str:
    """The applicants as read."""
    return listed(part.strip() for part in mark.applicants.split(";") if part.strip())


def side_by_side(mark: Mark, query: dict[str, str]) -> str:
    """The page that shows a mark beside the one asked for."""
    which = {"list": mark.place, "number": mark.id} if mark.place else {"row": mark.id}
    kept = {name: query[name] for name in ("q", "goods", "picture", "without") if query.get(name)}
    return reverse("mark-beside") + "?" + urlencode(kept | which)
