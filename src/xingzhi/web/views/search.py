"""Search over all registers at once."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext
from django.views.decorators.http import require_GET

from xingzhi.core.declare import registers
from xingzhi.registers.listing import Order, filtered
from xingzhi.web.views.registers import language, list_columns, list_rows

SHOWN = 10


@require_GET
def search(request: HttpRequest) -> HttpResponse:
    """The first hits in each register the query can be asked of."""
    text = request.GET.get("q", "").strip()
    found = []
    for register in registers():
        if not text or not any(column.search for column in register.stored):
            continue
        rows = list(filtered(register, request.user, {"q": text}).qs.order_by("-id")[: SHOWN + 1])
        if not rows:
            continue
        order = Order.read(register, "")
        columns = [{**column, "sort_url": "", "sorted": ""} for column in list_columns(register, order, {})]
        found.append(
            {
                "label": register.label(language()),
                "table": {"columns": columns, "rows": list_rows(register, rows[:SHOWN])},
                "more_url": reverse("register-list", args=[register.name]) + "?" + urlencode({"q": text})
                if len(rows) > SHOWN
                else "",
            }
        )
    empty = {
        "title": gettext("没有找到") if text else gettext("请输入要找的内容"),
        "hint": gettext("可以输入申请号、名称、申请人或摘要里的词，两个字也行。"),
    }
    return render(request, "search/results.html", {"page_title": gettext("搜索"), "found": found, "empty": empty})
