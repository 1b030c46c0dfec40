"""What may be opened: forms, periods and units, filled in as they come to mind or as they were typed."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, QueryDict
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext

from xingzhi.collection.models import Round
from xingzhi.collection.units import choices
from xingzhi.core.declare import register_named
from xingzhi.packs import load
from xingzhi.text.reporting_periods import period_of
from xingzhi.web.reading import language, listed
from xingzhi.web.views.collection.words import FILLED_BY

MEMBERS = "zone_members"  # the register that makes a zone known
FIELDS = ("form", "period", "deadline", "contact", "phone", "note", "names")


def opening(request: HttpRequest, typed: QueryDict | None = None) -> dict[str, Any]:
    """The forms with the period that comes to mind (the last one, once that is out the one running), the units, and what
    stands in the fields: what was typed, where a form was refused."""
    today = timezone.localdate()
    out, forms = set(Round.objects.led_by(request.user).values_list("form", "period")), []
    for id, body in load().forms.items():
        now = period_of(body.period, today)
        period = now if (id, now.before().code) in out else now.before()
        who = listed([str(FILLED_BY[each]) for each in body.filled_by])
        title = load().document(id).header.title(language())
        told = gettext("%(form)s：%(who)s") % {"form": title, "who": who}
        forms.append({"id": id, "title": title, "period": period.code, "told": told})
    values = {"period": forms[0]["period"] if forms else "", "contact": request.user.display_name}
    if typed is not None:
        values = {name: typed.get(name, "") for name in FIELDS}
    asked = None if typed is None else set(typed.getlist("unit"))
    units = [
        {"key": each.key, "name": each.name, "asked": asked is None or each.key in asked}
        for each in choices(("banner", "zone"))
    ]
    members = {"label": register_named(MEMBERS).label(language()), "url": reverse("register-list", args=[MEMBERS])}
    return {"forms": forms, "units": units, "values": values, "members": members}
