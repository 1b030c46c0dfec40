"""The units that get tasks: the list, adding one, telling another name of one, retiring one."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext
from django.views.decorators.http import require_GET, require_POST

from xingzhi.core.actions import may
from xingzhi.core.office import office_path
from xingzhi.packs import load
from xingzhi.plans.directory.actions import (
    UnitRefused,
    add_unit,
    alias_unit,
    fill_units,
    forget_alias,
    keeps_plan,
    retire_unit,
)
from xingzhi.plans.units import Unit, UnitKind
from xingzhi.web.templatetags.xingzhi import number
from xingzhi.web.views.plan_notices.words import unit_refusal

_ORDER = (UnitKind.BANNER, UnitKind.ZONE, UnitKind.SECTION, UnitKind.BODY, UnitKind.OUTSIDE)


@require_GET
def unit_list(request: HttpRequest) -> HttpResponse:
    """The units by kind; of each its other names and how many tasks it has."""
    regions, path = load().regions, office_path()
    groups: list[dict[str, Any]] = []
    units = list(Unit.objects.visible_to(request.user).order_by("retired", "region", "pk"))
    for kind in _ORDER:
        rows = [{"unit": unit, "place": regions.name(unit.region)} for unit in units if unit.kind == kind]
        groups.append({"kind": kind, "label": kind.label, "rows": rows})
    context = {
        "page_title": gettext("任务单位"),
        "groups": groups,
        "any": bool(units),
        "changes": keeps_plan(request.user) and may(request.user, "add_unit"),
        "kinds": [(kind.value, kind.label) for kind in _ORDER[1:]],
        "places": [(region.path, region.name) for region in regions.children(path)],
        "wanted": request.GET.get("name", "")[:100],
    }
    return render(request, "plans/notices/units.html", context)


@require_POST
def change(request: HttpRequest) -> HttpResponse:
    """Add, alias, forget an alias, retire, take back, or fill from the regions."""
    given = request.POST
    unit_id = int(given["unit"]) if given.get("unit", "").isdigit() else 0
    try:
        said = _done(request, given.get("do", ""), unit_id)
        messages.success(request, said)
    except UnitRefused as refused:
        messages.error(request, unit_refusal(refused))
    back = given.get("next", "")
    own = url_has_allowed_host_and_scheme(back, allowed_hosts=None)
    return redirect(back if own and back.startswith("/") else reverse("plan-units"))


def _done(request: HttpRequest, do: str, unit_id: int) -> str:
    given, user = request.POST, request.user
    if do == "fill":
        return gettext("按区划登记了 %(n)s 个单位。") % {"n": number(fill_units(user))}
    if do == "alias":
        if not unit_id:
            raise UnitRefused("unit")
        unit = alias_unit(user, unit_id, given.get("alias", ""))
        return gettext("“%(alias)s”以后就认作%(name)s。") % {"alias": given.get("alias", ""), "name": unit.name}
    if do == "forget":
        return gettext("已去掉%(name)s的这个别名。") % {
            "name": forget_alias(user, unit_id, given.get("alias", "")).name
        }
    if do in ("retire", "back"):
        unit = retire_unit(user, unit_id, do == "retire")
        words = gettext("已停用%(name)s；它原有的任务不变。") if do == "retire" else gettext("已恢复%(name)s。")
        return words % {"name": unit.name}
    unit = add_unit(
        user, given.get("kind", ""), given.get("name", ""), given.get("region", ""), given.get("written", "")
    )
    return gettext("已登记%(name)s。") % {"name": unit.name}
