"""What the pages of the patterns share: how a finding is told, what it lacked, which settings it goes by, what the law says."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from xingzhi.cases.bad_faith.models import PatternFinding
from xingzhi.cases.matters.procedures import read
from xingzhi.packs import load
from xingzhi.web.reading import english, language, listed

TONES = {"pending": "warn", "informed": "info", "dismissed": "plain"}
MISSING = {
    "capital": _("注册资本"), "paid_capital": _("实缴资本"), "staff": _("参保人数"), "in_use": _("使用证据"),
    "scope_classes": _("经营范围"), "owner": _("权利人"), "filed_on": _("申请日期"),
    "related": _("关联关系（同一控制人、集团）"),
}  # fmt: skip
WAYS = {"equal": _("文字相同"), "inside": _("包含名称"), "mixed": _("打散重组"), "similar": _("近似")}


def label(pattern: str) -> str:
    """Code and name of a pattern."""
    found = load().bad_faith.patterns.get(pattern)
    return f"{pattern} {found.label(language())}" if found else pattern


def hidden(request: HttpRequest, finding: PatternFinding) -> bool:
    """Whether it touches names of records the reader may not see: then neither these nor their number are told."""
    scope = getattr(request.user, "region", None)
    return scope is None or any(not place.startswith(scope) for place in finding.places)


def times(request: HttpRequest, finding: PatternFinding) -> str:
    """How many times the limit it is; it would tell how many names are touched, so it is blank where these are hidden."""
    return "" if hidden(request, finding) else f"{finding.strength:.1f}"


def told(request: HttpRequest, finding: PatternFinding) -> str:
    """The finding in a sentence."""
    pattern = load().bad_faith.patterns.get(finding.pattern)
    if pattern is None:
        return ""
    if hidden(request, finding):
        return gettext("碰到本辖区以外登记的名称，由上级局核对；这里只列这些申请本身。")
    facts = {name: gettext("未知") if fact is None else _number(fact) for name, fact in finding.facts.items()}
    return pattern.told(language()).format(**facts)


def _number(fact: Any) -> Any:
    """Without a point where it is whole."""
    return int(fact) if isinstance(fact, float) and fact.is_integer() else fact


def remark() -> str:
    """What stands beside every finding."""
    return load().bad_faith.mark.value


def missing(finding: PatternFinding) -> str:
    """The inputs a finding lacked."""
    return listed(MISSING.get(name, name) for name in finding.missing)


def settings_of(pattern: str) -> list[dict[str, Any]]:
    """The limits a pattern goes by, each with its reason."""
    pack = load().bad_faith
    names = pack.patterns[pattern].settings if pattern in pack.patterns else ()
    return [
        {"value": f"{pack.settings[name].value:g}", "unit": pack.settings[name].unit if english() else "",
         "reason": pack.settings[name].reason(language())}
        for name in names
    ]  # fmt: skip


def state_cell(finding: PatternFinding) -> dict[str, Any]:
    """Where a finding stands, and whether more was found since it was judged."""
    matter = finding.matter
    if matter is None:
        return {"text": gettext("未立事项"), "tone": "plain", "sub": _last_run(finding)}
    return {
        "text": read(matter.procedure).state(matter.state).label(language()),
        "tone": TONES.get(matter.state, "good"),
        "sub": _last_run(finding) or more_since(finding),
    }


def _last_run(finding: PatternFinding) -> str:
    return gettext("最近一次没有再筛出") if finding.gone else ""


def more_since(finding: PatternFinding) -> str:
    """How many filings came in since it was judged last."""
    more = 0 if finding.judged_with is None else len(finding.evidence) - finding.judged_with
    return gettext("办理后又增加 %(n)s 件") % {"n": more} if more > 0 else ""


def penalty(each: dict[str, Any]) -> str:
    """A penalty of the law in a sentence; what is not loaded is said to be so."""
    parts = []
    if each["condition"]:
        parts.append(gettext("条件：%(text)s") % {"text": each["condition"]})
    if each["times_gains"]:
        parts.append(
            gettext("有违法所得的不超过 %(times)s 倍、最高 %(most)s 元")
            % {"times": each["times_gains"], "most": f"{each['with_gains']:,}"}
        )
    if each["without_gains"]:
        parts.append(gettext("没有违法所得的最高 %(most)s 元") % {"most": f"{each['without_gains']:,}"})
    if each["most"]:
        least = f"{each['least']:,}—" if each["least"] else gettext("最高 ")
        parts.append(gettext("罚款 %(sum)s 元") % {"sum": f"{least}{each['most']:,}"})
    if each["persons_most"]:
        span = f"{each['persons_least']:,}—{each['persons_most']:,}"
        parts.append(gettext("责任人员 %(sum)s 元") % {"sum": span})
    if not any(each[name] for name in ("times_gains", "without_gains", "most")):
        parts.append(gettext("数额未载入"))
    parts.append(gettext("主管：%(body)s") % {"body": each["body"] or gettext("未载入")})
    return "；".join(parts)
