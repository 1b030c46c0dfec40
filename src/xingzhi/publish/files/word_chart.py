"""A chart in a DOCX as the word processor's own: its numbers stay numbers and it prints sharp. No picture is needed."""

from __future__ import annotations

from typing import Any
from xml.sax.saxutils import escape

from docx.document import Document as Docx
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.shared import Mm

from xingzhi.cases.papers import layout

CHART_TYPE = "application/vnd.openxmlformats-officedocument.drawingml.chart+xml"
RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/chart"
SPACES = (
    'xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart"'
    ' xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
)
ZERO = '<c:min val="0"/>'
SIZE = (Mm(150), Mm(68))


def add_chart(document: Docx, chart: dict[str, Any], at: int) -> None:
    """Add a chart with its heading; `at` numbers it in the document."""
    heading = document.add_paragraph(f"图{at}　{chart['title']}（{chart['unit']}）", layout.HEAD_CELL)
    heading.alignment = WD_ALIGN_PARAGRAPH.CENTER
    heading.paragraph_format.keep_with_next = True
    package = document.part.package
    assert package is not None
    part = Part(PackURI(f"/word/charts/chart{at}.xml"), CHART_TYPE, _chart(chart).encode(), package)
    related = document.part.relate_to(part, RELATION)
    paragraph = document.add_paragraph("", layout.HEAD_CELL)
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    paragraph.paragraph_format.line_spacing = 1.0  # an exact line would cut the chart off
    paragraph.add_run()._r.append(parse_xml(_frame(related, at, chart["title"])))


def _frame(related: str, at: int, title: str) -> str:
    wide, high = SIZE
    return (
        f'<w:drawing {nsdecls("w", "wp", "a", "r")}><wp:inline distT="0" distB="0" distL="0" distR="0">'
        f'<wp:extent cx="{wide}" cy="{high}"/><wp:docPr id="{at}" name="图{at}" descr="{escape(title)}"/>'
        '<a:graphic><a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/chart">'
        '<c:chart xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart" '
        f'r:id="{related}"/></a:graphicData></a:graphic></wp:inline></w:drawing>'
    )


def _chart(chart: dict[str, Any]) -> str:
    labels = "".join(f'<c:pt idx="{at}"><c:v>{escape(label)}</c:v></c:pt>' for at, label in enumerate(chart["labels"]))
    known = [(at, value) for at, value in enumerate(chart["values"]) if value is not None]
    values = "".join(f'<c:pt idx="{at}"><c:v>{value}</c:v></c:pt>' for at, value in known)
    count = f'<c:ptCount val="{len(chart["labels"])}"/>'
    series = (
        '<c:ser><c:idx val="0"/><c:order val="0"/>'
        f"<c:tx><c:v>{escape(chart['name'])}</c:v></c:tx>"
        '<c:spPr><a:solidFill><a:srgbClr val="1F5FA8"/></a:solidFill>'
        '<a:ln w="22000"><a:solidFill><a:srgbClr val="1F5FA8"/></a:solidFill></a:ln></c:spPr>%s'
        '<c:dLbls><c:dLblPos val="%s"/><c:showLegendKey val="0"/><c:showVal val="1"/><c:showCatName val="0"/><c:showSerName val="0"/>'
        '<c:showPercent val="0"/><c:showBubbleSize val="0"/></c:dLbls>'
        f"<c:cat><c:strLit>{count}{labels}</c:strLit></c:cat><c:val><c:numLit>{count}{values}</c:numLit></c:val>%s</c:ser>"
    )
    axes = '<c:axId val="1"/><c:axId val="2"/>'
    if chart["kind"] == "bar":
        drawn = series % ('<c:invertIfNegative val="0"/>', "outEnd", "")
        plot = (
            '<c:barChart><c:barDir val="col"/><c:grouping val="clustered"/><c:varyColors val="0"/>'
            f'{drawn}<c:gapWidth val="60"/>{axes}</c:barChart>'
        )
    else:
        drawn = series % ('<c:marker><c:symbol val="circle"/><c:size val="5"/></c:marker>', "t", '<c:smooth val="0"/>')
        plot = f'<c:lineChart><c:grouping val="standard"/><c:varyColors val="0"/>{drawn}<c:marker val="1"/>{axes}</c:lineChart>'
    return (
        f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?><c:chartSpace {SPACES}><c:roundedCorners val="0"/>'
        f'<c:chart><c:autoTitleDeleted val="1"/><c:plotArea><c:layout/>{plot}{_axes()}</c:plotArea>'
        '<c:plotVisOnly val="1"/><c:dispBlanksAs val="gap"/></c:chart>'
        '<c:txPr><a:bodyPr/><a:lstStyle/><a:p><a:pPr><a:defRPr sz="900"/></a:pPr><a:endParaRPr lang="zh-CN"/></a:p></c:txPr>'
        "</c:chartSpace>"
    )


def _axes() -> str:
    shared = '<c:scaling><c:orientation val="minMax"/>%s</c:scaling><c:delete val="0"/><c:axPos val="%s"/>'
    ticks = '<c:majorTickMark val="none"/><c:minorTickMark val="none"/><c:tickLblPos val="nextTo"/>'
    lines = '<c:majorGridlines><c:spPr><a:ln w="6350"><a:solidFill><a:srgbClr val="E3E8EE"/></a:solidFill></a:ln></c:spPr></c:majorGridlines>'
    category = f'<c:catAx><c:axId val="1"/>{shared % ("", "b")}{ticks}<c:crossAx val="2"/><c:crosses val="autoZero"/></c:catAx>'
    value = (
        f'<c:valAx><c:axId val="2"/>{shared % (ZERO, "l")}{lines}<c:numFmt formatCode="General" sourceLinked="0"/>'
        f'{ticks}<c:crossAx val="1"/><c:crosses val="autoZero"/></c:valAx>'
    )
    return category + value
