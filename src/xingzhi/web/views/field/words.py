"""What the pages of field checks share: reasons, judgements, terms."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from xingzhi.registers.field_checks.models import FieldCheck, Judged

MOST_BYTES = 40 << 20  # of one photo
REFUSED = {
    "day": _("日期看不懂。"),
    "future": _("看到的日期不能晚于今天。"),
    "place": _("请写明地点。"),
    "nothing": _("请拍照，或者写下看到的文字。"),
}
STANDS = {
    "in_term": (_("在保护期内"), "good"),
    "over": (_("已过保护期"), "warn"),
    "not_yet": (_("保护期还没有开始"), "warn"),
    "unknown": (_("保护期未登记"), "unknown"),
}
TONES = {Judged.LAWFUL: "good", Judged.SUSPECT: "warn", Judged.UNRELATED: "plain"}


def judged_cell(check: FieldCheck) -> dict[str, Any]:
    """What an officer made of it."""
    if not check.judged:
        return {"text": gettext("还没有判断"), "tone": "unknown"}
    return {"text": check.get_judged_display(), "tone": TONES[Judged(check.judged)], "sub": check.reason[:40]}
