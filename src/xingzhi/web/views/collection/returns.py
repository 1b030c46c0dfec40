"""Take workbooks back, several at once; decide between values; give a returned workbook out again as it came."""

from __future__ import annotations

from pathlib import Path

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET, require_POST

from xingzhi.collection.filling import NotOpen, decide_cell
from xingzhi.collection.handing_in import merged
from xingzhi.collection.models import REPORTED, CellConflict, ReturnedForm, Round
from xingzhi.collection.returning import file_of
from xingzhi.web.downloads import XLSX, attachment
from xingzhi.web.views.collection.rounds import title
from xingzhi.web.views.collection.words import NOT_OPEN
from xingzhi.web.workbooks import brought_back, tell_again


@sensitive_post_parameters("password")
@require_POST
def bring_back(request: HttpRequest) -> HttpResponse:
    """Merge the workbooks given, alone or in archives; each names its report itself, and each is told of by its name."""
    uploads = request.FILES.getlist("file")
    if not uploads:
        messages.error(request, gettext("没有合并：请选择文件。"))
        return redirect("collection")
    came = brought_back(request, uploads, _one)
    package = (uploads[0].name or "").lower().endswith(".zip")  # its other members are told of on the round's page
    if len(uploads) == 1 and len(came) == 1 and not package:
        return redirect("collection-report", came[0].report.round_id, came[0].report_id)
    back = request.POST.get("round", "")
    seen = Round.objects.visible_to(request.user).filter(pk=back) if back.isdecimal() else Round.objects.none()
    return redirect("collection-round", back) if seen.exists() else redirect("collection")


def _one(request: HttpRequest, path: Path, name: str) -> ReturnedForm | None:
    answer = merged(request.user, path, name)
    if answer.returned is None:
        messages.error(request, gettext("%(file)s 没有合并：") % {"file": name} + answer.why)
    elif answer.same:
        tell_again(request, name, answer.returned.at)
    else:
        _tell(request, answer.returned, name)
    return answer.returned


def _tell(request: HttpRequest, returned: ReturnedForm, name: str) -> None:
    report = returned.report
    report.refresh_from_db()
    conflicts = returned.conflicts.count()
    told = gettext("%(file)s（%(unit)s，%(form)s）：采用 %(a)s 项，没有变化 %(u)s 项，没有采用 %(p)s 行，待定 %(c)s 项。") % {
        "file": name, "unit": report.name, "form": title(report.round), "a": returned.taken, "u": returned.unchanged,
        "p": len(returned.problems), "c": conflicts,
    }  # fmt: skip
    if report.state in REPORTED and not conflicts and not returned.problems:
        messages.success(request, told + gettext("已报送。"))
    elif conflicts:
        messages.warning(request, told + gettext("两边不一致的，请打开定。"))
    else:
        messages.warning(request, told + gettext("还没有算报送：请打开，把标出的项目改正或说明后提交。"))


@require_POST
def decide(request: HttpRequest, conflict_id: int) -> HttpResponse:
    """Keep ours, or take theirs."""
    found = get_object_or_404(CellConflict.objects.visible_to(request.user).select_related("report"), pk=conflict_id)
    try:
        decide_cell(request.user, conflict_id, request.POST.get("take", ""))
        messages.success(request, gettext("已处理。"))
    except NotOpen as problem:
        messages.error(request, str(NOT_OPEN[problem.code]))
    except ValueError:
        messages.error(request, gettext("没有保存：请选一种。"))
    return redirect("collection-report", found.report.round_id, found.report_id)


@require_GET
def returned_file(request: HttpRequest, returned_id: int) -> HttpResponse:
    """A workbook as it came back."""
    found = get_object_or_404(ReturnedForm.objects.visible_to(request.user), pk=returned_id)
    path = file_of(found)
    if not path.exists():
        raise Http404
    return attachment(path.read_bytes(), found.file_name, XLSX)
