"""One field check: the photo, each sign it resembles beside its picture, what the officer made of it, and its matter."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_GET, require_POST

from xingzhi.cases.field.checking import Refused, recheck_field
from xingzhi.cases.field.judging import NoReason, follow_field_check, judge_field_check, matter_of
from xingzhi.cases.field.signs import KnownSign, signs_for, unplaced_for
from xingzhi.core.actions import may
from xingzhi.packs import load
from xingzhi.registers.field_checks.models import FieldCheck, Judged
from xingzhi.registers.models import MODELS
from xingzhi.web.reading import listed, shown
from xingzhi.web.views.field.checks import said
from xingzhi.web.views.field.words import REFUSED, STANDS, judged_cell
from xingzhi.web.views.gazettes.words import VERDICTS, WAYS, remark, tabs
from xingzhi.web.views.matter_moves import course, moved

USERS = 12  # allowed users shown; the list of all is one click away


@require_GET
def check_page(request: HttpRequest, check_id: int) -> HttpResponse:
    """The page of a check: its progress while it runs, then what it resembles."""
    check = _check(request, check_id)
    signs = {each.id: each for each in signs_for(request.user)}
    matches = [_match(request, each, signs[each["id"]], check) for each in check.found if each["id"] in signs]
    unplaced = {each.id for each in unplaced_for(request.user)}.intersection(each["id"] for each in check.found)
    done = check.compared is not None
    context = {
        "page_title": gettext("现场核对：%(place)s") % {"place": check.place},
        "tabs": tabs("field-checks", request.user),
        "remark": remark(),
        "check": check,
        "place": load().regions.full_name(check.region),
        "job": check.job,
        "poll_url": reverse("job-progress", args=[check.job_id]) if check.job_id else "",
        "cancel_url": reverse("job-cancel", args=[check.job_id]) if check.job and not check.job.finished else "",
        "done": done,
        "matches": matches,
        "unplaced": len(unplaced),
        "elsewhere": len(check.found) - len(matches) - len(unplaced),
        "unreadable": [
            f"{signs[each['id']].name}：{said(each['why'])}" for each in check.unreadable if each["id"] in signs
        ],
        "judged": judged_cell(check),
        "choices": Judged.choices,
        "may_judge": may(request.user, "judge_field_check") and done,
        "again_url": reverse("field-check-again", args=[check.pk]) if _again(request, check) else "",
        "move_url": reverse("field-check-move", args=[check.pk]),
        **course(request, matter_of(check, request.user)),
    }
    return render(request, "field/check.html", context)


def _again(request: HttpRequest, check: FieldCheck) -> bool:
    return may(request.user, "recheck_field") and (check.job is None or check.job.finished)


@require_POST
def again(request: HttpRequest, check_id: int) -> HttpResponse:
    """Compare once more, with the words as the officer wrote them now."""
    check = _check(request, check_id)
    try:
        recheck_field(request.user, check.pk, request.POST.get("words", check.words))
    except Refused as refused:
        messages.error(request, gettext("没有核对：") + str(REFUSED[str(refused)]))
    return redirect("field-check", check_id)


def _check(request: HttpRequest, check_id: int) -> FieldCheck:
    seen = FieldCheck.objects.visible_to(request.user).select_related("officer", "judged_by", "job")
    found: FieldCheck = get_object_or_404(seen, pk=check_id)
    return found


def _match(request: HttpRequest, found: dict[str, Any], sign: KnownSign, check: FieldCheck) -> dict[str, Any]:
    """One sign beside the photo: why, whether it stands, what is allowed and to whom."""
    row, register = sign.row, sign.row.register
    open_to = MODELS[sign.register].objects.visible_to(request.user).filter(pk=row.pk).exists()
    text, tone = STANDS[sign.stands(check.seen_on)]
    kind = "sign_kind" if sign.register == "protected_signs" else "indication_kind"
    users, more = _users(request, sign)
    pairs = [
        {"label": gettext("类型"), "value": shown(register[kind], getattr(row, kind))},
        {"label": gettext("登记/备案号"), "value": sign.number},
        {"label": gettext("保护期"), "value": _term(row), "note": str(text)},
        {"label": gettext("所有人"), "value": row.holder},
        {"label": gettext("允许使用情形"), "value": getattr(row, "allowed_use", ""), "wide": True},
        {"label": gettext("准许使用人"), "value": listed(users) + ("…" if more else ""), "wide": True,
         "note": "" if users else gettext("台账“专用标志使用人”里没有登记，不等于无人获准")},
    ]  # fmt: skip
    return {
        "name": sign.name, "url": reverse("record", args=[sign.register, row.pk]) if open_to else "",
        "picture": reverse("field-sign-picture", args=[sign.register, row.pk]) if sign.picture else "",
        "stands": {"text": text, "tone": tone}, "why": _why(found), "pairs": pairs,
        "corners": " ".join(f"{x},{y}" for x, y in found.get("corners", [])),
    }  # fmt: skip


def _term(row: Any) -> str:
    """From when till when a sign protects, as far as it is recorded; "" where nothing is."""
    if not row.valid_from and not row.valid_until:
        return ""
    begin = row.valid_from or gettext("没有登记起始日")
    return f"{begin} — {row.valid_until or gettext('没有登记届满日')}"


def _why(found: dict[str, Any]) -> str:
    """How a sign was met, in words."""
    if found["how"] == "picture":
        return gettext("照片中 %(n)s 处特征与标志图样（共 %(of)s 处）吻合") % {"n": found["points"], "of": found["of"]}
    way = str(WAYS.get(found["way"], VERDICTS.get(found["way"], "")))
    return gettext("文字“%(line)s”与“%(text)s”%(way)s") % {"line": found["line"], "text": found["text"], "way": way}


def _users(request: HttpRequest, sign: KnownSign) -> tuple[list[str], bool]:
    """Who may use the sign, as far as the reader may see the register; and whether there are more."""
    rows = MODELS["sign_users"].objects.visible_to(request.user)
    mine = rows.filter(sign_no=sign.number) if sign.number else rows.none()
    mine = mine | rows.filter(sign_text=sign.name)
    names = list(mine.order_by("applicants").values_list("applicants", flat=True).distinct()[: USERS + 1])
    return names[:USERS], len(names) > USERS


@require_GET
def photo(request: HttpRequest, check_id: int, which: str) -> FileResponse:
    """The photo: as pages show it, or as it came, to be kept."""
    check = _check(request, check_id)
    path = check.original if which == "original" else check.shown
    if not check.photo or not path.is_file():
        raise Http404
    if which == "original":
        return FileResponse(path.open("rb"), as_attachment=True, filename=check.photo_name)
    return FileResponse(path.open("rb"), content_type="image/jpeg")


@require_POST
def judge(request: HttpRequest, check_id: int) -> HttpResponse:
    """Record what the officer makes of it."""
    if not may(request.user, "judge_field_check"):
        raise PermissionDenied
    check = _check(request, check_id)
    try:
        judge_field_check(request.user, check.pk, request.POST.get("judged", ""), request.POST.get("reason", ""))
    except NoReason:
        messages.error(request, gettext("没有保存：请写明理由。"))
    except ValueError:
        messages.error(request, gettext("没有保存：请选择合规、疑似或无关。"))
    else:
        messages.success(request, gettext("已保存。"))
    return redirect("field-check", check_id)


@require_POST
def move(request: HttpRequest, check_id: int) -> HttpResponse:
    """Open the check's matter, or move it."""
    check = _check(request, check_id)
    matter = matter_of(check, request.user)
    if matter is None:
        follow_field_check(request.user, check.pk)
        messages.success(request, gettext("已建立事项，状态为待核。"))
    else:
        moved(request, matter)
    return redirect("field-check", check_id)
