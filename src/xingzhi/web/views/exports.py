"""Exports of a register's list: asking for one, how far it is, the file."""

from __future__ import annotations

from django.contrib import messages
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext
from django.views.decorators.http import require_GET, require_POST

from xingzhi.cases.exports import CLUSTERS
from xingzhi.core.declare import register_named
from xingzhi.registers.export_models import Export
from xingzhi.registers.exports import PurposeMissing, export_register
from xingzhi.web.filters import conditions
from xingzhi.web.reading import language, register_or_404
from xingzhi.web.views.clusters import clusters_url
from xingzhi.web.views.clusters import conditions as cluster_conditions


@require_POST
def export(request: HttpRequest, name: str) -> HttpResponse:
    """Queue an export of the list as it is filtered."""
    register = register_or_404(name)
    query = {key: value for key, value in request.GET.items() if value}
    back = reverse("register-list", args=[name]) + "?" + urlencode(query)
    try:
        made = export_register(
            request.user,
            register.name,
            query,
            request.POST.get("format", "xlsx"),
            unmasked=bool(request.POST.get("unmasked")),
            purpose=request.POST.get("purpose", ""),
        )
    except PurposeMissing:
        messages.error(request, gettext("导出未脱敏的个人信息须写明用途，且只有经办人员可以导出。"))
        return redirect(back)
    except ValueError:
        messages.error(request, gettext("只能导出为 XLSX 或 CSV。"))
        return redirect(back)
    return redirect("export", made.pk)


@require_GET
def export_page(request: HttpRequest, export_id: int) -> HttpResponse:
    """How far an export is, and the file."""
    made = get_object_or_404(Export.objects.visible_to(request.user), pk=export_id)
    if made.register == CLUSTERS:
        name, back_url = gettext("近似申请组"), clusters_url(made.query)
        asked = cluster_conditions(request.user, made.query)
    else:
        register = register_named(made.register)
        name, asked = register.label(language()), conditions(register, request.user.region, made.query, {})
        back_url = reverse("register-list", args=[made.register]) + ("?" + urlencode(made.query) if made.query else "")
    context = {
        "page_title": gettext("导出") + " " + name,
        "export": made,
        "asked": [{"label": each.label, "value": each.set_to} for each in asked if each.set_to],
        "job": made.job,
        "back_url": back_url,
        "back_text": gettext("回到线索") if made.register == CLUSTERS else gettext("回到台账"),
        "poll_url": reverse("job-progress", args=[made.job_id]) if made.job_id else "",
    }
    return render(request, "registers/export.html", context)


@require_GET
def export_file(request: HttpRequest, export_id: int) -> FileResponse:
    """The exported file."""
    made = get_object_or_404(Export.objects.visible_to(request.user).exclude(rows=None), pk=export_id)
    what = "近似申请组-内部" if made.register == CLUSTERS else register_named(made.register).zh
    name = f"{what}-{timezone.localtime(made.made_at):%Y%m%d}-{made.pk}.{made.format}"
    return FileResponse(made.path.open("rb"), as_attachment=True, filename=name)
