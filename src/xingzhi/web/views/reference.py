"""The API for those who program against it: its own description, as a page of the site."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET

from xingzhi.web.reading import english
from xingzhi.web.views.parts import columns, tabs

Part = dict[str, Any]
TAGS = {"registers": _("台账"), "batches": _("收文"), "jobs": _("后台工作"), "clues": _("线索"), "parties": _("主体"),
        "indicators": _("指标"), "plans": _("年度计划"), "system": _("系统")}  # fmt: skip


@require_GET
def reference(request: HttpRequest, describe: Callable[[], Part]) -> HttpResponse:
    """Every operation with its parameters and answers, made of the description programs read."""
    described = describe()
    groups: dict[str, list[Part]] = {}
    for path, item in described["paths"].items():
        for method, found in item.items():
            made = operation(described, path, method, found)
            groups.setdefault(found["tags"][0], []).append(made)
    context = {
        "page_title": gettext("接口"),
        "tabs": tabs("api-reference", request.user),
        "groups": [{"tag": tag, "label": TAGS.get(tag, tag), "operations": made} for tag, made in groups.items()],
        "host": request.build_absolute_uri("/").rstrip("/"),
        "openapi_url": reverse("api:openapi-json"),
        "problems": problems(described),
    }
    return render(request, "system/reference.html", context)


def said(text: str) -> str:
    """The half of a description that is in the reader's language."""
    zh, found, en = text.partition(" / ")
    return en if found and english() else zh


def operation(described: Part, path: str, method: str, found: Part) -> Part:
    """An operation as the page shows it."""
    answers = {status: each for status, each in found["responses"].items() if int(status) < 300}
    [(status, answer)] = answers.items()
    refusals = [str(code) for code in found["responses"] if int(code) >= 400]
    asked = [
        [each["name"], kind_of(described, each["schema"]), gettext("必需") if each["required"] else "",
         said(each.get("description", ""))]
        for each in found["parameters"]
    ]  # fmt: skip
    for media, content in found.get("requestBody", {}).get("content", {}).items():
        body = resolved(described, content["schema"])
        needed = body.get("required", [])
        asked += [
            [
                name,
                kind_of(described, each),
                gettext("必需") if name in needed else "",
                said(each.get("description", "")),
            ]
            for name, each in body.get("properties", {}).items()
        ]
        media_type = media
    return {
        "id": found["operationId"],
        "method": method.upper(),
        "path": path,
        "summary": said(found["summary"]),
        "description": said(found.get("description", "")),
        "body": media_type if "requestBody" in found else "",
        "asked": table([gettext("参数"), gettext("值"), "", gettext("说明")], asked),
        "status": status,
        "answer": answer_table(described, answer),
        "problems": ", ".join(refusals),
    }


def table(labels: list[str], rows: list[list[str]]) -> Part | None:
    """Rows as a table; None where there are none."""
    heads = [(label, "c-code" if at == 0 else "") for at, label in enumerate(labels)]
    return {"columns": columns(*heads), "rows": [{"cells": row} for row in rows]} if rows else None


def answer_table(described: Part, answer: Part) -> Part | None:
    """The fields of an answer; of a list those of its rows."""
    for media, content in answer.get("content", {}).items():
        if media != "application/json":
            return table([gettext("字段"), gettext("值"), gettext("说明")], [["", media, gettext("文件")]])
        schema = resolved(described, content["schema"])
        rows = fields(described, schema, "")
        return table([gettext("字段"), gettext("值"), gettext("说明")], rows)
    return None


def fields(described: Part, schema: Part, before: str) -> list[list[str]]:
    """The fields of an object, those of the objects in it under their names."""
    if schema.get("type") == "array":
        return fields(described, resolved(described, schema["items"]), before + "[].")
    made = []
    for name, each in schema.get("properties", {}).items():
        made.append([before + name, kind_of(described, each), said(each.get("description", ""))])
        inner = resolved(described, each.get("items", each))
        if before.count(".") < 2 and "properties" in inner:
            made += fields(described, inner, f"{before}{name}{'[]' if 'items' in each else ''}.")
    return made


def resolved(described: Part, schema: Part) -> Part:
    """The schema a reference stands for."""
    name = schema.get("$ref", "").rpartition("/")[2]
    return described["components"]["schemas"][name] if name else schema


def kind_of(described: Part, schema: Part) -> str:
    """What kind of value a schema allows, in one line."""
    if "anyOf" in schema:
        return " | ".join(dict.fromkeys(kind_of(described, each) for each in schema["anyOf"]))
    found = resolved(described, schema)
    if "enum" in found:
        return ", ".join(str(each) or '""' for each in found["enum"])
    if found.get("type") == "array":
        return f"[{kind_of(described, found['items'])}]"
    return str(found.get("format") or found.get("type", ""))


def problems(described: Part) -> list[Part]:
    """The types of problems with their status and title; programs are led here by the type."""
    seen: dict[str, Part] = {}
    for item in described["paths"].values():
        for found in item.values():
            for status, each in found["responses"].items():
                for text in each["description"].split("; ") if int(status) >= 400 else ():
                    name, _space, title = text.partition(" ")
                    seen[name] = {"status": int(status), "name": name, "title": gettext(title)}
    return sorted(seen.values(), key=lambda each: (each["status"], each["name"]))
