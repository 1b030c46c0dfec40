"""What was read otherwise at the first day than at the last: the strategic-industry table, and what the office decided."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext

from xingzhi.indicators.change.ends import End
from xingzhi.indicators.high_value.reading import COMPLETE, Reading
from xingzhi.indicators.models import OfficeTable
from xingzhi.packs import load
from xingzhi.web.views.figures import table
from xingzhi.web.views.high_value_rules import name_of
from xingzhi.web.views.high_value_words import said


def definition_table(ends: tuple[End, End]) -> dict[str, Any] | None:
    """A row for each thing that differs; None where the figure was read alike at both ends."""
    first, last = ends[0].read, ends[1].read
    if first is None or last is None or first.key == last.key:
        return None
    rows = []
    if _ref(first.table) != _ref(last.table):
        named = {"text": gettext("战略性新兴产业参照关系表"), "url": reverse("office-tables")}
        rows.append({"cells": [named, _edition(first.table), _edition(last.table)]})
    for name in sorted({name for name, _ in {*first.decided} ^ {*last.decided}}):
        named = {"text": name_of(name), "url": reverse("high-value-rules")}
        rows.append({"cells": [named, _decided(first, name), _decided(last, name)]})
    labels = [(gettext("口径"), "c-title"), *((end.at.isoformat(), "") for end in ends)]
    return table(gettext("期初和期末的口径不同"), labels, rows) if rows else None


def _ref(found: OfficeTable | None) -> str:
    return found.ref if found else ""


def _edition(found: OfficeTable | None) -> Any:
    """An edition of the table: its source and number, and when it was loaded."""
    if found is None:
        return gettext("未载入")
    loaded = gettext("载入于 %(day)s") % {"day": timezone.localdate(found.loaded_at)}
    return {"text": " ".join(filter(None, (found.source, found.doc_no))), "sub": f"{found.file_name} · {loaded}"}


def _decided(read: Reading, name: str) -> str:
    """What was decided of a detail then; of a list, up to which day it was stated to be complete."""
    value = dict(read.decided).get(name, "")
    setting = None if name.startswith(COMPLETE) else load().high_value.settings.get(name)
    if not value:
        return gettext("未定")
    labels = {option.code: said(option.label) for option in setting.options} if setting else {}
    return labels.get(value, value)
