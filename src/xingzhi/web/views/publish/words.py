"""What pages of releases say: states, kinds of values, causes of differences, why something was refused."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

TONES = {"draft": "plain", "submitted": "info", "checked": "info", "approved": "warn", "released": "good"}
KINDS = {"official": _("官方数据"), "own": _("本局测算"), "edited": _("手工修改")}
CAUSES = {
    "edited": _("其中一份是手工修改的"), "kind": _("一份用官方数据，一份是本局测算"), "definition": _("口径版本不同"),
    "data": _("数据时点不同（快照不同）"), "packs": _("规则包版本不同"), "dropped": _("本版没有这个数"),
}  # fmt: skip
MOVES = {
    "made": _("起草"), "refreshed": _("重新取数"), "draft": _("退回起草"), "submitted": _("提交审核"), "checked": _("审核通过"),
    "approved": _("批准"), "released": _("发布"), "written": _("写领导简报的问题和下一步"), "confirmed": _("确认与已发布文件的不同"),
}  # fmt: skip
REFUSED = {
    "no_data": _("没有起草：还没有快照，请先收文入库。"),
    "no_bulletin": _("没有起草：没有这种公报。"),
    "period": _("没有起草：请选月份，如 2026-10。"),
    "not_over": _("没有起草：这个时期还没有结束。"),
    "there_already": _("没有起草：这一期已经起草过，请在列表里打开；已发布的请用“修订”。"),
    "not_newest": _("没有修订：只能修订已发布的最新一版。"),
    "not_computed": _("没有提交：数据还没有算完。"),
    "reasons": _("没有提交：修订的每个数都要写原因。"),
    "causes": _("没有提交：原因一段还没有写，请改写这句；不作分析的，写明“本期不作原因分析”。"),
    "carried": _("没有提交：有的语句沿用前一版，还没有核对。请逐条看过（标着“请核对”的），改好或照样点“保存”。"),
    "apart": _(
        "没有提交：手工改过的数加不起来（见页面上方）。请把合计和各部分一起改；确实不能改的，在提交的“意见”里写明原因。"
    ),
    "contradiction": _(
        "没有办：有的数收到的官方数据互相矛盾，还没有选用哪一个。请点开本页上方列出的数选定，再“重新取数”；已提交的先退回起草。"
    ),
    "state": _("没有办：这份发布现在不在这一步，请刷新页面。"),
    "same_person": _("没有办：起草、提交或改过它的人不能审核、批准自己的，请另一位来办。"),
    "conflicts": _("没有办：有的数与已发布的文件不同（见页面上方），请写明为什么可以不同，再批准或发布。"),
    "note": _("没有退回：请写退回的原因。"),
    "internal": _("没有公开：里面有本局测算的数，批准时没有写明可以对外的依据。"),
    "official_only": _("没有改：这个数是内部测算，只有收到官方数据才能列入发布。"),
    "value": _("没有改：数值要写成数字，如 23 或 5.59，不能为负。"),
    "reason": _("没有改：请写原因。"),
    "unknown": _("没有改：这份发布里没有这个数。"),
}


def tone(state: str) -> str:
    """The colour of a state."""
    return TONES[state]


def state_badge(release: Any) -> dict[str, str]:
    """Where a release stands."""
    return {"text": release.get_state_display(), "tone": tone(release.state)}
