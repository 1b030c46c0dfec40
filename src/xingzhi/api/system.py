"""Snapshots and packs, on which every figure rests, and who one is."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404
from ninja import Field, Query, Router, Schema

from xingzhi.api.paging import Paging, listing, page_of
from xingzhi.api.saying import both, operation
from xingzhi.core.actions import may, verbs
from xingzhi.core.models import Role
from xingzhi.packs import load
from xingzhi.registers.listing import Order
from xingzhi.snapshots.models import Snapshot

router = Router(tags=["system"])


class Me(Schema):
    """The person one acts as."""

    username: str
    name: str = Field(alias="display_name")
    role: Role
    region: str | None = Field(description=both("地区；null 为还没有给定", "Region; null where none was given"))
    may: list[str] = Field(description=both("可以做哪些动作", "Which actions are allowed"))

    @staticmethod
    def resolve_may(person: Any) -> list[str]:
        """The actions the role allows."""
        return sorted(verb for verb in verbs if may(person, verb))


class Held(Schema):
    """What a snapshot holds of a register."""

    rows: int = Field(description=both("您的地区的行数", "Rows in the caller's region"))
    digest: str = Field(description=both("文件的 SHA-256", "SHA-256 of the file"))


class SnapshotOut(Schema):
    """The registers as they stood at a revision."""

    revision: int
    as_of: datetime
    made_at: datetime
    digest: str
    packs: str
    made_with: str
    registers: dict[str, Held]


class PackOut(Schema):
    """A pack of legal or business values."""

    id: str
    ref: str = Field(description=both("结果里写的名称", "How results name it"))
    kind: str
    title_zh: str
    title_en: str
    valid_from: date
    valid_to: date | None = None


class PackWhole(PackOut):
    """A pack with its file."""

    sources: list[str] = Field(description=both("依据的文件", "The texts it rests on"))
    text: str = Field(description=both("原文件", "The file as it stands"))


@router.get("/me", response=Me, **operation("me", "我是谁、能做什么", "Who I am and what I may do"))
def me(request: HttpRequest) -> Any:
    """The caller."""
    return request.user


Snapshots = listing("snapshot_list", SnapshotOut)


@router.get(
    "/snapshots", response=Snapshots, **operation("list_snapshots", "快照，新的在前", "Snapshots, newest first")
)
def list_snapshots(request: HttpRequest, asked: Query[Paging]) -> dict[str, Any]:
    """Snapshots of the office the caller belongs to."""
    rows = Snapshot.objects.all() if _of_the_office(request.user.region) else Snapshot.objects.none()
    made = page_of(rows, Order("revision", descending=True), asked)
    return {"rows": [_held(found, request.user.region) for found in made.rows], "next": made.following}


@router.get("/snapshots/{int:revision}", response=SnapshotOut, **operation("get_snapshot", "一个快照", "One snapshot"))
def get_snapshot(request: HttpRequest, revision: int) -> dict[str, Any]:
    """One snapshot; rows are counted inside the caller's region."""
    found = get_object_or_404(Snapshot, revision=revision)
    if not _touches(request.user.region, found.region):
        raise Http404
    return _held(found, request.user.region)


def _touches(scope: str | None, region: str) -> bool:
    return scope is not None and (scope.startswith(region) or region.startswith(scope))


def _of_the_office(scope: str | None) -> bool:
    newest = Snapshot.objects.order_by("-revision").first()
    return newest is not None and _touches(scope, newest.region)


def _held(found: Snapshot, scope: str) -> dict[str, Any]:
    names = ("revision", "as_of", "made_at", "digest", "packs", "made_with")
    registers = {
        name: {
            "rows": sum(n for region, n in totals["regions"].items() if region.startswith(scope)),
            "digest": found.files.get(name, ""),
        }
        for name, totals in found.totals.items()
    }
    return {name: getattr(found, name) for name in names} | {"registers": registers}


def _pack(document: Any) -> dict[str, Any]:
    header = document.header
    return {"id": document.id, "ref": document.ref, "kind": header.kind, "title_zh": header.title.zh,
            "title_en": header.title.en, "valid_from": header.valid_from, "valid_to": header.valid_to}  # fmt: skip


@router.get("/packs", response=list[PackOut], **operation("list_packs", "规则包", "The packs"))
def list_packs(request: HttpRequest) -> list[dict[str, Any]]:
    """The packs in force."""
    return [_pack(document) for document in load().documents]


@router.get("/packs/{name}", response=PackWhole, **operation("get_pack", "一个规则包", "One pack"))
def get_pack(request: HttpRequest, name: str) -> dict[str, Any]:
    """One pack with its file."""
    packs = load()
    try:
        document = packs.document(name)
    except KeyError as error:
        raise Http404 from error
    text = (packs.folder / document.file).read_text(encoding="utf-8")
    return _pack(document) | {"sources": [each.title for each in document.header.sources.values()], "text": text}
