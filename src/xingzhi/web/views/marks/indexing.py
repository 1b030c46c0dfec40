"""Make the register's marks searchable, where they are not yet."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext
from django.views.decorators.http import require_POST

from xingzhi.core.actions import may
from xingzhi.core.office import sees_all
from xingzhi.screening.mark_search.jobs import index_now


@require_POST
def index(request: HttpRequest) -> HttpResponse:
    """Queue the job."""
    if not (may(request.user, "index_marks") and sees_all(request.user)):
        raise PermissionDenied
    job = index_now(request.user)
    messages.success(request, gettext("已开始建立检索库。"))
    return redirect("job", job.pk)
