"""What the parts of a change are called, in the reader's language."""

from __future__ import annotations

from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from xingzhi.core.declare import register_named
from xingzhi.packs import load

GROUPS = {
    "granted": _("期内授权"), "lapsed": _("失效"), "in": _("迁入"), "out": _("迁出"), "class_in": _("新属高价值类别"),
    "class_out": _("不再属高价值类别"), "known_now": _("由不能判定变为计入"), "unknown_now": _("由计入变为不能判定"),
    "other_in": _("其他新计入"), "other_out": _("其他不再计入"), "late_in": _("迟录增加"), "late_out": _("迟录减少"),
    "definition_in": _("口径或参照表变化增加"), "definition_out": _("口径或参照表变化减少"),
    "population": _("常住人口变化"), "population_late": _("常住人口数据修订"),
}  # fmt: skip
WAYS = {
    "transfer": _("权利转移"), "holder": _("权利人变更，未见转移登记"), "division": _("区划变更"),
    "address": _("地址变更"), "reassigned": _("属地重新认定"),
}  # fmt: skip
LATE = {
    "new": _("当时未入库"), "known": _("当时状态不明"), "grant": _("授权当时未录"), "restored": _("失效后恢复或更正"),
    "class": _("类别当时未录"), "other": _("其他更正"), "unknown": _("现在状态不明"), "lapse": _("失效当时未录"),
    "removed": _("台账中已没有"),
}  # fmt: skip


def label(part: str) -> str:
    """The name of a part or group: "lapsed.fee" -> 失效：未缴年费终止."""
    group, _dot, rest = part.partition(".")
    return str(GROUPS[group]) + gettext("：") + detail(part) if rest else str(GROUPS[group])


def detail(part: str) -> str:
    """What tells a part from the others of its group: "lapsed.fee" -> 未缴年费终止; "" where it is alone."""
    group, _dot, rest = part.partition(".")
    if not rest:
        return ""
    language = get_language() or "zh-hans"
    if group == "lapsed":
        return load().change.cause_labels[rest](language)
    if group in ("class_in", "class_out"):
        return gettext("同时几类") if rest == "several" else load().high_value.rule(rest).label(language)
    return str((WAYS if group in ("in", "out") else LATE)[rest])


def value_label(register: str, dimension: str, value: str) -> str:
    """A value of a dimension as a reader reads it."""
    english = (get_language() or "").startswith("en")
    if dimension == "region":
        return load().regions.name(value)
    if dimension == "ipc_section":
        return value or gettext("没有国际专利分类")
    labels = {each.code: each.en if english else each.zh for each in register_named(register)[dimension].choices}
    return labels.get(value, value) or gettext("未知")


def dimension_label(register: str, dimension: str) -> str:
    """What a dimension is called."""
    own = {"region": gettext("地区"), "ipc_section": gettext("主分类号的部")}
    return own.get(dimension) or register_named(register)[dimension].label(get_language() or "zh-hans")
