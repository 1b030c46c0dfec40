"""The file of a paper: drawn from its text while it is written, frozen byte for byte when it is issued."""

from __future__ import annotations

import hashlib
import json
from typing import Any

from xingzhi.cases.papers.official.content import Attachment, Line, OfficialDocument, Run
from xingzhi.cases.papers.official.written import written
from xingzhi.cases.papers.templates import in_use
from xingzhi.core.models import User
from xingzhi.files import keep_file
from xingzhi.packs import load
from xingzhi.publish.files.one_page import Fit, Sheet, drawn, fit
from xingzhi.publish.files.subject import MARK
from xingzhi.publish.papers.evidence import standings
from xingzhi.publish.papers.models import Paper, PaperFile
from xingzhi.publish.papers.standing import said
from xingzhi.publish.wording import day

FORM = "official_document"
TEXT, PROOFS = "正式稿.docx", "逐句依据.json"


def document(paper: Paper, marks: dict[int, str] | None = None) -> bytes:
    """The DOCX; `marks` are words set before sentences of a review copy, by sentence."""
    if load().paper_kinds.kind(paper.kind).layout == "one_page":
        return drawn(_page(paper, marks or {}))
    return written(in_use(FORM).content(), _official(paper, marks or {}), load().document_layout)


def review_copy(paper: Paper, user: User) -> bytes:
    """The DOCX with every sentence marked that rests on nothing, on what no longer stands, or says otherwise."""
    found = standings(paper, user)
    return document(paper, {each.id: said(each) for each in found.values()})


def lines_of(blocks: list[dict[str, Any]], marks: dict[int, str]) -> tuple[Line, ...]:
    """The blocks of a text as lines of a document."""
    made = []
    for block in blocks:
        if block["level"]:
            made.append(Line(block["level"], (Run(block["text"]),)))
            continue
        runs = []
        for each in block["sentences"]:
            mark = marks.get(each["id"], "")
            runs.append(Run(mark + each["text"], bool(mark)))
        made.append(Line(0, tuple(runs)))
    return tuple(made)


def _official(paper: Paper, marks: dict[int, str]) -> OfficialDocument:
    rules, frame = load(), paper.frame
    kind = rules.paper_kinds.kind(paper.kind)
    red = frame.get("issuer_mark") and frame.get("signatory")
    attached = tuple(
        Attachment(each["title"], tuple(line for line in each["text"].splitlines() if line.strip()))
        for each in frame.get("attachments", ())
    )
    return OfficialDocument(
        paper.title, lines_of(paper.text.blocks, marks), issuer_mark=f"{frame['signatory']}文件" if red else "",
        number=paper.number or (rules.document_layout.number.blank if kind.numbered else ""),
        recipients=_ended(frame.get("recipients", ""), "："), signatory=frame.get("signatory", ""), on=paper.issued_on,
        note=rules.paper_kinds.attribute(paper.publicity).note if kind.own else "", attachments=attached,
        cc=_ended(f"抄送：{frame['cc'].removeprefix('抄送：')}" if frame.get("cc") else "", "。"),
        issued=_printed(paper), mark=MARK if paper.internal else "",
    )  # fmt: skip


def _printed(paper: Paper) -> str:
    by = paper.frame.get("issued", "")
    return f"{by}\t{day(paper.issued_on)}印发" if by and paper.issued_on else by


def _ended(text: str, end: str) -> str:
    return text.rstrip("：:。") + end if text else ""


def fits(paper: Paper) -> Fit | None:
    """How a paper of one page fits it; None for one that may be longer."""
    one_page = load().paper_kinds.kind(paper.kind).layout == "one_page"
    return fit(_page(paper, {})) if one_page else None


def _page(paper: Paper, marks: dict[int, str]) -> Sheet:
    """The one page: each heading with its sentences beside it."""
    rows: list[tuple[str, str]] = []
    for line in lines_of(paper.text.blocks, marks):
        if line.level:
            rows.append((line.text, ""))
        else:
            label, said = rows.pop() if rows else ("", "")
            rows.append((label, f"{said}\n{line.text}".strip()))
    on = day(paper.issued_on) if paper.issued_on else ""
    return Sheet(paper.title, rows, paper.internal, "　".join(filter(None, (paper.frame.get("signatory", ""), on))))


def freeze(paper: Paper) -> None:
    """Write the file and what each sentence rests on, and keep their digests; called inside the action that issues."""
    text = paper.text
    kept = {
        "title": paper.title, "number": paper.number, "issued_on": str(paper.issued_on), "version": text.number,
        "publicity": paper.publicity, "frame": paper.frame, "explained": paper.explained, "blocks": text.blocks,
        "packs": [load().ref("gbt9704"), load().ref("paper_kinds")],
    }  # fmt: skip
    proofs = json.dumps(kept, ensure_ascii=False, sort_keys=True, indent=1).encode()
    whole = hashlib.sha256()
    for name, content in ((TEXT, document(paper)), (PROOFS, proofs)):
        digest = hashlib.sha256(content).hexdigest()
        made = PaperFile.objects.create(paper=paper, name=name, digest=digest, size=len(content))
        keep_file(content, made.path)
        whole.update(f"{name} {digest}\n".encode())
    paper.digest = whole.hexdigest()


def broken(paper: Paper) -> list[str]:
    """The files of an issued paper that are gone or no longer what was issued; none where all is sound."""
    whole, found = hashlib.sha256(), []
    for file in paper.files.order_by("id"):
        content = file.path.read_bytes() if file.path.is_file() else b""
        digest = hashlib.sha256(content).hexdigest()
        whole.update(f"{file.name} {digest}\n".encode())
        if digest != file.digest:
            found.append(file.name)
    return found or ([] if whole.hexdigest() == paper.digest else [TEXT])
