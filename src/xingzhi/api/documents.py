"""The office's own papers: which there are, and one with its text, what each sentence rests on, and its way."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from ninja import Field, Router, Schema

from xingzhi.api.saying import both, operation
from xingzhi.publish.papers.evidence import standings
from xingzhi.publish.papers.files import broken
from xingzhi.publish.papers.models import Paper, PaperState

router = Router(tags=["documents"])
LISTED = 200


class DocumentOut(Schema):
    """One paper."""

    id: int
    title: str
    kind: str = Field(description=both("文稿种类（规则包 paper_kinds）", "Kind, of the pack paper_kinds"))
    region: str
    year: int
    period: str
    state: str = Field(
        description=both(
            "draft 起草，submitted 已提交，checked 已审核，approved 已批准，issued 已印发", "Where it stands"
        )
    )
    version: int
    publicity: str = Field(description=both("公开属性", "Publicity attribute"))
    number: str = Field(description=both("本局编的文号", "The office's number"))
    issued_on: date | None = None
    published_on: date | None = None
    explains: int | None = Field(None, description=both("解读的是哪一份", "Which paper it explains"))
    digest: str = Field(description=both("印发文件的 SHA-256", "SHA-256 of the issued files"))


class DocumentDetail(DocumentOut):
    """A paper with its text. What sentences rest on is told to the office that keeps it only."""

    blocks: list[dict[str, Any]] = Field(
        description=both("标题和语句，逐句附依据", "Headings and sentences with their records")
    )
    marked: list[int] = Field(
        description=both("无依据或依据有变的语句", "Sentences that rest on nothing, or on what changed")
    )
    sound: bool | None = Field(
        None, description=both("印发的文件是否与当时逐字节相同", "Whether the issued files are as they were")
    )


@router.get("", response=list[DocumentOut], **operation("list_documents", "有哪些文稿", "The papers"))
def list_documents(request: HttpRequest) -> list[dict[str, Any]]:
    """The newest first, at most 200; a unit gets those issued to it."""
    return [_out(each) for each in Paper.objects.visible_to(request.user).order_by("-id")[:LISTED]]


@router.get("/{int:paper_id}", response=DocumentDetail, **operation("get_document", "一份文稿", "A paper"))
def get_document(request: HttpRequest, paper_id: int) -> dict[str, Any]:
    """One paper with its text."""
    paper: Paper = get_object_or_404(Paper.objects.visible_to(request.user), pk=paper_id)
    keeps = Paper.objects.kept_by(request.user).filter(pk=paper.pk).exists()
    blocks, marked = paper.text.blocks, []
    if keeps:
        marked = [each.id for each in standings(paper, request.user).values() if each.marked]
    else:
        for block in blocks:
            for sentence in block.get("sentences", ()):
                del sentence["evidence"]
    sound = not broken(paper) if paper.state == PaperState.ISSUED else None
    return _out(paper) | {"blocks": blocks, "marked": marked, "sound": sound}


def _out(paper: Paper) -> dict[str, Any]:
    names = ("id", "title", "kind", "region", "year", "period", "state", "version", "publicity", "number", "issued_on",
             "published_on", "digest")  # fmt: skip
    return {name: getattr(paper, name) for name in names} | {"explains": paper.explains_id}
