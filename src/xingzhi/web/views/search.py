"""Search over all registers at once."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext
from django.views.decorators.http import require_GET

from xingzhi.core.declare import registers
from xingzhi.registers.filters import filtered
from xingzhi.web.reading import language
from xingzhi.web.views.registers import list_columns, list_rows

SHOWN = 10


@require_GET
def search(request: HttpRequest) -> HttpResponse:
    """The first hits in each register the query can be asked of; a whole number opens its record."""
    text = request.GET.get("q", "").strip()[:200]
    found: list[dict[str, Any]] = []
    hits: list[Any] = []
    for register in registers():
        if not text or not any(column.search for column in register.stored):
            continue
        rows = list(filtered(register, request.user, {"q": text}).qs.order_by("-id")[: SHOWN + 1])
        if not rows:
            continue
        hits += rows
        more = reverse("register-list", args=[register.name]) + "?" + urlencode({"q": text})
        found.append(
            {
                "label": register.label(language()),
                "table": {"columns": list_columns(register), "rows": list_rows(register, rows[:SHOWN])},
                "count": len(rows) if len(rows) <= SHOWN else 0,
                "more_url": more if len(rows) > SHOWN else "",
            }
        )
    if len(hits) == 1 and digits(hits[0].key) == digits(text) and len(digits(text)) > 8:
        return redirect("record", hits[0].register.name, hits[0].pk)
    hint = gettext("可以输入申请号、名称、申请人或摘要里的词，两个字也行；几个词之间用空格。")
    title = gettext("没有找到“%(text)s”") % {"text": text} if text else gettext("请输入要找的内容")
    empty = {"title": title, "hint": hint}
    return render(
        request, "search/results.html", {"page_title": gettext("搜索"), "text": text, "found": found, "empty": empty}
    )


def digits(text: str) -> str:
    """A number without the marks around it."""
    return "".join(each for each in text.upper() if each.isdigit() or each == "X")
