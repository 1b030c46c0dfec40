"""What went wrong, as RFC 9457 problem answers in the caller's language."""

from __future__ import annotations

import logging
import math
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any

from django.core.exceptions import PermissionDenied, RequestDataTooBig
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.utils.translation import gettext, override
from django.utils.translation import gettext_lazy as _
from ninja import Field, NinjaAPI, Schema
from ninja.errors import AuthenticationError, HttpError, Throttled, ValidationError

from xingzhi.api.saying import both

logger = logging.getLogger(__name__)
MEDIA_TYPE = "application/problem+json"
PAGE = "/system/api/"  # where each type of problem is explained


@dataclass(frozen=True)
class Kind:
    """One type of problem: its status and its title."""

    status: HTTPStatus
    title: Any


KINDS = {
    "unreadable": Kind(HTTPStatus.BAD_REQUEST, _("请求读不懂")),
    "log-in": Kind(HTTPStatus.UNAUTHORIZED, _("没有登录，也没有可用的令牌")),
    "forbidden": Kind(HTTPStatus.FORBIDDEN, _("您的角色不能这样做")),
    "csrf": Kind(HTTPStatus.FORBIDDEN, _("缺少 CSRF 令牌")),
    "read-only-token": Kind(HTTPStatus.FORBIDDEN, _("这个令牌只能读")),
    "not-found": Kind(HTTPStatus.NOT_FOUND, _("没有这一项，或不在您的地区")),
    "method": Kind(HTTPStatus.METHOD_NOT_ALLOWED, _("这个地址不接受这种请求")),
    "same-file": Kind(HTTPStatus.CONFLICT, _("同样的文件已经收过")),
    "too-late": Kind(HTTPStatus.CONFLICT, _("已经过了这一步")),
    "too-large": Kind(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, _("文件太大")),
    "invalid": Kind(HTTPStatus.UNPROCESSABLE_ENTITY, _("有参数不对")),
    "not-a-table": Kind(HTTPStatus.UNPROCESSABLE_ENTITY, _("文件不能作为表读取")),
    "not-merged": Kind(HTTPStatus.UNPROCESSABLE_ENTITY, _("采集表没有合并")),
    "columns-missing": Kind(HTTPStatus.UNPROCESSABLE_ENTITY, _("必需的列没有对应")),
    "too-many": Kind(HTTPStatus.TOO_MANY_REQUESTS, _("请求太频繁")),
    "trouble": Kind(HTTPStatus.INTERNAL_SERVER_ERROR, _("程序出错")),
}


def title_of(kind: str) -> str:
    """The title of a type of problem, in Chinese whoever reads it: the description of the API is the same for all."""
    with override("zh-hans"):
        return str(KINDS[kind].title)


class Fault(Schema):
    """One value that was refused."""

    where: str = Field(
        description=both("在哪里：path、query、body、form 或 file", "Where: path, query, body, form, file")
    )
    name: str = Field(description=both("参数名；嵌套的以点相连", "The parameter; nested names joined by dots"))
    message: str = Field(description=both("哪里不对", "What is wrong with it"))


class Problem(Schema):
    """A problem as RFC 9457 has it."""

    type: str = Field(description=both("种类，也是说明所在的地址", "Its type, and where that is explained"),
                      examples=[f"{PAGE}#not-found"])  # fmt: skip
    title: str = Field(description=both("这一种问题", "The type in words"))
    status: int = Field(description=both("HTTP 状态码", "The HTTP status"))
    detail: str = Field("", description=both("这一次的情况", "What happened this time"))
    errors: list[Fault] = Field([], description=both("不对的参数", "The values that were refused"))
    batch: int | None = Field(None, description=both("相同文件所在的批次", "The batch of the same file"))


class Refused(Exception):
    """What was asked is not done; the answer is a problem of this kind."""

    def __init__(
        self, kind: str, detail: str = "", faults: list[Fault] | None = None, batch: int | None = None
    ) -> None:
        super().__init__(kind, detail)
        self.kind, self.detail, self.faults, self.batch = kind, detail, faults or [], batch


def fault(where: str, name: str, message: str) -> Refused:
    """The refusal of one value."""
    return Refused("invalid", message, [Fault(where=where, name=name, message=message)])


def answer(kind: str, detail: str = "", faults: list[Fault] | None = None, batch: int | None = None) -> HttpResponse:
    """The problem as a response."""
    found = KINDS[kind]
    said = Problem(
        type=f"{PAGE}#{kind}",
        title=str(found.title),
        status=found.status,
        detail=detail,
        errors=faults or [],
        batch=batch,
    )
    return JsonResponse(said.dict(exclude_none=True), status=found.status, content_type=MEDIA_TYPE)


def faults_of(error: ValidationError) -> list[Fault]:
    """The values a request's description refuses."""
    made = []
    for each in error.errors:
        # The place, the name of the function's argument, then the names inside it.
        where, *names = [str(part) for part in each["loc"]]
        name = ".".join(names[1:] or names)
        made.append(Fault(where=where, name=name, message=str(each["msg"])))
    return made


def handle(api: NinjaAPI) -> None:
    """Let every refusal and failure of the API be answered as a problem."""

    @api.exception_handler(Refused)
    def refused(request: HttpRequest, error: Refused) -> HttpResponse:
        return answer(error.kind, error.detail, error.faults, error.batch)

    @api.exception_handler(ValidationError)
    def invalid(request: HttpRequest, error: ValidationError) -> HttpResponse:
        faults = faults_of(error)
        return answer("invalid", gettext("%(names)s 不对") % {"names": ", ".join(f.name for f in faults)}, faults)

    @api.exception_handler(Http404)
    def missing(request: HttpRequest, error: Http404) -> HttpResponse:
        return answer("not-found")

    @api.exception_handler(PermissionDenied)
    def denied(request: HttpRequest, error: PermissionDenied) -> HttpResponse:
        return answer("forbidden")

    @api.exception_handler(AuthenticationError)
    def stranger(request: HttpRequest, error: AuthenticationError) -> HttpResponse:
        response = answer("log-in")
        response["WWW-Authenticate"] = 'Bearer realm="xingzhi"'
        return response

    @api.exception_handler(Throttled)
    def hurried(request: HttpRequest, error: Throttled) -> HttpResponse:
        return answer("too-many", gettext("请等 %(n)s 秒。") % {"n": math.ceil(error.wait or 1)})

    @api.exception_handler(RequestDataTooBig)
    def heavy(request: HttpRequest, error: RequestDataTooBig) -> HttpResponse:
        return answer("too-large")

    @api.exception_handler(HttpError)
    def other(request: HttpRequest, error: HttpError) -> HttpResponse:
        return answer({403: "csrf"}.get(error.status_code, "unreadable"))

    @api.exception_handler(Exception)
    def trouble(request: HttpRequest, error: Exception) -> HttpResponse:
        logger.error("the API failed at %s", request.path, exc_info=error)
        return answer("trouble", gettext("没有做完；请告诉系统管理员。"))
