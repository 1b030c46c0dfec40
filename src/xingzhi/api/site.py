"""The API as a whole: who is let in, how it describes itself, and what it refuses before any operation is reached."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cached_property
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import re_path
from django.utils.translation import gettext
from ninja import NinjaAPI
from pydantic import TypeAdapter

from xingzhi.api import problems
from xingzhi.api.auth import PersonRate, Session, Token
from xingzhi.api.saying import both

# Which problems an operation may answer with, beside its own.
ALWAYS = ("log-in", "forbidden", "invalid", "too-many")
WITH_PATH = ("not-found",)
WITH_BODY = ("unreadable",)


class Api(NinjaAPI):
    """The API. Its description is what is checked: a parameter it does not name is refused, not ignored."""

    def get_openapi_schema(self, *, path_prefix: str | None = None, path_params: Any = None) -> Any:
        """The description, with the problems every operation may answer."""
        made = super().get_openapi_schema(path_prefix=path_prefix, path_params=path_params)
        made["components"]["schemas"] |= _problem_schemas()
        for path, item in made["paths"].items():
            for operation in item.values():
                _describe(operation, "{" in path)
        return made | {name: _tidied(made[name]) for name in ("paths", "components")}

    @cached_property
    def _parameters(self) -> dict[tuple[str, str], set[str]]:
        return {
            (path, method): {each["name"] for each in operation["parameters"] if each["in"] == "query"}
            for path, item in self.get_openapi_schema()["paths"].items()
            for method, operation in item.items()
        }

    @property
    def urls(self) -> Any:
        """The addresses. A stranger is answered with 401 and not with the login page, an unknown address with 404."""
        patterns, *names = super().urls
        patterns.append(re_path("", _nothing, name="unknown"))
        for pattern in patterns:
            pattern.callback = self._guarded(pattern.callback)
        return (patterns, *names)

    def _guarded(self, view: Callable[..., Any]) -> Callable[..., Any]:
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
            unknown = self._unknown(request)
            if unknown:
                return problems.answer("invalid", ", ".join(unknown), [_no_such(name) for name in unknown])
            response = view(request, *args, **kwargs)
            if response.status_code == 405:
                allowed = response.headers["Allow"]
                response = problems.answer("method", allowed)
                response["Allow"] = allowed
            return response

        guarded.csrf_exempt = True  # type: ignore[attr-defined] # sessions are checked where they are let in
        guarded.login_required = False  # type: ignore[attr-defined]
        return guarded

    def _unknown(self, request: HttpRequest) -> list[str]:
        """Query parameters the description does not name. A condition misspelt would else give every row."""
        assert request.resolver_match is not None
        path = "/" + re.sub(r"<(?:\w+:)?(\w+)>", r"{\1}", request.resolver_match.route)
        known = self._parameters.get((path, str(request.method).lower()))
        return [] if known is None else sorted(set(request.GET) - known)


def _no_such(name: str) -> problems.Fault:
    return problems.Fault(where="query", name=name, message=gettext("没有这个参数"))


def _nothing(request: HttpRequest) -> HttpResponse:
    return problems.answer("not-found")


def _problem_schemas() -> dict[str, Any]:
    schema = TypeAdapter(problems.Problem).json_schema(ref_template="#/components/schemas/{model}")
    return {**schema.pop("$defs"), "Problem": schema}


def _describe(operation: dict[str, Any], has_path: bool) -> None:
    """Add the problems an operation may answer, and say of what kind their answers are."""
    if operation["description"] == operation["summary"]:
        del operation["description"]
    kinds = [*ALWAYS, *(WITH_PATH if has_path else ()), *(WITH_BODY if "requestBody" in operation else ())]
    kinds += operation.pop("x-problems", [])
    said: dict[int, list[str]] = {}
    for kind in kinds:
        said.setdefault(int(problems.KINDS[kind].status), []).append(kind)
    for status, names in sorted(said.items()):
        operation["responses"][status] = {
            "description": "; ".join(f"{name} {problems.title_of(name)}" for name in names),
            "content": {problems.MEDIA_TYPE: {"schema": {"$ref": "#/components/schemas/Problem"}}},
        }


def _tidied(part: Any) -> Any:
    """A part of the description without the titles made of parameter names, which say nothing."""
    if isinstance(part, dict):
        kept = {name: value for name, value in part.items() if name != "title" or not isinstance(value, str)}
        return {name: _tidied(value) for name, value in kept.items()}
    return [_tidied(each) for each in part] if isinstance(part, list) else part


api = Api(
    title="Xingzhi 兴知",
    version="1",
    description=both(
        "与页面同样的权限、同样的查询条件；姓名和住址与导出一样脱敏",
        "The rights and the conditions of the pages; names and addresses of people masked as in exports",
    ),
    auth=[Token(), Session()],
    throttle=[PersonRate()],
    docs_url=None,
    openapi_url=None,
    urls_namespace="api",
)
problems.handle(api)
