"""Terms of the marks an office cultivates: collective and certification marks, and the marks of its brands."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import Any

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from xingzhi.packs import load
from xingzhi.packs.clock_counting import add_months
from xingzhi.packs.renewals import Term, term
from xingzhi.registers.models import MODELS
from xingzhi.web.reading import language

NUMBERS = re.compile(r"[0-9A-Z]+", re.ASCII)
OVER = ("refused", "withdrawn", "ended")
STATES = {
    "far": (_("未到续展期"), "good"),
    "open": (_("可以续展"), "warn"),
    "grace": (_("宽展期内"), "bad"),
    "over": (_("已过宽展期"), "plain"),
    "ending": (_("即将届满"), "warn"),
    "ended": (_("已届满"), "bad"),
    "dead": (_("商标已失效"), "plain"),
    "unknown": (_("专用期未知"), "unknown"),
}


def numbers_of(brand: Any) -> list[str]:
    """The numbers of a brand's marks."""
    return NUMBERS.findall(brand.mark_nos)


def term_of(mark: Any) -> Term:
    """The term of a mark as of today; one that is over can be renewed no more."""
    if mark.mark_status in OVER:
        return Term(mark.valid_until, "dead")
    return term(mark.valid_until, mark.registered_on, load().trademark_law, timezone.localdate())


def term_cell(found: Term) -> dict[str, Any]:
    """A term as a cell: how it stands, its last day, and that it was computed where it was."""
    text, tone = STATES[found.state]
    sub = str(found.until or "")
    if found.computed:
        sub += gettext("（按注册日推算，是否续展过未知）")
    title = found.missing(language()) if found.missing else found.article(language()) if found.article else ""
    return {"text": text, "tone": tone, "sub": sub, "title": title}


def cultivated_marks(user: Any) -> Any:
    """The marks that are cultivated, as far as the person may see them."""
    brands = MODELS["local_brands"].objects.visible_to(user).exclude(stage="stopped").exclude(mark_nos="")
    numbers = {number for nos in brands.values_list("mark_nos", flat=True) for number in NUMBERS.findall(nos)}
    marks = MODELS["trademarks"].objects.visible_to(user).exclude(mark_status__in=OVER)
    return marks.filter(Q(mark_kind__in=("collective", "certification")) | Q(mark_no__in=sorted(numbers)))


def pressing(user: Any) -> Any:
    """Those whose term ends soon, or ended so lately that it may still be renewed."""
    since, until = span()
    return cultivated_marks(user).filter(valid_until__gte=since, valid_until__lte=until)


def span() -> tuple[date, date]:
    """The last days that press today."""
    law, today = load().trademark_law, timezone.localdate()
    text = law.on(today)
    grace = text.renewal.grace_months if text and text.renewal else 0
    return add_months(today, -grace), today + timedelta(days=int(law.remind.value))
