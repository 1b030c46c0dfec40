"""Releases: which there are, and one with its figures and files."""

from __future__ import annotations

from base64 import b64encode
from datetime import date
from typing import Any
from urllib.parse import quote

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from ninja import Field, Router, Schema

from xingzhi.api.saying import both, operation
from xingzhi.publish.files.offered import MEDIA_TYPES, media_type
from xingzhi.publish.models import Release
from xingzhi.publish.store import kept_bytes, verify

router = Router(tags=["releases"])
LISTED = 200
BINARY = {"schema": {"type": "string", "format": "binary"}}
FILE = {"responses": {200: {"content": dict.fromkeys(MEDIA_TYPES.values(), BINARY)}}}


class ReleaseOut(Schema):
    """One version of a release."""

    id: int
    title: str
    bulletin: str = Field(description=both("公报的规则包", "The pack of the bulletin"))
    region: str
    period: str = Field(description=both("最后一个月", "The last month"))
    version: int
    amends: int | None = Field(None, description=both("修订的是哪一份", "Which release it amends"))
    state: str = Field(
        description=both(
            "draft 起草，submitted 已提交，checked 已审核，approved 已批准，released 已发布", "Where it stands"
        )
    )
    internal: bool = Field(description=both("内部测算，不对外发布", "Holds figures that may not leave the office"))
    public: bool = Field(description=both("开了公开页面", "Whether its public page is switched on"))
    embargo: date | None = Field(None, description=both("公开日期不早于", "Public from this day on"))
    number: str = Field(description=both("文号", "The document's number"))
    released_on: date | None = None
    digest: str = Field(description=both("内容与文件的 SHA-256", "SHA-256 of content and files"))


class FileOut(Schema):
    """A file of a release."""

    name: str
    size: int = Field(description=both("字节", "Bytes"))
    digest: str = Field(description=both("SHA-256", "SHA-256"))
    url: str = Field(description=both("从这里取", "Where it is fetched"))


class ReleaseDetail(ReleaseOut):
    """A release with all it says."""

    content: dict[str, Any] = Field(description=both("全部内容：语句、表、数据、口径、脚注", "All it says"))
    reasons: dict[str, str] = Field(description=both("每个修订的数的原因", "Why each amended figure changed"))
    files: list[FileOut]
    sound: bool = Field(description=both("现在核对，文件是否与当时逐字节相同", "Whether it is byte for byte as it was"))


@router.get("", response=list[ReleaseOut], **operation("list_releases", "有哪些发布", "The releases"))
def list_releases(request: HttpRequest) -> list[dict[str, Any]]:
    """The newest versions first, at most 200."""
    return [_out(each) for each in Release.objects.visible_to(request.user).order_by("-id")[:LISTED]]


@router.get("/{int:release_id}", response=ReleaseDetail, **operation("get_release", "一份发布", "A release"))
def get_release(request: HttpRequest, release_id: int) -> dict[str, Any]:
    """One version with its figures, footnotes, files and whether it verifies."""
    found: Release = get_object_or_404(Release.objects.visible_to(request.user), pk=release_id)
    files = [
        {"name": each.name, "size": each.size, "digest": each.digest, "url": f"/api/releases/{found.pk}/files/{quote(each.name)}"}
        for each in found.files.order_by("name")
    ]  # fmt: skip
    return _out(found) | {
        "content": found.content, "reasons": found.reasons, "files": files, "sound": verify(found).sound,
    }  # fmt: skip


@router.get(
    "/{int:release_id}/files/{name}",
    **operation(
        "get_release_file", "发布的一个文件，与当时逐字节相同", "A file of a release, byte for byte as kept",
        "The kept bytes; the header Repr-Digest gives their SHA-256. Not found also where they no longer match it.",
        openapi_extra=FILE,
    ),
)  # fmt: skip
def get_release_file(request: HttpRequest, release_id: int, name: str) -> HttpResponse:
    """The kept bytes of one file, with their digest."""
    found: Release = get_object_or_404(Release.objects.visible_to(request.user), pk=release_id)
    kept = get_object_or_404(found.files, name=name)
    content = kept_bytes(kept)
    if content is None:
        raise Http404
    response = HttpResponse(content, content_type=media_type(name))
    response["Repr-Digest"] = f"sha-256=:{b64encode(bytes.fromhex(kept.digest)).decode()}:"
    response["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(f'{found.period}-v{found.version}-{name}')}"
    return response


def _out(release: Release) -> dict[str, Any]:
    names = ("id", "title", "bulletin", "region", "period", "version", "state", "internal", "public", "embargo",
             "number", "released_on", "digest")  # fmt: skip
    return {name: getattr(release, name) for name in names} | {"amends": release.amends_id}
