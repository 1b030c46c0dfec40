"""The evidence pack of a report as one DOCX: texts with what they share marked, the rule and its article, the judgement,
the applicant's own explanation. It stays inside the administration and says 初核疑似, never more."""

from __future__ import annotations

import io
from typing import Any

from django.utils import timezone
from docx import Document
from docx.enum.text import WD_COLOR_INDEX
from docx.oxml.ns import qn
from docx.shared import Pt

from xingzhi.cases.matters.models import Matter
from xingzhi.cases.models import Clue, Judgement
from xingzhi.cases.notified import PROCEDURE
from xingzhi.cases.notified.models import Report
from xingzhi.cases.notified.reports import clues_of
from xingzhi.cases.papers.layout import FONTS
from xingzhi.core.office import office
from xingzhi.packs import load
from xingzhi.registers.models import MODELS
from xingzhi.screening.signals.contract import explained
from xingzhi.screening.signals.reading import allowed
from xingzhi.screening.similar_applications.spans import Span, cut, matched_spans
from xingzhi.text.word import in_chinese, name_fonts

FONT = FONTS[0][0]


def evidence(user: Any, report: Report) -> bytes:
    """What the person may see of the report's clues, one part a clue."""
    document = Document()
    style = document.styles["Normal"]
    style.font.name, style.font.size = FONT, Pt(12)
    style.element.rPr.rFonts.set(qn("w:eastAsia"), FONT)
    in_chinese(document)
    name_fonts(document, FONTS)
    here = office()
    document.add_heading("专利申请线索材料（初核疑似，内部）", 0)
    document.add_paragraph(
        f"{here.name if here else ''}　起草：{report.made_by.display_name}　{timezone.localtime(report.made_at):%Y-%m-%d}　"
        f"涉及申请 {len(report.keys)} 件，线索 {len(report.clues)} 条。依据：《规范申请专利行为的规定》（国家知识产权局令第77号）第十一条。"
    )
    document.add_paragraph("本材料只反映核查中发现的疑似情况，是否属于非正常申请由国家知识产权局认定。")
    document.add_paragraph(report.text)
    for clue in clues_of(user, report):
        _part(document, user, clue)
    target = io.BytesIO()
    document.save(target)
    return target.getvalue()


def _part(document: Any, user: Any, clue: Clue) -> None:
    screening = load().screening(clue.screening)
    document.add_heading(f"线索 {clue.pk}", 1)
    score = f"{clue.score:.2f}" if clue.score is not None else "—"
    document.add_paragraph(
        f"筛查：{load().document(clue.screening).header.title.zh}（{load().ref(clue.screening)}），程度 {score}。{screening.disclaimer.text.zh}"
    )
    if screening.signal is not None and allowed(clue.screening, user):
        document.add_paragraph(explained(clue.evidence.get("facts", {}), screening, "zh"))
    rows = []
    for record in clue.records.order_by("key"):
        row = MODELS[record.register].objects.visible_to(user).filter(key=record.key).first()
        if row is None:
            document.add_paragraph(f"{record.key}（{load().regions.full_name(record.region)}，不在本地区）")
        else:
            rows.append(row)
    spans = matched_spans(rows[0].abstract, rows[1].abstract) if len(rows) == 2 else [[] for _ in rows]
    for row, marks in zip(rows, spans, strict=True):
        facts = [row.key, row.title, row.applicants, f"申请日 {row.filing_date}" if row.filing_date else "", row.agency]
        document.add_paragraph("；".join(filter(None, facts)))
        _marked(document.add_paragraph(), row.abstract, marks)
        _own_words(document, user, row.key)
    for judgement in Judgement.objects.visible_to(user).filter(clue=clue).select_related("officer").order_by("id"):
        document.add_paragraph(
            f"研判：{judgement.get_verdict_display()}，{judgement.officer.display_name}，{judgement.at:%Y-%m-%d}。理由：{judgement.reason}"
        )


def _marked(paragraph: Any, text: str, marks: list[Span]) -> None:
    for piece, same in cut(text, marks):
        run = paragraph.add_run(piece)
        if same:
            run.font.highlight_color = WD_COLOR_INDEX.YELLOW


def _own_words(document: Any, user: Any, key: str) -> None:
    """The applicant's explanation and what was said on the phone: counter-evidence belongs beside the evidence."""
    matter = Matter.objects.visible_to(user).filter(kind=PROCEDURE, key=key).select_related("card").first()
    card = matter.card if matter else None
    if card and card.explanation:
        document.add_paragraph(f"申请人说明：{card.explanation}")
    if matter:
        for contact in matter.contacts.order_by("on"):
            document.add_paragraph(f"联系（{contact.on}）：{contact.said or '未联系上'}")
