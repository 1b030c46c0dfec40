"""Releases: which there are, and one with its figures and files."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from ninja import Field, Router, Schema

from xingzhi.api.saying import both, operation
from xingzhi.publish.models import Release
from xingzhi.publish.store import verify

router = Router(tags=["releases"])
LISTED = 200


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
    public: bool
    number: str = Field(description=both("文号", "The document's number"))
    released_on: date | None = None
    digest: str = Field(description=both("内容与文件的 SHA-256", "SHA-256 of content and files"))


class FileOut(Schema):
    """A file of a release."""

    name: str
    size: int
    digest: str


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
    files = [{"name": each.name, "size": each.size, "digest": each.digest} for each in found.files.order_by("name")]
    return _out(found) | {
        "content": found.content, "reasons": found.reasons, "files": files, "sound": verify(found).sound,
    }  # fmt: skip


def _out(release: Release) -> dict[str, Any]:
    names = ("id", "title", "bulletin", "region", "period", "version", "state", "internal", "public", "number",
             "released_on", "digest")  # fmt: skip
    return {name: getattr(release, name) for name in names} | {"amends": release.amends_id}
